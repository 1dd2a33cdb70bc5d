"""Everything that a rule may know besides the event: the moment, the owner, what stands around."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from policies.event import Timed
from policies.neighbours import Neighbours
from policies.place import VideoRoom


class RoomMode(StrEnum):
    """How room is made."""

    LENGTHEN = "lengthen"
    HOLD = "hold"
    OFF = "off"


class Address(StrEnum):
    """How German speaks to a person."""

    DU = "du"
    SIE = "sie"


class NoteKind(StrEnum):
    """A thread is unfinished and worth asking about; an occasion comes back every year."""

    THREAD = "thread"
    OCCASION = "occasion"
    FACT = "fact"


class Source(StrEnum):
    """Where a note comes from; there is no third way ("found on the web" is none)."""

    TOLD_ME = "told_me"
    NOTICED_AT_WORK = "noticed_at_work"


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the owner knows about a person; asked about from ``since`` until ``until``.

    An occasion is due in the week around its day (``since``, month and day count).
    """

    id: str
    kind: NoteKind
    text: str
    source: Source = Source.TOLD_ME
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Something small of the owner's own, worth sharing from ``since`` until ``until``."""

    id: str
    text: str
    since: date | None = None
    until: date | None = None


_ALWAYS = MappingProxyType(
    {weekday: (time(8, 0), time(19, 0)) for weekday in range(5)},
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the owner has chosen. Defaults are those of the design; their evidence is in the docs.

    Durations in minutes unless they are a ``timedelta``. ``working_hours`` maps a weekday
    (Monday is 0) to begin and end in the owner's zone; a missing day has none.
    """

    room: RoomMode = RoomMode.LENGTHEN
    minutes: int = 5
    first_meeting_minutes: int = 10
    least_minutes: int = 3
    event_cap: int = 10
    day_cap: int = 30
    keep_free: int = 5
    longest: timedelta = timedelta(hours=3)
    freeze: timedelta = timedelta(hours=4)
    fresh: timedelta = timedelta(hours=1)
    """An event created this recently may be edited inside the freeze."""
    settle: timedelta = timedelta(minutes=2)
    group_limit: int = 6
    working_hours: Mapping[int, tuple[time, time]] = field(default_factory=lambda: _ALWAYS)
    tell_guests: bool = True
    """Whether edits that guests are told about may be made at all."""
    video: bool = True
    video_day_cap: int = 3
    video_room: VideoRoom | None = None
    """The room that a video link leads to; None where the owner has none."""
    prefers_phone: bool = False
    opener: bool = True
    opener_lead: int = 10
    language: str = "de"
    address: Address = Address.SIE
    keep_short: bool = False
    never_touch: bool = False
    not_today_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What differs for one person; None means "as for everybody"."""

    room: RoomMode | None = None
    minutes: int | None = None
    video: bool | None = None
    prefers_phone: bool | None = None
    opener: bool | None = None
    language: str | None = None
    address: Address | None = None
    keep_short: bool | None = None
    never_touch: bool | None = None
    not_today_until: date | None = None


_AS_FOR_EVERYBODY = Overrides()


def settings_for(settings: Settings, overrides: Overrides) -> Settings:
    """Lay a person's choices over the owner's."""
    if overrides is _AS_FOR_EVERYBODY:
        return settings
    chosen = {
        each.name: value for each in fields(overrides) if (value := getattr(overrides, each.name)) is not None
    }
    return replace(settings, **chosen) if chosen else settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody the owner keeps notes about, found by e-mail address or phone number (E.164).

    ``used`` holds the ids of the stories told and the questions asked, each with the event that it
    was prepared for.
    """

    id: str
    name: str = ""
    addresses: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    overrides: Overrides = _AS_FOR_EVERYBODY
    used: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


_BERLIN = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose calendar it is. ``domains`` are the organisation's own, never a freemail provider."""

    addresses: frozenset[str]
    domains: frozenset[str] = frozenset()
    zone: tzinfo = _BERLIN
    region: str = "DE"
    never_domains: frozenset[str] = frozenset()
    never_addresses: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What Plausch did to an event before, from the ledger or from the event's own marker."""

    edit_id: str
    event_id: str
    minutes: int
    baseline: timedelta
    room: str = ""
    video: bool = False
    taken_back: bool = False
    """The owner undid it: it is not to be done again."""

    @property
    def told_guests(self) -> bool:
        """Whether guests could see it."""
        return self.room == RoomMode.LENGTHEN or self.video


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """Everything else that a rule may know.

    ``neighbours``: the owner's busy times over all calendars. ``busy_guests``: per address, of a
    person or a room, the busy times that can be seen outside this event; a missing address is
    unknown. ``strangers``: per address what
    was told to and asked of clients that no notes are kept about. ``made``: per event id what was
    done before. ``changed_back``: ids of events and of
    series whose owner took room back by hand, ``skipped`` of those that the owner said "never" to.
    ``companions`` and ``holds``: ids of events that
    have or had one of ours. ``met_before``: addresses and numbers with the moment of the earliest
    meeting known. ``room_today`` and ``video_today`` count, per day in the owner's zone, the
    minutes and links that events of that day already have.
    """

    now: datetime
    owner: Owner
    settings: Settings = field(default_factory=Settings)
    neighbours: Neighbours = field(default_factory=Neighbours)
    busy_guests: Mapping[str, tuple[Timed, ...]] = field(
        default_factory=lambda: MappingProxyType({}),
    )
    people: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))
    strangers: Mapping[str, Person] = field(default_factory=lambda: MappingProxyType({}))
    stories: tuple[Story, ...] = ()
    made: Mapping[str, Made] = field(default_factory=lambda: MappingProxyType({}))
    changed_back: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    companions: frozenset[str] = frozenset()
    holds: frozenset[str] = frozenset()
    met_before: Mapping[str, datetime] = field(default_factory=lambda: MappingProxyType({}))
    room_today: Mapping[date, int] = field(default_factory=lambda: MappingProxyType({}))
    video_today: Mapping[date, int] = field(default_factory=lambda: MappingProxyType({}))
