"""Decisions as the API answers them: the shape of ``plausch preview --json`` (docs/json.md)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from service.web.api.fields import Out


class WindowOut(Out):
    """The days that were looked at: ``start`` included, ``end`` excluded."""

    start: str
    end: str


class LinkOut(Out):
    """A video link."""

    service: str
    url: str


class VerdictOut(Out):
    """A rule's answer, with its reason as a code, as facts and as a sentence."""

    rule: str
    outcome: Literal["propose", "withhold", "abstain"]
    reason: str
    facts: dict[str, str | int]
    sentence: str


class CardOut(Out):
    """The private note before a meeting."""

    person: str
    language: str
    share: str
    ask: str
    follow_up: str
    hurry: str
    facts: list[str]
    used: list[str]


class ChangeOut(Out):
    """What every change tells."""

    seen_by_guests: bool
    undo: Literal["full", "none"]


class MoveEndOut(ChangeOut):
    """The invitation ends later."""

    kind: Literal["move_end"]
    end: str
    minutes: int


class HoldTimeOut(ChangeOut):
    """A private block behind the meeting."""

    kind: Literal["hold_time"]
    start: str
    end: str
    minutes: int


class AddVideoLinkOut(ChangeOut):
    """A video link, the number staying as the fallback."""

    kind: Literal["add_video_link"]
    url: str
    location: str


class AttachOpenerOut(ChangeOut):
    """A card that only the owner sees."""

    kind: Literal["attach_opener"]
    start: str
    end: str
    card: CardOut


AnyChange = Annotated[
    MoveEndOut | HoldTimeOut | AddVideoLinkOut | AttachOpenerOut, Field(discriminator="kind")
]


class EventOut(Out):
    """One event and what is decided about it."""

    id: str
    title: str
    start: str
    end: str
    client: bool
    held_by: str
    video_link: LinkOut | None
    phone_numbers: list[str]
    guests_told: int
    verdicts: list[VerdictOut]
    changes: list[AnyChange]


class CostOut(Out):
    """Sums over all events."""

    events: int
    client_events: int
    changed_events: int
    lengthened: int
    held: int
    minutes: int
    video_links: int
    openers: int
    guests_told: int
    updates: int
    cannot_be_undone: int


class NotReadOut(Out):
    """Something of a file that was not read."""

    code: str
    line: int
    sentence: str


class DecidedOut(Out):
    """What is decided about a calendar."""

    window: WindowOut
    owner: list[str]
    events: list[EventOut]
    left_out: list[NotReadOut]
    summary: CostOut
