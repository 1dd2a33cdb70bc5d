"""A face: a link where only a number stood, and the number stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.change import AddVideoLink, Undo, undo_class
from policies.context import Overrides, Settings
from policies.event import Event, Marker
from policies.links import VideoLink
from policies.place import HeldBy, Place, VideoRoom
from policies.rules.show_face import show_face, with_fallback
from policies.verdict import Abstain, Code, Propose, Withhold
from tests.builders import (
    ANNA,
    MONDAY,
    PHONE_PLACE,
    ROOM_URL,
    TUESDAY_TEN,
    VIDEO_ROOM,
    context,
    event,
    person,
)

WITH_ROOM = Settings(video_room=VIDEO_ROOM)
NUMBER = "+49 40 1234567-0"


def call(**fields: Any) -> Event:
    """Build a phone meeting with Anna."""
    values: dict[str, Any] = {"place": PHONE_PLACE, "location": NUMBER} | fields
    return event(**values)


def test_a_phone_meeting_gets_a_link() -> None:
    """The link becomes the place and the original location stays in it."""
    verdict = show_face(call(), context(settings=WITH_ROOM))
    assert isinstance(verdict, Propose)
    assert verdict.change == AddVideoLink(url=ROOM_URL, location=f"Video: {ROOM_URL} · Telefon: {NUMBER}")


@pytest.mark.parametrize(
    ("place", "code"),
    [
        (
            Place(held_by=HeldBy.VIDEO, video_link=VideoLink(service="zoom", url="https://zoom.us/j/1")),
            Code.HAS_VIDEO,
        ),
        (Place(held_by=HeldBy.VIDEO), Code.HAS_VIDEO),
        (Place(held_by=HeldBy.IN_PERSON), Code.IN_PERSON),
    ],
)
def test_other_meetings_need_none(place: Place, code: Code) -> None:
    """Where there is a video call, or people meet in person, there is nothing to do."""
    verdict = show_face(call(place=place), context(settings=WITH_ROOM))
    assert isinstance(verdict, Abstain)
    assert verdict.reason.code is code


@pytest.mark.parametrize(
    ("fields", "settings", "code"),
    [
        ({"place": Place()}, WITH_ROOM, Code.PLACE_UNKNOWN),
        ({}, Settings(), Code.NO_VIDEO_ROOM),
        ({}, replace(WITH_ROOM, prefers_phone=True), Code.PREFERS_PHONE),
        ({}, replace(WITH_ROOM, keep_short=True), Code.KEEP_SHORT),
        ({"place": replace(PHONE_PLACE, hurry="kurz")}, WITH_ROOM, Code.IN_A_HURRY),
        ({"i_organise": False}, WITH_ROOM, Code.NOT_MINE),
        ({"i_may_edit": False}, WITH_ROOM, Code.LOCKED),
        ({"start": MONDAY + timedelta(hours=2)}, WITH_ROOM, Code.FREEZE),
        ({"changed": MONDAY - timedelta(seconds=30)}, WITH_ROOM, Code.SETTLING),
        ({}, replace(WITH_ROOM, tell_guests=False), Code.SWITCHED_OFF),
    ],
)
def test_what_speaks_against_it(fields: dict[str, Any], settings: Settings, code: Code) -> None:
    """Each obstacle withholds the link with its own code."""
    verdict = show_face(call(**fields), context(settings=settings))
    assert isinstance(verdict, Withhold)
    assert verdict.reason.code is code


def test_the_owner_may_switch_it_off() -> None:
    """Switched off, the rule has nothing to say."""
    verdict = show_face(call(), context(settings=replace(WITH_ROOM, video=False)))
    assert isinstance(verdict, Abstain)


def test_a_person_who_prefers_the_phone() -> None:
    """One person's wish counts for meetings with that person."""
    known = person(ANNA, overrides=Overrides(prefers_phone=True))
    verdict = show_face(call(), context(settings=WITH_ROOM, people=[known]))
    assert isinstance(verdict, Withhold)
    assert verdict.reason.code is Code.PREFERS_PHONE


def test_three_links_a_day_are_enough() -> None:
    """The fourth phone meeting of a day stays one."""
    counts = MappingProxyType({TUESDAY_TEN.date(): 3})
    verdict = show_face(call(), context(settings=WITH_ROOM, video_today=counts))
    assert isinstance(verdict, Withhold)
    assert verdict.reason.code is Code.VIDEO_CAP


def test_a_link_that_a_human_removed_is_not_added_again() -> None:
    """The marker tells that there was one: the human wins."""
    marker = Marker(edit_id="e", event_id="evt-1", minutes=0, baseline=timedelta(minutes=30), video=True)
    verdict = show_face(call(marker=marker), context(settings=WITH_ROOM))
    assert isinstance(verdict, Abstain)


def test_a_providers_room_may_be_irreversible() -> None:
    """A room that cannot be removed again is marked so before it is made."""
    room = VideoRoom(service="teams", reversible=False)
    verdict = show_face(call(), context(settings=Settings(video_room=room)))
    assert isinstance(verdict, Propose)
    assert isinstance(verdict.change, AddVideoLink)
    assert undo_class(verdict.change) is Undo.NONE
    assert verdict.change.location == NUMBER


@given(st.text(max_size=200), st.sampled_from(["de", "en"]))
def test_the_original_is_kept_whole(location: str, language: str) -> None:
    """Whatever the location was, it is a substring of the new one."""
    assert location in with_fallback(location, ROOM_URL, ("+494012345670",), language)


@pytest.mark.parametrize(
    ("location", "language", "shown"),
    [
        ("", "de", f"Video: {ROOM_URL} · Telefon: +494012345670"),
        ("040 123", "en", f"Video: {ROOM_URL} · Phone: 040 123"),
        ("Tel. 040 123", "de", f"Video: {ROOM_URL} · Tel. 040 123"),
    ],
)
def test_how_the_place_reads(location: str, language: str, shown: str) -> None:
    """Without a location the number stands in; a location that says "Tel." is not labelled again."""
    assert with_fallback(location, ROOM_URL, ("+494012345670",), language) == shown
