"""Gather, decide, apply: one calendar file from reading to writing and back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from sqlmodel import Session

from calendar_sync.edit import Edit, EditState, Written
from calendar_sync.errors import CalendarError, ChangedMeanwhileError, Why
from calendar_sync.icalendar_file.disk import write_atomically
from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.plan import plan_edits
from calendar_sync.port import LeftOut, Reader, Watch, Window, unwatched
from policies.agenda import decide_all
from policies.context import Context, Owner
from policies.decision import Decision
from policies.event import AllDay, Event, Timed
from service import books
from service.gather import Memory, changed_back, gather
from service.problems import Problem, calendar_problem
from service.store import ledger, people, preferences, stories
from service.store.owners import Owned, local_owner
from service.store.store import Store
from service.whose import owner_of, whose

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
    in_place: bool
    """Whether edits go to the file that was read, or to another one."""

    @property
    def owner(self) -> Owner:
        """Whose calendar it is."""
        return self.context.owner


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """How many events were edited, why others were not, and how many people were forgotten."""

    events: int
    refused: tuple[Problem, ...] = ()
    forgotten: int = 0


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


def window_of(now: datetime, days: int, zone: tzinfo) -> Window:
    """Return yesterday and the days that follow, whole days in the owner's zone."""
    local = now.astimezone(zone)
    today = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return Window(first=today - timedelta(days=1), last=today + timedelta(days=days))


def look(
    question: Question,
    store: Store,
    *,
    target: Path | None = None,
    watch: Watch = unwatched,
) -> Run:
    """Read a file and decide; the calendar is not written to.

    ``target`` is the file that edits would go to where it is another one: what was once done there
    does not count, since it would be written anew.
    """
    file = CalendarFile.open(question.path)
    addresses = whose(file, question.addresses)
    name = calendar_name(question.path)
    with store.session() as session:
        owned = local_owner(session, store.keyring, now=question.now)
        written = preferences.written_choices(session, owned)
        _settle(session, owned, name, file, question.now)
        memory = _memory(session, owned, name)
        settings = preferences.load_settings(session, owned)
    owner = owner_of(addresses, written)
    window = window_of(question.now, question.days, owner.zone)
    reader = Reader(
        addresses=addresses,
        zone=owner.zone,
        region=owner.region,
        calendar=calendar_name(target or question.path),
    )
    events = file.events(Window(first=window.first - HISTORY, last=window.last), reader, watch)
    if question.language:
        settings = replace(settings, language=question.language)
    context = gather(events, now=question.now, owner=owner, settings=settings, memory=memory)
    with store.session() as session:
        ledger.keep_hands_off(session, owned, changed_back(events, memory), now=question.now)
    inside = [event for event in events if _ends_after(event, window.first)]
    return Run(
        file=file,
        reader=reader,
        window=window,
        context=context,
        decisions=tuple(decide_all(inside, context)),
        left_out=file.left_out,
        in_place=reader.calendar == name,
    )


def apply(run: Run, store: Store, *, target: Path, now: datetime, language: str) -> Applied:
    """Carry out all edits of a run: ledger first, then the file, then the outcome.

    The file is written whole or not at all. An edit whose event cannot be written is left out.
    """
    by_event = {decision.event.id: decision for decision in run.decisions}
    done, refused = _carried_out(run, now, language)
    entries = [
        (books.entry_of(edit, by_event[edit.ref.id], run.owner, language, written), by_event[edit.ref.id])
        for edit, written in done
    ]
    with store.session() as session:
        owned = local_owner(session, store.keyring, now=now)
        if not run.in_place:
            ledger.supersede(session, owned, run.reader.calendar)
        for entry, decision in entries:
            ledger.record(session, owned, entry, books.concerned(decision, run.context), now=now)
    if done or not run.in_place:
        _write(run, target)
    with store.session() as session:
        for entry, decision in entries:
            ledger.mark(session, owned, entry, EditState.DONE, now=now)
            if entry.opener:
                books.remember_opener(session, owned, decision, run.context, now=now)
        books.remember_contact(session, owned, run.decisions, run.context, now=now)
        forgotten = people.forget_old(session, owned, now=now)
    return Applied(events=len({edit.ref.id for edit, _ in done}), refused=refused, forgotten=forgotten)


def _write(run: Run, target: Path) -> None:
    if run.in_place and not run.file.is_still(target):
        raise ChangedMeanwhileError(Why.WRITTEN_MEANWHILE, file=target.name)
    write_atomically(target, run.file.dump())


def _carried_out(
    run: Run, now: datetime, language: str
) -> tuple[list[tuple[Edit, Written]], tuple[Problem, ...]]:
    done: list[tuple[Edit, Written]] = []
    refused: list[Problem] = []
    for edit in plan_edits(run.decisions):
        try:
            written = run.file.apply(edit, stamp=now, reader=run.reader, language=language)
        except CalendarError as error:
            refused.append(calendar_problem(error))
        else:
            done.append((edit, written))
    return done, tuple(refused)


def _settle(session: Session, owned: Owned, calendar: str, file: CalendarFile, now: datetime) -> None:
    """Find out what became of edits that were begun and not finished: the file itself tells."""
    begun = ledger.entries(session, owned, calendar=calendar, states=(EditState.WRITING,))
    written = file.edit_ids() if begun else frozenset()
    for entry in begun:
        state = EditState.DONE if entry.id in written else EditState.REFUSED
        ledger.mark(session, owned, entry, state, now=now)


def _memory(session: Session, owned: Owned, calendar: str) -> Memory:
    made = ledger.made_before(session, owned, calendar)
    noted, strangers = people.noted_and_strangers(session, owned)
    shortened, skipped = ledger.all_hands_off(session, owned)
    return Memory(
        people=noted,
        strangers=strangers,
        stories=stories.load_stories(session, owned),
        made=made,
        changed_back=shortened,
        companions=ledger.openers(session, owned, calendar),
        skipped=skipped,
    )


def _ends_after(event: Event, moment: datetime) -> bool:
    match event.span:
        case Timed(end=end):
            return end > moment
        case AllDay(last=last):
            return last >= moment.date()
