"""The engine on Google: a meeting followed from end to end, and a long walk among humans and faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

import pytest

from calendar_sync.google.adapter import GoogleCalendar
from calendar_sync.google.dialect import google_id
from calendar_sync.plan import Level
from policies.event import EventRef, Guest
from service.store import accounts, calendars, mirror
from tests.builders import ANNA, MEHMET, MONDAY, TOM, TUESDAY_TEN
from tests.calendar_sync.contract.subject import NUMBER, SECRET, Planned, everything, fresh, span_of
from tests.calendar_sync.google.subject import ADDRESS, GoogleSubject
from tests.fakes.google.errors import Refusal
from tests.fakes.google.server import Fake
from tests.service.following.village import WORK, Village, village

STEPS = 1_500
_BEFORE = ("unavailable", "rate_limited", "user_rate_limited", "too_many")
_FAULTS = (
    *(("list", name) for name in (*_BEFORE, "cursor_dead", "duplicate")),
    *(("get", name) for name in (*_BEFORE, "stale")),
    *(("any_write", name) for name in (*_BEFORE, "error_after", "lost_request", "lost_answer", "conflict")),
)


@dataclass(slots=True)
class Scene:
    """Jule's calendar in Google, followed, and what people do to it."""

    here: Village
    subject: GoogleSubject
    chance: Random
    refs: list[EventRef] = field(default_factory=list)

    def step(self) -> None:
        """Let one thing happen."""
        does = self.chance.choices(
            (
                self.add,
                self.change,
                self.remove,
                self.meddle,
                self.copy,
                self.fault,
                self.wait,
                self.here.sync,
            ),
            (4, 4, 1, 1, 1, 4, 3, 8),
        )[0]
        does()

    def add(self) -> None:
        """Put a meeting in, as a human."""
        start = self.here.now.replace(minute=0, second=0) + timedelta(hours=self.chance.randrange(2, 200))
        planned = Planned(
            start=start,
            minutes=self.chance.choice((15, 30, 45, 60)),
            guests=self.chance.choice(((ANNA,), (TOM, MEHMET), (MEHMET,), (ANNA, TOM), ())),
            location=self.chance.choice(("", NUMBER, "Lange Reihe 12, Hamburg")),
            weeks=self.chance.choice((0, 0, 0, 2)),
        )
        self.refs.append(self.subject.add(planned))

    def change(self) -> None:
        """Change a meeting, as a human."""
        if ref := self._picked():
            by = timedelta(minutes=self.chance.choice((5, 10)))
            self.chance.choice(
                (
                    lambda: self.subject.move(ref, 6 * by),
                    lambda: self.subject.shorten(ref, by),
                    lambda: self.subject.retitle(ref, f"Anders {self.chance.random()}"),
                    lambda: self.subject.relocate(ref, self.chance.choice(("", NUMBER, "Café"))),
                )
            )()

    def remove(self) -> None:
        """Delete a meeting, as a human."""
        if ref := self._picked():
            self.refs.remove(ref)
            self.subject.remove(ref)

    def copy(self) -> None:
        """Copy a meeting, as a human."""
        if ref := self._picked():
            self.refs.append(self.subject.copy(ref))

    def meddle(self) -> None:
        """Delete an entry of ours, as a human."""
        rows = [row["id"] for row in self.subject.world.events(_OWNER) if row["id"].startswith("plausch")]
        if rows:
            self.subject.world.delete(_OWNER, self.chance.choice(rows))

    def fault(self) -> None:
        """Google is not well."""
        self.subject.world.faults.arm(*self.chance.choice(_FAULTS))

    def forget(self) -> None:
        """Lose the database, and follow the calendar anew: what stands in it has to be enough."""
        self.here.lose_memory()
        self.here.connect()
        self.here.level(Level.AUTOMATIC)

    def wait(self) -> None:
        """Time passes."""
        self.later(timedelta(minutes=self.chance.choice((3, 20, 90, 400))))

    def later(self, by: timedelta) -> None:
        """Let time pass in the village and at Google."""
        self.here.now += by
        self.subject.world.now = self.here.now

    def settle(self) -> None:
        """Let Google be well, and sync until all is done."""
        self.subject.world.faults.armed.clear()
        for _ in range(4):
            self.later(timedelta(hours=2))
            self.here.sync()

    def check(self) -> None:
        """Hold what was promised."""
        told = Counter((mail.to, mail.event_id) for mail in self.subject.world.mails if mail.by == "api")
        assert all(count == 1 for count in told.values()), told
        events = everything(self.subject).events
        entries = [each for each in events.values() if each.ours and span_of(each).end > self.here.now]
        assert all(each.ours and each.ours.event_id in events for each in entries)
        assert not {"writing", "unknown"} & set(self.here.states())
        self.subject.world.requests.clear()
        self.here.sync()
        writes = [seen for seen in self.subject.world.requests if seen.method != "GET"]
        assert [(seen.method, seen.status) for seen in writes] == []

    def _picked(self) -> EventRef | None:
        standing = [ref for ref in self.refs if self._stands(ref)]
        return self.chance.choice(standing) if standing else None

    def _stands(self, ref: EventRef) -> bool:
        try:
            row = self.subject.row(ref)
        except (KeyError, Refusal):
            return False
        return row.get("status") != "cancelled" and "dateTime" in row["start"]


_OWNER = "jule.brandt@nordlicht-personal.example"


@contextmanager
def scene(fake: Fake, seed: int) -> Iterator[Scene]:
    """Open a village whose calendar is Google's."""
    subject = GoogleSubject(fake, rows=2500)
    subject.world.secrets.add(SECRET)
    with village() as here:
        here.seen = lambda _: subject.calendar
        here.level(Level.AUTOMATIC)
        yield Scene(here, subject, Random(seed))  # noqa: S311  # repeatable
    subject.calendar.client.close()


def test_a_meeting_from_end_to_end(google: Fake) -> None:
    """A meeting gets its room in one write with one mail, its companion, and then Google is asked once."""
    with scene(google, 0) as it:
        ref = it.subject.add(Planned(start=TUESDAY_TEN))
        it.here.sync()
        it.later(timedelta(minutes=15))
        it.here.sync()
        event = fresh(it.subject, ref)
        assert event.marker is not None
        assert span_of(event).duration > timedelta(minutes=30)
        assert it.here.states() == {"done": 2}
        assert [(mail.to, mail.by) for mail in it.subject.world.mails] == [
            (ANNA.address, "human"),
            (ANNA.address, "api"),
        ]
        it.later(timedelta(minutes=15))
        it.here.sync()
        it.subject.world.reset_counts()
        it.later(timedelta(minutes=15))
        it.here.sync()
        assert [seen.method for seen in it.subject.world.requests] == ["GET"]
        assert it.here.now > MONDAY
        assert google_id(ref) == ref.series


def test_a_room_that_fails_is_said(google: Fake) -> None:
    """Where Google makes no room, the longer meeting is done, and the ledger says what is missing."""
    with scene(google, 0) as it:
        it.subject.world.switches.conference = "failure"
        with it.here.store.session() as session:
            address = {"addresses": [_OWNER], "conference_types": ["hangoutsMeet"]}
            calendars.connect(session, it.here.owned(session), WORK, "memory", address, now=it.here.now)
        ref = it.subject.add(Planned(start=TUESDAY_TEN, location=NUMBER))
        for _ in range(3):
            it.here.sync()
            it.later(timedelta(minutes=15))
        assert span_of(fresh(it.subject, ref)).duration > timedelta(minutes=30)
        assert len([mail for mail in it.subject.world.mails if mail.by == "api"]) == 1
        with it.here.store.session() as session:
            made = accounts.accounts(session, it.here.owned(session), accounts.Asked())
        assert [each.reason for each in made if each.entry.video] == ["room_failed"]


def test_another_address_reads_everything_anew(google: Fake) -> None:
    """Where the owner's addresses changed, all is read as it means now, though no event has changed."""
    with scene(google, 0) as it:
        client = it.subject.calendar.client
        it.here.opened = lambda reader: GoogleCalendar(client, ADDRESS, reader)
        alias = Guest(address="jule@nordlicht.example")
        it.subject.add(Planned(start=TUESDAY_TEN, guests=(ANNA, alias)))
        for addresses in ((), (alias.address,)):
            it.here.connect(WORK, _OWNER, *addresses)
            it.here.sync()
            with it.here.store.session() as session:
                (event, *_) = mirror.load(session, it.here.owned(session), WORK)
            seen = {guest.address for guest in event.guests}
            assert seen == {ANNA.address, alias.address} - {*addresses}
        it.subject.world.reset_counts()
        it.here.sync()
        assert [("syncToken" in each.query) for each in it.subject.world.requests] == [True]


@pytest.mark.parametrize("seed", range(3))
def test_a_long_walk(google: Fake, seed: int) -> None:
    """Whatever humans do and Google answers: at quiet points nobody was told twice and all is settled."""
    with scene(google, seed) as it:
        for number in range(STEPS // 3):
            it.step()
            if number % 40 == 39:
                it.settle()
                it.check()
