"""How followed calendars stand, as the connections page shows them: a line each, with what helps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlmodel import Session

from service.calendars_in_words import alarm_in_words, error_in_words, name_of, quiet_in_words, state_in_words
from service.store import calendars, channels
from service.store.calendars import Followed
from service.store.connections import GOOGLE
from service.store.tables import CalendarState
from service.web.caller import Caller
from service.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A calendar. ``facts`` are sentences; ``asks`` is what it stopped to ask, ``trouble`` what went wrong.

    ``well``: it is followed and nothing hinders it. ``rings``: whether it could tell of changes by itself.
    ``moving``: something that was asked for is under way.
    """

    id: str
    connection: str
    name: str
    state: str
    well: bool
    trouble: str
    asks: str
    facts: tuple[str, ...]
    rings: bool
    leaving: bool
    moving: bool


def lines_of(session: Session, me: Caller, zone: tzinfo) -> list[Line]:
    """Return all calendars of an owner."""
    return [_line(session, me, row, zone) for row in calendars.all_followed(session, me.owned)]


def moment_in_words(at: datetime, zone: tzinfo, said: Words) -> str:
    """Write a day and a time, where the owner is."""
    here = at.astimezone(zone)
    return f"{said.date(here)}, {said.time(here)}"


def _line(session: Session, me: Caller, row: Followed, zone: tzinfo) -> Line:
    said, state = me.said, row.state
    unread = row.synced == 0 and not row.error
    reading = state is CalendarState.ACTIVE and unread
    return Line(
        id=row.key.calendar,
        connection=str(row.address.get("connection", "")),
        name=said.text("Your main calendar at Google") if row.kind == GOOGLE else name_of(row),
        state=said.text("being read for the first time") if reading else state_in_words(row, said),
        well=state is CalendarState.ACTIVE and not row.error and not row.alarm,
        trouble=error_in_words(row.error, said),
        asks=alarm_in_words(row.alarm, said),
        facts=tuple(filter(None, _facts(session, me, row, zone))),
        rings=row.kind == GOOGLE and bool(me.app.desk.hooks) and state is CalendarState.ACTIVE,
        leaving=state is CalendarState.LEAVING,
        moving=row.synced < row.wanted and not row.failures and state is not CalendarState.RECONNECT,
    )


def _facts(session: Session, me: Caller, row: Followed, zone: tzinfo) -> Iterable[str]:
    said = me.said
    if row.synced_at:
        yield said.text("Last looked at: {at}.", at=moment_in_words(row.synced_at, zone, said))
    if row.state is CalendarState.LEAVING and row.left_from:
        until = moment_in_words(row.left_from + me.app.desk.patience, zone, said)
        yield said.text("Disconnected at the latest: {at}.", at=until)
    if row.state is not CalendarState.ACTIVE:
        return
    later = row.poll_at > me.now
    yield (
        said.text("Looked at again by itself: {at}.", at=moment_in_words(row.poll_at, zone, said))
        if later
        else said.text("It is looked at again in a moment.")
    )
    if row.kind == GOOGLE:
        yield _told(session, me, row, zone)
    yield quiet_in_words(row, zone, me.now, said)


def _told(session: Session, me: Caller, row: Followed, zone: tzinfo) -> str:
    """Say whether the provider tells of changes, and how long."""
    if not me.app.desk.hooks:
        return me.said.text("Google cannot call this Plausch: changes are found at the next look.")
    open_ones = channels.of_calendar(session, row.key)
    ends = max((each.ends for each in open_ones if each.resource and each.ends > me.now), default=None)
    if ends is None:
        return me.said.text("Google does not tell of changes at present: they are found at the next look.")
    until = moment_in_words(ends, zone, me.said)
    return me.said.text("Google tells of changes at once, until {at}; this is renewed by itself.", at=until)
