"""People: found by address or number, handed out, erased, and nobody else's."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session

from policies.context import Address, Note, NoteKind, Overrides, Person, RoomMode, Source, Story
from service.store import access, people, preferences, stories
from service.store.owners import Owned, local_owner, owner_named
from service.store.person_rows import NobodyError
from service.store.store import Store
from tests.builders import ANNA, MEHMET, MONDAY, TOM

WEBER = Person(id="", name="Anna Weber", addresses=(ANNA.address,), numbers=("+4940669694001",))
MOVE = Note(id="", kind=NoteKind.THREAD, text="Umzug nach Kiel", since=date(2026, 11, 1))


@pytest.mark.parametrize("key", [ANNA.address, ANNA.address.upper(), f" {ANNA.address} ", "+4940669694001"])
def test_a_person_is_found(session: Session, jule: Owned, key: str) -> None:
    """By each address, however it is written, and by each number."""
    people.add_person(session, jule, WEBER, now=MONDAY)
    found = people.find_person(session, jule, key)
    assert found is not None
    assert (found.name, found.addresses, found.numbers) == (WEBER.name, WEBER.addresses, WEBER.numbers)
    assert people.find_person(session, jule, TOM.address) is None


def test_the_same_person_twice_is_one(session: Session, jule: Owned) -> None:
    """Added again under a further address, it is the same person with both."""
    first = people.add_person(session, jule, WEBER, now=MONDAY)
    more = Person(id="", addresses=("anna@web.example",), numbers=WEBER.numbers)
    assert people.add_person(session, jule, more, now=MONDAY) == first
    (found,) = people.load_people(session, jule)
    assert found.name == "Anna Weber"
    assert found.addresses == (ANNA.address, "anna@web.example")
    assert people.find_person(session, jule, "anna@web.example") == found


def test_notes_and_choices(session: Session, jule: Owned) -> None:
    """Notes keep their kind, source and days; choices for one person are kept beside."""
    people.add_person(session, jule, WEBER, now=MONDAY)
    note_id = people.add_note(session, jule, ANNA.address, MOVE, now=MONDAY)
    chosen = Overrides(room=RoomMode.HOLD, minutes=3, address=Address.DU, not_today_until=date(2026, 12, 1))
    people.choose_for(session, jule, ANNA.address, chosen)
    (found,) = people.load_people(session, jule)
    assert found.overrides == chosen
    (note,) = found.notes
    assert (note.id, note.text, note.since, note.source) == (
        note_id,
        MOVE.text,
        MOVE.since,
        Source.TOLD_ME,
    )
    assert people.remove_note(session, jule, note_id)
    assert not people.remove_note(session, jule, note_id)
    assert people.load_people(session, jule)[0].notes == ()


def test_nobody(session: Session, jule: Owned) -> None:
    """What is asked of somebody who is not kept says so."""
    with pytest.raises(NobodyError, match="Nobody is kept under"):
        people.add_note(session, jule, TOM.address, MOVE, now=MONDAY)


def test_an_export_holds_everything(session: Session, jule: Owned) -> None:
    """Name, addresses, numbers, notes with their source, what was told, since when and until when."""
    person = people.add_person(session, jule, WEBER, now=MONDAY)
    people.add_note(session, jule, ANNA.address, MOVE, now=MONDAY)
    people.remember_use(session, jule, person, ["story:s1", "story:s1"], "evt-1", now=MONDAY)
    said = access.export_person(session, jule, ANNA.address)
    assert said["name"] == "Anna Weber"
    assert said["notes"][0]["text"] == "Umzug nach Kiel"
    assert said["notes"][0]["source"] == "told_me"
    assert said["told_and_asked"] == ["story:s1"]
    assert said["kept_until"] == "2027-11-23"


def test_erased_is_gone(session: Session, jule: Owned) -> None:
    """Nothing of an erased person is found or can be read any more."""
    person = people.add_person(session, jule, WEBER, now=MONDAY)
    people.add_note(session, jule, ANNA.address, MOVE, now=MONDAY)
    people.remember_use(session, jule, person, ["story:s1"], "evt-1", now=MONDAY)
    counts = access.erase_person(session, jule, ANNA.address)
    assert counts == {"notes": 1, "openers": 1, "edits": 0}
    assert people.find_person(session, jule, ANNA.address) is None
    for table in ("person", "person_key", "note", "opener_use"):
        rows = session.connection().exec_driver_sql(f"SELECT count(*) FROM {table}")  # noqa: S608
        assert rows.scalar() == 0


def test_who_is_not_met_for_a_year_is_forgotten(session: Session, jule: Owned) -> None:
    """Twelve months without contact end the keeping; a meeting starts them anew."""
    for guest in (ANNA, TOM):
        person = Person(id="", name=guest.name, addresses=(guest.address,))
        people.add_person(session, jule, person, now=MONDAY)
    tom = people.find_person(session, jule, TOM.address)
    assert tom is not None
    people.remember_contact(session, jule, [tom.id], now=MONDAY + timedelta(days=100))
    assert people.forget_old(session, jule, now=MONDAY + timedelta(days=365)) == 0
    assert people.forget_old(session, jule, now=MONDAY + timedelta(days=366)) == 1
    assert [each.name for each in people.load_people(session, jule)] == ["Tom Krüger"]


def test_owners_see_their_own_only(session: Session, jule: Owned, mehmet: Owned) -> None:
    """The same person, story and setting of two owners are two; none reaches the other's."""
    people.add_person(session, jule, WEBER, now=MONDAY)
    note = people.add_note(session, jule, ANNA.address, MOVE, now=MONDAY)
    story = stories.add_story(session, jule, Story(id="", text="Brot"), now=MONDAY)
    preferences.choose(session, jule, "minutes", "8")
    assert people.find_person(session, mehmet, ANNA.address) is None
    assert people.load_people(session, mehmet) == ()
    assert not people.remove_note(session, mehmet, note)
    assert stories.load_stories(session, mehmet) == ()
    assert not stories.remove_story(session, mehmet, story)
    assert preferences.written_choices(session, mehmet) == {}
    with pytest.raises(NobodyError):
        access.export_person(session, mehmet, ANNA.address)
    with pytest.raises(NobodyError):
        access.erase_person(session, mehmet, ANNA.address)
    assert people.forget_old(session, mehmet, now=MONDAY + timedelta(days=900)) == 0
    assert jule.fingerprint(ANNA.address) != mehmet.fingerprint(ANNA.address)


def test_there_is_one_local_owner(session: Session, store: Store, jule: Owned, mehmet: Owned) -> None:
    """An installation for one person has one owner, whatever is asked; others are found by name."""
    assert local_owner(session, store.keyring, now=MONDAY).id == jule.id
    again = owner_named(session, store.keyring, MEHMET.address.upper(), now=MONDAY)
    assert again.id == mehmet.id != jule.id
