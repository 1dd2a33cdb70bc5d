"""Accounts with providers, the ways they call us on, and rounds of consent."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    text, moment = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
    op.create_table('connection',
    sa.Column('id', text(), nullable=False),
    sa.Column('owner_id', text(), nullable=False),
    sa.Column('provider', text(), nullable=False),
    sa.Column('subject', text(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('scopes', text(), nullable=False),
    sa.Column('state', text(), nullable=False),
    sa.Column('error', text(), nullable=False),
    sa.Column('created', moment(), nullable=False),
    sa.Column('changed', moment(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['owner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('provider', 'subject')
    )
    op.create_index(op.f('ix_connection_owner_id'), 'connection', ['owner_id'], unique=False)
    op.create_table('channel',
    sa.Column('id', text(), nullable=False),
    sa.Column('owner_id', text(), nullable=False),
    sa.Column('calendar', text(), nullable=False),
    sa.Column('resource', text(), nullable=False),
    sa.Column('fingerprint', text(), nullable=False),
    sa.Column('ends', moment(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['owner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_channel_owner_id'), 'channel', ['owner_id'], unique=False)
    op.create_table('consent_round',
    sa.Column('fingerprint', text(), nullable=False),
    sa.Column('browser', text(), nullable=False),
    sa.Column('owner_id', text(), nullable=True),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('redirect', text(), nullable=False),
    sa.Column('consent', sa.Boolean(), nullable=False),
    sa.Column('ends', moment(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['owner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('fingerprint')
    )
    op.create_index(op.f('ix_consent_round_owner_id'), 'consent_round', ['owner_id'], unique=False)


def downgrade() -> None:
    """Go back."""
    for table in ('consent_round', 'channel', 'connection'):
        op.drop_index(op.f(f'ix_{table}_owner_id'), table_name=table)
        op.drop_table(table)
