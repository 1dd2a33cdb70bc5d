"""What one read has met already: occurrences of a series share their texts, and guests come again.

Kept from the first page of a read to its last, and bounded: no texts stay in memory after it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from calendar_sync.makers import made_by
from policies.event import Guest
from policies.place import Place, read_place

_MOST = 5_000


class Texts(NamedTuple):
    """The texts of an event; ``conference`` holds the links of its video room."""

    title: str
    location: str
    description: str
    conference: str


class Told(NamedTuple):
    """What the texts tell: where it is, and the program that wrote them, if one did."""

    place: Place
    maker: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Texts and guests that were read."""

    guests: dict[tuple[str, str, str, bool], Guest] = field(default_factory=dict)
    _told: dict[Texts, Told] = field(default_factory=dict)

    def told(self, texts: Texts, region: str) -> Told:
        """Return what the texts of an event tell; telephone numbers are read as in ``region``."""
        known = self._told.get(texts)
        return known if known is not None else self._read(texts, region)

    def keep_guest(self, key: tuple[str, str, str, bool], guest: Guest) -> Guest:
        """Keep a guest, so that who comes to many events is there once."""
        if len(self.guests) >= _MOST:
            self.guests.clear()
        self.guests[key] = guest
        return guest

    def _read(self, texts: Texts, region: str) -> Told:
        if len(self._told) >= _MOST:
            self._told.clear()
        place = read_place(**texts._asdict(), region=region)
        told = self._told[texts] = Told(place, made_by(texts.description))
        return told
