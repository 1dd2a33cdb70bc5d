"""Gather, decide, apply: one calendar file from reading to writing and back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import Session

from calendar_sync.edit import Edit, FieldImage, TakenBack
from calendar_sync.icalendar_file.adapter import CalendarFile, write_atomically
from calendar_sync.icalendar_file.zones import known_zone
from calendar_sync.plan import plan_edits
from calendar_sync.port import LeftOut, Reader, Window
from policies.agenda import decide_all
from policies.change import AddVideoLink, AttachOpener, HoldTime, MoveEnd, Undo, undo_class
from policies.clients import clients_of, known_people
from policies.context import Context, Owner, Person, Settings
from policies.decision import Decision
from policies.domains import own_domains
from policies.event import AllDay, Event, Timed
from policies.rules.personal_opener import whom
from service.cost import guests_told
from service.explain import describe
from service.gather import Memory, changed_back, gather
from service.store import ledger, people, preferences, stories
from service.store.owners import Owned, local_owner
from service.store.store import Store
from service.store.tables import EditState

_BERLIN = ZoneInfo("Europe/Berlin")
HISTORY = timedelta(days=90)


class OwnerUnknownError(ValueError):
    """It is not clear whose calendar a file is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one look at a calendar file gave."""

    file: CalendarFile
    reader: Reader
    window: Window
    context: Context
    decisions: tuple[Decision, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def owner(self) -> Owner:
        """Whose calendar it is."""
        return self.context.owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of a file: whose it is, from when, for how long."""

    path: Path
    addresses: frozenset[str]
    now: datetime
    days: int = 28
    language: str | None = None


def calendar_name(path: Path) -> str:
    """Return how the ledger calls the calendar of a file: nobody learns its path from it."""
    return "file:" + hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:16]


def window_of(now: datetime, days: int, zone: ZoneInfo) -> Window:
    """Return yesterday and the days that follow, whole days in the owner's zone."""
    local = now.astimezone(zone)
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(first=today - timedelta(days=1), last=today + timedelta(days=days))


def whose(file: CalendarFile, addresses: frozenset[str]) -> frozenset[str]:
    """Return the owner's addresses, inferred from the file where none are given."""
    if addresses:
        return addresses
    likely = file.likely_owner()
    return frozenset({likely}) if likely else frozenset()


def look(question: Question, store: Store, *, calendar: Path | None = None) -> Run:
    """Read a file and decide; nothing is written. ``calendar`` is where edits would go."""
    file = CalendarFile.open(question.path)
    addresses = whose(file, question.addresses)
    name = calendar_name(calendar or question.path)
    with store.session() as session:
        owned = local_owner(session, store.keyring, addresses, now=question.now)
        written = preferences.written_choices(session, owned)
        _settle(session, owned, name, file, question.now)
        memory = _memory(session, owned, name)
        settings = preferences.load_settings(session, owned)
    owner = _owner(addresses, written)
    zone = owner.zone if isinstance(owner.zone, ZoneInfo) else _BERLIN
    window = window_of(question.now, question.days, zone)
    reader = Reader(addresses=addresses, zone=zone, region=owner.region, calendar=name)
    history = Window(first=window.first - HISTORY, last=window.last)
    events = file.events(history, reader)
    if question.language:
        settings = _speaking(settings, question.language)
    context = gather(events, now=question.now, owner=owner, settings=settings, memory=memory)
    inside = [event for event in events if _ends_after(event, window.first)]
    with store.session() as session:
        ledger.keep_hands_off(session, owned, changed_back(events, memory), now=question.now)
    return Run(
        file=file,
        reader=reader,
        window=window,
        context=context,
        decisions=tuple(decide_all(inside, context)),
        left_out=file.left_out,
    )


def apply(run: Run, store: Store, *, target: Path, now: datetime, language: str) -> int:
    """Carry out all edits of a run: ledger first, then the file, then the outcome.

    Returns how many events were edited. The file is written whole or not at all.
    """
    by_event = {decision.event.id: decision for decision in run.decisions}
    edits = list(plan_edits(run.decisions))
    written = [
        (edit, run.file.apply(edit, stamp=now, reader=run.reader, language=language)) for edit in edits
    ]
    entries = [
        (_entry(edit, by_event[edit.ref.id], run, language, images.images), by_event[edit.ref.id])
        for edit, images in written
    ]
    with store.session() as session:
        owned = local_owner(session, store.keyring, run.owner.addresses, now=now)
        for entry, decision in entries:
            ledger.record(session, owned, entry, _concerned(decision, run.context), now=now)
    write_atomically(target, run.file.dump())
    with store.session() as session:
        for entry, decision in entries:
            ledger.mark(session, owned, entry, EditState.DONE, now=now)
            _remember_opener(session, owned, decision, run.context, now=now)
    return len(edits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which edits to take back: of one day, of one person, by id, or all that are left."""

    day: date | None = None
    person: str | None = None
    edit: str | None = None


def take_back(
    path: Path,
    store: Store,
    owned: Owned,
    selection: Selection,
    *,
    now: datetime,
    target: Path,
) -> list[tuple[ledger.Entry, TakenBack]]:
    """Undo edits of a file, the latest first; what a human changed since stays."""
    file = CalendarFile.open(path)
    with store.session() as session:
        found = ledger.entries(
            session,
            owned,
            calendar=calendar_name(path),
            states=(EditState.DONE, EditState.WRITING),
            person=selection.person,
        )
        written = preferences.written_choices(session, owned)
    owner = _owner(frozenset(), written)
    reader = Reader(addresses=frozenset(), zone=owner.zone, region=owner.region)
    chosen = [entry for entry in reversed(found) if _is_chosen(entry, selection)]
    outcome = [(entry, file.take_back(entry.written, reader=reader)) for entry in chosen]
    if outcome:
        write_atomically(target, file.dump())
    with store.session() as session:
        for entry, _ in outcome:
            ledger.mark(session, owned, entry, EditState.UNDONE, now=now)
    return outcome


def _settle(session: Session, owned: Owned, calendar: str, file: CalendarFile, now: datetime) -> None:
    """Find out what became of edits that were begun and not finished: the file itself tells."""
    begun = ledger.entries(session, owned, calendar=calendar, states=(EditState.WRITING,))
    written = file.edit_ids() if begun else frozenset()
    for entry in begun:
        state = EditState.DONE if entry.id in written else EditState.REFUSED
        ledger.mark(session, owned, entry, state, now=now)


def _is_chosen(entry: ledger.Entry, selection: Selection) -> bool:
    if selection.day and entry.day != selection.day:
        return False
    return not selection.edit or entry.id.startswith(selection.edit)


def _memory(session: Session, owned: Owned, calendar: str) -> Memory:
    made = ledger.made_before(session, owned, calendar)
    states = (EditState.DONE, EditState.UNDONE)
    openers = ledger.entries(session, owned, calendar=calendar, states=states)
    return Memory(
        people=people.load_people(session, owned, noted=True),
        strangers=people.load_people(session, owned, noted=False),
        stories=stories.load_stories(session, owned),
        made=made,
        changed_back=ledger.hands_off(session, owned),
        companions=frozenset(entry.event_id for entry in openers if entry.opener),
    )


def _owner(addresses: frozenset[str], written: dict[str, str]) -> Owner:
    domains = preferences.listed(written, "own-domains") or own_domains(addresses)
    return Owner(
        addresses=addresses,
        domains=domains,
        zone=known_zone(written.get("zone", "")) or _BERLIN,
        region=written.get("region", "DE").upper(),
        never_domains=preferences.listed(written, "never-domains"),
        never_addresses=preferences.listed(written, "never-addresses"),
    )


def _speaking(settings: Settings, language: str) -> Settings:
    return replace(settings, language=language)


def _ends_after(event: Event, moment: datetime) -> bool:
    match event.span:
        case Timed(end=end):
            return end > moment
        case AllDay(last=last):
            return last >= moment.date()


def _entry(
    edit: Edit,
    decision: Decision,
    run: Run,
    language: str,
    images: tuple[FieldImage, ...],
) -> ledger.Entry:
    move = next((each for each in edit.changes if isinstance(each, MoveEnd | HoldTime)), None)
    span = decision.event.span
    start = span.start.astimezone(run.owner.zone).date() if isinstance(span, Timed) else span.first
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
        minutes=move.minutes if move else edit.earlier_minutes,
        baseline=edit.baseline,
        room=room or edit.earlier_room,
        video=edit.earlier_video or any(isinstance(each, AddVideoLink) for each in edit.changes),
        opener=any(isinstance(each, AttachOpener) for each in edit.changes),
        guests_told=guests_told(decision, run.owner),
        reversible=all(undo_class(each) is not Undo.NONE for each in edit.changes),
        summary=tuple(describe(each, language) for each in edit.changes),
        images=images,
    )


def _concerned(decision: Decision, context: Context) -> Iterable[str]:
    yield from (guest.address for guest in clients_of(decision.event, context))
    for person in known_people(decision.event, context):
        yield from (*person.addresses, *person.numbers)


def _remember_opener(
    session: Session,
    owned: Owned,
    decision: Decision,
    context: Context,
    *,
    now: datetime,
) -> None:
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
