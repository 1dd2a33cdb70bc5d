"""What the pages about connections show, in words: gathered here, so that they only lay it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from service.calendars_in_words import name_of
from service.connections_in_words import error_in_words, state_in_words, taken_back_in_words
from service.google.disconnect import calendars_of
from service.google.scopes import EVENTS, SCOPES, missing, switched_off
from service.partings_in_words import stayed_in_words
from service.store import calendars, connections, partings, preferences
from service.store.connections import Connection
from service.store.partings import Parting
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
        stayed = [_parting(each, me.said) for each in partings.all_of(session, me.owned)]
    files = [each for each in lines if not each.connection]
    waiting = any(each.trouble for each in accounts) or any(map(_hindered, lines))
    return {
        "title": _title(waiting, accounts, lines, me.said),
        "waiting": waiting,
        "moving": any(each.moving for each in lines),
        "accounts": accounts,
        "files": files,
        "partings": stayed,
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
    return {"path": path, "title": title, "cost": cost, "words": _leaving(_LEAVING, me)}


def leaving_calendar_of(me: Caller, calendar: str) -> dict[str, object]:
    """Return what leaving a calendar takes back; raises CalendarUnknownError."""
    with me.session() as session:
        row = calendars.followed(session, me.owned, calendar)
        cost = taken_back_in_words(session, me.owned, [calendar], me.said, now=me.now)
    title = me.said.text("Stop following {calendar}?", calendar=name_of(row))
    path = f"/connections/calendars/{row.key.calendar}/leave"
    return {"path": path, "title": title, "cost": cost, "words": _leaving(_LEAVING_A_CALENDAR, me)}


def _title(waiting: bool, accounts: list[Shown], lines: list[Line], said: Words) -> str:  # noqa: FBT001  # a fact
    """Answer the page's question, whether everything that is connected works."""
    if waiting:
        return said.text("A connection needs you")
    if not accounts and not lines:
        return said.text("No calendar is connected yet")
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


def _leaving(texts: Mapping[str, str], me: Caller) -> dict[str, str]:
    """Return the words about leaving, with how long an answer is waited for."""
    patience = me.said.plural(
        "Should the calendar not answer for {n} hour, it is disconnected all the same; what stayed in it is "
        "then listed under “Connections”.",
        "Should the calendar not answer for {n} hours, it is disconnected all the same; what stayed in it is "
        "then listed under “Connections”.",
        round(me.app.desk.patience.total_seconds() / 3600),
    )
    said = {name: me.said.text(text) if text else "" for name, text in texts.items()}
    return {**said, "patience": patience}
