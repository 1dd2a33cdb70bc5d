"""Parse what matters for a window and expand what recurs, with the libraries for both."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from icalendar import Component
from icalendar import Event as EventComponent
from icalendar.error import GloballyUniqueTZIDGuessed

from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.icalendar_file.lines import plain
from calendar_sync.icalendar_file.peek import Peek, outside, over_before
from calendar_sync.icalendar_file.quirks import quote_closed_in_time, utc_is_utc
from calendar_sync.icalendar_file.rules import why_not
from calendar_sync.icalendar_file.scan import LineNumbers
from calendar_sync.icalendar_file.series import between, localise, original
from calendar_sync.icalendar_file.vcalendar import in_new_words
from calendar_sync.icalendar_file.zones import Zones
from calendar_sync.port import LeftOut, LeftOutCode, Watch, Window, unwatched

_PROBLEMS = (
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    OverflowError,
    AttributeError,
    RecursionError,
    OSError,  # a TZID too long for a file name
)
_BATCH = 500

# The library guesses the zone as quirks.plain_zone does, and its remark would end up on the terminal.
warnings.filterwarnings("ignore", category=GloballyUniqueTZIDGuessed)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One occurrence: its component, the event's text it came from, its original start if it recurs."""

    component: Component
    peek: Peek
    original: date | None
    series: Peek | None = None
    """The series' own entry, where this one comes from an exception to it."""
    locked: bool = False
    """Whether it cannot be edited without guessing: no UID, a start that only a quirk can read, an
    exception for all that follows or for nobody knows which."""


class Expander:
    """Expands one file's events within a window; notes what it leaves out."""

    def __init__(self, text: str, zones: Zones, limits: Limits) -> None:
        """Take the text that peeks point into."""
        self._text = text
        self._lines = LineNumbers(text)
        self._zones = zones
        self._limits = limits
        self.left_out: list[LeftOut] = []

    def occurrences(
        self, peeks: Sequence[Peek], window: Window, watch: Watch = unwatched
    ) -> Iterator[Occurrence]:
        """Yield what may touch the window; callers check the exact times."""
        series: dict[str, list[Peek]] = defaultdict(list)
        for seen in peeks:
            series[seen.uid].append(seen)
        wanted = [seen for group in series.values() for seen in self._wanted(group, window)]
        everything = len(wanted) + len(series)
        components = self._parsed(wanted, lambda done: watch(done, everything))
        for number, group in enumerate(series.values()):
            watch(len(wanted) + number, everything)
            yield from self._expanded(
                [(seen, components[id(seen)]) for seen in group if id(seen) in components],
                window,
            )

    def _wanted(self, group: Sequence[Peek], window: Window) -> Iterator[Peek]:
        group = self._without_duplicates(group)
        if sum(bool(seen.recurrence_id) for seen in group) > self._limits.exceptions:
            self.leave(LeftOutCode.TOO_MANY_OCCURRENCES, group[0])
            return
        masters = [seen for seen in group if seen.is_master and self._may_expand(seen, window)]
        refused = any(seen.is_master for seen in group) and not masters
        expands = any(not over_before(seen, window) for seen in masters)
        for seen in group:
            if seen.is_master:
                if expands and seen in masters:
                    yield seen
            elif (expands and seen.recurrence_id) or not (refused or outside(seen, window)):
                yield seen

    def _without_duplicates(self, group: Sequence[Peek]) -> list[Peek]:
        best: dict[str, Peek] = {}
        for seen in group:
            other = best.get(seen.recurrence_id)
            if other:
                loser = other if seen.sequence >= other.sequence else seen
                self.leave(LeftOutCode.DUPLICATE, loser)
            if not other or seen.sequence >= other.sequence:
                best[seen.recurrence_id] = seen
        return list(best.values())

    def _may_expand(self, seen: Peek, window: Window) -> bool:
        if seen.dates > self._limits.dates:
            self.leave(LeftOutCode.TOO_DENSE, seen)
            return False
        for rule in seen.rules:
            code = why_not(rule, seen.start or window.first.date(), window, self._limits, seen.length)
            if code:
                self.leave(code, seen)
                return False
        return True

    def _parsed(self, peeks: Sequence[Peek], watch: Callable[[int], None]) -> dict[int, Component]:
        components: dict[int, Component] = {}
        for start in range(0, len(peeks), _BATCH):
            watch(start)
            components.update(self._batch(peeks[start : start + _BATCH]))
        return components

    def _batch(self, peeks: Sequence[Peek]) -> dict[int, Component]:
        try:
            found = _parse(map(self._source, peeks))
        except _PROBLEMS:
            found = []
        if len(found) == len(peeks):
            return {id(seen): each for seen, each in zip(peeks, found, strict=True)}
        if len(peeks) == 1:
            self.leave(LeftOutCode.UNREADABLE, peeks[0])
            return {}
        middle = len(peeks) // 2
        return self._batch(peeks[:middle]) | self._batch(peeks[middle:])

    def _source(self, seen: Peek) -> str:
        if seen.block.end - seen.block.start > self._limits.event_size:
            message = "event too large"
            raise ValueError(message)
        return mended(plain(self._text[seen.block.start : seen.block.end]))

    def _expanded(
        self,
        group: Sequence[tuple[Peek, Component]],
        window: Window,
    ) -> Iterator[Occurrence]:
        master = next((each for each in group if each[0].is_master), None)
        locked = any(seen.ranged or not seen.named or seen.start is None for seen, _ in group)
        if master is None:
            for seen, component in group:
                yield from self._single(seen, component, locked=locked)
            return
        peeks = {id(component): seen for seen, component in group}
        exceptions = [each for seen, each in group if seen.recurrence_id]
        try:
            for _, component in group:
                localise(component, self._zones)
            found = [
                (each, seen)
                for each, exception in between(master[1], exceptions, window, self._zones)
                if not outside(seen := peeks.get(id(exception), master[0]), window) or seen.is_master
            ]
        except _PROBLEMS:
            self.leave(LeftOutCode.RULE_UNREADABLE, master[0])
            return
        if len(found) > self._limits.occurrences:
            self.leave(LeftOutCode.TOO_MANY_OCCURRENCES, master[0])
            return
        for component, seen in found:
            yield Occurrence(component, seen, original(component, self._zones), master[0], locked)

    def _single(self, seen: Peek, component: Component, *, locked: bool) -> Iterator[Occurrence]:
        try:
            localise(component, self._zones)
        except _PROBLEMS:
            self.leave(LeftOutCode.UNREADABLE, seen)
            return
        start = original(component, self._zones) if seen.recurrence_id else None
        yield Occurrence(component, seen, start, locked=locked or bool(seen.recurrence_id and start is None))

    def leave(self, code: LeftOutCode, seen: Peek) -> None:
        """Note that an event is left out."""
        self.left_out.append(LeftOut(code=code, line=self._lines.at(seen.block.start)))


def mended(text: str) -> str:
    """Put what an unfolded entry says into words that the library reads."""
    return utc_is_utc(quote_closed_in_time(in_new_words(text)))


def _parse(sources: Iterable[str]) -> list[Component]:
    text = "".join(source if source.endswith("\n") else f"{source}\n" for source in sources)
    calendar = Component.from_ical(f"BEGIN:VCALENDAR\n{text}END:VCALENDAR\n")
    if isinstance(calendar, list):
        return []
    return [each for each in calendar.subcomponents if isinstance(each, EventComponent)]
