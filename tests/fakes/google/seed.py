"""A week of Jule Brandt's, who recruits in Hamburg: put into the world by hand, as people do."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tests.builders import ANNA, CLAIRE, JULE, MEHMET, TOM
from tests.fakes.google.state import Json
from tests.fakes.google.world import World

_ZONE = "Europe/Berlin"
_WHO = {"anna": ANNA, "tom": TOM, "claire": CLAIRE, "mehmet": MEHMET}
_SATURDAY = 5
# day of work from today, begin, minutes, title, guests, location, description
_WEEK: tuple[tuple[int, str, int, str, str, str, str], ...] = (
    (0, "15:00", 30, "Abstimmung Stellenprofil", "anna", "Telefon: +49 40 66969 4001", ""),
    (0, "16:00", 45, "Kandidaten durchgehen", "mehmet", "Büro, kleiner Raum", ""),
    (1, "09:00", 30, "Briefing Disponent (m/w/d)", "anna", "", "Bitte anrufen: 0171 39200012"),
    (1, "10:00", 30, "Zwischenstand Konstrukteur", "tom", "030 23125 001", ""),
    (1, "10:30", 30, "Vertragsentwurf besprechen", "tom", "Tel. 030 23125 001", "Anlage folgt."),
    (1, "13:00", 60, "Vorstellung Atelierleitung", "claire", "https://meet.jit.si/NordlichtJule", ""),
    (1, "15:30", 30, "Pipeline intern", "mehmet", "", ""),
    (2, "09:30", 30, "Kennenlernen Frau Petit", "claire", "Call", "Ich rufe an: +33 1 99 00 12 34"),
    (2, "11:00", 45, "Shortlist Buchhaltung", "anna", "", "Videolink: https://us02web.zoom.us/j/81234567890"),
    (2, "12:00", 60, "Mittagessen", "", "", ""),
    (2, "14:00", 30, "Gehaltsrahmen klären", "tom", "Telefonisch, 030 23125 001", ""),
    (2, "14:30", 60, "Interview begleiten", "tom anna", "Microsoft Teams", ""),
    (3, "08:30", 30, "Rückmeldung Probetag", "anna", "+49 40 66969 4001", ""),
    (3, "10:00", 60, "Teamrunde", "mehmet", "Büro, großer Raum", ""),
    (3, "11:30", 30, "Angebot Atelier Lumière", "claire", "", "Wir telefonieren."),
    (3, "16:00", 30, "Anzeigentexte schreiben", "", "", ""),
    (4, "09:00", 60, "Vor Ort bei Vogt", "tom", "Vogt Maschinenbau, Werkstraße 4, Berlin", ""),
    (4, "11:00", 30, "Onboarding Disponent", "anna", "Telefon: +49 40 66969 4001", ""),
    (4, "13:30", 30, "Wochenschluss mit Claire", "claire", "Téléphone", "+33 1 99 00 12 34"),
)


def week(world: World) -> None:
    """Put the week from the world's today into Jule's calendar; Mehmet has one too."""
    world.account(JULE, name="Jule Brandt")
    world.account(MEHMET.address, name=MEHMET.name)
    today = world.now.astimezone(ZoneInfo(_ZONE)).date()
    for number, begin, minutes, title, guests, location, text in _WEEK:
        day = _workday(today, number)
        body = _event(day, begin, minutes, title) | ({"location": location} if location else {})
        body |= {"description": text} if text else {}
        if guests:
            body["attendees"] = [{"email": JULE}, *map(_guest, guests.split())]
        world.insert(JULE, body)
    _series(world, today)


def _series(world: World, today: date) -> None:
    first = _workday(today, 2) - timedelta(weeks=6)
    body = _event(first, "17:00", 30, "Jour fixe Hansen Logistik")
    body |= {"recurrence": ["RRULE:FREQ=WEEKLY"], "location": "Telefon: +49 40 66969 4001"}
    body["attendees"] = [{"email": JULE}, _guest("anna")]
    world.insert(JULE, body)


def _event(day: date, begin: str, minutes: int, title: str) -> Json:
    start = datetime.combine(day, time.fromisoformat(begin))
    end = start + timedelta(minutes=minutes)
    times = {"start": start, "end": end}
    return {"summary": title} | {
        name: {"dateTime": f"{moment:%Y-%m-%dT%H:%M:%S}", "timeZone": _ZONE} for name, moment in times.items()
    }


def _guest(name: str) -> Json:
    who = _WHO[name]
    return {"email": who.address, "displayName": who.name, "responseStatus": "accepted"}


def _workday(today: date, number: int) -> date:
    day = today + timedelta(days=1)
    while day.weekday() >= _SATURDAY or number:
        number -= day.weekday() < _SATURDAY
        day += timedelta(days=1)
    return day
