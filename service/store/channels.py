"""Channels: the ways on which providers say that a calendar changed."""

from __future__ import annotations

import hashlib
import hmac
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


def promise(session: Session, key: Key, *, channel: str, token: str, ends: datetime) -> None:
    """Keep that a channel is being asked for: the first message may come before the answer."""
    row = ChannelRow(
        id=channel, owner_id=key.owner_id, calendar=key.calendar, fingerprint=hashed(token), ends=ends
    )
    session.add(row)


def confirm(session: Session, channel: Channel) -> None:
    """Keep what the provider answered."""
    row = session.get(ChannelRow, channel.id)
    if row is not None:
        row.resource, row.ends = channel.resource, channel.ends
        session.add(row)


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


def heard(session: Session, said: Heard, *, now: datetime) -> Key | None:
    """Return which calendar a message is about; None for what is forged, over, unknown or known already."""
    row = session.get(ChannelRow, said.channel)
    expected = (row.fingerprint, row.resource) if row else (hashed(""), "")
    token = hmac.compare_digest(expected[0], hashed(said.token))
    resource = hmac.compare_digest(expected[1].encode(), said.resource.encode())
    if row is None or not (token and resource and row.resource) or row.ends <= now:
        return None
    return Key(owner_id=row.owner_id, calendar=row.calendar) if said.number > row.number else None


def note(session: Session, channel: str, number: int) -> None:
    """Keep the highest message number of a channel."""
    later = (col(ChannelRow.id) == channel) & (col(ChannelRow.number) < number)
    session.exec(update(ChannelRow).where(later).values(number=number))


def as_channel(row: ChannelRow) -> Channel:
    """Return a channel as its calendar knows it; the token is not kept."""
    return Channel(id=row.id, token="", resource=row.resource, ends=row.ends)


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
