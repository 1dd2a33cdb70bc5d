"""What was done, in words: the ledger day by day, with before and after, what cannot be undone and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import groupby

from calendar_sync.edit import EditState
from service.calendars_in_words import alarm_in_words, error_in_words, name_of
from service.store import calendars, preferences, runs
from service.store.accounts import Account, Asked, Sums, accounts, standing_sums
from service.store.pulse import pulse
from service.store.tables import RunRow
from service.web.caller import Caller
from service.web.sewn_in_words import Shown, shown, told_in_words, with_cost
from service.whose import owner_of
from service.words import Words

_SHOWN = (EditState.DONE, EditState.UNDONE, EditState.UNKNOWN, EditState.WRITING, EditState.REFUSED)
_MOST = 120
_MOST_STOPS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One edit, with when it was done."""

    edit: Shown
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Edited:
    """One meeting with what was done to it."""

    title: str
    time: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerDay:
    """The meetings of one day; ``undo`` is the button that takes all back that was done to them."""

    day: str
    label: str
    meetings: tuple[Edited, ...]
    undo: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A sync that stopped, and what it said."""

    when: str
    calendar: str
    sentence: str


def ledger_of(me: Caller, until: date | None) -> dict[str, object]:
    """Return the ledger up to a day, the latest days first."""
    said = me.said
    with me.session() as session:
        beat = pulse(session, me.owned)
        written = preferences.written_choices(session, me.owned)
        found = accounts(session, me.owned, Asked(states=_SHOWN, last=until, most=_MOST + 1))
        sums = standing_sums(session, me.owned)
        names = {row.key.calendar: name_of(row) for row in calendars.all_followed(session, me.owned)}
        stops = runs.stopped(session, me.owned, most=_MOST_STOPS)
    zone = owner_of(frozenset(), written).zone
    page, rest = _cut(found)
    return {
        "title": _title(sums, said),
        "days": list(_days(page, me.said, zone)),
        "older": rest.isoformat() if rest else "",
        "all_told": told_in_words(sums.told, said) if sums.edits else "",
        "undo_all": with_cost(said.text("Undo everything"), sums.told, said),
        "final": sums.final,
        "stops": [_stop(row, names, zone, said) for row in stops],
        "pulse": beat,
    }


def _cut(found: tuple[Account, ...]) -> tuple[tuple[Account, ...], date | None]:
    """Return whole days only, and where the rest begins."""
    if len(found) <= _MOST:
        return found, None
    last = found[-1].entry.day
    whole = tuple(each for each in found if each.entry.day > last)
    return whole or found, last


def _title(sums: Sums, said: Words) -> str:
    if not sums.edits:
        return said.text("Nothing stands in your calendars that Plausch made")
    return said.plural(
        "{n} change stands in your calendars, {minutes} of room",
        "{n} changes stand in your calendars, {minutes} of room",
        sums.edits,
        minutes=said.minutes(sums.minutes),
    )


def _days(found: Iterable[Account], said: Words, zone: tzinfo) -> Iterator[LedgerDay]:
    for day, edits in groupby(found, key=lambda each: each.entry.day):
        listed = [(each, shown(each, zone, said)) for each in edits]
        told = sum(each.entry.guests_told for each, words in listed if words.can_undo)
        can = sum(words.can_undo for _, words in listed)
        yield LedgerDay(
            day=day.isoformat(),
            label=said.long_date(day),
            meetings=_meetings(listed, zone, said),
            undo=with_cost(said.text("Undo this day"), told, said) if can > 1 else "",
        )


def _by_start(pair: tuple[Account, Shown]) -> tuple[bool, float]:
    starts = pair[0].starts
    return starts is None, starts.timestamp() if starts else 0.0


def _meetings(listed: list[tuple[Account, Shown]], zone: tzinfo, said: Words) -> tuple[Edited, ...]:
    by_event: dict[str, list[tuple[Account, Shown]]] = {}
    for each in sorted(listed, key=_by_start):
        by_event.setdefault(each[0].entry.event_id, []).append(each)
    return tuple(
        Edited(
            title=edits[0][1].title,
            time=said.time(starts.astimezone(zone)) if (starts := edits[0][0].starts) else "",
            entries=tuple(Entry(edit=words, when=_when(each, zone, said)) for each, words in edits),
        )
        for edits in by_event.values()
    )


def _when(each: Account, zone: tzinfo, said: Words) -> str:
    moment = (each.undone or each.done or each.created).astimezone(zone)
    return said.text("{day}, {time}", day=said.date(moment.date()), time=said.time(moment))


def _stop(row: RunRow, names: Mapping[str, str], zone: tzinfo, said: Words) -> Stop:
    moment = row.ended.astimezone(zone)
    return Stop(
        when=said.text("{day}, {time}", day=said.date(moment.date()), time=said.time(moment)),
        calendar=names.get(row.calendar, row.calendar),
        sentence=alarm_in_words(row.alarm, said) or error_in_words(row.error, said),
    )
