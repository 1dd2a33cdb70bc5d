"""Each mistake of a calendar program, with it and without it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from calendar_sync.icalendar_file.quirks import (
    as_eight_bit,
    bytes_as_text,
    eight_bit,
    end_before_start,
    midnight_to_midnight,
    plain_zone,
    quote_closed_in_time,
    utc_is_utc,
    windows_zone,
)
from tests.builders import BERLIN, TUESDAY_TEN


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        ("Grüße".encode(), "Grüße", "utf-8"),
        ("\ufeffGrüße".encode("utf-16-le"), "\ufeffGrüße", "utf-16-le"),
        ("\ufeffGrüße".encode("utf-16-be"), "\ufeffGrüße", "utf-16-be"),
        ("BEGIN:ü".encode("utf-16-le"), "BEGIN:ü", "utf-16-le"),
        ("BEGIN:ü".encode("utf-16-be"), "BEGIN:ü", "utf-16-be"),
        (b"\xff\xfeabc", "ÿþabc", "latin-1"),
        ("Grüße".encode("latin-1"), "Grüße", "latin-1"),
    ],
)
def test_bytes_as_text(data: bytes, text: str, encoding: str) -> None:
    """UTF-8 is taken as such; UTF-16 by its mark or its zeros; what is neither survives as Latin-1."""
    assert bytes_as_text(data) == (text, encoding)


def test_as_eight_bit() -> None:
    """What is written into an old file is read again as meant; other files take everything."""
    assert eight_bit(as_eight_bit("10 € für „Anna“", "latin-1"), "latin-1") == "10 € für „Anna“"
    assert as_eight_bit("☕ ü", "latin-1") == "? ü"
    assert as_eight_bit("☕ €", "utf-8") == "☕ €"


def test_utc_is_utc() -> None:
    """A zone beside a Z is dropped, other parameters and other times stay."""
    assert utc_is_utc("DTSTART;X=1;TZID=Europe/Berlin;Y=2:20261124T090000Z\n") == (
        "DTSTART;X=1;Y=2:20261124T090000Z\n"
    )
    local = "DTSTART;TZID=Europe/Berlin:20261124T090000\nX:Z\n"
    assert utc_is_utc(local) == local


def test_quote_closed_in_time() -> None:
    """A quote that swallowed the time is closed before it; quotes at their place stay."""
    late = 'DTSTART;TZID="W. Europe Standard Time:20200609T090000"\n'
    right = 'DTSTART;TZID="W. Europe Standard Time":20200609T090000\n'
    assert quote_closed_in_time(late) == right
    assert quote_closed_in_time(right) == right


def test_eight_bit() -> None:
    """Old files mean Windows-1252 where they say Latin-1; other files are left alone."""
    assert eight_bit("10 \x80", "latin-1") == "10 €"
    assert eight_bit("10 \x80", "utf-8") == "10 \x80"
    assert eight_bit("plain", "latin-1") == "plain"
    assert eight_bit("GrÃ¼Ã\x9fe", "latin-1") == "Grüße"


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Amsterdam"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("Coordinated Universal Time", None),
        ("Nowhere Standard Time", None),
        ("", None),
    ],
)
def test_windows_zone(name: str, zone: str | None) -> None:
    """Outlook's names are known, invented ones are not."""
    found = windows_zone(name)
    if zone:
        assert str(found) == zone
    elif name.startswith("Coordinated"):
        assert found is not None
    else:
        assert found is None


def test_plain_zone() -> None:
    """A name behind a prefix is found, another one is not."""
    assert str(plain_zone("/mozilla.org/20050126_1/Europe/Berlin")) == "Europe/Berlin"
    assert plain_zone("/mozilla.org/Europe/Hamburg-Altona") is None


def test_end_before_start() -> None:
    """A negative length means none; every other end stays."""
    assert end_before_start(TUESDAY_TEN, TUESDAY_TEN - timedelta(hours=1)) == TUESDAY_TEN
    assert end_before_start(TUESDAY_TEN, TUESDAY_TEN + timedelta(hours=1)) > TUESDAY_TEN


def test_midnight_to_midnight() -> None:
    """Midnight to midnight is a day only where Outlook marks it as one."""
    start = datetime(2026, 11, 24, tzinfo=BERLIN)
    end = start + timedelta(days=2)
    assert midnight_to_midnight(start, end, marked=True) == (date(2026, 11, 24), date(2026, 11, 25))
    assert midnight_to_midnight(start, end, marked=False) is None
    assert midnight_to_midnight(start + timedelta(hours=9), end, marked=True) is None
