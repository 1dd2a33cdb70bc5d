"""Notes that deserve a second thought before they are kept."""

from __future__ import annotations

import pytest

from policies.sensitive import Concern, concerns_in


@pytest.mark.parametrize(
    ("text", "concern"),
    [
        ("war lange krank", Concern.HEALTH),
        ("wartet auf die Operation", Concern.HEALTH),
        ("hatte eine Spielsucht", Concern.HEALTH),
        ("is pregnant", Concern.HEALTH),
        ("geht jeden Sonntag in die Kirche", Concern.RELIGION),
        ("celebrates Ramadan", Concern.RELIGION),
        ("ist in der SPD", Concern.POLITICS),
        ("sitzt im Betriebsrat", Concern.UNION),
        ("ist schwul", Concern.ORIENTATION),
        ("seine Frau heißt Petra", Concern.THIRD_PARTY),
        ("her daughter started school", Concern.THIRD_PARTY),
    ],
)
def test_words_that_suggest_more(text: str, concern: Concern) -> None:
    """What may tell about health, belief, politics, union, orientation or others is noticed."""
    assert concern in concerns_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Umzug nach Kiel, Ende Mai",
        "läuft im April den Halbmarathon",
        "trinkt nur Espresso",
        "moves to Kiel at the end of May",
        "sucht ein neues Büro",
        "neuer Hund",
        "mag Partyspiele",
        "hat eine Kirschtorte gebacken",
    ],
)
def test_most_notes_are_harmless(text: str) -> None:
    """Everyday notes are kept without a question."""
    assert concerns_in(text) == {}
