"""A sample week: Jule Brandt recruits in Hamburg; her calendar as an .ics file, her people, her stories.

Everybody and everything in it is invented; ``.example`` addresses and the numbers that the
Bundesnetzagentur keeps for films reach nobody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from policies.context import Note, NoteKind, Person, Story
from service.store import people, preferences, stories
from service.store.owners import local_owner
from service.store.store import Store

ME = "jule.brandt@nordlicht-personal.example"
_ZONE = ZoneInfo("Europe/Berlin")
_SATURDAY = 5
_ANNA = ("Anna Weber", "anna.weber@hansen-logistik.example")
_TOM = ("Tom Krüger", "tom.krueger@vogt-maschinenbau.example")
_CLAIRE = ("Claire Petit", "claire.petit@atelier-lumiere.example")
_SVEN = ("Sven Olsson", "sven.olsson@fjordtec.example")
_PRIYA = ("Priya Nair", "priya.nair@helix-labor.example")
_LENA = ("Lena Hofmann", "lena.hofmann@stadtwerke-uelzen.example")
_MEHMET = ("Mehmet Yıldız", "mehmet.yildiz@nordlicht-personal.example")
_KARIN = ("Karin Boll", "karin.boll@nordlicht-personal.example")
_MEET = "https://meet.google.com/abc-defg-hij"
_TEAMS = "https://teams.microsoft.com/l/meetup-join/19%3ameeting_c2FtcGxl%40thread.v2/0?context=%7b%7d"
_ZOOM = "https://us02web.zoom.us/j/81234567890?pwd=c2FtcGxl"

_HEAD = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Plausch//Sample week//DE
X-WR-CALNAME:Jule Brandt
X-WR-TIMEZONE:Europe/Berlin
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
END:STANDARD
END:VTIMEZONE
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One entry: ``workday`` counts working days from tomorrow on, ``at`` is when it begins."""

    title: str
    workday: int
    at: str
    minutes: int = 30
    guests: tuple[tuple[str, str], ...] = ()
    organiser: str = ME
    location: str = ""
    text: str = ""
    more: tuple[str, ...] = field(default=())


_WEEK = (
    _Entry(title="Jour fixe Hansen Logistik", workday=0, at="09:00", guests=(_ANNA,), location=_MEET,
           more=("RRULE:FREQ=WEEKLY",)),
    _Entry(title="Team-Runde", workday=0, at="10:00", guests=(_MEHMET, _KARIN), location="Küche"),
    _Entry(title="Telefonat mit Tom Krüger", workday=0, at="11:00", minutes=25, guests=(_TOM,),
           location="+49 30 23125 001"),
    _Entry(title="Mittag", workday=0, at="12:15", minutes=45),
    _Entry(title="Kennenlernen Helix Labor", workday=0, at="14:00", minutes=50, guests=(_PRIYA,),
           text=f"Microsoft Teams\\nJetzt teilnehmen: {_TEAMS}\\nEinwahl: +49 69 90009 001"),
    _Entry(title="Angebot schreiben", workday=0, at="15:30", minutes=60),
    _Entry(title="Shortlist Konstrukteur", workday=1, at="09:30", guests=(_TOM, _MEHMET), location=_ZOOM),
    _Entry(title="Claire Petit: kurze Rückfrage", workday=1, at="10:30", minutes=15, guests=(_CLAIRE,),
           location="Telefon"),
    _Entry(title="Vorstellungsgespräch vor Ort", workday=1, at="13:00", minutes=60, guests=(_LENA,),
           location="Stadtwerke Uelzen\\, Im Neuen Felde 1\\, 29525 Uelzen"),
    _Entry(title="Gehaltsrahmen Disponentin", workday=1, at="15:00", guests=(_ANNA,),
           text="Ich rufe Sie an: 0171 39200 12"),
    _Entry(title="Rückruf Sven Olsson", workday=1, at="15:30", guests=(_SVEN,), location="tel:+4940669694001"),
    _Entry(title="Betriebsausflug", workday=2, at="", more=("TRANSP:TRANSPARENT",)),
    _Entry(title="Screening-Gespräch", workday=2, at="09:00", minutes=25, guests=(_LENA,), location=_MEET,
           text="Gebucht über Calendly\\nUmbuchen: https://calendly.com/reschedulings/0f3a"),
    _Entry(title="Budget Marketing", workday=2, at="11:00", minutes=45, guests=(_CLAIRE,), location=_MEET),
    _Entry(title="Vertragsdurchsicht", workday=2, at="11:45", guests=(_KARIN,)),
    _Entry(title="Einladung: Herbsttreffen Personal Nord", workday=2, at="16:00", minutes=90,
           organiser="treffen@personal-nord.example", guests=(_ANNA, _TOM, _PRIYA, _SVEN, _LENA, _CLAIRE, _KARIN)),
    _Entry(title="Wochenabstimmung Vogt", workday=3, at="10:00", minutes=25, guests=(_TOM,),
           organiser=_TOM[1], location=_TEAMS),
    _Entry(title="Zwischenstand Nachfolge", workday=3, at="14:00", guests=(_SVEN,), location=_ZOOM),
    _Entry(title="Referenz einholen Priya Nair", workday=3, at="17:45", guests=(_PRIYA,), location=_MEET),
    _Entry(title="Auftragsklärung Atelier Lumière", workday=4, at="10:00", minutes=60, guests=(_CLAIRE,),
           location=_MEET),
    _Entry(title="Abgesagt: Probetag", workday=4, at="13:00", guests=(_LENA,), more=("STATUS:CANCELLED",)),
    _Entry(title="Monatsgespräch Fjordtec", workday=4, at="14:30", minutes=25, guests=(_SVEN,),
           text="Call me at +49 40 66969 4001"),
)  # fmt: skip


_STORIES = {
    "de": (
        "Am Sonntag habe ich zum ersten Mal ein Sauerteigbrot gebacken. Es war flach, aber es war Brot.",
        "Seit dieser Woche fahre ich mit dem Rad zur Arbeit und kenne jetzt jede Ampel in Altona.",
        "Unser neuer Hund hält den Drucker für einen Feind. Es steht unentschieden.",
    ),
    "en": (
        "On Sunday I baked my first sourdough bread. It was flat, but it was bread.",
        "Since this week I cycle to work, and now I know every traffic light in Altona.",
        "Our new dog takes the printer for an enemy. So far it is a draw.",
    ),
}
_NOTES = {
    "de": ("der Umzug nach Kiel", "arbeitet freitags nie", "die Messe in Hannover", "kocht gern für viele"),
    "en": ("the move to Kiel", "never works on Fridays", "the fair in Hanover", "likes to cook for many"),
}


def sample_week(now: datetime) -> bytes:
    """Return the calendar file, its days counted from ``now``."""
    today = now.astimezone(_ZONE).date()
    lines = list(_HEAD.splitlines())
    for number, entry in enumerate(_WEEK, start=1):
        lines += _as_lines(entry, number, _workday(today, entry.workday), now)
    return ("\r\n".join([*lines, "END:VCALENDAR"]) + "\r\n").encode()


def fill(store: Store, now: datetime, language: str = "de") -> None:
    """Keep Jule's people with notes, her stories, and her own video room, in a language."""
    today = now.astimezone(_ZONE).date()
    with store.session() as session:
        owned = local_owner(session, store.keyring, now=now)
        for who, numbers, notes in _people(today, language):
            name, address = who
            person = Person(id="", name=name, addresses=(address,), numbers=numbers)
            people.add_person(session, owned, person, now=now)
            for note in notes:
                people.add_note(session, owned, address, note, now=now)
        for text in _STORIES[language]:
            stories.add_story(session, owned, Story(id="", text=text), now=now)
        preferences.choose(session, owned, "video-room", "https://meet.jit.si/NordlichtJuleBrandt")


def _people(
    today: date, language: str
) -> Iterator[tuple[tuple[str, str], tuple[str, ...], tuple[Note, ...]]]:
    move, fridays, fair, cooks = _NOTES[language]
    yield _ANNA, ("+4917139200012",), (
        _note(move, since=today - timedelta(days=10), until=today + timedelta(days=30)),
        _note(fridays, kind=NoteKind.FACT),
    )  # fmt: skip
    yield _TOM, ("+493023125001",), (_note(fair, since=today - timedelta(days=3)),)
    yield _SVEN, ("+4940669694001",), (_note(cooks, kind=NoteKind.FACT),)


def _note(
    text: str, *, kind: NoteKind = NoteKind.THREAD, since: date | None = None, until: date | None = None
) -> Note:
    return Note(id="", kind=kind, text=text, since=since, until=until)


def _workday(today: date, number: int) -> date:
    day = today + timedelta(days=1)
    while day.weekday() >= _SATURDAY or number:
        number -= day.weekday() < _SATURDAY
        day += timedelta(days=1)
    return day


def _as_lines(entry: _Entry, number: int, day: date, now: datetime) -> Iterator[str]:
    made = (now - timedelta(days=9)).astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    yield "BEGIN:VEVENT"
    yield f"UID:sample-{number:02}@nordlicht-personal.example"
    yield from (f"{name}:{made}" for name in ("DTSTAMP", "CREATED", "LAST-MODIFIED"))
    yield f"SUMMARY:{entry.title}"
    yield from _times(entry, day)
    if entry.location:
        yield _folded(f"LOCATION:{entry.location}")
    if entry.text:
        yield _folded(f"DESCRIPTION:{entry.text}")
    if entry.guests:
        yield f"ORGANIZER:mailto:{entry.organiser}"
        yield f"ATTENDEE;CN=Jule Brandt;PARTSTAT=ACCEPTED:mailto:{ME}"
        yield from (
            _folded(f"ATTENDEE;CN={name};PARTSTAT=NEEDS-ACTION:mailto:{who}") for name, who in entry.guests
        )
    yield from entry.more
    yield "END:VEVENT"


def _times(entry: _Entry, day: date) -> Iterator[str]:
    if not entry.at:
        yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
        return
    if any(line.startswith("RRULE") for line in entry.more):
        day -= timedelta(weeks=6)
    start = datetime.combine(day, time.fromisoformat(entry.at))
    yield f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}"
    yield f"DTEND;TZID=Europe/Berlin:{start + timedelta(minutes=entry.minutes):%Y%m%dT%H%M%S}"


def _folded(line: str) -> str:
    return "\r\n ".join(line[start : start + 60] for start in range(0, len(line), 60))
