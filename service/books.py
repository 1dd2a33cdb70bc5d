"""What is written down about edits: the ledger's entries, what cards used, whom one met."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlmodel import Session

from calendar_sync.edit import Edit, EditState, Written
from policies.change import AddVideoLink, AttachOpener, HoldTime, MoveEnd, Undo, undo_class
from policies.clients import clients_of, known_people
from policies.context import Context, Owner, Person
from policies.decision import Decision
from policies.event import Timed
from policies.rules.personal_opener import whom
from service.cost import guests_told
from service.explain import describe
from service.store import ledger, people
from service.store.owners import Owned


def entry_of(edit: Edit, decision: Decision, owner: Owner, language: str, written: Written) -> ledger.Entry:
    """Return an edit as the ledger keeps it before the calendar is written."""
    move = next((each for each in edit.changes if isinstance(each, MoveEnd | HoldTime)), None)
    span = decision.event.span
    start = span.start.astimezone(owner.zone).date() if isinstance(span, Timed) else span.first
    room = "" if move is None else "lengthen" if isinstance(move, MoveEnd) else "hold"
    return ledger.Entry(
        id=edit.id,
        calendar=edit.ref.calendar,
        event_id=edit.ref.id,
        series=edit.ref.series,
        occurrence=edit.ref.occurrence,
        title=edit.title,
        day=start,
        state=EditState.WRITING,
        minutes=move.minutes if move else edit.earlier_minutes if edit.shared else 0,
        baseline=edit.baseline,
        room=room or (edit.earlier_room if edit.shared else ""),
        video=edit.shared
        and (edit.earlier_video or any(isinstance(each, AddVideoLink) for each in edit.changes)),
        opener=any(isinstance(each, AttachOpener) for each in edit.changes),
        guests_told=guests_told(decision, owner) if edit.shared else 0,
        reversible=all(undo_class(each) is not Undo.NONE for each in edit.changes),
        summary=tuple(describe(each, language) for each in edit.changes),
        images=written.images,
    )


def concerned(decision: Decision, context: Context) -> Iterator[str]:
    """Yield the addresses and numbers of those whom a decision is about."""
    yield from (guest.address for guest in clients_of(decision.event, context))
    for person in known_people(decision.event, context):
        yield from (*person.addresses, *person.numbers)


def remember_opener(
    session: Session,
    owned: Owned,
    decision: Decision,
    context: Context,
    *,
    now: datetime,
) -> None:
    """Remember what a card uses, so that it is neither told nor asked again."""
    span = decision.event.span
    card = next((each.card for each in decision.changes if isinstance(each, AttachOpener)), None)
    person = whom(decision.event, span, context) if card and isinstance(span, Timed) else None
    if card is None or person is None:
        return
    kept = people.add_person(
        session,
        owned,
        Person(
            id="",
            name=person.name,
            addresses=person.addresses,
            numbers=person.numbers,
        ),
        now=now,
        noted=bool(person.notes),
    )
    people.remember_use(session, owned, kept, card.used, decision.event.id, now=now)


def remember_contact(
    session: Session,
    owned: Owned,
    decisions: Iterable[Decision],
    context: Context,
    *,
    now: datetime,
) -> None:
    """Note that people are still met: who is not met for a year is forgotten."""
    met = {person.id for decision in decisions for person in known_people(decision.event, context)}
    people.remember_contact(session, owned, met, now=now)
