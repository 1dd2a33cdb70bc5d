"""A face: where a meeting is held by phone, offer a video link and keep the number.

Video binds more than audio, audio more than text (Sherman, Michikyan and Greenfield 2013), but the
voice alone does much (Kumar and Epley 2021) and a camera tires (Shockley and others 2021): so the
phone stays as the fallback and only a few links are added in a day.
"""

from __future__ import annotations

from policies.change import AddVideoLink
from policies.clients import settings_of
from policies.context import Context, Settings
from policies.earlier import earlier
from policies.event import Event, Timed
from policies.place import HeldBy, VideoRoom
from policies.rules.room_limits import local_day
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

_RULE = RuleName.SHOW_FACE
_PHONE_WORD = {"de": "Telefon", "en": "Phone"}
_ALREADY_NAMED = ("tel", "phone", "fon", "call", "ruf")


def show_face(event: Event, context: Context) -> Verdict:
    """Propose a video link for a phone meeting; the old location stays in the new one."""
    choice = settings_of(event, context)
    if nothing := _nothing_to_do(event, context, choice):
        return Abstain(rule=_RULE, reason=nothing)
    span = event.span
    if not isinstance(span, Timed):
        return Abstain(rule=_RULE, reason=because(Code.ALL_DAY))
    against = _speaks_against(event, span, context, choice)
    if against or choice.video_room is None:
        return Withhold(rule=_RULE, reason=against or because(Code.NO_VIDEO_ROOM))
    change = _link(event, choice.video_room, choice.language)
    reason = because(Code.VIDEO_ADDED, service=choice.video_room.service)
    return Propose(rule=_RULE, reason=reason, change=change)


def with_fallback(location: str, url: str, numbers: tuple[str, ...], language: str) -> str:
    """Return the new location: the link first, then the original text, whole, as the fallback."""
    fallback = location or next(iter(numbers), "")
    if not fallback:
        return f"Video: {url}"
    if any(word in fallback.lower() for word in _ALREADY_NAMED):
        return f"Video: {url} · {fallback}"
    return f"Video: {url} · {_PHONE_WORD.get(language, 'Phone')}: {fallback}"


def _nothing_to_do(event: Event, context: Context, choice: Settings) -> Reason | None:
    if not choice.video:
        return because(Code.SWITCHED_OFF)
    if (made := earlier(event, context)) and made.video:
        return because(Code.HAS_VIDEO)
    if event.place.video_link or event.place.held_by is HeldBy.VIDEO:
        return because(Code.HAS_VIDEO)
    if event.place.held_by is HeldBy.IN_PERSON:
        return because(Code.IN_PERSON)
    return None


def _speaks_against(
    event: Event,
    span: Timed,
    context: Context,
    choice: Settings,
) -> Reason | None:
    if event.place.held_by is HeldBy.UNKNOWN:
        return because(Code.PLACE_UNKNOWN)
    if choice.prefers_phone:
        return because(Code.PREFERS_PHONE)
    if {event.id, event.ref.series} & context.changed_back:
        return because(Code.CHANGED_BACK)
    if is_settling(event, context, choice):
        return because(Code.SETTLING)
    return (
        hurry(event, choice) or why_not_visibly(event, span, context, choice) or _cap(span, context, choice)
    )


def _cap(span: Timed, context: Context, choice: Settings) -> Reason | None:
    if context.video_today.get(local_day(span.start, context), 0) >= choice.video_day_cap:
        return because(Code.VIDEO_CAP, cap=choice.video_day_cap)
    return None


def _link(event: Event, room: VideoRoom, language: str) -> AddVideoLink:
    if not room.url:
        return AddVideoLink(url="", location=event.location, reversible=room.reversible)
    location = with_fallback(event.location, room.url, event.place.numbers, language)
    return AddVideoLink(url=room.url, location=location, reversible=room.reversible)
