"""Whose calendar it is, and what its provider can make itself."""

from __future__ import annotations

from policies.place import VideoRoom
from service.store.choices import settings_from
from service.whose import own_room

MEET = VideoRoom(service="meet")


def test_the_providers_own_room() -> None:
    """A calendar that said it can make rooms has one; others have none."""
    assert own_room({"conference_types": ["eventHangout", "hangoutsMeet"]}) == MEET
    assert own_room({"conference_types": ["addOn"]}) is None
    assert own_room({}) is None


def test_what_the_owner_chose_comes_first() -> None:
    """A room of one's own, or none at all, is kept where the provider could make one."""
    assert settings_from({}, MEET).video_room == MEET
    assert settings_from({"video-room": "off"}, MEET).video_room is None
    own = settings_from({"video-room": "https://meet.jit.si/jule-brandt"}, MEET).video_room
    assert own is not None
    assert own.url == "https://meet.jit.si/jule-brandt"
