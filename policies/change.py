"""The closed union of what Plausch may want to change. Each carries a target, never a delta."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveEnd:
    """Lengthen the invitation itself: it ends at ``end``, ``minutes`` after the human's end."""

    end: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldTime:
    """Keep a private block behind the meeting; the invitation stays as it is."""

    start: datetime
    end: datetime
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AddVideoLink:
    """Give a phone meeting a video link.

    ``url`` is the owner's personal room, or empty for the provider's own room. ``location`` is the
    new location text; the old one is a substring of it, so the number stays as the fallback.
    """

    url: str
    location: str
    reversible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The note before a meeting, in the order in which it is used: share, ask, follow up.

    Seen by the owner alone. Ids name the story, question and notes used, so that nothing is told
    or asked twice; empty texts are left out when shown.
    """

    person: str
    language: str
    share: str = ""
    ask: str = ""
    follow_up: str = ""
    hurry: str = ""
    facts: tuple[str, ...] = ()
    used: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachOpener:
    """Put a card where only the owner sees it: a companion event without guests."""

    start: datetime
    end: datetime
    card: Card


Change = MoveEnd | HoldTime | AddVideoLink | AttachOpener


class Undo(StrEnum):
    """How far a change can be taken back."""

    FULL = "full"
    NONE = "none"


def seen_by_guests(change: Change) -> bool:
    """Whether anybody who was invited can see the change."""
    return isinstance(change, MoveEnd | AddVideoLink)


def undo_class(change: Change) -> Undo:
    """Say before it is applied whether a change can be taken back."""
    if isinstance(change, AddVideoLink) and not change.reversible:
        return Undo.NONE
    return Undo.FULL
