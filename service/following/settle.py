"""What is open from before: edits whose outcome is not known, and undos that were asked for."""

from __future__ import annotations

from calendar_sync.edit import EditState, Written
from calendar_sync.errors import (
    EventGoneError,
    MailsUsedUpError,
    NotAllowedError,
    OutcomeUnknownError,
    UnavailableError,
)
from calendar_sync.push import Done, Later, Outcome, Refused, Unknown, read_back
from policies.event import EventRef, OursKind
from service.following.turn import Turn
from service.store import ledger, steps
from service.store.ledger import Entry
from service.store.tables import CalendarState

_NO_MAILS = "The calendar sends no more mails to guests for now."


def settle(turn: Turn) -> None:
    """Find out what became of edits that were sent and not answered: the calendar itself tells."""
    with turn.store.session() as session:
        begun = ledger.entries(session, turn.owned, calendar=turn.id, states=steps.UNSETTLED)
    for entry in begun:
        outcome = read_back(turn.calendar, entry.id, _ref(entry), adds(entry), _unheard())
        _note(turn, entry, outcome)
        if isinstance(outcome, Unknown):
            raise outcome.error


def undo(turn: Turn) -> None:
    """Take back what the owner wants taken back. Interrupted, it is simply done again.

    What guests would be mailed about waits while no mails are sent, and so does leaving the calendar.
    """
    with turn.store.session() as session:
        wanted = steps.undo_wanted(session, turn.owned, turn.id)
    for entry in wanted:
        if not (turn.quiet and adds(entry) is None):
            _undo(turn, entry)
    if turn.row.state is CalendarState.LEAVING and turn.quiet_until and turn.quiet:
        raise MailsUsedUpError(_NO_MAILS, retry_after=turn.quiet_until - turn.now)


def _undo(turn: Turn, entry: Entry) -> None:
    turn.desk.step("before undo")
    try:
        kept = _take_back(turn, entry.written)
    except MailsUsedUpError as error:
        turn.be_quiet(error)
        return
    turn.desk.step("after undo")
    with turn.store.session() as session:
        steps.finish(
            session, turn.owned, turn.id, entry.id, EditState.UNDONE, now=turn.now, reason=",".join(kept)
        )
    turn.tally.undone += 1


def adds(entry: Entry) -> OursKind | None:
    """Return the kind of entry of ours that an edit of the ledger had added."""
    if entry.opener:
        return OursKind.COMPANION
    return OursKind.HOLD if entry.room == OursKind.HOLD.value and not entry.video else None


def _take_back(turn: Turn, written: Written) -> tuple[str, ...]:
    """Take one edit back and return what was left as it is; a lost answer is asked for once more."""
    try:
        return turn.calendar.take_back(written, now=turn.now).kept
    except OutcomeUnknownError:
        return turn.calendar.take_back(written, now=turn.now).kept
    except (EventGoneError, NotAllowedError):
        return ("event",)


def _note(turn: Turn, entry: Entry, outcome: Outcome) -> None:
    match outcome:
        case Done(version=version):
            state, reason = EditState.DONE, ""
        case Later():
            state, reason, version = EditState.PLANNED, "", ""
        case Refused(why=why):
            state, reason, version = EditState.REFUSED, why.value, ""
        case Unknown():
            state, reason, version = EditState.UNKNOWN, "", ""
    with turn.store.session() as session:
        steps.finish(
            session, turn.owned, turn.id, entry.id, state, now=turn.now, reason=reason, version=version
        )


def _ref(entry: Entry) -> EventRef:
    return entry.written.ref


def _unheard() -> UnavailableError:
    return UnavailableError("The answer to an edit was not heard.")  # the one place
