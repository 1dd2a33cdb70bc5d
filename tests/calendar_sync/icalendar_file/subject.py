"""A calendar file and its human, who edits it with another program."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar

from calendar_sync.icalendar_file.adapter import FileCalendar
from calendar_sync.port import Draft, Reader
from policies.event import EventRef
from tests.builders import BERLIN, JULE, MONDAY
from tests.calendar_sync.contract.subject import Planned, edit_of, room
from tests.ics import calendar
from tests.world import with_all_moved, with_end_moved

READER = Reader(addresses=frozenset({JULE}), zone=BERLIN, calendar="work")
_BLOCK = re.compile(r"BEGIN:VEVENT.*?END:VEVENT\r?\n", re.DOTALL)


@dataclass(slots=True)
class FileSubject:
    """The file, Plausch's sight of it, and a human beside."""

    path: Path
    calendar: FileCalendar = field(init=False)
    _ids: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        """Begin with an empty calendar."""
        self.path.write_bytes(calendar())
        self.calendar = FileCalendar(self.path, READER)

    def add(self, planned: Planned) -> EventRef:
        """Put an event in, or a series."""
        uid = f"event{next(self._ids)}@test"
        start = planned.start.astimezone(ZoneInfo(planned.zone))
        self._append("\r\n".join(_lines(planned, uid, start)) + "\r\n")
        occurrence = f"{start.astimezone(UTC):%Y%m%dT%H%M%SZ}" if planned.weeks else ""
        return EventRef(calendar=READER.calendar, series=uid, occurrence=occurrence)

    def retitle(self, ref: EventRef, title: str) -> None:
        """Give an event another title."""
        self._edit(
            ref, lambda block: re.sub(r"(?m)^SUMMARY:.*?(?=\r?\n)", f"SUMMARY:{title}", block, count=1)
        )

    def relocate(self, ref: EventRef, location: str) -> None:
        """Write another place, in the place of the old one and its folds."""

        def edit(block: str) -> str:
            bare = re.sub(r"(?m)^LOCATION:.*\r\n(?: .*\r\n)*", "", block)
            return bare.replace("END:VEVENT", f"LOCATION:{_escaped(location)}\r\nEND:VEVENT")

        self._edit(ref, edit)

    def shorten(self, ref: EventRef, by: timedelta) -> None:
        """Let an event end earlier."""
        self._edit(ref, lambda block: with_end_moved(block, -by))

    def move(self, ref: EventRef, by: timedelta) -> None:
        """Drag an event elsewhere."""
        self._edit(ref, lambda block: with_all_moved(block, by))

    def remove(self, ref: EventRef) -> None:
        """Delete an event."""
        self._edit(ref, lambda _: "")

    def copy(self, ref: EventRef) -> EventRef:
        """Copy an event."""
        uid = f"event{next(self._ids)}@test"
        self._append(self._block(ref).replace(f"UID:{ref.series}", f"UID:{uid}"))
        return EventRef(calendar=READER.calendar, series=uid)

    def expire(self) -> None:
        """Have another program write the file anew, with nothing changed in it."""
        self.save(self.text_of_file.replace("PRODID:-//Test//DE", "PRODID:-//Test//EN"))

    def spoil(self) -> None:
        """Take the file away."""
        self.path.unlink()

    def mails(self) -> None:
        """Return nothing: a file mails nobody."""

    def text(self, ref: EventRef) -> str:
        """Return the description of an event, read with the library alone."""
        for each in Calendar.from_ical(self.path.read_bytes()).walk("VEVENT"):
            if str(each["UID"]) == ref.series:
                return str(each.get("DESCRIPTION", ""))
        return ""

    def seen_by_guests(self) -> str:
        """Return all entries that have guests, and what stands around them."""
        private = [block for block in self.blocks if "ATTENDEE" not in block]
        text = self.text_of_file
        for block in private:
            text = text.replace(block, "")
        return text.replace("\r\n ", "")

    @property
    def text_of_file(self) -> str:
        """The file."""
        return self.path.read_bytes().decode()

    @property
    def blocks(self) -> list[str]:
        """The file's events."""
        return _BLOCK.findall(self.text_of_file)

    def save(self, text: str) -> None:
        """Write the file as another program would."""
        self.path.write_bytes(text.encode())

    def _append(self, block: str) -> None:
        self.save(self.text_of_file.replace("END:VCALENDAR", f"{block}END:VCALENDAR"))

    def _edit(self, ref: EventRef, edit: Callable[[str], str]) -> None:
        block = self._block(ref)
        self.save(self.text_of_file.replace(block, edit(block)))

    def _block(self, ref: EventRef) -> str:
        (block,) = (block for block in self.blocks if f"UID:{ref.series}\r\n" in block)
        return block


def drafted(subject: FileSubject, planned: Planned | None = None) -> Draft:
    """Draft five minutes more for a new event."""
    ref = subject.add(planned or Planned())
    fetched = subject.calendar.fetch(ref)
    edit = edit_of(fetched.event, room(fetched.event))
    return subject.calendar.draft(edit, fetched, now=MONDAY, language="de")


def left_in(subject: FileSubject) -> list[str]:
    """List the folder."""
    return sorted(each.name for each in subject.path.parent.iterdir())


def _lines(planned: Planned, uid: str, start: datetime) -> list[str]:
    people = [
        f"ORGANIZER:mailto:{JULE}",
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{JULE}",
        *(f'ATTENDEE;CN="{guest.name}":mailto:{guest.address}' for guest in planned.guests),
    ]
    texts = {"LOCATION": planned.location, "DESCRIPTION": planned.description}
    return [
        "BEGIN:VEVENT",
        f"UID:{uid}",
        "DTSTAMP:20261101T080000Z",
        *_times(planned, start),
        f"SUMMARY:{planned.title}",
        *(people if planned.guests else ()),
        *(f"{name}:{_escaped(text)}" for name, text in texts.items() if text),
        *((f"RRULE:FREQ=WEEKLY;COUNT={planned.weeks}",) if planned.weeks else ()),
        "END:VEVENT",
    ]


def _times(planned: Planned, start: datetime) -> list[str]:
    if planned.days:
        last = start.date() + timedelta(days=planned.days)
        return [f"DTSTART;VALUE=DATE:{start:%Y%m%d}", f"DTEND;VALUE=DATE:{last:%Y%m%d}"]
    end = (start.astimezone(UTC) + timedelta(minutes=planned.minutes)).astimezone(start.tzinfo)
    if planned.zone == "UTC":
        return [f"DTSTART:{start:%Y%m%dT%H%M%SZ}", f"DTEND:{end:%Y%m%dT%H%M%SZ}"]
    said = f"TZID={planned.zone}"
    return [f"DTSTART;{said}:{start:%Y%m%dT%H%M%S}", f"DTEND;{said}:{end:%Y%m%dT%H%M%S}"]


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
