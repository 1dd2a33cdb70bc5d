"""How things stand, above every page of the day's work: what asks for an answer, what pauses, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from calendar_sync.plan import Level
from service.calendars_in_words import alarm_in_words, error_in_words, name_of, quiet_in_words
from service.store import calendars, preferences
from service.store.calendars import Followed
from service.store.tables import CalendarState
from service.web.caller import Caller
from service.whose import owner_of
from service.words import N_, Words

LEVELS: Mapping[Level, str] = MappingProxyType(
    {
        Level.WATCH: N_("Plausch watches only: nothing is changed."),
        Level.ASK: N_("Nothing is changed before you say yes."),
        Level.AUTOMATIC: N_("What fits your settings is changed by itself."),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """Something that stands still. ``calendar`` can be let go on; ``way`` leads to what helps."""

    title: str
    sentence: str
    calendar: str = ""
    pause: bool = False
    way: str = ""
    way_label: str = ""
    grave: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What holds for all calendars. ``level`` is what may happen now: while paused, nothing."""

    level: Level
    level_text: str
    matters: tuple[Matter, ...]
    connected: bool
    reading: bool
    pulse: str


def standing_of(me: Caller, pulse: str) -> Standing:
    """Return how things stand."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
        rows = calendars.all_followed(session, me.owned)
    zone = owner_of(frozenset(), written).zone
    level = preferences.level(written, me.now, zone)
    return Standing(
        level=level,
        level_text=me.said.text(LEVELS[level]),
        matters=(*_pause(me, written), *(matter for row in rows for matter in _matters(me, row, written))),
        connected=bool(rows),
        reading=any(row.synced == 0 and not row.error for row in rows),
        pulse=pulse,
    )


def _pause(me: Caller, written: Mapping[str, str]) -> Iterator[Matter]:
    until = preferences.paused_until(written)
    zone = owner_of(frozenset(), written).zone
    if until and me.now.astimezone(zone).date() < until:
        title = me.said.text("Paused until {day}", day=me.said.date(until))
        sentence = me.said.text("You asked for it. Nothing is changed before that day.")
        yield Matter(title=title, sentence=sentence, pause=True, grave=False)


def _matters(me: Caller, row: Followed, written: Mapping[str, str]) -> Iterator[Matter]:
    said, zone = me.said, owner_of(frozenset(), written).zone
    name = name_of(row)
    if row.alarm:
        title = said.text("{calendar} stopped to ask", calendar=name)
        yield Matter(title=title, sentence=alarm_in_words(row.alarm, said), calendar=row.key.calendar)
    if row.error or row.state is CalendarState.RECONNECT:
        yield _trouble(row, name, said)
    if quiet := quiet_in_words(row, zone, me.now, said):
        yield Matter(title=said.text("{calendar} is quiet", calendar=name), sentence=quiet, grave=False)
    if row.state is CalendarState.LEAVING:
        sentence = said.text("What is still to come is taken back, then everything about it is deleted.")
        title = said.text("{calendar} is being left", calendar=name)
        yield Matter(title=title, sentence=sentence, grave=False)


def _trouble(row: Followed, name: str, said: Words) -> Matter:
    return Matter(
        title=said.text("{calendar} cannot be followed at present", calendar=name),
        sentence=error_in_words(row.error or "revoked", said),
        way="/connections",
        way_label=said.text("To the connections"),
    )
