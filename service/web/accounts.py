"""What the pages about accounts show, in words: gathered here, so that they only lay it out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType

from service.connections_in_words import taken_back_in_words
from service.google.disconnect import calendars_of
from service.google.scopes import SCOPES
from service.partings_in_words import stayed_in_words
from service.store import connections, partings, preferences
from service.store.partings import Parting
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
        "by_hand": N_(
            "Take it out of the calendar by hand. Where Plausch still stands among the apps that "
            "Google lets in, take that right away too: https://myaccount.google.com/connections"
        ),
        "seen": N_("Seen, forget this"),
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
        stayed = partings.all_of(session, me.owned)
    zone = owner_of(frozenset(), written).zone
    return {
        "title": _title(len(found), me.said),
        "words": _said(_WORDS, me.said),
        "connections": [_account(each, zone, me.said) for each in found],
        "partings": [_parting(each, me.said) for each in stayed],
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
    hours = round(me.app.desk.patience.total_seconds() / 3600)
    patience = me.said.plural(
        "Should Google not answer for {n} hour, Plausch gives up: the account is disconnected all the same, "
        "and what stayed in the calendar is listed under “Your accounts”.",
        "Should Google not answer for {n} hours, Plausch gives up: the account is disconnected all the same, "
        "and what stayed in the calendar is listed under “Your accounts”.",
        hours,
    )
    words = {**_said(_LEAVING, me.said), "patience": patience}
    return {"id": known.id, "title": title, "cost": cost, "words": words}


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
        "ends": said.text("Disconnected at the latest: {at}", at=_moment(each.ends_by, zone, said))
        if each.ends_by
        else "",
        "trouble": each.error_text,
        "missing": said.text("Not granted: {names}", names=", ".join(each.missing)) if each.missing else "",
        "switched_off": each.switched_off,
        "leaving": each.state == ConnectionState.LEAVING,
    }


def _parting(each: Parting, said: Words) -> dict[str, object]:
    return {
        "id": each.id,
        "title": said.text("This stayed in the calendar {name}", name=each.calendar),
        "why": said.text(
            "It was disconnected on {day} without an answer, so this could not be taken back.",
            day=said.date(each.created.date()),
        ),
        "stayed": [stayed_in_words(one, said) for one in each.stayed],
    }


def _moment(at: datetime, zone: tzinfo, said: Words) -> str:
    here = at.astimezone(zone)
    return f"{said.date(here)}, {said.time(here)}"


def _said(texts: Mapping[str, str], said: Words) -> dict[str, str]:
    return {name: said.text(text) for name, text in texts.items()}
