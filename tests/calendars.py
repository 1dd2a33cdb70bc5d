"""Generated calendars: series, neighbours, guests and settings as people have them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hypothesis import strategies as st

from policies.event import Guest
from tests.builders import ANNA, BERLIN, CLAIRE, JULE, MEHMET, MONDAY, TOM
from tests.ics import calendar, entry

_PLACES = (
    (),
    ("LOCATION:+49 40 66969 4001",),
    ("LOCATION:https://us02web.zoom.us/j/81234567890?pwd=c2FtcGxl",),
    ("LOCATION:Lange Reihe 12\\, 20099 Hamburg",),
    ("LOCATION:Telefon", "DESCRIPTION:Ich rufe Sie an: 040 66969 4001"),
)
_REPEATS = (
    *("", "", ""),
    "RRULE:FREQ=WEEKLY",
    "RRULE:FREQ=DAILY;COUNT=4",
    "RRULE:FREQ=WEEKLY;BYDAY=MO,WE",
    "RRULE:FREQ=HOURLY;COUNT=3",
)
_MORE = ((), ("TRANSP:TRANSPARENT",), ("STATUS:CANCELLED",), ("STATUS:TENTATIVE", "X-OWN;X-P=1:stays"))
SETTINGS: tuple[dict[str, str], ...] = (
    {},
    {"room": "hold"},
    {"room": "off"},
    {"tell-guests": "off"},
    {"keep-free": "0", "day-cap": "60"},
    {"minutes": "10", "event-cap": "8"},
    {"video-room": "https://meet.jit.si/NordlichtJule"},
    {"video-room": "https://video.nordlicht-personal.example/jule", "video-day-cap": "1"},
)


@dataclass(frozen=True, kw_only=True)
class Drawn:
    """One entry as drawn; ``at`` counts quarter hours from Monday morning at eight."""

    at: int
    minutes: int
    guests: tuple[Guest, ...]
    organiser: str
    place: tuple[str, ...]
    repeat: str
    more: tuple[str, ...]
    zone: str
    title: str

    @property
    def start(self) -> datetime:
        """When it begins."""
        return (MONDAY + timedelta(days=self.at // 44, minutes=15 * (self.at % 44))).astimezone(BERLIN)


_entries = st.builds(
    Drawn,
    at=st.integers(min_value=-44 * 3, max_value=44 * 12),
    minutes=st.sampled_from([0, 15, 25, 30, 45, 50, 60, 120, 200]),
    guests=st.sampled_from([(ANNA,), (ANNA,), (TOM,), (CLAIRE, MEHMET), (ANNA, TOM), (MEHMET,), ()]),
    organiser=st.sampled_from([JULE, JULE, JULE, ANNA.address]),
    place=st.sampled_from(_PLACES),
    repeat=st.sampled_from(_REPEATS),
    more=st.sampled_from(_MORE),
    zone=st.sampled_from(["Europe/Berlin", "Europe/Berlin", "UTC", "", "W. Europe Standard Time"]),
    title=st.sampled_from(
        ["Abstimmung", "Kurzer Abgleich", "Telefonat Anna Weber", "Gespräch; Teil 2, Anfang"]
    ),
)
drawn_calendars = st.lists(_entries, min_size=1, max_size=7)
line_ends = st.sampled_from(["\r\n", "\n"])
settings_drawn = st.sampled_from(SETTINGS)


def written(entries: list[Drawn], end: str = "\r\n") -> bytes:
    """Write drawn entries as a file."""
    return calendar(*(_text(each, number) for number, each in enumerate(entries)), end=end)


def _text(drawn: Drawn, number: int) -> str:
    organised = replace(drawn, organiser=JULE) if drawn.organiser not in _addresses(drawn) else drawn
    repeat = (drawn.repeat,) if drawn.repeat else ()
    return entry(
        f"drawn-{number}@test",
        drawn.start,
        drawn.minutes,
        title=drawn.title.replace(";", "\\;").replace(",", "\\,"),
        guests=drawn.guests,
        organiser=organised.organiser,
        zone=drawn.zone,
        lines=(*drawn.place, *repeat, *drawn.more),
    )


def _addresses(drawn: Drawn) -> set[str]:
    return {guest.address for guest in drawn.guests}
