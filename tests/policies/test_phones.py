"""Telephone numbers: those that are meant, and none of the other numbers of an invitation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.phones import find_numbers, held_by, readable
from policies.place import HeldBy
from tests.builders import PHONE_PLACE, event


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+49 40 66969 4001", "DE", "+4940669694001"),
        ("040 66969-4001", "DE", "+4940669694001"),
        ("(040) 66 96 94 001", "DE", "+4940669694001"),
        ("+49 (0)40 66969 4001", "DE", "+4940669694001"),
        ("0049 40 669694001", "DE", "+4940669694001"),
        ("Mobil: 0151 / 23 45 67 89", "DE", "+4915123456789"),
        ("tel:+4940669694001", "DE", "+4940669694001"),
        ("Tel.: +49.40.66969.4001", "DE", "+4940669694001"),
        ("+43 1 5888 0", "DE", "+43158880"),
        ("044 668 18 00", "CH", "+41446681800"),
        ("+33 1 42 68 53 00", "DE", "+33142685300"),
        ("01 42 68 53 00", "FR", "+33142685300"),
        ("01.42.68.53.00", "FR", "+33142685300"),
        ("Liga-me: 912345678", "PT", "+351912345678"),
        ("Tel./Fax: 040 66969-4001", "DE", "+4940669694001"),
        ("$20 (415) 555-2671", "US", "+14155552671"),
        ("(415) 555-2671 100$", "US", "+14155552671"),
        ("+44 20 7946 0958", "DE", "+442079460958"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("+1 415 555 2671", "DE", "+14155552671"),
        ("91 123 45 67", "ES", "+34911234567"),
        ("Konferenznummer: 040 66969 4001", "DE", "+4940669694001"),
        ("Conference number 415-555-2671", "US", "+14155552671"),
        ("Tel. 040 66969 4001\nF 040 66969 4009", "DE", "+4940669694001"),
        ("T 040 66969 4001 | F 040 66969 4009", "DE", "+4940669694001"),
        ("+39 06 698 1234", "DE", "+39066981234"),
        ("+351 21 342 3456", "DE", "+351213423456"),
        ("＋49 40 66969 4001", "DE", "+4940669694001"),
    ],
)
def test_numbers_are_found(text: str, region: str, number: str) -> None:
    """Numbers are found however they are written, and given in E.164."""
    assert find_numbers(text, region) == (number,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Am 24.11.2026 um 10:00 Uhr",
        "2026-11-24 10:00-10:30",
        "24/11/2026 10.30",
        "Budget 120.000,00 EUR, netto 1.234.567 €",
        "$1,250,000.00",
        "Meeting-ID: 812 3456 7890",
        "Meeting ID: 812 3456 7890 Passcode: 123456",
        "Konferenz-ID: 123 456 789#",
        "Konferenznummer: 812 345 678",
        "Besprechungs-ID: 345 678 901 234",
        "PIN: 1234567",
        "Kenncode 0815 4711 00",
        "IBAN DE89 3704 0044 0532 0130 00",
        "DE89370400440532013000",
        "Raum 4.012.345",
        "Rechnung Nr. 2026-0004711-12",
        "Auftragsnummer 0401234567890123",
        "https://us06web.zoom.us/j/81234567890",
        "https://example.org/order/04066969400",
        "Steuer-ID 12 345 678 901",
        "USt-IdNr. DE123456789",
        "ISBN 978-3-16-148410-0",
        "10.0.0.1 192.168.100.200",
        "53.5511, 9.9937",
        "Bestell-Nr.: 040 66969400",
        "Kd.-Nr. 040 66969400",
        "Steuer-Nr. 040/123/45678",
        "Numéro de dossier 040 66969400",
        "Confirmation number: 040-66969400",
        "Fax: +49 40 66969 4009",
        "Telefax 040 66969-4009",
        "040 669 694 €",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    """Dates, prices, ids, PINs, account and room numbers are no telephone numbers."""
    assert find_numbers(text, "DE") == ()


def test_each_number_once_and_in_order() -> None:
    """Several numbers come in the order of the text, each once."""
    text = "040 66969 4001, mobil 0151 23456789, Zentrale +49 40 669694001"
    assert find_numbers(text, "DE") == ("+4940669694001", "+4915123456789")


@pytest.mark.parametrize(
    ("number", "shown"),
    [("+493023125001", "+49 30 23125001"), ("+442079460018", "+44 20 7946 0018"), ("soon", "soon")],
)
def test_numbers_are_shown_with_their_groups_apart(number: str, shown: str) -> None:
    """A number reads as people write it; what is none stays as it is."""
    assert readable(number) == shown


def test_held_by_reads_the_place() -> None:
    """How an event is held was read when the event was."""
    assert held_by(event(place=PHONE_PLACE)) is HeldBy.PHONE
    assert held_by(event()) is HeldBy.UNKNOWN


@given(st.text(max_size=300), st.sampled_from(["DE", "US", "FR", "CH", "ES", "IT", "PT", "ZZ", ""]))
def test_any_text_can_be_searched(text: str, region: str) -> None:
    """No text breaks the search; what is found is E.164."""
    for number in find_numbers(text, region):
        assert number.startswith("+")
        assert number[1:].isdigit()
