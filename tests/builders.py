"""One ``event(...)`` builder with defaults, one ``context(...)``, and a fixed cast of people.

The cast: Jule Brandt recruits for Nordlicht Personal in Hamburg and owns the calendar. Her clients
are Anna Weber (Hansen Logistik), Tom Krüger (Vogt Maschinenbau) and Claire Petit (Atelier Lumière).
Mehmet Yıldız is a colleague.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from policies.context import Context, Owner, Person, Settings
from policies.event import Event, EventRef, Guest, Timed
from policies.neighbours import Neighbours
from policies.place import HeldBy, Place, VideoRoom

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=BERLIN)
TUESDAY_TEN = datetime(2026, 11, 24, 10, 0, tzinfo=BERLIN)

JULE = "jule.brandt@nordlicht-personal.example"
ANNA = Guest(address="anna.weber@hansen-logistik.example", name="Anna Weber")
TOM = Guest(address="tom.krueger@vogt-maschinenbau.example", name="Tom Krüger")
CLAIRE = Guest(address="claire.petit@atelier-lumiere.example", name="Claire Petit")
MEHMET = Guest(address="mehmet.yildiz@nordlicht-personal.example", name="Mehmet Yıldız")
CAST = (ANNA, TOM, CLAIRE, MEHMET)

OWNER = Owner(
    addresses=frozenset({JULE}),
    domains=frozenset({"nordlicht-personal.example"}),
    zone=BERLIN,
)
ROOM_URL = "https://meet.jit.si/NordlichtJule"
VIDEO_ROOM = VideoRoom(service="jitsi", url=ROOM_URL)
PHONE_PLACE = Place(held_by=HeldBy.PHONE, numbers=("+494012345670",))


def timed(start: datetime = TUESDAY_TEN, minutes: int = 30) -> Timed:
    """Build a span of so many minutes."""
    return Timed(start=start, end=start + timedelta(minutes=minutes))


def event(
    start: datetime = TUESDAY_TEN,
    minutes: int = 30,
    *,
    guests: Iterable[Guest] = (ANNA,),
    series: str = "evt-1",
    occurrence: str = "",
    **fields: Any,
) -> Event:
    """Build a client event: thirty minutes with Anna on Tuesday at ten, organised by the owner."""
    values: dict[str, Any] = {
        "ref": EventRef(calendar="work", series=series, occurrence=occurrence),
        "span": timed(start, minutes),
        "title": "Abstimmung Stellenprofil",
        "organiser": JULE,
        "guests": tuple(guests),
        "changed": MONDAY - timedelta(days=7),
        "created": MONDAY - timedelta(days=7),
    }
    return Event(**(values | fields))


def context(
    *,
    now: datetime = MONDAY,
    busy: Iterable[Timed] = (),
    people: Iterable[Person] = (),
    met: Iterable[Guest] = CAST,
    settings: Settings | None = None,
    **fields: Any,
) -> Context:
    """Build the context of Monday morning, in which everybody of the cast was met before."""
    values: dict[str, Any] = {
        "now": now,
        "owner": OWNER,
        "settings": settings or Settings(),
        "neighbours": Neighbours.of(busy),
        "people": by_key(people),
        "met_before": MappingProxyType(
            {guest.address: datetime(2026, 1, 8, 9, 0, tzinfo=UTC) for guest in met},
        ),
    }
    return Context(**(values | fields))


def by_key(people: Iterable[Person]) -> Mapping[str, Person]:
    """Key persons by address and number, as a context wants them."""
    return MappingProxyType(
        {key: each for each in people for key in (*each.addresses, *each.numbers)},
    )


def person(guest: Guest = ANNA, **fields: Any) -> Person:
    """Build a known person out of a guest."""
    values: dict[str, Any] = {
        "id": guest.address.partition("@")[0],
        "name": guest.name,
        "addresses": (guest.address,),
    }
    return Person(**(values | fields))
