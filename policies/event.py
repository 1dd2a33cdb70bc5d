"""One occurrence as its owner sees it: only what a rule reads, frozen, never healed.

Adapters build an ``Event`` from a calendar's own language; a provider's mistakes are mended there,
each in a named quirk. What cannot be said here is not read by any rule.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import assert_never

from policies.place import Place

_ZERO = timedelta()


class NaiveTimeError(ValueError):
    """A time without a zone reached the rules: the adapter has to say which zone it is in."""


class BackwardsSpanError(ValueError):
    """A span that ends before it starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timed:
    """From ``start`` to ``end`` (exclusive), both aware, in the event's own zone."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        """Refuse naive and backwards times."""
        if self.start.utcoffset() is None or self.end.utcoffset() is None:
            message = f"a timed span needs zones, got {self.start} to {self.end}"
            raise NaiveTimeError(message)
        if self.end < self.start:
            message = f"a span cannot end before it starts, got {self.start} to {self.end}"
            raise BackwardsSpanError(message)

    @property
    def duration(self) -> timedelta:
        """Time that passes, summer time switches included (not the difference of wall clocks)."""
        return elapsed(self.start, self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class AllDay:
    """Whole days from ``first`` to ``last``, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Refuse a backwards range."""
        if self.last < self.first:
            message = f"days cannot end before they start, got {self.first} to {self.last}"
            raise BackwardsSpanError(message)


Span = Timed | AllDay


def elapsed(start: datetime, end: datetime) -> timedelta:
    """Real time between two aware instants.

    Subtracting datetimes that share one ``tzinfo`` compares wall clocks, which is an hour off over
    a summer time switch (Python documentation, ``datetime``, "aware subtraction").
    """
    if start.tzinfo is None or end.tzinfo is None:
        message = f"only aware times can be compared, got {start} and {end}"
        raise NaiveTimeError(message)
    difference = end - start
    if end.tzinfo is not start.tzinfo:
        return difference
    return difference - ((end.utcoffset() or _ZERO) - (start.utcoffset() or _ZERO))


def later(moment: datetime, by: timedelta) -> datetime:
    """``moment`` plus real time, kept in its own zone over a summer time switch."""
    zone = moment.tzinfo
    offset = moment.utcoffset()
    if zone is None or offset is None:
        message = f"only an aware time can be moved, got {moment}"
        raise NaiveTimeError(message)
    utc = moment.replace(tzinfo=None) - offset + by
    return zone.fromutc(utc.replace(tzinfo=zone))


class Answer(StrEnum):
    """What an invited person said."""

    NONE = "none"
    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"


class GuestKind(StrEnum):
    """What stands behind an address."""

    PERSON = "person"
    GROUP = "group"
    ROOM = "room"
    RESOURCE = "resource"


class EventKind(StrEnum):
    """What the calendar itself says that the event is."""

    MEETING = "meeting"
    FOCUS_TIME = "focus_time"
    OUT_OF_OFFICE = "out_of_office"
    WORKING_LOCATION = "working_location"
    BIRTHDAY = "birthday"
    FROM_MAIL = "from_mail"


class Status(StrEnum):
    """Whether the event stands."""

    CONFIRMED = "confirmed"
    TENTATIVE = "tentative"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Who is invited. ``address`` is a lower-case e-mail address without ``mailto:``."""

    address: str
    name: str = ""
    answer: Answer = Answer.NONE
    kind: GuestKind = GuestKind.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRef:
    """Where an event is found again.

    ``series`` is the calendar's id of the event or series (the UID in a file), ``occurrence``
    names one occurrence of a series (ISO 8601 basic form of its original start) or is empty.
    """

    calendar: str
    series: str
    occurrence: str = ""
    id: str = field(init=False, repr=False, compare=False)
    """One string for ledger, marker and JSON; it is asked for so often that it is made once."""

    def __post_init__(self) -> None:
        """Put series and occurrence together."""
        whole = f"{self.series}/{self.occurrence}" if self.occurrence else self.series
        object.__setattr__(self, "id", whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What Plausch wrote on an event, read back from the event itself.

    It survives a lost database. ``event_id`` is the event it was written for: another one shows
    that the event is a copy. ``minutes`` of room were made over ``baseline``, the duration that the
    human meant; 0 minutes where only something else was written. ``shared`` says that guests could
    see the edit.
    """

    edit_id: str
    event_id: str
    minutes: int
    baseline: timedelta
    room: str = ""
    """How room was made: ``lengthen``, ``hold`` or empty."""
    video: bool = False

    @property
    def shared(self) -> bool:
        """Whether guests were told of the edit."""
        return self.room == "lengthen" or self.video


class OursKind(StrEnum):
    """Events that Plausch itself put into the calendar."""

    HOLD = "hold"
    COMPANION = "companion"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """Marks an event of ours; ``event_id`` is the meeting that it belongs to.

    ``anchor`` is the moment of the meeting that it hangs on (a companion on its start, a hold on its
    end), as it was when the entry was put there: so it can tell that the meeting has moved since.
    """

    kind: OursKind
    edit_id: str
    event_id: str
    anchor: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One occurrence as its owner sees it; series are handled occurrence by occurrence.

    ``place`` was read from conference data, location, title and description when the event was
    read; the description itself is not kept. ``free`` is "shows me as free"; ``answer`` is the
    owner's own. ``created`` and ``changed`` are None where the calendar does not say.
    """

    ref: EventRef
    span: Span
    title: str = ""
    location: str = ""
    place: Place = field(default_factory=Place)
    version: str = ""
    status: Status = Status.CONFIRMED
    kind: EventKind = EventKind.MEETING
    answer: Answer = Answer.ACCEPTED
    free: bool = False
    private: bool = False
    organiser: str = ""
    guests: tuple[Guest, ...] = ()
    guests_hidden: bool = False
    recurring: bool = False
    i_organise: bool = True
    i_may_edit: bool = True
    made_by: str = ""
    """Name of the booking or sync tool that owns the event, empty for a human's."""
    created: datetime | None = None
    changed: datetime | None = None
    marker: Marker | None = None
    ours: Ours | None = None

    @property
    def id(self) -> str:
        """The reference as one string."""
        return self.ref.id


def busy_span(event: Event) -> Timed | None:
    """When this event keeps its owner from anything else; None when it does not.

    All-day events rarely say that somebody is unavailable for all of it. What Plausch put there itself,
    an entry or the room of a lengthened meeting, must not stand in its own way: of two meetings at the
    same time, the one that is looked at later is decided on like the first.
    """
    if event.ours or event.free or event.status is Status.CANCELLED:
        return None
    if event.answer is Answer.DECLINED or event.kind is EventKind.WORKING_LOCATION:
        return None
    match event.span:
        case Timed() as timed:
            return _as_meant(timed, event.marker)
        case AllDay():
            return None
        case unreachable:
            assert_never(unreachable)


def _as_meant(span: Timed, marker: Marker | None) -> Timed:
    """Return a span without our room, where just that was added to what the human meant."""
    if marker is None or marker.room != "lengthen":
        return span
    if span.duration != marker.baseline + timedelta(minutes=marker.minutes):
        return span
    return Timed(start=span.start, end=later(span.start, marker.baseline))
