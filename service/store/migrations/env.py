"""How Alembic meets the tables: on the connection it is given."""

from __future__ import annotations

from alembic import context

from service.store import tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=tables.OwnerRow.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
