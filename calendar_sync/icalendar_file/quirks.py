"""What calendar programs write wrongly, each mistake in one function, each tested both ways."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from policies.event import elapsed

_UTC = {"Coordinated Universal Time": "UTC", "Greenwich Mean Time": "GMT Standard Time"}
_UTF16 = {
    "utf-16-le": (b"\xff\xfe", b"B\0E\0G\0"),
    "utf-16-be": (b"\xfe\xff", b"\0B\0E\0G"),
}
_WINDOWS_ONLY = {
    ord(bytes([code]).decode("cp1252")): chr(code)
    for code in range(0x80, 0xA0)
    if bytes([code]).decode("cp1252", "ignore")
}
_ZONED_UTC = re.compile(
    r"^((?:DTSTART|DTEND|RECURRENCE-ID|RDATE|EXDATE)(?:;[^;:\"\n]*+){0,20}?)"
    r";TZID=(?:\"[^\"\n]*+\"|[^;:\"\n]*+)((?:;[^;:\"\n]*+){0,20}+)(:\d{8}T\d{6}Z)[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_QUOTED_TIME = re.compile(
    r"^((?:DTSTART|DTEND|RECURRENCE-ID|RDATE|EXDATE)[^\":\n]*;TZID=\"[^\":\n]+)(:[\dTZ,]+)\"[ \t]*$",
    re.MULTILINE,
)
_CITY = re.compile(r"[^\W\d_][\w .'’-]*")


def bytes_as_text(data: bytes) -> tuple[str, str]:
    """Decode a file and say how: UTF-8 in most, UTF-16 or an old 8-bit code in some.

    UTF-16 is known by its mark or by the zeros of its first letters. What cannot be decoded survives
    as it is: the text written back gives the same bytes.
    """
    for encoding, beginnings in _UTF16.items():
        if data.startswith(beginnings):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                pass
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def eight_bit(text: str, encoding: str) -> str:
    """Mend texts of old files, which say Latin-1 and mean Windows-1252: curly quotes, the euro sign."""
    if encoding != "latin-1" or text.isascii():
        return text
    raw = text.encode("latin-1", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def as_eight_bit(text: str, encoding: str) -> str:
    """Write a text for such a file: letters that it cannot hold become question marks."""
    if encoding != "latin-1":
        return text
    return text.translate(_WINDOWS_ONLY).encode("latin-1", "replace").decode("latin-1")


def windows_zone(name: str) -> tzinfo | None:
    """Read zones as Outlook names them: "W. Europe Standard Time", or "(UTC+01:00) Berlin, Bern"."""
    name = name.strip().strip('"')
    shown = name.partition(")")[2] if name.startswith("(") else name
    said = shown.partition("(")[0].strip()
    for candidate in (name, said, said.removesuffix("Time") + "Standard Time", _UTC.get(said, "")):
        if olson := WINDOWS_TO_OLSON.get(candidate):
            return ZoneInfo(olson)
    cities = _cities()
    for part in shown.split(","):
        found = _CITY.search(part.strip())
        if found and (zone := cities.get(found[0].strip().replace(" ", "_").lower())):
            return ZoneInfo(zone)
    return None


def plain_zone(name: str) -> tzinfo | None:
    """Read an IANA name that some write with a prefix ("/freeassociation.sourceforge.net/Europe/Berlin")."""
    parts = name.strip().strip('"').strip("/").split("/")
    known = available_timezones()
    for start in range(len(parts)):
        candidate = "/".join(parts[start:])
        if candidate in known:
            return ZoneInfo(candidate)
    return None


def utc_is_utc(text: str) -> str:
    """Drop the zone of times that are in UTC by their Z: such a zone must not be applied (3.2.19).

    ``text`` is unfolded.
    """
    return _ZONED_UTC.sub(r"\1\2\3", text) if "Z\n" in text else text


def quote_closed_in_time(text: str) -> str:
    """Read TZID="W. Europe Standard Time:20200609T090000" as a zone and a time; ``text`` is unfolded."""
    return _QUOTED_TIME.sub(r'\1"\2', text) if ';TZID="' in text else text


def end_before_start(start: datetime, end: datetime) -> datetime:
    """Return an end that is never before the start: a negative length means none."""
    return max(start, end, key=lambda moment: elapsed(start, moment))


def midnight_to_midnight(start: datetime, end: datetime, *, marked: bool) -> tuple[date, date] | None:
    """Return days where Outlook writes all-day events as times from midnight to midnight and marks them."""
    if not marked or start.time() != end.time() or start.hour or start.minute:
        return None
    return start.date(), max(end.date() - timedelta(days=1), start.date())


@cache
def _cities() -> dict[str, str]:
    names = sorted(available_timezones())
    usable = [name for name in names if "/" in name and not name.startswith(("Etc/", "posix/"))]
    return {name.rpartition("/")[2].lower(): name for name in usable}
