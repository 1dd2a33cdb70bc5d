"""The first look, in words: what the past weeks would have come to, and what the coming ones will."""

from __future__ import annotations

from dataclasses import dataclass, replace

from calendar_sync.plan import Level
from policies.context import RoomMode, Settings
from service.cost import Cost, cost_of
from service.explain import sentence
from service.following.look import decided
from service.shadow import Past, Shadow, shadow_of
from service.store import preferences
from service.store.choices import ChoiceError, settings_from
from service.store.pulse import pulse
from service.web.caller import Caller
from service.words import Words

LEAST, MOST = 3, 10
"""The minutes that the slider offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is chosen on the page, and not saved yet."""

    minutes: int
    room: RoomMode

    @staticmethod
    def of(minutes: str, room: str, settings: Settings) -> Wish:
        """Read it; what is not named or cannot be holds as it was."""
        number = int(minutes) if minutes.isdecimal() else settings.minutes
        return Wish(
            minutes=min(MOST, max(LEAST, number)),
            room=RoomMode(room) if room in set(RoomMode) else settings.room,
        )

    def on(self, settings: Settings) -> Settings:
        """Return the settings as they would be."""
        return replace(settings, minutes=self.minutes, room=self.room)


def chosen_settings(me: Caller, past: Past) -> tuple[Settings, Level]:
    """Return the owner's settings, and how much goes by itself."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
    level = Level(written.get("level") or Level.WATCH)
    try:
        return settings_from(written, past.own_room), level
    except ChoiceError:
        return Settings(video_room=past.own_room), level


def look_of(me: Caller, calendar: str, past: Past, wish: Wish, settings: Settings) -> dict[str, object]:
    """Return what a wish would have come to, and what it comes to from now on."""
    said, wanted = me.said, wish.on(settings)
    shadow = shadow_of(past, wanted)
    ahead = _ahead(me, calendar, wanted)
    return {
        "title": _title(shadow.cost, said),
        "sentence": _sentence(shadow, said),
        "left": [(each.meetings, sentence(each.example, said.language)) for each in shadow.left_alone],
        "left_title": said.plural(
            "{n} meeting would have been left alone",
            "{n} meetings would have been left alone",
            sum(each.meetings for each in shadow.left_alone),
        ),
        "nothing": not shadow.cost.client_events,
        "ahead": _ahead_in_words(ahead, said),
        "final": said.plural(
            "{n} of the changes to come cannot be undone.",
            "{n} of the changes to come cannot be undone.",
            ahead.cannot_be_undone,
        )
        if ahead.cannot_be_undone
        else "",
    }


def _ahead(me: Caller, calendar: str, settings: Settings) -> Cost:
    """Return what would be done in the coming weeks, decided anew with other settings."""
    with me.session() as session:
        beat = pulse(session, me.owned)
    seen = me.served.glances.of(me.app.store, me.owned, calendar, now=me.now, pulse=beat)
    looked = decided(seen.looked.events, seen.looked.memory, owner=seen.owner, settings=settings, now=me.now)
    return cost_of(looked.decisions, seen.owner)


def _title(cost: Cost, said: Words) -> str:
    if not cost.lengthened and not cost.held:
        return said.text("The last four weeks had no room to give")
    minutes = said.minutes(cost.minutes)
    if not cost.updates:
        return said.text("{minutes} of room, and no guest is told", minutes=minutes)
    return said.plural(
        "{n} update to guests, for {minutes} of room",
        "{n} updates to guests, for {minutes} of room",
        cost.updates,
        minutes=minutes,
    )


def _sentence(shadow: Shadow, said: Words) -> str:
    """Say the whole in one sentence, the cost first; what did not happen is left out."""
    cost, video = shadow.cost, shadow.cost.video_links
    counted = (
        (cost.updates, said.plural("sent {n} update to guests", "sent {n} updates to guests", cost.updates)),
        (
            shadow.given_room,
            said.plural(
                "given room to {n} client meeting", "given room to {n} client meetings", shadow.given_room
            ),
        ),
        (video, said.plural("turned {n} phone call into video", "turned {n} phone calls into video", video)),
        (cost.openers, said.plural("prepared {n} card", "prepared {n} cards", cost.openers)),
    )
    parts = [words for number, words in counted if number]
    if not parts:
        return said.text("In the last four weeks Plausch would have changed nothing.")
    return said.text("In the last four weeks Plausch would have {done}.", done=said.listed(parts))


def _ahead_in_words(cost: Cost, said: Words) -> str:
    if not cost.changed_events:
        return said.text("In the coming weeks nothing would be changed so far.")
    told = said.plural("{n} guest is told", "{n} guests are told", cost.guests_told)
    return said.plural(
        "In the coming weeks {told}; {n} meeting is changed, with {minutes} of room.",
        "In the coming weeks {told}; {n} meetings are changed, with {minutes} of room.",
        cost.changed_events,
        told=told,
        minutes=said.minutes(cost.minutes),
    )
