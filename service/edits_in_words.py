"""Edits in plain words: what was there before and after, where each stands, why, and how it is undone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from types import MappingProxyType

from calendar_sync.edit import EditState
from calendar_sync.plan import SKIPPED
from calendar_sync.push import ROOM_FAILED, Refusal
from policies.event import later
from service.explain import field_name
from service.store.accounts import Account
from service.store.ledger import Entry
from service.words import N_, Words

STATES: Mapping[EditState, str] = MappingProxyType(
    {
        EditState.PLANNED: N_("about to be made"),
        EditState.AWAITING: N_("waits for your answer"),
        EditState.WRITING: N_("is being made"),
        EditState.DONE: N_("made"),
        EditState.REFUSED: N_("not made"),
        EditState.UNKNOWN: N_("the calendar did not answer; it is being looked up"),
        EditState.UNDONE: N_("taken back"),
        EditState.SUPERSEDED: N_("not needed any more"),
    }
)
REASONS: Mapping[str, str] = MappingProxyType(
    {
        SKIPPED: N_("You said no to it."),
        Refusal.EVENT_GONE.value: N_("The meeting is not there any more."),
        Refusal.NOT_WANTED.value: N_("Looked at again, it was not fitting any more."),
        Refusal.NOT_ALLOWED.value: N_("The calendar does not let this entry be changed."),
        ROOM_FAILED: N_("The meeting has more time. The calendar could not make the video room."),
        Refusal.UNCHANGED.value: N_("The calendar accepted the change and did not make it."),
    }
)
_GONE = "event"
_LOCATIONS = frozenset({"LOCATION", "location"})


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAndAfter:
    """One thing that differs; empty where there was, or is, none."""

    what: str
    before: str
    after: str


def state_in_words(account: Account, said: Words) -> str:
    """Say where an edit stands."""
    if account.undo_wanted is not None:
        return said.text("is being taken back")
    return said.text(STATES[account.entry.state])


def reason_in_words(account: Account, said: Words) -> str:
    """Say why an edit was not made, or what an undo left to a human; empty where there is nothing to say."""
    if not account.reason:
        return ""
    if account.entry.state is EditState.UNDONE:
        return _left_to_human(account.reason, said)
    message = REASONS.get(account.reason)
    return said.text(message) if message else ""


def before_and_after(account: Account, zone: tzinfo, said: Words) -> list[BeforeAndAfter]:
    """Say what differs, in the owner's own time."""
    entry = account.entry
    if not entry.summary:
        return []
    return [
        *_times(entry, account.starts, zone, said),
        *_places(entry, said),
        *_additions(entry, said),
    ]


def undo_in_words(entry: Entry, said: Words) -> str:
    """Say whether an edit can be taken back."""
    return said.text("Can be undone.") if entry.reversible else said.text("Cannot be undone.")


def _times(entry: Entry, starts: datetime | None, zone: tzinfo, said: Words) -> Iterator[BeforeAndAfter]:
    if starts is None or not entry.minutes or entry.opener:
        return
    start = starts.astimezone(zone)
    meant = later(start, entry.baseline)
    longer = later(meant, timedelta(minutes=entry.minutes))
    if entry.room == "lengthen":
        before, after = (f"{said.time(start)}–{said.time(end)}" for end in (meant, longer))
        yield BeforeAndAfter(what=said.text("the time"), before=before, after=after)
    elif entry.room == "hold":
        kept = f"{said.time(meant)}–{said.time(longer)}"
        yield BeforeAndAfter(what=field_name("hold", said.language), before="", after=kept)


def _places(entry: Entry, said: Words) -> Iterator[BeforeAndAfter]:
    for image in entry.images:
        if image.field in _LOCATIONS:
            name = field_name("LOCATION", said.language)
            yield BeforeAndAfter(what=name, before=_plain(image.before), after=_plain(image.after))


def _additions(entry: Entry, said: Words) -> Iterator[BeforeAndAfter]:
    if entry.opener:
        name = field_name("companion", said.language)
        yield BeforeAndAfter(what=name, before="", after=", ".join(entry.summary))


def _plain(text: str) -> str:
    """Return a place as it reads: in a file it is a property with its name, folds and escapes."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text).strip()
    named = re.match(r"LOCATION(?:;[^:\"]*(?:\"[^\"]*\"[^:\"]*)*)?:", unfolded, re.IGNORECASE)
    if not named:
        return unfolded
    return re.sub(r"\\([\\;,nN])", lambda found: _ESCAPED.get(found[1], found[1]), unfolded[named.end() :])


_ESCAPED = {"n": " ", "N": " "}


def _left_to_human(reason: str, said: Words) -> str:
    fields = reason.split(",")
    if fields == [_GONE]:
        return said.text("The meeting is not there any more, so there was nothing to put back.")
    names = ", ".join(dict.fromkeys(field_name(each, said.language) for each in fields))
    return said.text("Changed since by somebody else, so it stays: {fields}", fields=names)
