"""Carry out one edit: look again, decide again, one write, one outcome.

The order is the promise: the intent is in the ledger before this begins; what will be written, and
what stood there before, is handed to ``note`` before it is sent; after an unknown outcome the event
is read back before anything is sent again, and a write is always conditional on the version read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from calendar_sync.edit import Edit, Written, marks
from calendar_sync.errors import (
    ConflictError,
    EventGoneError,
    NotAllowedError,
    OutcomeUnknownError,
    PassingError,
    RoomFailedError,
)
from calendar_sync.port import Calendar, Draft, Fetched
from policies.event import Event, EventRef, OursKind

_TRIES = 3


class Refusal(StrEnum):
    """Why an edit was not carried out and will not be as it is."""

    EVENT_GONE = "event_gone"
    NOT_WANTED = "not_wanted"
    NOT_ALLOWED = "not_allowed"
    UNCHANGED = "unchanged"
    MADE_BEFORE = "made_before"
    """It stands there already, or did: made in a life that the ledger knows nothing of."""
    STOPPED = "stopped"
    """The owner said no meanwhile."""


ROOM_FAILED = "room_failed"
"""Said of an edit that was made without its video room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """It stands in the calendar, ``version`` being the event's new one (empty where not known).

    ``written`` is None where it was found there already: what was noted before counts. ``roomless``
    says that the calendar could not make the video room that belonged to it.
    """

    written: Written | None = None
    version: str = ""
    roomless: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """It was not carried out, and will not be."""

    why: Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """Nothing was written; it can be tried again after ``error`` has passed."""

    error: PassingError | ConflictError


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """It was sent and no answer came, nor could it be read back."""

    error: PassingError


Outcome = Done | Refused | Later | Unknown
Wanted = Callable[[Event], Edit | None]
Note = Callable[[Written], bool]


def push(  # noqa: PLR0913  # one argument for each thing that the protocol needs
    calendar: Calendar,
    edit: Edit,
    *,
    wanted: Wanted,
    note: Note,
    now: datetime,
    language: str,
    sent: bool = False,
) -> Outcome:
    """Carry out one edit. ``sent`` says that it was sent before, and its arrival was not heard of.

    ``wanted`` decides again on the fresh event and returns the edit that is wanted now; ``note`` puts
    the images into the ledger, and says whether the edit may still be sent. Raises RevokedError and
    CalendarFileError, which are about the whole calendar.
    """
    for attempt in range(_TRIES):
        try:
            ready = _ready(calendar, edit, wanted, now, language, sent=sent or attempt > 0)
        except PassingError as error:
            return Later(error=error)
        except EventGoneError:
            return Refused(why=Refusal.EVENT_GONE)
        except NotAllowedError:
            return Refused(why=Refusal.NOT_ALLOWED)
        if not isinstance(ready, Draft):
            return ready
        if not note(ready.written):
            return Refused(why=Refusal.STOPPED)
        outcome = _sent(calendar, edit, ready)
        overtaken = isinstance(outcome, Later) and isinstance(outcome.error, ConflictError)
        if not overtaken or attempt == _TRIES - 1:
            break
    return outcome


def _sent(calendar: Calendar, edit: Edit, ready: Draft) -> Outcome:
    try:
        return Done(written=ready.written, version=calendar.send(ready))
    except OutcomeUnknownError as error:
        return read_back(calendar, edit.id, edit.ref, edit.adds, error)
    except (PassingError, ConflictError) as error:
        return Later(error=error)
    except EventGoneError:
        return Refused(why=Refusal.EVENT_GONE)
    except RoomFailedError as error:
        return Done(written=ready.written, version=error.version, roomless=True)
    except NotAllowedError:
        return Refused(why=Refusal.NOT_ALLOWED)


def read_back(
    calendar: Calendar, edit_id: str, ref: EventRef, adds: OursKind | None, error: PassingError
) -> Outcome:
    """Look whether an edit of unknown outcome stands in the calendar.

    Where it does not, sending it again is safe: should the first one still arrive, the version that
    one of the two is conditional on is not the event's any more.
    """
    try:
        fetched = calendar.fetch(calendar.ours(adds, ref) if adds else ref)
    except EventGoneError:
        return Later(error=error) if adds else Refused(why=Refusal.EVENT_GONE)
    except PassingError as still:
        return Unknown(error=still)
    if _carries(fetched.event, edit_id, adds):
        return Done(version=fetched.event.version)
    return Later(error=error)


def _ready(
    calendar: Calendar, edit: Edit, wanted: Wanted, now: datetime, language: str, *, sent: bool
) -> Draft | Done | Refused:
    if edit.adds:
        return calendar.draft(edit, None, now=now, language=language)
    fetched: Fetched = calendar.fetch(edit.ref)
    if marks(edit, fetched.event.marker):
        # One that was never sent is listed as not made and fetched as made: one of the two lags behind.
        return Done(version=fetched.event.version) if sent else Refused(why=Refusal.MADE_BEFORE)
    again = wanted(fetched.event)
    if again is None or again.id != edit.id:
        return Refused(why=Refusal.NOT_WANTED)
    return calendar.draft(again, fetched, now=now, language=language)


def _carries(event: Event, edit_id: str, adds: OursKind | None) -> bool:
    if adds:
        return event.ours is not None and event.ours.kind is adds
    return event.marker is not None and event.marker.edit_id == edit_id
