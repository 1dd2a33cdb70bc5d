"""An edit: changes on their way to one event, and the images that let it be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from policies.change import Change
from policies.event import EventRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """All changes for one event, written in one go.

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
