"""Calendar files against peers' cases: ``python -m bench.conformance_ics``.

Each file is read with LF and with CRLF. It has to be read or refused with a sentence, what it is
known to hold has to be found (a file without any time is given one, since what has none is on no
day and left out with a sentence), and every event in it has to survive an edit and its undo: the bytes
are the original ones again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bench.peer_cases import folder, rows, share
from calendar_sync.edit import Edit
from calendar_sync.errors import CalendarFileError
from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.port import Reader, Window
from policies.change import MoveEnd
from policies.event import AllDay, Event, Timed, later
from policies.place import HeldBy

_READER = Reader(addresses=frozenset(), zone=ZoneInfo("Europe/Berlin"))
_STAMP = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
_DAY = re.compile(rb"^DTSTART[^\r\n]*?:(\d{8})", re.MULTILINE | re.IGNORECASE)
_ROUND_TRIPS = 25


def main() -> None:
    """Print how many files and expectations hold, and each that does not."""
    root = folder(__doc__ or "") / "ics"
    cases = rows(root / "INDEX.jsonl")
    read, held, expected, contested = 0, 0, 0, []
    wrong: list[str] = []
    for case in cases:
        data = (root / case["file"]).read_bytes()
        for name, variant in _variants(data):
            label = f"{case['file']} ({name})"
            problems = list(_survives(variant))
            read += not problems
            wrong += [f"{label}: {problem}" for problem in problems]
            for said in case.get("expect", []):
                problem = _unmet(variant, said)
                if said.get("contested"):
                    contested += [f"{label}: {problem} ({said.get('note', '')})"] if problem else []
                    continue
                expected += 1
                held += not problem
                wrong += [f"{label}: {problem}"] if problem else []
    print(f"read or refused with a sentence, edited and undone byte for byte: {share(read, 2 * len(cases))}")
    print(f"expectations held: {share(held, expected)}")
    print("\n".join(["", *wrong]) if wrong else "")
    print("\n".join(["contested, answered otherwise:", *contested]) if contested else "")


def _variants(data: bytes) -> Iterator[tuple[str, bytes]]:
    plain = data.replace(b"\r\n", b"\n")
    yield "LF", plain
    yield "CRLF", plain.replace(b"\n", b"\r\n")


def _survives(data: bytes) -> Iterator[str]:
    try:
        events = list(_events(data, _windows(data)))
    except CalendarFileError:
        return
    for event in events[:_ROUND_TRIPS]:
        if isinstance(event.span, Timed) and event.i_may_edit:
            yield from _round_trip(data, event, event.span)


def _round_trip(data: bytes, event: Event, span: Timed) -> Iterator[str]:
    file = CalendarFile.parse(data)
    end = later(span.end, timedelta(minutes=5))
    change = MoveEnd(end=end, minutes=5)
    edit = Edit(
        id="e1", ref=event.ref, title="", changes=(change,), baseline=span.duration, length=span.duration
    )
    written = file.apply(edit, stamp=_STAMP, reader=_READER)
    edited = file.dump()
    again = {each.id: each for each in _events(edited, [_around(span.start)])}
    after = again.get(event.id)
    if after is None or not isinstance(after.span, Timed) or after.span.end != end:
        yield f"the edit of {event.id} is not found again"
    elif after.marker is None or after.marker.minutes != change.minutes:
        yield f"the marker of {event.id} is not found again"
    back = CalendarFile.parse(edited)
    back.take_back(written, reader=_READER)
    if back.dump() != data:
        yield f"the undo of {event.id} leaves other bytes"


def _unmet(data: bytes, said: dict[str, Any]) -> str:
    if b"DTSTART" not in data.upper():
        data = data.replace(b"BEGIN:VEVENT", b"BEGIN:VEVENT\r\nDTSTART:20260105T100000Z")
    start = said.get("start_utc")
    windows = [_around(datetime.fromisoformat(start))] if start else list(_windows(data))
    events = [event for event in _events(data, windows) if _is_meant(event, said)]
    if not events:
        return f"not found: {said.get('summary') or said.get('uid')} {start or ''}"
    problems = [problem for event in events if (problem := _differs(event, said))]
    return "" if len(problems) < len(events) else problems[0]


def _is_meant(event: Event, said: dict[str, Any]) -> bool:
    if "summary" in said and event.title != said["summary"]:
        return False
    if "uid" in said and event.ref.series != said["uid"]:
        return False
    begins = datetime.fromisoformat(said["start_utc"]) if "start_utc" in said else None
    return begins is None or (isinstance(event.span, Timed) and event.span.start == begins)


def _differs(event: Event, said: dict[str, Any]) -> str:
    link = event.place.video_link
    found: dict[str, Any] = {
        "video_service": link.service if link else "none",
        "video_url": link.url if link else "",
        "is_phone_meeting": event.place.held_by is HeldBy.PHONE,
        "all_day": isinstance(event.span, AllDay),
        "end_utc": event.span.end.astimezone(UTC).isoformat().replace("+00:00", "Z")
        if isinstance(event.span, Timed)
        else "",
    }
    for name, value in found.items():
        if name in said and said[name] != value:
            return f"{name} is {value!r}, expected {said[name]!r}"
    if missing := set(said.get("phones", [])) - set(event.place.numbers):
        return f"numbers missing: {sorted(missing)}"
    if missing := set(said.get("attendees", [])) - {guest.address for guest in event.guests}:
        return f"guests missing: {sorted(missing)}"
    return ""


def _events(data: bytes, windows: list[Window] | Iterator[Window]) -> Iterator[Event]:
    file = CalendarFile.parse(data)
    for window in windows:
        yield from file.events(window, _READER)


def _windows(data: bytes) -> Iterator[Window]:
    days = sorted(set(_DAY.findall(data)))
    for day in days:
        try:
            start = datetime.strptime(day.decode(), "%Y%m%d").replace(tzinfo=UTC)
        except ValueError:
            continue
        if start.year > 1:
            yield Window(first=start - timedelta(days=1), last=start + timedelta(days=20))


def _around(moment: datetime) -> Window:
    return Window(first=moment - timedelta(days=2), last=moment + timedelta(days=2))


if __name__ == "__main__":
    main()
