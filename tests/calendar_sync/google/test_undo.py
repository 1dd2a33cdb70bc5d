"""Taking back at Google: after silence, after humans, and where the right is gone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from calendar_sync.errors import NotAllowedError, OutcomeUnknownError
from calendar_sync.google.dialect import google_id
from calendar_sync.push import Done, push
from policies.change import AddVideoLink
from tests.builders import JULE, MONDAY
from tests.calendar_sync.contract.subject import (
    NUMBER,
    Planned,
    edit_of,
    everything,
    face,
    fresh,
    room,
    send,
    span_of,
)
from tests.calendar_sync.google.subject import GoogleSubject
from tests.fakes.google.server import Fake


@pytest.fixture
def subject(google: Fake) -> Iterator[GoogleSubject]:
    """Begin with an empty calendar."""
    made = GoogleSubject(google)
    yield made
    made.calendar.client.close()


def patches(subject: GoogleSubject) -> int:
    """Count the writes of events."""
    return sum(seen.method == "PATCH" for seen in subject.world.requests)


def test_an_undo_without_an_answer(subject: GoogleSubject) -> None:
    """An undo whose answer is lost is of unknown outcome; asked for again it is found done, with one mail."""
    ref = subject.add(Planned(location=NUMBER))
    event = fresh(subject, ref)
    sent = send(subject, ref, room(event), face(event))
    mails = len(subject.mails())
    subject.world.faults.arm("patch", "lost_answer")
    with pytest.raises(OutcomeUnknownError):
        subject.calendar.take_back(sent.written, now=MONDAY)
    taken = subject.calendar.take_back(sent.written, now=MONDAY)
    assert (set(taken.restored), taken.kept) == ({"end", "location"}, ())
    assert len(subject.mails()) == mails + 1


def test_an_undo_of_what_was_never_sent(subject: GoogleSubject) -> None:
    """An undo of an edit that never arrived finds all as before, and writes nothing."""
    ref = subject.add(Planned())
    fetched = subject.calendar.fetch(ref)
    edit = edit_of(fetched.event, room(fetched.event))
    draft = subject.calendar.draft(edit, fetched, now=MONDAY, language="de")
    assert subject.calendar.take_back(draft.written, now=MONDAY).kept == ()
    assert patches(subject) == 0
    assert span_of(fresh(subject, ref)) == span_of(fetched.event)


def test_an_undo_where_the_right_is_gone(subject: GoogleSubject) -> None:
    """What was locked meanwhile is not written, not even to put it back."""
    ref = subject.add(Planned())
    sent = send(subject, ref, room(fresh(subject, ref)))
    row = subject.world.books[JULE].rows[ref.series]
    row.body["locked"] = True
    row.cache.clear()
    with pytest.raises(NotAllowedError):
        subject.calendar.take_back(sent.written, now=MONDAY)
    assert patches(subject) == 1


def test_a_room_that_a_human_chose_stays(subject: GoogleSubject) -> None:
    """A room that a human asked for in the place of ours is theirs; one that they took away is taken back."""
    ref = subject.add(Planned(location=NUMBER))
    sent = send(subject, ref, AddVideoLink(url="", location=NUMBER))
    subject.world.patch(JULE, google_id(ref), {"conferenceData": None})
    wish = {"requestId": "theirs", "conferenceSolutionKey": {"type": "hangoutsMeet"}}
    subject.world.patch(JULE, google_id(ref), {"conferenceData": {"createRequest": wish}})
    taken = subject.calendar.take_back(sent.written, now=MONDAY)
    assert (taken.restored, taken.kept) == ((), ("conferenceData",))
    assert fresh(subject, ref).place.video_link is not None
    subject.world.patch(JULE, google_id(ref), {"conferenceData": None})
    assert subject.calendar.take_back(sent.written, now=MONDAY).kept == ()
    assert fresh(subject, ref).marker is None


def test_an_old_look(subject: GoogleSubject) -> None:
    """A look that lags behind makes the change fail, and the next look is right."""
    ref = subject.add(Planned())
    subject.retitle(ref, "Neu")
    event = everything(subject).events[ref.id]
    edit = edit_of(event, room(event))
    subject.world.faults.arm("get", "stale")
    outcome = push(
        subject.calendar, edit, wanted=lambda _: edit, note=lambda _: True, now=MONDAY, language="de"
    )
    assert isinstance(outcome, Done)
    assert patches(subject) == 2
    assert fresh(subject, ref).title == "Neu"
