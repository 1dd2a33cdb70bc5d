"""Open the store: the database brought up to date, and the keys beside it, never in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine

from service.problems import Problem, reason_of
from service.store.sealing import Keyring, load_or_create, parse_keys
from service.words import N_

_MIGRATIONS = Path(__file__).parent / "migrations"


class StoreProblemError(Problem):
    """The data folder cannot be used; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Store:
    """An open database and its keys. ``key_file`` is None where the keys come from a setting."""

    engine: Engine
    keyring: Keyring
    key_file: Path | None

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Work in one transaction: all of it, or nothing."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def open_store(folder: Path, *, keys: str = "") -> Store:
    """Open (and where needed create) the store in a folder.

    ``keys`` holds keys from a setting; else a key file in the folder is used. Raises
    StoreProblemError or KeyProblemError with what to do.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        message = N_("The data folder {folder} cannot be made: {reason}. Set PLAUSCH_DATA to another one.")
        raise StoreProblemError(message, folder=folder, reason=reason_of(error)) from error
    key_file = None if keys else folder / "plausch.key"
    keyring = parse_keys(keys, "PLAUSCH_KEYS") if keys else load_or_create(folder / "plausch.key")
    database = folder / "plausch.db"
    database.touch(mode=0o600)
    engine = create_engine(f"sqlite:///{database}")
    event.listen(engine, "connect", _prepare)
    upgrade(engine)
    return Store(engine, keyring, key_file)


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the tables up to date; raises StoreProblemError for a database of a newer Plausch."""
    config = alembic_config()
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current and not _is_known(config, current):
        message = N_(
            "The data was written by a newer Plausch (revision {revision}). "
            "Install that one, or use another data folder."
        )
        raise StoreProblemError(message, revision=current)
    if revision == "head" and current == ScriptDirectory.from_config(config).get_current_head():
        return
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version; raises DatabaseError where nothing answers."""
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    return current == ScriptDirectory.from_config(alembic_config()).get_current_head()


def downgrade(engine: Engine, revision: str) -> None:
    """Take the tables back to an earlier revision."""
    config = alembic_config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def alembic_config() -> Config:
    """Return the configuration that Alembic's commands need."""
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def _is_known(config: Config, revision: str) -> bool:
    try:
        return ScriptDirectory.from_config(config).get_revision(revision) is not None
    except CommandError:
        return False


def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # a driver's own type
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "foreign_keys=ON", "busy_timeout=5000", "secure_delete=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()
