"""The pulse: another one as soon as anything changed that a page may show, and only then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from policies.context import Note, NoteKind, Overrides, Person, Story
from service import steer
from service.steer import Chosen
from service.store import calendars, ledger, people, preferences, stories
from service.store.accounts import Asked, accounts
from service.store.pulse import pulse
from tests.builders import MONDAY, TOM
from tests.service.web.house import OTHER, House, house

Change = Callable[[Session, House], object]


def _edit(session: Session, here: House) -> str:
    return accounts(session, here.owned(), Asked(most=1))[0].entry.id


CHANGES: dict[str, Change] = {
    "a person": lambda session, here: people.add_person(
        session, here.owned(), Person(id="", addresses=("new@client.example",)), now=MONDAY
    ),
    "a person's choice": lambda session, here: people.choose_for(
        session, here.owned(), TOM.address, Overrides(keep_short=True)
    ),
    "a note": lambda session, here: people.add_note(
        session, here.owned(), TOM.address, Note(id="", kind=NoteKind.FACT, text="x"), now=MONDAY
    ),
    "a story": lambda session, here: stories.add_story(
        session, here.owned(), Story(id="", text="x"), now=MONDAY
    ),
    "a setting, to what it was": lambda session, here: preferences.choose(
        session, here.owned(), "minutes", "5"
    ),
    "an approval": lambda session, here: steer.approve(
        session, here.owned(), "jule.brandt", _edit(session, here)
    ),
    "putting off": lambda session, here: steer.snooze(
        session, here.owned(), "jule.brandt", _edit(session, here), until=MONDAY + timedelta(hours=3)
    ),
    "hands off": lambda session, here: ledger.keep_hands_off(session, here.owned(), {"x"}, now=MONDAY),
    "a pause": lambda session, here: steer.pause(session, here.owned(), date(2026, 12, 1)),
    "an alarm": lambda session, here: calendars.progress(
        session, calendars.followed(session, here.owned(), "jule.brandt"), alarm="empty_calendar"
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_felt(name: str) -> None:
    """Whatever is written, the pulse is another one after it; without anything written it stays."""
    with house() as here:
        here.settle_in()
        with here.app.store.session() as session:
            before = pulse(session, here.owned())
        with here.app.store.session() as session:
            assert pulse(session, here.owned()) == before
            CHANGES[name](session, here)
        with here.app.store.session() as session:
            assert pulse(session, here.owned()) != before


def test_others_are_not_felt() -> None:
    """What somebody else changes is not felt."""
    with house() as here:
        here.settle_in()
        with here.app.store.session() as session:
            before = pulse(session, here.owned())
        here.settle_in(OTHER)
        with here.app.store.session() as session:
            steer.undo(session, here.owned(OTHER), Chosen(), now=MONDAY)
            assert pulse(session, here.owned()) == before
