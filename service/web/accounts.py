"""What the pages about connections show, in words: gathered here, so that they only lay it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.calendars_in_words import name_of
from service.connections_in_words import error_in_words, state_in_words, taken_back_in_words
from service.google.disconnect import calendars_of
from service.google.scopes import EVENTS, SCOPES, missing, switched_off
from service.store import calendars, connections, preferences
from service.store.connections import Connection
from service.store.tables import ConnectionState
from service.web.calendars_view import Line, lines_of
from service.web.caller import Caller
from service.whose import owner_of
from service.words import N_, Words

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
        "leave": N_("Take back and disconnect"),
        "forget": N_("Disconnect and take nothing back"),
        "keep": N_("Keep it connected"),
    }
)
_LEAVING_A_CALENDAR: Mapping[str, str] = MappingProxyType(
    {
        **_LEAVING,
        "then": N_(
            "Then everything about this calendar is deleted here. The calendar itself, your people, notes "
            "and stories stay."
        ),
        "by_hand": "",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An account. ``missing`` are rights by their titles, ``switched_off`` what they were for."""

    id: str
    email: str
    state: str
    well: bool
    trouble: str
    missing: tuple[str, ...]
    switched_off: tuple[str, ...]
    leaving: bool
    calendars: tuple[Line, ...]


def accounts_of(me: Caller) -> dict[str, object]:
    """Return an owner's accounts and calendars, and what connecting another account asks for."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
        lines = lines_of(session, me, owner_of(frozenset(), written).zone)
        accounts = [_account(each, lines, me.said) for each in connections.all_of(session, me.owned)]
    files = [each for each in lines if not each.connection]
    return {
        "title": _title(accounts, lines, me.said),
        "accounts": accounts,
        "files": files,
        "scopes": rights_in_words(me.said),
        "can_connect": me.app.google is not None,
        "to_look_at": bool(lines) and "level" not in written,
    }


def rights_in_words(said: Words) -> list[tuple[str, str, str]]:
    """Return each right that is asked of Google: its title, its name there, and what it is for."""
    return [(said.text(each.title), each.name, said.text(each.reason)) for each in SCOPES.values()]


def leaving_of(me: Caller, connection: str) -> dict[str, object]:
    """Return what disconnecting an account takes back; raises ConnectionUnknownError."""
    with me.session() as session:
        known = connections.get(session, me.owned, connection)
        mine = calendars_of(session, me.owned, connection)
        cost = taken_back_in_words(session, me.owned, mine, me.said, now=me.now)
    title = me.said.text("Disconnect {email}?", email=known.email)
    path = f"/connections/{known.id}/disconnect"
    return {"path": path, "title": title, "cost": cost, "words": _said(_LEAVING, me.said)}


def leaving_calendar_of(me: Caller, calendar: str) -> dict[str, object]:
    """Return what leaving a calendar takes back; raises CalendarUnknownError."""
    with me.session() as session:
        row = calendars.followed(session, me.owned, calendar)
        cost = taken_back_in_words(session, me.owned, [calendar], me.said, now=me.now)
    title = me.said.text("Stop following {calendar}?", calendar=name_of(row))
    path = f"/connections/calendars/{row.key.calendar}/leave"
    return {"path": path, "title": title, "cost": cost, "words": _said(_LEAVING_A_CALENDAR, me.said)}


def _title(accounts: list[Shown], lines: list[Line], said: Words) -> str:
    """Answer the page's question, whether everything that is connected works."""
    if not accounts and not lines:
        return said.text("No calendar is connected yet")
    waiting = [each for each in accounts if each.trouble] + [each for each in lines if _hindered(each)]
    if waiting:
        return said.text("A connection needs you")
    return said.plural("{n} calendar is followed", "{n} calendars are followed", _followed(lines))


def _hindered(line: Line) -> bool:
    return not (line.well or line.leaving) and bool(line.trouble or line.asks)


def _followed(lines: list[Line]) -> int:
    return sum(not each.leaving for each in lines)


def _account(connection: Connection, lines: list[Line], said: Words) -> Shown:
    active = connection.state is ConnectionState.ACTIVE
    return Shown(
        id=connection.id,
        email=connection.email,
        state=state_in_words(connection, said),
        well=active and EVENTS in connection.scopes,
        trouble=error_in_words(connection, said) if connection.state is ConnectionState.RECONNECT else "",
        missing=tuple(said.text(each.title) for each in missing(connection.scopes)),
        switched_off=tuple(switched_off(connection.scopes, said)),
        leaving=connection.state is ConnectionState.LEAVING,
        calendars=tuple(each for each in lines if each.connection == connection.id),
    )


def _said(texts: Mapping[str, str], said: Words) -> dict[str, str]:
    return {name: said.text(text) if text else "" for name, text in texts.items()}
