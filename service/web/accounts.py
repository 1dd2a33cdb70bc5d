"""What the pages about accounts show, in words: gathered here, so that they only lay it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

from service.connections_in_words import taken_back_in_words
from service.google.disconnect import calendars_of
from service.google.scopes import SCOPES
from service.store import connections, preferences
from service.store.tables import ConnectionState
from service.web.api.connections import ConnectionOut, shown
from service.web.caller import Caller
from service.whose import owner_of
from service.words import N_, Words

_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "again": N_("Connect it again"),
        "disconnect": N_("Disconnect"),
        "forget": N_("Forget without taking back"),
        "connect_google": N_("Connect a Google account"),
        "asked": N_("Google will ask you for these rights. What you leave out is simply switched off."),
        "connect": N_("Connect with Google"),
        "not_set_up": N_(
            "Google is not set up here yet. Whoever runs this Plausch finds how in docs/google.md."
        ),
        "home": N_("To the overview"),
    }
)
_LEAVING: Mapping[str, str] = MappingProxyType(
    {
        "then": N_(
            "Then the right is given back to Google, and everything about this account is deleted here. Your "
            "people, notes and stories stay."
        ),
        "by_hand": N_(
            "Should Google not answer, the right can be taken away by hand: "
            "https://myaccount.google.com/connections"
        ),
        "final": N_("Cannot be undone."),
        "leave": N_("Take back and disconnect"),
        "forget": N_("Disconnect and take nothing back"),
        "keep": N_("Keep it connected"),
    }
)


def accounts_of(me: Caller) -> dict[str, object]:
    """Return an owner's accounts, what is missing, and what connecting another one asks for."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
        found = [shown(session, each, me) for each in connections.all_of(session, me.owned)]
    zone = owner_of(frozenset(), written).zone
    return {
        "title": _title(len(found), me.said),
        "words": _said(_WORDS, me.said),
        "connections": [_account(each, zone, me.said) for each in found],
        "scopes": [(each.name, me.said.text(each.reason)) for each in SCOPES.values()],
        "can_connect": me.app.google is not None,
    }


def leaving_of(me: Caller, connection: str) -> dict[str, object]:
    """Return what disconnecting an account takes back; raises ConnectionUnknownError."""
    with me.session() as session:
        known = connections.get(session, me.owned, connection)
        mine = calendars_of(session, me.owned, connection)
        cost = taken_back_in_words(session, me.owned, mine, me.said, now=me.now)
    title = me.said.text("Disconnect {email}", email=known.email)
    return {"id": known.id, "title": title, "cost": cost, "words": _said(_LEAVING, me.said)}


def _title(number: int, said: Words) -> str:
    if not number:
        return said.text("No account is connected yet")
    return said.plural("{n} account is connected", "{n} accounts are connected", number)


def _account(each: ConnectionOut, zone: tzinfo, said: Words) -> dict[str, object]:
    last = said.text("last looked at {at}", at=_moment(each.last_sync, zone, said)) if each.last_sync else ""
    active = each.state == ConnectionState.ACTIVE and each.next_poll
    poll = _moment(each.next_poll, zone, said) if active and each.next_poll else ""
    return {
        "id": each.id,
        "email": each.email,
        "state": ", ".join(filter(None, (each.state_text, last))),
        "poll": said.text("Looked at again by itself: {at}", at=poll) if poll else "",
        "trouble": each.error_text,
        "missing": said.text("Not granted: {names}", names=", ".join(each.missing)) if each.missing else "",
        "switched_off": each.switched_off,
        "leaving": each.state == ConnectionState.LEAVING,
    }


def _moment(at: datetime, zone: tzinfo, said: Words) -> str:
    here = at.astimezone(zone)
    return f"{said.date(here)}, {said.time(here)}"


def _said(texts: Mapping[str, str], said: Words) -> dict[str, str]:
    return {name: said.text(text) for name, text in texts.items()}
