"""What was told to whom, and asked: read for showing; the rules get theirs with the person."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from service.store.owners import Owned
from service.store.people import RETENTION
from service.store.tables import OpenerUseRow, PersonRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """A story told, a question asked or a note followed up: ``used`` is the kind and the id."""

    person: str
    used: str
    when: datetime

    @property
    def kind(self) -> str:
        """What it was: story, question or note."""
        return self.used.partition(":")[0]

    @property
    def id(self) -> str:
        """Which one."""
        return self.used.partition(":")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Since when a person is kept, when they were met last, and until when they are kept without contact."""

    since: datetime
    last_contact: datetime

    @property
    def until(self) -> datetime:
        """When they are forgotten, should there be no contact any more."""
        return self.last_contact + RETENTION


def uses_with(session: Session, owned: Owned, person: str) -> tuple[Use, ...]:
    """Return what was used with a person, the latest first."""
    query = select(OpenerUseRow).where(OpenerUseRow.owner_id == owned.id, OpenerUseRow.person_id == person)
    latest = query.order_by(col(OpenerUseRow.created).desc(), col(OpenerUseRow.id))
    return tuple(_use(row) for row in session.exec(latest))


def uses_by_story(session: Session, owned: Owned) -> dict[str, list[Use]]:
    """Return by story id to whom it was told, in the order of time."""
    told: defaultdict[str, list[Use]] = defaultdict(list)
    query = select(OpenerUseRow).where(
        OpenerUseRow.owner_id == owned.id, col(OpenerUseRow.used).startswith("story:")
    )
    for row in session.exec(query.order_by(col(OpenerUseRow.created), col(OpenerUseRow.id))):
        told[row.used.partition(":")[2]].append(_use(row))
    return dict(told)


def known_since(session: Session, owned: Owned) -> dict[str, Known]:
    """Return the dates of all people by id."""
    query = select(PersonRow).where(PersonRow.owner_id == owned.id)
    return {row.id: Known(since=row.created, last_contact=row.last_contact) for row in session.exec(query)}


def _use(row: OpenerUseRow) -> Use:
    return Use(person=row.person_id, used=row.used, when=row.created)
