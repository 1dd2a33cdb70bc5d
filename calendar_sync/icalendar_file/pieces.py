"""A file's text cut into its events and what stands between them, found again by UID and occurrence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from calendar_sync.errors import EventGoneError, Why
from calendar_sync.icalendar_file.lines import content_lines, find
from calendar_sync.icalendar_file.peek import Peek, peek
from calendar_sync.icalendar_file.scan import Block
from calendar_sync.icalendar_file.times import floating_zone, occurrence_of
from calendar_sync.icalendar_file.zones import Zones
from policies.event import EventRef


@dataclass(slots=True, eq=False)
class Piece:
    """A part of the file: an event where ``seen`` is set, plain text otherwise.

    What is added to a file hangs on the event that it belongs to: ``ahead`` where the event's text
    ends without a line end, ``behind`` everywhere else.
    """

    text: str
    seen: Peek | None = None
    ahead: list[Piece] = field(default_factory=list)
    behind: list[Piece] = field(default_factory=list)


class Pieces:
    """All pieces of one file."""

    def __init__(self, text: str, peeks: Sequence[Peek], zones: Zones) -> None:
        """Cut ``text``, which ``peeks`` point into."""
        self._zones = zones
        self._pieces = list(_cut(text, peeks))
        self._by_uid: dict[str, list[Piece]] = defaultdict(list)
        self._by_occurrence: dict[str, dict[str | None, list[Piece]]] = {}
        for piece in self._pieces:
            if piece.seen:
                self._by_uid[piece.seen.uid].append(piece)

    def text(self) -> str:
        """Return the whole file."""
        return "".join(_texts(self._pieces))

    def has(self, uid: str) -> bool:
        """Tell whether there is an event of that id."""
        return bool(self._by_uid.get(uid))

    def of(self, uid: str) -> list[Piece]:
        """Return everything that stands under one id."""
        return list(self._by_uid.get(uid, ()))

    def drop(self, piece: Piece) -> None:
        """Take an event away."""
        if piece.seen:
            piece.text = ""
            self._by_uid[piece.seen.uid].remove(piece)

    def event(self, ref: EventRef) -> Piece:
        """Return the entry of an occurrence: its exception, or else the series it belongs to.

        Of several copies the latest counts. Raises EventGoneError when there is none.
        """
        found = self.exception(ref) if ref.occurrence else None
        masters = self._occurrences(ref.series).get("")
        if not (found or masters):
            raise EventGoneError(Why.EVENT_GONE, id=ref.id)
        return found or _latest(masters or [])

    def exception(self, ref: EventRef) -> Piece | None:
        """Return the entry that stands for this one occurrence only."""
        exceptions = self._occurrences(ref.series).get(ref.occurrence) if ref.occurrence else None
        return _latest(exceptions) if exceptions else None

    def add(self, base: Piece, text: str) -> Piece:
        """Put a new event next to another one."""
        piece = Piece(text, _peek(text))
        if base.text.endswith(("\n", "\r")):
            base.behind.insert(0, piece)
        else:
            base.ahead.append(piece)
        uid = _peek(text).uid
        self._occurrences(uid).setdefault(self._name(piece), []).append(piece)
        self._by_uid[uid].append(piece)
        return piece

    def remove(self, meant: str) -> bool:
        """Take an event away that says exactly this, folds and line ends aside."""
        says = _meaning(meant)
        pieces = self._by_uid.get(_peek(meant).uid, [])
        found = next((piece for piece in pieces if _meaning(piece.text) == says), None)
        if found is None:
            return False
        found.text = ""
        pieces.remove(found)
        for named in self._occurrences(_peek(meant).uid).values():
            if found in named:
                named.remove(found)
        return True

    def _occurrences(self, uid: str) -> dict[str | None, list[Piece]]:
        """Return entries by the occurrence that they stand for: empty for all, None for nobody knows."""
        if uid not in self._by_occurrence:
            named: dict[str | None, list[Piece]] = {}
            for piece in self._by_uid.get(uid, ()):
                named.setdefault(self._name(piece), []).append(piece)
            self._by_occurrence[uid] = named
        return self._by_occurrence[uid]

    def _name(self, piece: Piece) -> str | None:
        if piece.seen is None or piece.seen.ranged:
            return None
        if not piece.seen.recurrence_id:
            return ""
        lines = content_lines(piece.text)
        line = find(lines, "RECURRENCE-ID")
        return (
            occurrence_of(line.text, self._zones, floating_zone(lines, self._zones)) or None if line else None
        )


def _texts(pieces: Sequence[Piece]) -> Iterator[str]:
    for piece in pieces:
        yield from _texts(piece.ahead)
        yield piece.text
        yield from _texts(piece.behind)


def _latest(pieces: Sequence[Piece]) -> Piece:
    return max(reversed(pieces), key=lambda piece: piece.seen.sequence if piece.seen else 0)


def uid_in(text: str) -> str:
    """Return the id of an event's text."""
    return _peek(text).uid


def _peek(text: str) -> Peek:
    return peek(text, Block("VEVENT", 0, len(text), 0))


def _meaning(text: str) -> list[str]:
    return [line.text for line in content_lines(text)]


def _cut(text: str, peeks: Sequence[Peek]) -> Iterator[Piece]:
    position = 0
    for seen in sorted(peeks, key=lambda each: each.block.start):
        block = seen.block
        if block.start > position:
            yield Piece(text[position : block.start])
        yield Piece(text[block.start : block.end], seen)
        position = block.end
    yield Piece(text[position:])
