"""What the overview shows, in words: gathered here, so that the page only lays it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

from calendar_sync.edit import EditState
from calendar_sync.plan import Level
from service import edits_in_words
from service.calendars_in_words import (
    alarm_in_words,
    error_in_words,
    name_of,
    quiet_in_words,
    state_in_words,
)
from service.store import calendars, preferences
from service.store.accounts import Account, Asked, accounts
from service.store.calendars import Followed
from service.web.caller import Caller
from service.whose import owner_of
from service.words import N_, Words

_LATEST = 20
_OVER = (EditState.DONE, EditState.UNDONE, EditState.REFUSED, EditState.UNKNOWN, EditState.WRITING)
_LEVELS: Mapping[Level, str] = MappingProxyType(
    {
        Level.WATCH: N_("Nothing is changed: your calendars are only looked at."),
        Level.ASK: N_("Nothing is changed before you say yes."),
        Level.AUTOMATIC: N_("What fits your settings is changed by itself."),
    }
)
_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "waits": N_("Waits for you"),
        "nothing_waits": N_("Nothing waits for an answer."),
        "calendars": N_("Followed calendars"),
        "no_calendars": N_("No calendar is followed yet. Begin with: plausch serve --file calendar.ics"),
        "done": N_("Done last"),
        "nothing_done": N_("Nothing was done yet."),
        "skip": N_("Leave it"),
        "never": N_("Never for this meeting"),
    }
)


def overview_of(me: Caller) -> dict[str, object]:
    """Return what is followed, what waits, and what was done last."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
        waits = accounts(session, me.owned, Asked(states=(EditState.AWAITING, EditState.PLANNED)))
        done = accounts(session, me.owned, Asked(states=_OVER, most=_LATEST, latest_done=True))
        rows = calendars.all_followed(session, me.owned)
    zone = owner_of(frozenset(), written).zone
    asked = sum(each.entry.state is EditState.AWAITING for each in waits)
    return {
        "title": _title(asked, me.said),
        "level": me.said.text(_LEVELS[preferences.level(written, me.now, zone)]),
        "words": {name: me.said.text(text) for name, text in _WORDS.items()},
        "waits": [_edit(each, zone, me.said) for each in waits],
        "calendars": [_calendar(each, zone, me.now, me.said) for each in rows],
        "done": [_edit(each, zone, me.said) for each in done],
    }


def _title(asked: int, said: Words) -> str:
    if not asked:
        return said.text("Nothing needs you now")
    return said.plural("{n} change waits for your answer", "{n} changes wait for your answer", asked)


def _edit(each: Account, zone: tzinfo, said: Words) -> dict[str, object]:
    entry = each.entry
    told = entry.guests_told
    return {
        "id": entry.id,
        "day": said.date(entry.day),
        "title": entry.title,
        "changes": ", ".join(entry.summary),
        "differs": () if entry.opener else edits_in_words.before_and_after(each, zone, said),
        "final": not entry.reversible,
        "state": entry.state.value,
        "state_text": edits_in_words.state_in_words(each, said),
        "reason": edits_in_words.reason_in_words(each, said),
        "can_undo": entry.state is EditState.DONE and each.undo_wanted is None,
        "approve": _with_cost(said.text("Make it"), told, said),
        "undo": _with_cost(said.text("Take it back"), told, said),
    }


def _with_cost(label: str, told: int, said: Words) -> str:
    """Say on the button whom it tells."""
    if not told:
        return label
    return f"{label}, {said.plural('tells {n} guest', 'tells {n} guests', told)}"


def _calendar(row: Followed, zone: tzinfo, now: datetime, said: Words) -> dict[str, str]:
    last = row.synced_at.astimezone(zone) if row.synced_at else None
    return {
        "name": name_of(row),
        "state": state_in_words(row, said),
        "trouble": alarm_in_words(row.alarm, said)
        or quiet_in_words(row, zone, now, said)
        or error_in_words(row.error, said),
        "last": said.text("last looked at {day}, {time}", day=said.date(last), time=said.time(last))
        if last
        else "",
    }
