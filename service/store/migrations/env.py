"""How Alembic meets the tables: on the connection it is given."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from service.store import tables

assert tables.OwnerRow  # noqa: S101  # importing the tables is what fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
