"""Each oddity of Google's, with it and without it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from calendar_sync.google.quirks import (
    conference_links,
    end_before_start,
    is_ghost,
    is_self,
    named_zone,
    names_of,
    same_text,
    within_series,
    without_offset,
)
from tests.builders import BERLIN, JULE, TUESDAY_TEN


@pytest.mark.parametrize(
    ("google_id", "names"),
    [
        ("abc", ["abc"]),
        ("abc_20261124T090000Z", ["abc_20261124T090000Z", "abc/20261124T090000Z"]),
        ("abc_R1_20261124", ["abc_R1_20261124", "abc/R1_20261124", "abc_R1/20261124"]),
        ("_60q30c1g", ["_60q30c1g"]),
        ("abc_", ["abc_"]),
    ],
)
def test_names_of(google_id: str, names: list[str]) -> None:
    """A bare id is named in each way it may be known; an underscore at an edge joins nothing."""
    assert list(names_of(google_id)) == names


def test_within_series() -> None:
    """What an occurrence adds to its series is told; an id of another series is none of it."""
    assert within_series("abc_R1_20261124", "abc_R1") == "20261124"
    assert within_series("abc_20261124", "abc_R1") == ""
    assert within_series("abc", "abc") == ""


@pytest.mark.parametrize(
    ("row", "ghost"),
    [
        ({"id": "a", "status": "confirmed", "start": {"date": "2026-11-24"}}, False),
        ({"id": "a", "start": {"dateTime": "2026-11-24T10:00:00Z"}}, False),
        ({"id": "a", "status": "cancelled"}, True),
        ({"id": "a", "status": "cancelled", "start": {"date": "2026-11-24"}}, True),
        ({"id": "a", "status": "confirmed", "start": None, "summary": None}, True),
        ({"id": "a", "start": {"dateTime": None}}, True),
        ({"start": {"date": "2026-11-24"}}, True),
    ],
)
def test_is_ghost(row: dict[str, Any], ghost: bool) -> None:  # noqa: FBT001  # a table
    """A row that is cancelled, without a start or without an id is no event."""
    assert is_ghost(row) is ghost


def test_is_self() -> None:
    """The owner is known by the word and, where Google forgets it, by the address; others are not."""
    mine = frozenset({JULE})
    assert is_self({"self": True}, mine)
    assert is_self({"email": JULE.upper()}, mine)
    assert not is_self({"email": "tom@example.org", "self": False}, mine)
    assert not is_self({}, mine)


def test_without_offset() -> None:
    """A time without an offset is in the zone; one with an offset stays."""
    assert without_offset(datetime(2026, 11, 24, 10), BERLIN) == TUESDAY_TEN  # noqa: DTZ001
    moment = datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert without_offset(moment, BERLIN) is moment


def test_named_zone() -> None:
    """A zone of IANA's is found, and any other name is none."""
    assert named_zone("Europe/Berlin") == ZoneInfo("Europe/Berlin")
    for name in ("", "GMT+01:00", "../etc/passwd", "Nirgends/Wo", "Europe"):
        assert named_zone(name) is None


def test_end_before_start() -> None:
    """An end before the start is the start, and any other end stays."""
    later = TUESDAY_TEN + timedelta(minutes=5)
    assert end_before_start(TUESDAY_TEN, later) == later
    assert end_before_start(later, TUESDAY_TEN) == later


def test_conference_links() -> None:
    """Video links of the conference are believed, then the old field; its numbers are none."""
    meet = {"entryPointType": "video", "uri": "https://meet.google.com/abc-defg-hij"}
    phone = {"entryPointType": "phone", "uri": "tel:+49-30-1234567"}
    row = {"conferenceData": {"entryPoints": [phone, meet]}, "hangoutLink": "https://old.example/"}
    assert conference_links(row) == meet["uri"]
    assert conference_links({"hangoutLink": "https://old.example/"}) == "https://old.example/"
    assert conference_links({"conferenceData": {"entryPoints": [phone]}}) == ""


def test_same_text() -> None:
    """A text that came back trimmed or as HTML is the same; another is not."""
    assert same_text("Video: a · b ", "Video: a · b")
    assert same_text("a<br>b &amp; c", "a\nb & c")
    assert same_text("a\r\nb", "a\nb")
    assert not same_text("a", "b")
