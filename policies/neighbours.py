"""The owner's busy times, indexed once so that each event finds its next one at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from policies.event import Timed


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """Busy times sorted by start: ``starts`` in UTC, ``ends`` the latest end up to there."""

    starts: tuple[datetime, ...] = ()
    ends: tuple[datetime, ...] = ()

    @classmethod
    def of(cls, spans: Iterable[Timed]) -> Neighbours:
        """Index spans in any order; an event's own span may be among them."""
        pairs = sorted((span.start.astimezone(UTC), span.end.astimezone(UTC)) for span in spans)
        return cls(
            starts=tuple(start for start, _ in pairs),
            ends=tuple(accumulate((end for _, end in pairs), max)),
        )

    def next_after(self, end: datetime) -> datetime | None:
        """When the owner is busy next once an event is over at ``end``; None when never.

        Something that has begun earlier and goes on past ``end`` counts as busy from ``end`` on.
        """
        moment = end.astimezone(UTC)
        position = bisect_left(self.starts, moment)
        if position and self.ends[position - 1] > moment:
            return moment
        return self.starts[position] if position < len(self.starts) else None
