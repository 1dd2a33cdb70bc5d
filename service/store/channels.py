"""Channels: the ways on which providers say that a calendar changed."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select, update

from calendar_sync.port import Channel
from service.store.calendars import Key
from service.store.tables import ChannelRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a message said about itself: which channel, what is watched, the token, its number."""

    channel: str
    resource: str
    token: str
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A channel as its messages are told from forged ones; ``number`` is the highest that was heard."""

    channel: str
    key: Key
    resource: str
    fingerprint: str
    ends: datetime
    number: int


def promise(
    session: Session, key: Key, *, channel: str, token: str, opened: datetime, ends: datetime
) -> None:
    """Keep that a channel is being asked for: the first message may come before the answer."""
    row = ChannelRow(
        id=channel,
        owner_id=key.owner_id,
        calendar=key.calendar,
        fingerprint=hashed(token),
        opened=opened,
        ends=ends,
    )
    session.add(row)


def confirm(session: Session, channel: Channel) -> Line | None:
    """Keep what the provider answered; return the channel, None where it was forgotten meanwhile."""
    row = session.get(ChannelRow, channel.id)
    if row is None:
        return None
    row.resource, row.ends = channel.resource, channel.ends
    session.add(row)
    return _line(row)


def put_off(session: Session, channel: str, *, until: datetime) -> None:
    """Let a channel end then: no other is asked for long before."""
    row = session.get(ChannelRow, channel)
    if row is not None:
        row.ends = until
        session.add(row)


def of_calendar(session: Session, key: Key) -> list[ChannelRow]:
    """Return a calendar's channels, those that were never confirmed too."""
    mine = (ChannelRow.owner_id == key.owner_id, ChannelRow.calendar == key.calendar)
    return list(session.exec(select(ChannelRow).where(*mine)))


def drop(session: Session, channel: str) -> None:
    """Forget a channel: what still comes on it is nothing known."""
    session.exec(delete(ChannelRow).where(col(ChannelRow.id) == channel))


def lines(session: Session, which: Collection[str] | None = None) -> list[Line]:
    """Return the channels that messages may come on: all of them, or those with these ids."""
    query = select(ChannelRow).where(col(ChannelRow.resource) != "")
    if which is not None:
        query = query.where(col(ChannelRow.id).in_(which))
    return [_line(row) for row in session.exec(query)]


def note(session: Session, channel: str, number: int) -> bool:
    """Keep the highest message number of a channel; whether there is such a channel, and it was lower."""
    later = (col(ChannelRow.id) == channel) & (col(ChannelRow.number) < number)
    done = session.connection().execute(update(ChannelRow).where(later).values(number=number))
    return done.rowcount == 1


def as_channel(row: ChannelRow) -> Channel:
    """Return a channel as its calendar knows it; the token is not kept."""
    return Channel(id=row.id, token="", resource=row.resource, ends=row.ends)


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _line(row: ChannelRow) -> Line:
    return Line(
        channel=row.id,
        key=Key(owner_id=row.owner_id, calendar=row.calendar),
        resource=row.resource,
        fingerprint=row.fingerprint,
        ends=row.ends,
        number=row.number,
    )
