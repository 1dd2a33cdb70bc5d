"""Room: give a client meeting the few minutes that a chat needs.

Defaults and their evidence: two or three minutes of rapport colour a first impression (Swider,
Barrick and Harris 2016), and people wish to leave earlier than their partner thinks (Mastroianni
and others 2021), so five minutes are the rule and ten the most. What a shortening calendar setting
cut off (25 for 30, 50 for 60) is given back first: it never leaves anybody's half-hour grid.
"""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

from policies.change import HoldTime, MoveEnd
from policies.clients import clients_of, known_people, settings_of
from policies.context import Context, RoomMode, Settings
from policies.earlier import earlier, is_copy, was_changed_back
from policies.event import Event, Timed, later
from policies.rules.room_limits import local_day, tightest
from policies.rules.visible import hurry, is_settling, why_not_visibly
from policies.verdict import (
    Abstain,
    Code,
    Propose,
    Reason,
    RuleName,
    Verdict,
    Withhold,
    because,
)

_RULE = RuleName.MAKE_ROOM
_GIVE_BACK = MappingProxyType({25: 5, 40: 5, 50: 10, 55: 5, 80: 10, 85: 5, 110: 10, 115: 5})
"""Lengths that calendars cut down to, with the minutes that they cut: Google's "speedy meetings"
(30 to 25, 45 to 40, longer by 10) and Outlook's "shorten appointments" (by 5 or 10)."""

_USUAL = Settings()


def make_room(event: Event, context: Context) -> Verdict:
    """Propose a later end or a hold behind the event; both are targets, so once is enough."""
    span = event.span
    if not isinstance(span, Timed):
        return Abstain(rule=_RULE, reason=because(Code.ALL_DAY))
    if done := _already(event, context):
        return done
    choice = settings_of(event, context)
    if nothing := _nothing_to_gain(span, choice):
        return Abstain(rule=_RULE, reason=nothing)
    if against := _speaks_against(event, span, context, choice):
        return Withhold(rule=_RULE, reason=against)
    return _proposal(event, span, context, choice)


def _already(event: Event, context: Context) -> Verdict | None:
    made = earlier(event, context)
    if made is None:
        return _series_of(event, context)
    if event.id in context.changed_back or was_changed_back(event, made):
        return Withhold(rule=_RULE, reason=because(Code.CHANGED_BACK))
    if not made.room:
        return _series_of(event, context)
    if made.room == RoomMode.HOLD and event.id not in context.holds:
        return Withhold(rule=_RULE, reason=because(Code.CHANGED_BACK))
    code = Code.COPY_OF_MADE if is_copy(event) else Code.ALREADY_MADE
    return Abstain(rule=_RULE, reason=because(code, minutes=made.minutes))


def _series_of(event: Event, context: Context) -> Verdict | None:
    if event.id in context.changed_back:
        return Withhold(rule=_RULE, reason=because(Code.CHANGED_BACK))
    if event.ref.series in context.changed_back:
        return Withhold(rule=_RULE, reason=because(Code.SERIES_CHANGED_BACK))
    if event.id in context.holds:
        return Abstain(rule=_RULE, reason=because(Code.ALREADY_MADE))
    return None


def _nothing_to_gain(span: Timed, choice: Settings) -> Reason | None:
    if choice.room is RoomMode.OFF:
        return because(Code.SWITCHED_OFF)
    if not span.duration:
        return because(Code.NO_LENGTH)
    if span.duration > choice.longest:
        return because(Code.ALREADY_LONG, hours=int(choice.longest.total_seconds() // 3600))
    return None


def _speaks_against(
    event: Event,
    span: Timed,
    context: Context,
    choice: Settings,
) -> Reason | None:
    if pressed := hurry(event, choice):
        return pressed
    quiet = choice.not_today_until
    if quiet and local_day(span.start, context) <= quiet:
        return because(Code.NOT_TODAY)
    return because(Code.SETTLING) if is_settling(event, context, choice) else None


def _proposal(event: Event, span: Timed, context: Context, choice: Settings) -> Verdict:
    wanted, code = _wish(event, span, context, choice)
    minutes = min(wanted, choice.event_cap)
    if limit := tightest(event, span, context, choice, minutes):
        if limit.minutes < min(choice.least_minutes, wanted):
            return Withhold(rule=_RULE, reason=limit.reason)
        minutes = limit.minutes
    end = later(span.end, timedelta(minutes=minutes))
    quietly = _why_quietly(event, span, context, choice)
    if quietly:
        hold = HoldTime(start=span.end, end=end, minutes=minutes)
        return Propose(rule=_RULE, reason=_told(quietly, minutes), change=hold)
    move = MoveEnd(end=end, minutes=minutes)
    gives_back = code is Code.GIVES_BACK and minutes < wanted
    reason = because(Code.LENGTHENED if gives_back else code, minutes=minutes)
    return Propose(rule=_RULE, reason=reason, change=move)


def _wish(
    event: Event,
    span: Timed,
    context: Context,
    choice: Settings,
) -> tuple[int, Code]:
    if _is_first_meeting(event, context):
        return choice.first_meeting_minutes, Code.FIRST_MEETING
    length = int(span.duration.total_seconds() // 60)
    if length in _GIVE_BACK and choice.minutes == _USUAL.minutes:
        return _GIVE_BACK[length], Code.GIVES_BACK
    return choice.minutes, Code.LENGTHENED


def _is_first_meeting(event: Event, context: Context) -> bool:
    if event.recurring or not isinstance(event.span, Timed):
        return False
    people = known_people(event, context)
    if any(person.notes for person in people):
        return False
    keys = [guest.address for guest in clients_of(event, context)]
    keys += [key for person in people for key in (*person.addresses, *person.numbers)]
    met = [context.met_before[key] for key in keys if key in context.met_before]
    return bool(keys) and all(moment >= event.span.start for moment in met)


def _why_quietly(
    event: Event,
    span: Timed,
    context: Context,
    choice: Settings,
) -> Reason | None:
    if choice.room is RoomMode.HOLD:
        return because(Code.HELD)
    return why_not_visibly(event, span, context, choice)


def _told(quietly: Reason, minutes: int) -> Reason:
    if quietly.code is Code.HELD:
        return because(Code.HELD, minutes=minutes)
    return because(Code.HOLD_INSTEAD, minutes=minutes, why=quietly.code.value, **quietly.facts)
