"""What a rule answers, and why. Reasons are codes and facts; sentences are rendered elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from policies.change import Change

Fact = str | int | datetime


class RuleName(StrEnum):
    """The three rules, in the order of their precedence."""

    MAKE_ROOM = "make_room"
    SHOW_FACE = "show_face"
    PERSONAL_OPENER = "personal_opener"


class Code(StrEnum):
    """Every reason that Plausch can give. ``service/explain.py`` has a sentence for each."""

    # Why an event is no client event.
    ALL_DAY = "all_day"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    SHOWS_FREE = "shows_free"
    PAST = "past"
    RUNNING = "running"
    NOT_A_MEETING = "not_a_meeting"
    TOO_MANY_GUESTS = "too_many_guests"
    GUESTS_HIDDEN = "guests_hidden"
    NEVER_TOUCH = "never_touch"
    BOOKING_TOOL = "booking_tool"
    SYNC_COPY = "sync_copy"
    OURS = "ours"
    NO_GUESTS = "no_guests"
    ONLY_COLLEAGUES = "only_colleagues"
    GUESTS_DECLINED = "guests_declined"
    OWNER_UNKNOWN = "owner_unknown"
    SEVERAL_DAYS = "several_days"
    # Make room.
    LENGTHENED = "lengthened"
    GIVES_BACK = "gives_back"
    FIRST_MEETING = "first_meeting"
    HOLD_INSTEAD = "hold_instead"
    HELD = "held"
    SWITCHED_OFF = "switched_off"
    IN_A_HURRY = "in_a_hurry"
    KEEP_SHORT = "keep_short"
    NOT_TODAY = "not_today"
    NEXT_EVENT_CLOSE = "next_event_close"
    GUEST_BUSY = "guest_busy"
    ROOM_TAKEN = "room_taken"
    FREEZE = "freeze"
    SETTLING = "settling"
    WORKING_HOURS_END = "working_hours_end"
    DAY_CAP = "day_cap"
    CHANGED_BACK = "changed_back"
    SERIES_CHANGED_BACK = "series_changed_back"
    ALREADY_LONG = "already_long"
    ALREADY_MADE = "already_made"
    COPY_OF_MADE = "copy_of_made"
    GUESTS_TOLD_ALREADY = "guests_told_already"
    TAKEN_BACK = "taken_back"
    NO_LENGTH = "no_length"
    SKIPPED = "skipped"
    # Show face.
    VIDEO_ADDED = "video_added"
    HAS_VIDEO = "has_video"
    IN_PERSON = "in_person"
    PLACE_UNKNOWN = "place_unknown"
    PREFERS_PHONE = "prefers_phone"
    NO_VIDEO_ROOM = "no_video_room"
    NOT_MINE = "not_mine"
    LOCKED = "locked"
    VIDEO_CAP = "video_cap"
    # Personal opener.
    OPENER_READY = "opener_ready"
    OPENER_PLAIN = "opener_plain"
    OPENER_THERE = "opener_there"
    NO_PERSON = "no_person"
    NO_TIME_BEFORE = "no_time_before"


_NOTHING: Mapping[str, Fact] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """A code and the facts that its sentence needs."""

    code: Code
    facts: Mapping[str, Fact] = field(default_factory=lambda: _NOTHING)


def because(code: Code, **facts: Fact) -> Reason:
    """Build a reason whose facts cannot be changed any more."""
    return Reason(code=code, facts=MappingProxyType(facts))


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose:
    """The rule wants this change."""

    rule: RuleName
    reason: Reason
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Withhold:
    """The rule would like to act but something speaks against it."""

    rule: RuleName
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Abstain:
    """The rule has nothing to do here."""

    rule: RuleName
    reason: Reason


Verdict = Propose | Withhold | Abstain
