"""Choices as they are written: read strictly, and errors that say what may be written."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session

from policies.context import Address, Overrides, RoomMode, Settings
from policies.place import VideoRoom
from service.store import preferences
from service.store.choices import (
    READERS,
    ChoiceError,
    overrides_from,
    overrides_to,
    read_choice,
    settings_from,
)
from service.store.owners import Owned


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("room", "hold", RoomMode.HOLD),
        ("minutes", "8", 8),
        ("freeze", "2", timedelta(hours=2)),
        ("tell-guests", "off", False),
        ("video", "Yes", True),
        ("video-room", "off", None),
        (
            "video-room",
            "https://meet.jit.si/NordlichtJule",
            VideoRoom(service="jitsi", url="https://meet.jit.si/NordlichtJule"),
        ),
        ("language", "en", "en"),
        ("address", "du", Address.DU),
        ("not-today-until", "2026-12-24", date(2026, 12, 24)),
        ("working-hours", "fri 08:00-15:30", {4: (time(8), time(15, 30))}),
        ("region", "at", "AT"),
        ("zone", "Europe/Vienna", "Europe/Vienna"),
    ],
)
def test_what_can_be_chosen(name: str, text: str, value: object) -> None:
    """Each choice is read into what the rules use."""
    assert read_choice(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("room", "longer", "one of lengthen, hold, off"),
        ("minutes", "11", "from 1 to 10"),
        ("minutes", "-5", "from 1 to 10"),
        ("minutes", "fünf", "from 1 to 10"),
        ("minutes", "²", "from 1 to 10"),
        ("day-cap", "61", "from 0 to 60"),
        ("tell-guests", "maybe", "on or off"),
        ("video-room", "meet.jit.si/x", "beginning with https://"),
        ("video-room", "http://meet.jit.si/x", "beginning with https://"),
        ("video-room", "https://meet.jit.si/x y", "beginning with https://"),
        ("language", "fr", "de or en"),
        ("address", "ihr", "one of du, sie"),
        ("not-today-until", "morgen", "a day such as"),
        ("working-hours", "always", "days and times"),
        ("working-hours", "mon 25:00-26:00", "00:00 to 23:59"),
        ("working-hours", "mon 18:00-08:00", "in their order"),
        ("working-hours", "fri-mon 08:00-18:00", "in their order"),
        ("region", "Germany", "two letters"),
        ("zone", "Berlin", "Europe/Berlin"),
        ("colour", "red", "There is no setting colour. There are: address"),
    ],
)
def test_what_cannot(name: str, text: str, said: str) -> None:
    """The error names the choice and what may be written."""
    with pytest.raises(ChoiceError, match=said):
        read_choice(name, text)


def test_settings_are_the_defaults_and_what_was_chosen() -> None:
    """What is not chosen keeps its default; every name is a field."""
    assert settings_from({}) == Settings()
    assert settings_from({"minutes": "8", "own-domains": "a.example"}) == Settings(minutes=8)
    assert {name.replace("-", "_") for name in READERS} <= set(Settings.__slots__)


@given(
    st.builds(
        Overrides,
        room=st.none() | st.sampled_from(RoomMode),
        minutes=st.none() | st.integers(1, 10),
        video=st.none() | st.booleans(),
        prefers_phone=st.none() | st.booleans(),
        opener=st.none() | st.booleans(),
        language=st.none() | st.sampled_from(["de", "en"]),
        address=st.none() | st.sampled_from(Address),
        keep_short=st.none() | st.booleans(),
        never_touch=st.none() | st.booleans(),
        not_today_until=st.none() | st.dates(),
    ),
)
def test_a_persons_choices_there_and_back(overrides: Overrides) -> None:
    """Written and read again, a person's choices are the same."""
    assert overrides_from(overrides_to(overrides)) == overrides


def test_choose_and_go_back(session: Session, jule: Owned) -> None:
    """A choice holds until it is taken back; a wrong one is not kept."""
    preferences.choose(session, jule, "minutes", "8")
    preferences.choose(session, jule, "minutes", "7")
    preferences.choose(session, jule, "never-domains", "a.example,B.example,")
    assert preferences.load_settings(session, jule).minutes == 7
    written = preferences.written_choices(session, jule)
    assert preferences.listed(written, "never-domains") == {"a.example", "b.example"}
    for name, text in (("minutes", "70"), ("never-domains", "a, b"), ("zone", "Mars")):
        with pytest.raises(ChoiceError):
            preferences.choose(session, jule, name, text)
    assert preferences.unchoose(session, jule, "minutes")
    assert not preferences.unchoose(session, jule, "minutes")
    assert preferences.load_settings(session, jule) == Settings()
