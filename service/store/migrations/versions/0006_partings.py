"""When channels were opened, which account a round is for, since when is left, and what could not be."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go up."""
    text, moment = sqlmodel.sql.sqltypes.AutoString, sqlmodel.sql.sqltypes.UTCDateTime
    op.add_column('channel', sa.Column('opened', moment(), nullable=True))
    op.add_column('calendar', sa.Column('left_from', moment(), nullable=True))
    op.execute("UPDATE calendar SET left_from = CURRENT_TIMESTAMP WHERE state = 'leaving'")
    op.add_column('consent_round', sa.Column('again', text(), nullable=False, server_default=''))
    op.create_table('parting',
    sa.Column('id', text(), nullable=False),
    sa.Column('owner_id', text(), nullable=False),
    sa.Column('sealed', sa.LargeBinary(), nullable=False),
    sa.Column('created', moment(), nullable=False),
    sa.ForeignKeyConstraint(['owner_id'], ['owner.id'], ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_parting_owner_id'), 'parting', ['owner_id'], unique=False)


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f('ix_parting_owner_id'), table_name='parting')
    op.drop_table('parting')
    for table, column in (('consent_round', 'again'), ('calendar', 'left_from'), ('channel', 'opened')):
        with op.batch_alter_table(table) as batch:
            batch.drop_column(column)
