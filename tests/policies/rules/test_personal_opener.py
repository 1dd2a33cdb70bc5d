"""The card: share, ask, follow up; nothing invented, nothing told or asked twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

import pytest

from policies.card_text import render_card
from policies.change import AttachOpener, Card
from policies.context import Address, Note, NoteKind, Overrides, Settings, Story
from policies.event import Event
from policies.place import Place
from policies.question_pool import QUESTIONS
from policies.rules.personal_opener import personal_opener
from policies.verdict import Abstain, Code, Propose, Withhold
from tests.builders import ANNA, CLAIRE, MONDAY, TOM, TUESDAY_TEN, context, event, person

BAKING = Story(id="s1", text="Ich backe seit Neuestem Brot.")
SKIING = Story(id="s2", text="Am Wochenende war ich Langlaufen.", since=date(2026, 12, 1))
MOVE = Note(id="n1", kind=NoteKind.THREAD, text="Umzug nach Kiel", since=date(2026, 11, 1))
COFFEE = Note(id="n2", kind=NoteKind.FACT, text="trinkt nur Espresso")


def card_of(event_: Event | None = None, **fields: Any) -> Card:
    """Return the card of an event; fails where there is none."""
    verdict = personal_opener(event_ or event(), context(**fields))
    assert isinstance(verdict, Propose)
    assert isinstance(verdict.change, AttachOpener)
    return verdict.change.card


def test_share_ask_follow_up() -> None:
    """With a story and a due note the card has all three, and what it used."""
    card = card_of(people=[person(ANNA, notes=(MOVE, COFFEE))], stories=(BAKING,))
    assert card.person == "Anna Weber"
    assert card.share == BAKING.text
    assert card.ask.endswith("?")
    assert "Umzug nach Kiel" in card.follow_up
    assert card.facts == ("trinkt nur Espresso",)
    assert {"story:s1", "note:n1"} < set(card.used)


def test_nothing_is_invented() -> None:
    """Without a note and a story the card has a question and says no more."""
    card = card_of()
    assert (card.share, card.follow_up, card.facts) == ("", "", ())
    assert card.ask


def test_at_most_three_facts() -> None:
    """A card is read at a glance: what was noted is cut to three, the follow-up included."""
    notes = tuple(Note(id=f"f{each}", kind=NoteKind.FACT, text=f"Fakt {each}") for each in range(6))
    assert len(card_of(people=[person(ANNA, notes=notes)]).facts) == 3
    with_thread = card_of(people=[person(ANNA, notes=(*notes, MOVE))])
    assert len(with_thread.facts) + bool(with_thread.follow_up) == 3


@pytest.mark.parametrize(
    ("note", "is_due"),
    [
        (MOVE, True),
        (replace(MOVE, since=date(2026, 12, 1)), False),
        (replace(MOVE, until=date(2026, 11, 20)), False),
        (replace(MOVE, since=date(2026, 1, 1)), False),
        (replace(MOVE, since=None), True),
        (Note(id="b", kind=NoteKind.OCCASION, text="Geburtstag", since=date(1980, 11, 22)), True),
        (Note(id="b", kind=NoteKind.OCCASION, text="Geburtstag", since=date(1980, 6, 22)), False),
        (COFFEE, False),
    ],
)
def test_when_a_note_is_due(note: Note, is_due: bool) -> None:  # noqa: FBT001  # a column of the table
    """Threads are asked about from their day on, occasions around their day, facts never."""
    assert bool(card_of(people=[person(ANNA, notes=(note,))]).follow_up) is is_due


def test_an_occasion_at_the_turn_of_the_year() -> None:
    """A birthday on the last of December is due on the second of January."""
    note = Note(id="b", kind=NoteKind.OCCASION, text="Geburtstag", since=date(1980, 12, 31))
    january = TUESDAY_TEN.replace(year=2027, month=1, day=4)
    card = card_of(event(january), people=[person(ANNA, notes=(note,))], now=january - timedelta(days=1))
    assert card.follow_up


def test_stories_have_their_time() -> None:
    """A story is told only from its day on, and not to the same person again."""
    assert not card_of(stories=(SKIING,)).share
    told = person(ANNA, used=MappingProxyType({"story:s1": "another-event"}))
    assert not card_of(people=[told], stories=(BAKING,)).share


def test_no_question_twice() -> None:
    """What was asked at another meeting is not asked again; asked for this one, it stays."""
    first = card_of()
    asked = next(each for each in first.used if each.startswith("question:"))
    elsewhere = person(ANNA, used=MappingProxyType({asked: "another-event"}))
    assert card_of(people=[elsewhere]).ask != first.ask
    here = person(ANNA, id=ANNA.address, used=MappingProxyType({asked: event().id}))
    assert card_of(people=[here]).ask == first.ask


def test_all_questions_asked() -> None:
    """When everything was asked the card says that nothing is noted."""
    used = MappingProxyType({f"question:{each.id}": "another-event" for each in QUESTIONS})
    card = card_of(people=[person(ANNA, used=used)])
    assert not card.ask
    assert "Nichts vorgemerkt." in render_card(card)


def test_the_form_of_address_and_language_of_a_person() -> None:
    """German says du or Sie as chosen for the person; English is English."""
    by_id = {each.id: each for each in QUESTIONS}
    for overrides, wording in (
        (Overrides(address=Address.DU), "du"),
        (Overrides(address=Address.SIE), "sie"),
        (Overrides(language="en"), "en"),
    ):
        card = card_of(people=[person(ANNA, overrides=overrides)])
        chosen = next(each.partition(":")[2] for each in card.used if each.startswith("question:"))
        assert card.ask == getattr(by_id[chosen], wording)


def test_in_a_hurry_there_is_no_question() -> None:
    """With a sign of hurry only what is due stays, and without that there is no card."""
    hurried = event(place=Place(hurry="kurz"))
    verdict = personal_opener(hurried, context())
    assert isinstance(verdict, Withhold)
    assert verdict.reason.code is Code.IN_A_HURRY
    card = card_of(hurried, people=[person(ANNA, notes=(MOVE,))], stories=(BAKING,))
    assert card.follow_up
    assert (card.ask, card.share) == ("", "")


def test_not_today() -> None:
    """A "not today" needs no reason and holds until its day."""
    for until, kind in ((date(2026, 11, 24), Withhold), (date(2026, 11, 23), Propose)):
        known = person(ANNA, overrides=Overrides(not_today_until=until))
        assert isinstance(personal_opener(event(), context(people=[known])), kind)


def test_the_companion_stands_before_the_meeting() -> None:
    """It ends where the meeting begins and never starts in the past."""
    verdict = personal_opener(event(), context())
    assert isinstance(verdict, Propose)
    change = verdict.change
    assert isinstance(change, AttachOpener)
    assert (change.start, change.end) == (TUESDAY_TEN - timedelta(minutes=10), TUESDAY_TEN)
    soon = event(MONDAY + timedelta(minutes=4))
    late = personal_opener(soon, context())
    assert isinstance(late, Propose)
    assert isinstance(late.change, AttachOpener)
    assert late.change.start == MONDAY
    now = personal_opener(event(MONDAY + timedelta(seconds=20)), context())
    assert isinstance(now, Withhold)
    assert now.reason.code is Code.NO_TIME_BEFORE


def test_there_is_one_card() -> None:
    """An event that has its companion gets no second one, and off means off."""
    there = personal_opener(event(), context(companions=frozenset({"evt-1"})))
    off = personal_opener(event(), context(settings=Settings(opener=False)))
    nobody = personal_opener(event(guests=()), context())
    assert [each.reason.code for each in (there, off, nobody)] == [
        Code.OPENER_THERE,
        Code.SWITCHED_OFF,
        Code.NO_PERSON,
    ]
    assert all(isinstance(each, Abstain) for each in (there, off, nobody))


def test_whom_the_card_is_about() -> None:
    """Of several clients it is the one with most due, else the organiser."""
    known = [person(TOM, notes=(MOVE,)), person(ANNA)]
    assert card_of(event(guests=(ANNA, TOM, CLAIRE)), people=known).person == "Tom Krüger"
    theirs = event(guests=(ANNA, CLAIRE), organiser=CLAIRE.address, i_organise=False)
    assert card_of(theirs).person == "Claire Petit"


def test_a_stranger_is_named_as_invited() -> None:
    """Somebody without notes is called as the invitation does."""
    assert card_of(event(guests=(replace(ANNA, name=""),))).person == ANNA.address


def test_the_card_in_the_order_of_use() -> None:
    """Share comes before ask: asking to answer it oneself reads as insincere."""
    card = card_of(people=[person(ANNA, notes=(MOVE, COFFEE))], stories=(BAKING,))
    text = render_card(card)
    positions = [text.index(label) for label in ("Erzählen", "Fragen", "Nachfragen", "Wenn es eilt")]
    assert positions == sorted(positions)
