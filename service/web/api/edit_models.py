"""Edits as the API answers them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime, tzinfo
from typing import Literal

from calendar_sync.edit import EditState
from service.edits_in_words import before_and_after, reason_in_words, state_in_words, undo_in_words
from service.store.accounts import Account
from service.web.api.fields import Out
from service.words import Words


class BeforeAndAfterOut(Out):
    """One thing that differs; empty where there was, or is, none."""

    what: str
    before: str
    after: str


class EditOut(Out):
    """One edit of the ledger. ``state`` and ``reason`` are codes, said in words beside them."""

    id: str
    calendar: str
    event: str
    title: str
    day: date
    changes: list[str]
    before_and_after: list[BeforeAndAfterOut]
    minutes: int
    guests_told: int
    state: EditState
    state_text: str
    reason: str
    reason_text: str
    undo: Literal["full", "none"]
    undo_text: str
    undo_asked: bool
    put_off_until: datetime | None
    written_down: datetime
    made: datetime | None
    taken_back: datetime | None


class AskedOut(Out):
    """What was asked for. ``settled`` says whether ``edits`` show the outcome already."""

    ids: list[str]
    settled: bool
    edits: list[EditOut]


def shown(account: Account, zone: tzinfo, said: Words) -> EditOut:
    """Return an edit in plain words."""
    entry = account.entry
    differs = [BeforeAndAfterOut(**asdict(each)) for each in before_and_after(account, zone, said)]
    return EditOut(
        id=entry.id,
        calendar=entry.calendar,
        event=entry.event_id,
        title=entry.title,
        day=entry.day,
        changes=list(entry.summary),
        before_and_after=differs,
        minutes=entry.minutes,
        guests_told=entry.guests_told,
        state=entry.state,
        state_text=state_in_words(account, said),
        reason=account.reason,
        reason_text=reason_in_words(account, said),
        undo="full" if entry.reversible else "none",
        undo_text=undo_in_words(entry, said),
        undo_asked=account.undo_wanted is not None,
        put_off_until=account.not_before,
        written_down=account.created,
        made=account.done,
        taken_back=account.undone,
    )
