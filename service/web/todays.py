"""What today shows, in words: whom one meets, when, with what to begin; and after it, what to note."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from policies.change import Card
from policies.context import Person, settings_for
from policies.event import Timed
from policies.phones import readable
from policies.place import HeldBy, Place
from policies.rules.personal_opener import compose
from service.explain import held_by_name
from service.web.blocks import address_of
from service.web.caller import Caller
from service.web.meetings import Days, Meeting
from service.web.persons import name_of, names_of, whom_of
from service.web.sewn_in_words import Badge, badges_of
from service.web.weeks import anchor_of
from service.words import Words

_SOON = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """One client meeting of the day. ``pressed`` and ``kept_short`` say that time is short."""

    id: str
    calendar: str
    event: str
    day: str
    address: str
    time: str
    until: str
    title: str
    names: str
    person: str
    how: str
    video: str
    phone: str
    number: str
    badges: tuple[Badge, ...]
    card: Card | None
    not_today: bool
    kept_short: bool
    over: bool
    soon: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """Something else in the day, as a line."""

    time: str
    title: str


def today_of(me: Caller, days: Days, day: date) -> dict[str, object]:
    """Return a day in words."""
    clients = [_encounter(me, each, day) for each in days.meetings if each.client]
    coming = [each for each in clients if not each.over]
    return {
        "title": _title(len(coming), len(clients), me.said),
        "label": me.said.long_date(day),
        "coming": coming,
        "over": [each for each in clients if each.over],
        "others": [_other(each, me.said) for each in days.meetings if not each.client],
        "again": again_options(me.said),
        "zone": me.said.zone(days.zone),
    }


def _title(coming: int, clients: int, said: Words) -> str:
    if coming:
        return said.plural("{n} client meeting still to come", "{n} client meetings still to come", coming)
    if clients:
        return said.plural("The client meeting of today is over", "All {n} client meetings are over", clients)
    return said.text("No client meetings today")


def _other(meeting: Meeting, said: Words) -> Other:
    return Other(
        time=f"{said.time(meeting.start)}–{said.time(meeting.end)}",
        title=meeting.title or said.text("(no title)"),
    )


def _encounter(me: Caller, meeting: Meeting, day: date) -> Encounter:
    said, person = me.said, whom_of(meeting)
    place = meeting.event.place if meeting.event else None
    link = place.video_link if place else None
    phone = next(iter(place.numbers), "") if place and not link else ""
    chosen = person.overrides if person else None
    not_today = bool(chosen and chosen.not_today_until and chosen.not_today_until >= day)
    return Encounter(
        id=anchor_of(meeting),
        calendar=meeting.calendar,
        event=meeting.id,
        day=day.isoformat(),
        address=address_of(meeting),
        time=said.time(meeting.start),
        until=said.time(meeting.end),
        title=meeting.title or said.text("(no title)"),
        names=", ".join(names_of(meeting)),
        person=name_of(person) if person else "",
        how=_how(place, said),
        video=link.url if link and link.url.startswith("https://") else "",
        phone=phone,
        number=readable(phone),
        badges=badges_of(meeting.stitches, said),
        card=None if not_today else card_of(meeting, person),
        not_today=not_today,
        kept_short=bool(chosen and chosen.keep_short),
        over=meeting.end <= me.now,
        soon=_is_soon(meeting, me.now),
    )


def _how(place: Place | None, said: Words) -> str:
    if place is None or place.held_by is HeldBy.UNKNOWN:
        return ""
    return held_by_name(place.held_by, said.language)


def _is_soon(meeting: Meeting, now: datetime) -> bool:
    return meeting.start - _SOON <= now < meeting.end


def card_of(meeting: Meeting, person: Person | None) -> Card | None:
    """Return the card of a meeting, as it stands in the calendar or would; None where cards are off."""
    event, context = meeting.event, meeting.context
    if person is None or event is None or context is None or not isinstance(event.span, Timed):
        return None
    choice = settings_for(context.settings, person.overrides)
    return compose(event, event.span, person, context, choice) if choice.opener else None


def again_options(said: Words) -> list[tuple[str, str]]:
    """Return when to ask again."""
    return [
        ("next", said.text("at the next meeting")),
        ("week", said.text("in a week or later")),
        ("month", said.text("in a month or later")),
        ("fact", said.text("never: just good to know")),
    ]
