"""What the contract is shown on: a calendar, and the human who uses it beside Plausch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from calendar_sync.edit import Edit, Written
from calendar_sync.plan import edits_of
from calendar_sync.port import Calendar, Cursor, Window
from calendar_sync.pull import News, Pulled, news, pull
from policies.change import AddVideoLink, AttachOpener, Card, Change, HoldTime, MoveEnd
from policies.decision import Decision
from policies.event import Event, EventRef, Guest, Timed, later
from tests.builders import ANNA, MONDAY, ROOM_URL, TUESDAY_TEN

WINDOW = Window(first=MONDAY - timedelta(days=1, hours=8), last=MONDAY + timedelta(days=27, hours=16))
SECRET = "Zitronenbaum"  # stands in cards and nowhere else
FIVE = timedelta(minutes=5)
HOUR = timedelta(hours=1)
NUMBER = "+49 89 1234567"
CARD = Card(person="Anna Weber", language="de", share=f"Mein {SECRET} blüht; endlich, wirklich.", ask="Und?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a human puts into a calendar: ``days`` for whole days, ``weeks`` for a weekly series."""

    title: str = "Abstimmung Stellenprofil"
    start: datetime = TUESDAY_TEN
    minutes: int = 30
    days: int = 0
    guests: tuple[Guest, ...] = (ANNA,)
    location: str = ""
    description: str = ""
    zone: str = "Europe/Berlin"
    weeks: int = 0


class Subject(Protocol):
    """A calendar and what its human does to it. Methods that change an event also tell its guests."""

    @property
    def calendar(self) -> Calendar:
        """The calendar, as Plausch sees it."""
        ...

    def add(self, planned: Planned) -> EventRef:
        """Put an event in, or a series, of which the first occurrence is returned."""
        ...

    def retitle(self, ref: EventRef, title: str) -> None:
        """Give an event, or an entry of ours, another title."""
        ...

    def relocate(self, ref: EventRef, location: str) -> None:
        """Write another place."""
        ...

    def shorten(self, ref: EventRef, by: timedelta) -> None:
        """Let an event end earlier."""
        ...

    def move(self, ref: EventRef, by: timedelta) -> None:
        """Drag an event elsewhere."""
        ...

    def remove(self, ref: EventRef) -> None:
        """Delete an event."""
        ...

    def copy(self, ref: EventRef) -> EventRef:
        """Copy an event with everything on it."""
        ...

    def expire(self) -> None:
        """Let all cursors die, where the calendar knows such a thing."""
        ...

    def spoil(self) -> None:
        """Make the calendar unreadable."""
        ...

    def mails(self) -> tuple[str, ...] | None:
        """Return the addresses of all mails that guests were sent; None where the calendar sends none."""
        ...

    def text(self, ref: EventRef) -> str:
        """Return the description of an event."""
        ...

    def seen_by_guests(self) -> str:
        """Return everything of the calendar that any guest could see, as one text."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent for one edit."""

    edit: Edit
    written: Written
    version: str


def everything(subject: Subject) -> Pulled:
    """Read the whole window anew."""
    return pull(subject.calendar, WINDOW, None)


def since(subject: Subject, before: Pulled) -> News:
    """Read what is news since an earlier answer."""
    assert before.cursor is not None
    now = pull(subject.calendar, WINDOW, Cursor(before.cursor))
    return news(now, versions(before))


def versions(pulled: Pulled) -> dict[str, str]:
    """Return the versions of an answer."""
    return {event.id: event.version for event in pulled.events.values()}


def fresh(subject: Subject, ref: EventRef) -> Event:
    """Fetch an event."""
    return subject.calendar.fetch(ref).event


def span_of(event: Event) -> Timed:
    """Return the times of an event that has some."""
    assert isinstance(event.span, Timed)
    return event.span


def room(event: Event) -> MoveEnd:
    """Wish for five minutes more."""
    return MoveEnd(end=later(span_of(event).end, FIVE), minutes=5)


def hold(event: Event) -> HoldTime:
    """Wish for five private minutes behind it."""
    return HoldTime(start=span_of(event).end, end=later(span_of(event).end, FIVE), minutes=5)


def face(event: Event) -> AddVideoLink:
    """Wish for a video link, the place as it was being the fallback."""
    return AddVideoLink(url=ROOM_URL, location=f"Video: {ROOM_URL} · Telefon: {event.location}")


def opener(event: Event) -> AttachOpener:
    """Wish for the card, ten minutes ahead."""
    start = span_of(event).start
    return AttachOpener(start=later(start, -2 * FIVE), end=start, card=CARD)


def edit_of(event: Event, *changes: Change) -> Edit:
    """Plan the one edit that holds these changes."""
    (edit,) = edits_of(Decision(event=event, verdicts=(), changes=changes))
    return edit


def send(subject: Subject, ref: EventRef, *changes: Change, language: str = "de") -> Sent:
    """Carry out one edit of an event as it is now."""
    fetched = subject.calendar.fetch(ref)
    edit = edit_of(fetched.event, *changes)
    source = None if edit.adds else fetched
    draft = subject.calendar.draft(edit, source, now=MONDAY, language=language)
    return Sent(edit=edit, written=draft.written, version=subject.calendar.send(draft))
