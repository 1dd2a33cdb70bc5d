"""What every calendar speaks, with the glossary of this package.

- *window*: the days that are looked at; *page*: a part of an answer; *cursor*: where reading resumes.
- a *full* answer lists the whole window, so that what is missing in it is gone; the others list news.
- *fetch*: one event, fresh, with the version that a write is made conditional on.
- *draft*: an edit in the calendar's own language, with the images that undo needs; *send* writes it.
- *upkeep*: entries of ours (holds, companions) follow their meeting, or go with it.

A calendar is used by one thread at a time. Its methods raise the errors of ``errors.py`` and no others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import NewType, Protocol, runtime_checkable

from calendar_sync.edit import Edit, TakenBack, Upkeep, Written
from policies.event import Event, EventRef, OursKind, Timed

Cursor = NewType("Cursor", str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The days that are looked at, from ``first`` (inclusive) to ``last`` (exclusive), aware."""

    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a calendar can do, and what it does unasked."""

    always_mails_guests: bool = False
    """Every change of an event with guests is mailed to them; there is no quiet way."""
    video_link_stays: bool = False
    """The provider's own video room cannot be taken away again."""
    own_video_room: bool = False
    """The provider can make a video room itself."""
    free_busy: bool = False
    """Busy times of guests and rooms can be asked for."""
    pushes: bool = False
    """It tells by itself that something changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of an answer. ``gone`` are ids of events; ``cursor`` stands on the last page only.

    ``more`` is what the next page is asked for with, empty on the last one. ``full`` says that the
    whole answer, all its pages together, lists everything in the window.
    """

    events: tuple[Event, ...]
    gone: tuple[str, ...] = ()
    more: str = ""
    cursor: Cursor | None = None
    full: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One event, fresh. ``source`` is the calendar's own form of it, for the draft of an edit."""

    event: Event
    source: object = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An edit ready to be sent. ``body`` is the calendar's own; ``version`` what it is conditional on."""

    written: Written
    version: str
    body: object


class CalendarReader(Protocol):
    """Reads one calendar."""

    @property
    def capabilities(self) -> Capabilities:
        """What the calendar can do."""
        ...

    def read(self, window: Window, cursor: Cursor | None = None, more: str = "") -> Page:
        """Return a page of what changed since ``cursor``, or of everything without one.

        A calendar that cannot tell news may answer with a full one. Raises CursorDeadError.
        """
        ...

    def fetch(self, ref: EventRef) -> Fetched:
        """Return one event as it is now; raises EventGoneError. A cancelled one is returned as such."""
        ...


class CalendarWriter(Protocol):
    """Writes one calendar."""

    def ours(self, kind: OursKind, meeting: EventRef) -> EventRef:
        """Return where the entry of ours for a meeting stands: an id of our choice, always the same."""
        ...

    def draft(self, edit: Edit, fetched: Fetched | None, *, now: datetime, language: str) -> Draft:
        """Translate an edit; nothing is sent. ``fetched`` is the event, None for an entry of ours."""
        ...

    def send(self, draft: Draft) -> str:
        """Write one draft in one request and return the new version.

        An entry of ours that is there already is left as it is. Raises ConflictError where the event
        is not the drafted version any more, OutcomeUnknownError where no answer came.
        """
        ...

    def take_back(self, written: Written, *, now: datetime) -> TakenBack:
        """Put back, in one request, every field that still holds what was written.

        What already is as it was before counts as put back, so that it can be asked for again. An event
        that has begun is left as it is, and so is the marker of a later edit; with the last field, the
        marker from before this edit is put back. Raises EventGoneError where the event is gone,
        NotAllowedError where it may not be changed any more.
        """
        ...

    def keep_up(self, upkeep: Upkeep, *, now: datetime) -> None:
        """Move or remove an entry of ours; what is not there any more is no error."""
        ...


@runtime_checkable
class FreeBusy(Protocol):
    """Tells the busy times of others, as far as they can be seen."""

    def busy(self, addresses: Iterable[str], span: Timed) -> Mapping[str, tuple[Timed, ...]]:
        """Return busy times within ``span``; an address that cannot be seen is missing."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A way on which a calendar says that something changed. ``id`` and ``token`` are ours and random.

    ``resource`` is the calendar's own name for what is watched; ``ends`` is when it falls silent, as
    the calendar said (it may have promised less than was asked for).
    """

    id: str
    token: str
    resource: str
    ends: datetime


@runtime_checkable
class Pushes(Protocol):
    """Says by itself, over HTTP, that something changed, without saying what."""

    def listen(self, *, channel: str, token: str, url: str) -> Channel:
        """Open a channel that calls ``url``; raises NotAllowedError where this calendar has none."""
        ...

    def hang_up(self, channel: Channel) -> None:
        """Close a channel; one that is closed already is no error."""
        ...


class Watcher(Protocol):
    """Tells that something changed, without saying what."""

    def signature(self) -> str:
        """Return something cheap that differs whenever the calendar may have changed."""
        ...


class Calendar(CalendarReader, CalendarWriter, Protocol):
    """One calendar of an owner, read and written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads: the owner's addresses, and what is taken for granted where a file is silent.

    ``calendar`` names the calendar in references; ``zone`` is for times without one.
    """

    addresses: frozenset[str]
    zone: tzinfo
    region: str = "DE"
    calendar: str = "file"


class LeftOutCode(StrEnum):
    """Why something of a calendar was not read, or not as it stands."""

    UNREADABLE = "unreadable"
    NO_START = "no_start"
    NOT_CLOSED = "not_closed"
    DUPLICATE = "duplicate"
    TOO_DENSE = "too_dense"
    TOO_MANY_OCCURRENCES = "too_many_occurrences"
    RULE_UNREADABLE = "rule_unreadable"
    TOO_LONG = "too_long"
    ZONE_UNKNOWN = "zone_unknown"
    ZONE_UNREADABLE = "zone_unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """One thing that was left out: ``line`` counts from 1, ``detail`` holds no event's text."""

    code: LeftOutCode
    line: int
    detail: str = ""


Watch = Callable[[int, int], None]
"""Is told how much of how much is done, while something long is going on."""


def unwatched(_done: int, _all: int) -> None:
    """Watch nothing."""
