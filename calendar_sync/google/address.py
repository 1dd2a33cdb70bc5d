"""Where a Google calendar is, and what was found out of it when it was connected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

SCOPES: Final = "https://www.googleapis.com/auth/"
MEET: Final = "hangoutsMeet"
_SECONDARY = "@group.calendar.google.com"
_BUSY_SCOPES = frozenset(
    {
        f"{SCOPES}{name}"
        for name in ("calendar", "calendar.readonly", "calendar.freebusy", "calendar.events.freebusy")
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleAddress:
    """One calendar of one account. ``calendar_id`` may be ``primary``; ``connection`` is ours."""

    calendar_id: str
    email: str = ""
    addresses: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    conference_types: tuple[str, ...] = ()
    connection: str = ""

    @classmethod
    def from_json(cls, said: Mapping[str, object]) -> Self:
        """Read the address of a followed calendar. Raises KeyError where it names no calendar."""
        return cls(
            calendar_id=str(said["calendar_id"]),
            email=str(said.get("email", "")).lower(),
            addresses=frozenset(each.lower() for each in _words(said.get("addresses"))),
            scopes=frozenset(_words(said.get("scopes"))),
            conference_types=tuple(_words(said.get("conference_types"))),
            connection=str(said.get("connection", "")),
        )

    @property
    def organisers(self) -> frozenset[str]:
        """Addresses of the calendar itself: a secondary calendar is the organiser of its own events."""
        secondary = self.calendar_id.endswith(_SECONDARY)
        return frozenset({self.calendar_id.lower()}) if secondary else frozenset()

    @property
    def makes_rooms(self) -> bool:
        """Whether Google makes video rooms for this calendar."""
        return MEET in self.conference_types

    @property
    def sees_busy(self) -> bool:
        """Whether busy times may be asked for."""
        return not self.scopes.isdisjoint(_BUSY_SCOPES)


def _words(said: object) -> list[str]:
    return [each for each in said if isinstance(each, str)] if isinstance(said, list | tuple) else []
