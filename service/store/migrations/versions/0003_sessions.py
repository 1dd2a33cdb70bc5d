"""Sign-in links and sessions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    op.create_table('sign_in',
    sa.Column('fingerprint', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('owner_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('ends', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('used', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['owner_id'], ['owner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('fingerprint')
    )
    op.create_index(op.f('ix_sign_in_owner_id'), 'sign_in', ['owner_id'], unique=False)
    op.create_table('session',
    sa.Column('fingerprint', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('owner_id', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('seen', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ends', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['owner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('fingerprint')
    )
    op.create_index(op.f('ix_session_owner_id'), 'session', ['owner_id'], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f('ix_session_owner_id'), table_name='session')
    op.drop_table('session')
    op.drop_index(op.f('ix_sign_in_owner_id'), table_name='sign_in')
    op.drop_table('sign_in')
