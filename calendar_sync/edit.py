"""An edit: changes on their way to one event, and the images that let it be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from policies.change import AttachOpener, Change, HoldTime, seen_by_guests
from policies.event import EventRef, Marker, OursKind


class EditState(StrEnum):
    """Where an edit stands in the ledger.

    planned -> writing -> done -> undone, or awaiting (the owner's approval) -> planned; ``refused``
    by the owner, the calendar or a second look; ``unknown`` until the calendar was read again;
    ``superseded`` where another wish, or a calendar written anew, took its place.
    """

    PLANNED = "planned"
    AWAITING = "awaiting_approval"
    WRITING = "writing"
    DONE = "done"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    UNDONE = "undone"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What is written for one event in one request: all that guests see, or one entry of ours.

    ``id`` is chosen by us before anything is written. ``baseline`` is the duration that the human
    meant, ``length`` the one that it has now. ``earlier_minutes``, ``earlier_room`` and
    ``earlier_video`` are what an earlier edit had already made, so that the marker tells all of it.
    """

    id: str
    ref: EventRef
    title: str
    changes: tuple[Change, ...]
    baseline: timedelta
    length: timedelta
    earlier_minutes: int = 0
    earlier_room: str = ""
    earlier_video: bool = False

    @property
    def shared(self) -> bool:
        """Whether it changes the event itself, which guests may see."""
        return any(map(seen_by_guests, self.changes))

    @property
    def adds(self) -> OursKind | None:
        """The kind of entry of ours that it puts into the calendar, None where it changes the event."""
        for change in self.changes:
            if isinstance(change, HoldTime):
                return OursKind.HOLD
            if isinstance(change, AttachOpener):
                return OursKind.COMPANION
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldImage:
    """One field as it was and as it was written, in the calendar's own language.

    An empty ``before`` means that there was none. ``field`` names a property of the event, or one
    of ``exception``, ``hold``, ``companion`` for a whole entry that was added.
    """

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written for one edit: enough to take exactly this back and nothing else."""

    edit_id: str
    ref: EventRef
    images: tuple[FieldImage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """The outcome of an undo: fields put back, and fields that a human changed since, left alone."""

    edit_id: str
    restored: tuple[str, ...]
    kept: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveOurs:
    """An entry of ours follows its meeting. ``anchor`` is the moment of the meeting it hangs on."""

    ref: EventRef
    start: datetime
    end: datetime
    anchor: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveOurs:
    """An entry of ours goes with its meeting. ``edit_id`` is the edit that had put it there."""

    ref: EventRef
    edit_id: str


Upkeep = MoveOurs | RemoveOurs


def marks(edit: Edit, marker: Marker | None) -> bool:
    """Whether an event's marker shows that this very edit was carried out."""
    return marker is not None and marker.edit_id == edit.id
