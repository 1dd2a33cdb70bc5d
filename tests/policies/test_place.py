"""How a meeting is held, in six languages, from all that an invitation says."""

from __future__ import annotations

import pytest

from policies.place import HeldBy, read_place

ZOOM = "https://us06web.zoom.us/j/81234567890"
DIAL_IN = (
    f"Zoom-Meeting beitreten: {ZOOM}\n"
    "Einwahl per Telefon: +49 69 3807 9883 Deutschland\n"
    "Meeting-ID: 812 3456 7890"
)


@pytest.mark.parametrize(
    "said",
    [
        {"location": "+49 40 66969 4001"},
        {"location": "Telefon"},
        {"location": "per Telefon"},
        {"location": "Tel."},
        {"location": "Telefonisch: 040 66969 4001"},
        {"location": "tel:+4940669694001"},
        {"title": "Telefonat mit Anna Weber"},
        {"title": "Telefontermin Anna Weber"},
        {"title": "Telko Hansen Logistik"},
        {"title": "Anruf bei Herrn Krüger"},
        {"title": "Phone call with Tom"},
        {"title": "Phone screen: Tom Krüger"},
        {"title": "Appel téléphonique avec Claire"},
        {"title": "Llamada con Claire"},
        {"title": "Telefonata con Claire"},
        {"title": "Chamada telefónica com a Claire"},
        {"description": "Ich rufe Sie um zehn Uhr an."},
        {"description": "Bitte rufen Sie mich an: 040 66969 4001"},
        {"description": "I'll call you at +44 20 7946 0958."},
        {"description": "Call me at (415) 555-2671", "region": "US"},
        {"description": "Je vous appelle au 01 42 68 53 00.", "region": "FR"},
        {"description": "Le llamo al 911 234 567.", "region": "ES"},
        {"description": "La chiamo al numero 06 698 1234.", "region": "IT"},
        {"description": "Vou ligar para o 213 423 456.", "region": "PT"},
        {"location": "+49 40 1234 5678 Weber"},
        {"location": "+1 415 555 2671 ext 12"},
        {"location": "Téléphone : à confirmer"},
        {"location": "Ihr Telefon"},
        {"location": "Anna will call"},
        {"title": "Tel.-Termin Frau Weber"},
        {"title": "RDV téléphonique"},
        {"title": "Llamar a Claire"},
        {"title": "Chiamare Claire"},
        {"title": "Telephone consultation"},
        {"description": "Sie werden von uns angerufen."},
        {"description": "Nous vous appellerons."},
        {"description": "La entrevista será telefónica."},
        {"description": "La richiamo domani."},
        {"description": "Vou telefonar-lhe às dez."},
        {"title": "Abstimmung", "description": "<p>Wir <b>telefonieren</b> um zehn.</p>"},
    ],
)
def test_phone_meetings_are_recognised(said: dict[str, str]) -> None:
    """A number or the wording as the place makes it a meeting by phone."""
    assert read_place(**said).held_by is HeldBy.PHONE


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ({"location": ZOOM}, HeldBy.VIDEO),
        ({"description": DIAL_IN}, HeldBy.VIDEO),
        ({"location": "+49 69 3807 9883", "description": DIAL_IN}, HeldBy.VIDEO),
        ({"conference": "https://video.nordlicht.example/7", "title": "Telefonat"}, HeldBy.VIDEO),
        ({"location": "Microsoft Teams-Besprechung"}, HeldBy.VIDEO),
        ({"title": "Videocall mit Anna"}, HeldBy.VIDEO),
        ({"location": "Lange Reihe 12, 20099 Hamburg"}, HeldBy.IN_PERSON),
        ({"location": "Lange Reihe 12, 20099 Hamburg, Tel. 040 66969 4001"}, HeldBy.IN_PERSON),
        ({"title": "Mittagessen mit Anna"}, HeldBy.IN_PERSON),
        ({"location": "Besprechungsraum 3"}, HeldBy.IN_PERSON),
        ({"title": "Abstimmung Stellenprofil"}, HeldBy.UNKNOWN),
        ({"description": "Agenda: Profil, Budget 120.000 EUR, Start 01.02.2027"}, HeldBy.UNKNOWN),
        (
            {
                "description": "Agenda folgt.\n\n-- \nJule Brandt\nNordlicht Personal\n"
                "Tel. +49 40 66969 4001\nMobil +49 151 23456789",
            },
            HeldBy.UNKNOWN,
        ),
        ({"description": "Bei Rückfragen: 040 66969 4001"}, HeldBy.UNKNOWN),
        ({"description": "Fragen? 040 66969 4001"}, HeldBy.UNKNOWN),
        ({"description": "Bei Verspätung bitte melden: 040 66969 4001"}, HeldBy.UNKNOWN),
        ({"description": "Kind regards,\nTom\nMobile: +44 7400 123456"}, HeldBy.UNKNOWN),
        ({"description": "Fax: 040 66969 4009"}, HeldBy.UNKNOWN),
        ({"description": "Treffpunkt: Rathausplatz 12. Mobil: 0151 23456789"}, HeldBy.IN_PERSON),
        ({"title": "Videoanruf mit Anna"}, HeldBy.VIDEO),
        ({"description": "Je m'appelle Claire."}, HeldBy.UNKNOWN),
        ({"title": "Kein Telefonat, bitte vor Ort", "location": "Lange Reihe 12, Hamburg"}, HeldBy.IN_PERSON),
    ],
)
def test_other_meetings_are_not(said: dict[str, str], held: HeldBy) -> None:
    """A dial-in, a signature or a number for questions does not make a meeting a phone call."""
    assert read_place(**said).held_by is held


def test_numbers_of_a_video_meeting_do_not_count_for_the_place() -> None:
    """A dial-in number is read, and the meeting stays a video meeting."""
    place = read_place(description=DIAL_IN)
    assert place.video_link is not None
    assert place.numbers == ("+496938079883",)


def test_a_link_of_a_program_comes_last() -> None:
    """What people see and click is believed before a program's own copy of the link."""
    place = read_place(location=ZOOM, hidden="https://meet.google.com/kqz-mwpt-rvd")
    assert place.video_link is not None
    assert place.video_link.service == "zoom"


@pytest.mark.parametrize(
    ("title", "hurried"),
    [
        ("Kurzer Abgleich", True),
        ("Kurz: Vertrag", True),
        ("Quick sync", True),
        ("15 min Status", True),
        ("Abstimmung Stellenprofil", False),
        ("Kurzarbeit im Lager", False),
        ("Quickborn: Standortgespräch", False),
        ("115 Minuten Workshop", False),
    ],
)
def test_signs_of_hurry(title: str, hurried: bool) -> None:  # noqa: FBT001  # a column of the table
    """A title that sounds pressed for time is a sign, a word that only looks like it is none."""
    assert bool(read_place(title=title).hurry) is hurried


@pytest.mark.parametrize(
    "piece",
    [
        "rufen sie a ",
        "bestell nr ",
        "fax 1",
        "1 2 3 ",
        "1.",
        "Ort: ",
        "via a ",
        "bei fragen ",
        "<br ",
        "je vous ",
        "wir treffen uns a ",
        "viele grüße\n",
        "meldet rufnummer ",
        "statt am ",
        "if you have ",
        "\n",
    ],
)
@pytest.mark.parametrize("field", ["title", "location", "description"])
def test_a_hostile_text_can_be_read(piece: str, field: str) -> None:
    """A text made to keep the patterns busy is read to its end and names no way to meet by video."""
    place = read_place(**{field: piece * (50_000 // len(piece))})
    assert place.video_link is None
