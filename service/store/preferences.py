"""An owner's choices: written one by one, read as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, tzinfo

from sqlmodel import Session, select

from calendar_sync.plan import Bounds, Level
from policies.context import Settings
from service.store.choices import LISTS, READERS, TEXTS, ChoiceError, WantedError, read_choice, settings_from
from service.store.owners import Owned
from service.store.tables import SettingRow
from service.words import N_

_CLOSING = "closing"


def written_choices(session: Session, owned: Owned) -> dict[str, str]:
    """Return all choices as they were written."""
    rows = session.exec(select(SettingRow).where(SettingRow.owner_id == owned.id))
    return {row.name: owned.open(row.sealed, f"setting:{row.name}") for row in rows}


def load_settings(session: Session, owned: Owned) -> Settings:
    """Return the owner's settings."""
    return settings_from(written_choices(session, owned))


def known_choice(name: str) -> None:
    """Raise ChoiceError where there is no such setting."""
    if name not in {*READERS, *TEXTS, *LISTS}:
        read_choice(name, "")


def choose(session: Session, owned: Owned, name: str, text: str) -> None:
    """Keep one choice; raises ChoiceError with what may be written."""
    if name not in LISTS:
        read_choice(name, text)
    elif " " in text.strip():
        wanted = WantedError(N_("entries with commas and without spaces"))
        raise ChoiceError(
            N_("{name} cannot be “{value}”: write {wanted}."), name=name, value=text, wanted=wanted
        )
    row = session.get(SettingRow, (owned.id, name)) or SettingRow(
        owner_id=owned.id,
        name=name,
        sealed=b"",
    )
    row.sealed = owned.seal(text.strip(), f"setting:{name}")
    session.add(row)


def unchoose(session: Session, owned: Owned, name: str) -> bool:
    """Go back to the default; False where nothing was chosen."""
    row = session.get(SettingRow, (owned.id, name))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def want_closed(session: Session, owned: Owned) -> None:
    """Write down that the account is to be closed; no setting of that name can be chosen otherwise."""
    if not is_closing(session, owned):
        session.add(
            SettingRow(owner_id=owned.id, name=_CLOSING, sealed=owned.seal("on", f"setting:{_CLOSING}"))
        )


def is_closing(session: Session, owned: Owned) -> bool:
    """Whether the account is to be closed as soon as all calendars are left."""
    return session.get(SettingRow, (owned.id, _CLOSING)) is not None


def listed(written: Mapping[str, str], name: str) -> frozenset[str]:
    """Return the entries of a list setting, lower case."""
    return frozenset(filter(None, (part.strip().lower() for part in written.get(name, "").split(","))))


def level(written: Mapping[str, str], now: datetime, zone: tzinfo) -> Level:
    """Return how much may be done by itself at this moment; while paused, nothing is."""
    until = paused_until(written)
    if until and now.astimezone(zone).date() < until:
        return Level.WATCH
    return Level(written.get("level") or Level.WATCH)


def paused_until(written: Mapping[str, str]) -> date | None:
    """Return the day before which nothing is changed, None without a pause."""
    until = written.get("paused-until", "")
    return date.fromisoformat(until) if until else None


def shared_per_run(written: Mapping[str, str]) -> int:
    """Return how many new edits that guests see one run may make without asking."""
    return int(written.get("run-cap") or Bounds(level=Level.WATCH).shared_per_run or 0)
