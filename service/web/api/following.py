"""Followed calendars: how they stand, and connect, sync, answer, leave."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field, StringConstraints
from sqlmodel import Session

from service import leaving
from service.calendars_in_words import alarm_in_words, error_in_words, name_of, state_in_words
from service.connect_file import connect_file
from service.store import calendars
from service.store.calendars import CalendarUnknownError, Followed
from service.web.api.fields import CalendarId, In, Key, Out, Plain, Wait
from service.web.caller import Caller, Me
from service.web.refusals import RefusedError
from service.words import N_

router = APIRouter(prefix="/calendars", tags=["calendars"])
_NOTHING_ASKED = N_("This calendar asks nothing at present.")


class CalendarOut(Out):
    """How a calendar stands. ``alarm`` and ``error`` are codes, empty where there is none.

    Until ``quiet_until`` the provider mails no guests: what they would be told of waits.
    """

    id: str
    name: str
    kind: str
    addresses: list[str]
    state: str
    state_text: str
    alarm: str
    alarm_text: str
    error: str
    error_text: str
    last_sync: datetime | None
    next_poll: datetime
    quiet_until: datetime | None
    up_to_date: bool


class LeftOut(Out):
    """``left`` says whether it is done already."""

    id: str
    left: bool


class FileIn(In):
    """A calendar file on this machine, by its whole path; whose it is, where the file does not tell."""

    path: Annotated[str, StringConstraints(min_length=2, max_length=1000, pattern=r"^/"), Plain]
    addresses: Annotated[list[Key], Field(max_length=20, default_factory=list)]


@router.get("")
def all_of_them(me: Me) -> list[CalendarOut]:
    """List the calendars."""
    with me.session() as session:
        rows = calendars.all_followed(session, me.owned)
    return [_shown(row, me) for row in rows]


@router.post("", status_code=201)
def connect(me: Me, wanted: FileIn) -> CalendarOut:
    """Connect a calendar file, or connect it again."""
    addresses = frozenset(each.lower() for each in wanted.addresses)
    with me.session() as session:
        calendar = connect_file(session, me.owned, Path(wanted.path), addresses, now=me.now)
    me.wake(calendar)
    return show(me, calendar)


@router.get("/{calendar}")
def show(me: Me, calendar: CalendarId) -> CalendarOut:
    """Show one calendar."""
    with me.session() as session:
        row = calendars.followed(session, me.owned, calendar)
    return _shown(row, me)


@router.post("/{calendar}/sync", status_code=202)
def sync(me: Me, calendar: CalendarId, wait: Wait = 0) -> CalendarOut:
    """Look at a calendar now."""
    with me.session() as session:
        calendars.followed(session, me.owned, calendar)
        calendars.trigger(session, me.owned.id, calendar)
    return _after_sync(me, calendar, wait)


@router.post("/{calendar}/alarm", status_code=202)
def go_on(me: Me, calendar: CalendarId, wait: Wait = 0) -> CalendarOut:
    """Let a calendar go on that stopped to ask."""
    with me.session() as session:
        if not calendars.followed(session, me.owned, calendar).alarm:
            raise RefusedError(HTTPStatus.CONFLICT, "wrong_state", _NOTHING_ASKED)
        calendars.answer_alarm(session, me.owned, calendar)
    return _after_sync(me, calendar, wait)


@router.delete("/{calendar}", status_code=202)
def leave(
    me: Me,
    calendar: CalendarId,
    wait: Wait = 0,
    forget: Annotated[bool, Query(description="Take nothing back: for a calendar that is gone.")] = False,  # noqa: FBT002  # a query
) -> LeftOut:
    """Take back what is still to come, then forget everything about a calendar."""

    def is_left(session: Session) -> bool:
        return calendar not in calendars.ids(session, me.owned)

    with me.session() as session:
        calendars.followed(session, me.owned, calendar)
        if forget:
            calendars.forget(session, me.owned, calendar)
        else:
            leaving.leave(session, me.owned, calendar, now=me.now)
    me.wake(calendar)
    return LeftOut(id=calendar, left=me.waited(is_left, wait))


def _after_sync(me: Caller, calendar: str, wait: int) -> CalendarOut:
    """Wait for the sync that was asked for, and show what it came to."""
    with me.session() as session:
        asked = calendars.followed(session, me.owned, calendar).wanted

    def is_seen(session: Session) -> bool:
        try:
            row = calendars.followed(session, me.owned, calendar)
        except CalendarUnknownError:
            return True
        return row.synced >= asked or row.failures > 0

    me.wake(calendar)
    me.waited(is_seen, wait)
    return show(me, calendar)


def _shown(row: Followed, me: Caller) -> CalendarOut:
    return CalendarOut(
        id=row.key.calendar,
        name=name_of(row),
        kind=row.kind,
        addresses=sorted(row.addresses),
        state=row.state.value,
        state_text=state_in_words(row, me.said),
        alarm=row.alarm,
        alarm_text=alarm_in_words(row.alarm, me.said),
        error=row.error,
        error_text=error_in_words(row.error, me.said),
        last_sync=row.synced_at,
        next_poll=row.poll_at,
        quiet_until=row.quiet_until,
        up_to_date=row.synced >= row.wanted and not row.error,
    )
