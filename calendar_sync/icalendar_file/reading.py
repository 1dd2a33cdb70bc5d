"""From the text of events to Events: expanded, understood, and what cannot be used left out."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from calendar_sync.errors import EventGoneError, Why
from calendar_sync.icalendar_file.dialect import Dialect
from calendar_sync.icalendar_file.expand import Expander, Occurrence
from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.icalendar_file.peek import Peek, peek
from calendar_sync.icalendar_file.scan import Block
from calendar_sync.icalendar_file.times import occurrence_name
from calendar_sync.icalendar_file.zones import Zones
from calendar_sync.port import LeftOut, LeftOutCode, Reader, Watch, Window, unwatched
from policies.event import AllDay, Event, EventRef, Timed

_DAYS = timedelta(days=2)
_EVER = Window(first=datetime(2, 1, 1, tzinfo=UTC), last=datetime(9998, 1, 1, tzinfo=UTC))


class Reading:
    """Reads events of one text for one reader."""

    def __init__(
        self,
        text: str,
        encoding: str,
        zones: Zones,
        reader: Reader,
        limits: Limits,
        *,
        cancelled: bool = False,
    ) -> None:
        """Take the text that peeks point into; ``cancelled`` where all of it is."""
        self._text = text
        self._zones = zones
        self._calendar = reader.calendar
        self._expander = Expander(text, zones, limits)
        self._dialect = Dialect(reader, zones, encoding, cancelled)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What could not be used so far."""
        names = sorted(self._zones.unknown)
        unknown = [LeftOut(code=LeftOutCode.ZONE_UNKNOWN, line=0, detail=name[:80]) for name in names]
        return (*self._expander.left_out, *unknown)

    def events(self, peeks: Sequence[Peek], window: Window, watch: Watch = unwatched) -> tuple[Event, ...]:
        """Return the occurrences that touch the window, by start, then id."""
        events: dict[str, Event] = {}
        for occurrence in self._expander.occurrences(peeks, window, watch):
            event = self._event(occurrence)
            if event and self._touches(event, window):
                events.setdefault(event.id, event)
        return tuple(sorted(events.values(), key=lambda event: (self._begin(event), event.id)))

    def event(self, peeks: Sequence[Peek], ref: EventRef) -> Event:
        """Return one occurrence, wherever in time it is; raises EventGoneError."""
        group = [seen for seen in peeks if seen.uid == ref.series]
        days = {seen.start for seen in group if seen.start}
        if ref.occurrence[:8].isdecimal():
            days.add(datetime.strptime(f"{ref.occurrence[:8]}+0000", "%Y%m%d%z").date())
        for day in sorted(days):
            for event in self.events(group, _around(day)):
                if event.id == ref.id:
                    return event
        raise EventGoneError(Why.EVENT_GONE, id=ref.id)

    def alone(self) -> Event | None:
        """Read a text that is one entry and no series, wherever in time it is."""
        seen = peek(self._text, Block("VEVENT", 0, len(self._text), 0))
        if seen.is_master or seen.ranged:
            return None
        return next((self._event(each) for each in self._expander.occurrences([seen], _EVER)), None)

    def _event(self, occurrence: Occurrence) -> Event | None:
        seen, original = occurrence.peek, occurrence.original
        try:
            name = occurrence_name(original) if original else ""
            ref = EventRef(calendar=self._calendar, series=seen.uid, occurrence=name)
            event = self._dialect.event(
                occurrence.component, ref, self._version(occurrence), recurring=original is not None
            )
        except (ValueError, TypeError, OverflowError, AttributeError):
            self._expander.leave(LeftOutCode.NO_START, seen)
            return None
        return replace(event, i_may_edit=False) if occurrence.locked else event

    def _version(self, occurrence: Occurrence) -> str:
        """Return what is another one when the entry changes, or the series that it is an exception to."""
        blocks = [occurrence.peek.block]
        if occurrence.series and occurrence.series is not occurrence.peek:
            blocks.append(occurrence.series.block)
        source = "".join(self._text[block.start : block.end] for block in blocks)
        return hashlib.sha256(source.encode("utf-8", "replace")).hexdigest()[:16]

    def _touches(self, event: Event, window: Window) -> bool:
        start, end = self._begin(event), self._finish(event)
        return start < window.last and (end > window.first or start >= window.first)

    def _begin(self, event: Event) -> datetime:
        match event.span:
            case Timed(start=start):
                return start.astimezone(UTC)
            case AllDay(first=first):
                day = datetime(first.year, first.month, first.day, tzinfo=self._zones.default)
                return day.astimezone(UTC)

    def _finish(self, event: Event) -> datetime:
        match event.span:
            case Timed(end=end):
                return end.astimezone(UTC)
            case AllDay(last=last):
                return datetime(last.year, last.month, last.day, 23, 59, 59, tzinfo=self._zones.default)


def _around(day: date) -> Window:
    middle = datetime.combine(day, time(12), tzinfo=UTC)
    return Window(first=middle - _DAYS, last=middle + _DAYS)
