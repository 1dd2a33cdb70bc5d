"""Wordings for a telephone call and against one, a row for each family of words."""

from __future__ import annotations

import pytest

from policies.place import HeldBy, read_place


@pytest.mark.parametrize(
    "title",
    [
        "Tel. Anna Weber",
        "TK mit Nordlicht",
        "tel. Vorgespräch Tom Krüger",
        "Telefon mit Anna",
        "Telephonat Kanzlei",
        "Vorgespräch (Telefon) Nordlicht",
        "Telefonscreening Buchhaltung",
        "Krüger telef. erreichen",
        "☎ Anna Weber",
        "📞 Nordlicht",
        "Call Anna re: offer",
        "Call mit Anna",
        "Call back Mr Krüger",
        "Ring the landlord",
        "Return Anna's call",
        "Audio call: Anna and Tom",
        "Tel. catch-up with Anna",
        "RDV tél. Claire",
        "Conf call avec Claire",
        "Relance téléphonique Claire",
        "Llamar notaría",
        "Sesión telefónica",
        "Richiamare Claire",
        "Confronto telefonico",
        "Sessão telefónica",
    ],
)
def test_a_title_says_so(title: str) -> None:
    """Abbreviations, signs and single words are enough in a title."""
    assert read_place(title=title).held_by is HeldBy.PHONE


@pytest.mark.parametrize(
    "location",
    [
        "Tel.-Nr. folgt",
        "📞",
        "Bei Ihnen am Telefon",
        "kein Teams, nur Telefon",
        "Phone (we ring you)",
        "téléphonique",
        "Call / Telefon",
    ],
)
def test_a_location_says_so(location: str) -> None:
    """A location without a number can name the telephone too."""
    assert read_place(location=location).held_by is HeldBy.PHONE


@pytest.mark.parametrize(
    "text",
    [
        "Anna meldet sich unter der hinterlegten Rufnummer.",
        "Tom ruft um 9:15 durch.",
        "Unter welcher Nummer erreiche ich Anna?",
        "Statt Zoom lieber per Telefon.",
        "Anstelle des Besuchs vor Ort machen wir ein Telefonat.",
        "Mr Krüger will telephone at noon.",
        "No video for me today - just phone.",
        "Anna calls you at noon.",
        "Je vous passe un coup de fil.",
        "Qui vous appelle ? Claire.",
        "¿A qué número le marco?",
        "Ti faccio uno squillo.",
        "Eu telefono-lhe.",
        "Passt!\nVG Anna\n\nAm 2. März 2026 schrieb Tom:\n> Kannst du mich anrufen?",
        "Conference number: 040 66969 4001\nPIN: 4711#",
    ],
)
def test_a_text_says_so(text: str) -> None:
    """Word order, inflection and quoted mails do not hide a call."""
    assert read_place(description=text).held_by is HeldBy.PHONE


@pytest.mark.parametrize(
    "said",
    [
        {"title": "Telefonrechnung prüfen"},
        {"title": "Besuch bei Telefónica"},
        {"title": "Tel Aviv: Reiseplanung"},
        {"title": "New phone for Anna"},
        {"title": "Ausgabe Telefone"},
        {"title": "Call for papers"},
        {"title": "Call Center Review"},
        {"title": "Teams: Telefonleitfaden"},
        {"title": "Call with Anna", "description": "Microsoft Teams meeting, link follows"},
        {"title": "Call mit Anna", "description": "Wir treffen uns im Foyer."},
        {"location": "Ristorante Da Tom, Tel. 040 66969 4001"},
        {"location": "Praxis Weber (040 66969 4001)"},
        {"location": "Torikatu 1, FI-02600 Espoo", "description": "Phone: +49 40 66969 4001"},
        {"location": "Elbterrassen", "description": "Tel. 040 66969 4001"},
        {"description": "Das Telefonat entfällt."},
        {"description": "The phone call has been cancelled."},
        {"description": "Plutôt en visio que par téléphone."},
        {"description": "Mejor por vídeo que por teléfono."},
        {"description": "Bitte telefonisch unter 040 66969 4001 absagen."},
        {"description": "To reschedule please call the front desk."},
        {"description": "Wie am Telefon besprochen kommen wir zu Ihnen."},
        {"description": "Ich habe Anna telefonisch nicht erreicht."},
        {"description": "Nos vemos en la oficina. Llámame al 911 234 567.", "region": "ES"},
        {"description": "Ci vediamo in sede. Per ogni problema chiamami: 06 698 1234", "region": "IT"},
        {"description": "Se houver atraso, ligue-me: 213 423 456", "region": "PT"},
        {"description": "Wir treffen uns beim Italiener. Anna: 040 66969 4001"},
        {"description": "Tom holt Sie am Bahnhof ab: 040 66969 4001"},
        {"description": "Site visit. Gate: 040 66969 4001"},
        {"description": "Ort: Werk 2, Halle 4\nAnna Weber (040 66969 4001)"},
        {"description": "Ich rufe Sie über Teams an."},
        {"description": "Thanks,\nAnna\n040 66969 4001"},
    ],
)
def test_a_telephone_is_named_and_not_meant(said: dict[str, str]) -> None:
    """What is called off, conditional, somebody's thing or beside a place is no call."""
    assert read_place(**said).held_by is not HeldBy.PHONE
