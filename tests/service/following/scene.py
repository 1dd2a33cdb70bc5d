"""A village with a witness, and everything that humans, the outside world and the owner do in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from calendar_sync.faults import Fault, Operation
from calendar_sync.plan import Level
from policies.context import Note, NoteKind, Person, Story
from policies.event import AllDay, Answer, Event, EventRef, Guest, Timed
from service import steer
from service.steer import Chosen, WrongStateError
from service.store import calendars, people, stories
from service.store.store import Store
from tests.builders import ANNA, CLAIRE, MEHMET, TOM, event, timed
from tests.service.following.here import Here
from tests.service.following.village import WORK, Village
from tests.service.following.watched import Watched
from tests.service.following.witness import Witness

HOME = "home"
SECRET = "Zitronenbaum"
PLACES = (
    "",
    "+49 40 66969 4001",
    "https://us02web.zoom.us/j/81234567890?pwd=c2FtcGxl",
    "Lange Reihe 12, Hamburg",
)
GUESTS: tuple[tuple[Guest, ...], ...] = ((ANNA,), (TOM,), (ANNA, TOM), (CLAIRE, MEHMET), (MEHMET,), ())
TITLES = ("Abstimmung", "Kurzer Abgleich", "Telefonat Anna Weber")


class Crash(BaseException):  # a power cut is no error
    """The process ends here."""


@dataclass(slots=True)
class Scene:
    """One village. ``cancelled`` are events that were deleted, as they were."""

    village: Village
    witness: Witness
    cancelled: dict[tuple[str, str], Event] = field(default_factory=dict)
    level: Level = Level.WATCH

    # Finding.

    def meetings(self) -> list[tuple[str, Event]]:
        """Return what humans see as meetings, always in the same order."""
        listed = [(name, each) for name, each in self.witness.standing() if each.ours is None]
        return sorted(listed, key=lambda pair: (pair[0], pair[1].id))

    def pick(self, number: int) -> tuple[Here, Event] | None:
        """Return one of the meetings."""
        listed = self.meetings()
        if not listed:
            return None
        name, found = listed[number % len(listed)]
        return self.village.here[name], found

    # Humans.

    def create(self, calendar: str, series: str, start: datetime, minutes: int, **fields: Any) -> None:
        """Create a meeting."""
        here = self.village.here[calendar]
        occurrence = str(fields.pop("occurrence", ""))
        ref = EventRef(calendar=calendar, series=series, occurrence=occurrence)
        now = self.village.now
        here.put(event(start, minutes, **{**fields, "ref": ref, "created": now, "changed": now}), now=now)

    def change(self, number: int, **fields: Any) -> None:
        """Change fields of a meeting by hand."""
        if picked := self.pick(number):
            here, found = picked
            here.change(found.id, now=self.village.now, **fields)

    def drag(self, number: int, by: timedelta) -> None:
        """Move a meeting, as it stands."""
        picked = self.pick(number)
        if picked and isinstance(picked[1].span, Timed):
            span = picked[1].span
            self.change(number, span=Timed(start=span.start + by, end=span.end + by))

    def resize(self, number: int, by: int) -> None:
        """Shorten or lengthen a meeting by minutes."""
        picked = self.pick(number)
        if picked is None or not isinstance(picked[1].span, Timed):
            return
        here, found = picked
        assert isinstance(found.span, Timed)
        end = max(found.span.end + timedelta(minutes=by), found.span.start + timedelta(minutes=5))
        life = self.witness.life(here.name, found.id)
        life.shortened |= bool(life.rooms) and Timed(start=found.span.start, end=end).duration < life.floor
        self.change(number, span=Timed(start=found.span.start, end=end))

    def copy(self, number: int, series: str, by: timedelta) -> None:
        """Copy a meeting with everything on it."""
        if picked := self.pick(number):
            here, found = picked
            made = here.copy(found.id, series, by)
            life = self.witness.life(here.name, made.id)
            life.copied = made.marker is not None and made.marker.room == "lengthen"

    def cancel(self, number: int) -> None:
        """Delete a meeting."""
        if picked := self.pick(number):
            here, found = picked
            self.cancelled[here.name, found.id] = found
            here.remove(found.id)

    def restore(self, number: int) -> None:
        """Bring a deleted meeting back as it was."""
        if not self.cancelled:
            return
        key = sorted(self.cancelled)[number % len(self.cancelled)]
        self.village.here[key[0]].put(self.cancelled.pop(key), now=self.village.now)

    def all_day(self, number: int) -> None:
        """Make a meeting last all day, or give it a time again."""
        if not (picked := self.pick(number)):
            return
        span = picked[1].span
        if isinstance(span, Timed):
            self.change(number, span=AllDay(first=span.start.date(), last=span.end.date()))
        else:
            start = datetime.combine(span.first, datetime.min.time(), tzinfo=self.village.now.tzinfo)
            self.change(number, span=timed(start + timedelta(hours=11), 30))

    def answer(self, number: int, answer: Answer) -> None:
        """Let the owner accept or decline."""
        self.change(number, answer=answer)

    def drop_entry(self, number: int) -> None:
        """Delete an entry of ours by hand."""
        listed = sorted((name, each.id) for name, each in self.witness.standing() if each.ours)
        if listed:
            name, key = listed[number % len(listed)]
            self.village.here[name].remove(key)

    # The owner.

    def choose(self, name: str, text: str) -> None:
        """Choose a setting."""
        self.village.choose(name, text)
        self.witness.choices[name] = text

    def set_level(self, level: Level) -> None:
        """Let more or less go by itself."""
        self.village.level(level)
        self.level = level
        self.witness.levels |= {level}

    def pause(self, days: int | None) -> None:
        """Let nothing be changed for some days, or go on."""
        until = None if days is None else (self.village.now + timedelta(days=days)).date()
        with self.village.store.session() as session:
            steer.pause(session, self.village.owned(session), until)

    def answer_waiting(self, number: int, how: str) -> None:
        """Approve, skip, put off, or say never to one edit that waits."""
        open_edits = sorted(
            (name, each.id, each.event_id, each.series)
            for name in self.village.here
            for each in self.village.ledger(name)
            if each.state.value in {"planned", "awaiting_approval"}
        )
        if not open_edits:
            return
        name, edit_id, event_id, series = open_edits[number % len(open_edits)]
        now = self.village.now
        with self.village.store.session() as session:
            owned = self.village.owned(session)
            try:
                match how:
                    case "approve":
                        steer.approve(session, owned, name, edit_id)
                        self.witness.approved.add(edit_id)
                    case "skip":
                        steer.skip(session, owned, name, edit_id)
                        self.witness.approved.discard(edit_id)
                    case "never":
                        steer.never(session, owned, name, edit_id, now=now)
                        self.witness.never |= {event_id, series}
                    case _:
                        steer.snooze(session, owned, name, edit_id, until=now + timedelta(hours=3))
            except WrongStateError:
                return

    def undo(self, chosen: Chosen) -> None:
        """Ask for edits to be taken back."""
        with self.village.store.session() as session:
            asked = steer.undo(session, self.village.owned(session), chosen, now=self.village.now)
        self.witness.undo_asked |= set(asked)

    def undo_one(self, number: int) -> None:
        """Ask for one edit to be taken back."""
        done = sorted(
            (name, each.id)
            for name in self.village.here
            for each in self.village.ledger(name)
            if each.state.value == "done"
        )
        if done:
            name, edit_id = done[number % len(done)]
            self.undo(Chosen(calendar=name, edit=edit_id))

    # The world.

    def lose_memory(self) -> None:
        """Lose the database, connect again, choose the settings again."""
        self.village.lose_memory()
        self.remember()
        witness = self.witness
        witness.approved.clear()
        witness.never.clear()
        for life in witness.lives.values():
            life.forgiven += bool(life.undone)
        for name in self.village.here:
            self.village.connect(name)
        self.village.choose_all(witness.choices)
        self.village.level(self.level)

    def remember(self) -> None:
        """Keep a person with notes, and stories."""
        now = self.village.now
        with self.village.store.session() as session:
            owned = self.village.owned(session)
            anna = Person(id="", name=ANNA.name, addresses=(ANNA.address,))
            people.add_person(session, owned, anna, now=now)
            note = Note(id="", kind=NoteKind.THREAD, text=f"der {SECRET}", since=now.date())
            people.add_note(session, owned, ANNA.address, note, now=now)
            for number in range(2):
                text = f"{SECRET} {number} trägt Früchte."
                stories.add_story(session, owned, Story(id="", text=text), now=now)

    # Plausch.

    def later(self, by: timedelta) -> None:
        """Let time pass, or the clock be set."""
        self.village.now += by
        self.witness.now = self.village.now

    def sync(self, calendar: str, *, crash_at: int = 0) -> bool:
        """Sync once; True where it crashed on the way."""
        self.witness.levels = frozenset({self.level})
        self.village.step = _crashing(crash_at)
        try:
            self.village.sync(calendar)
        except Crash:
            return True
        finally:
            self.village.step = _crashing(0)
        return False

    def interfered(self, calendar: str, at: int, meddle: Callable[[], None]) -> None:
        """Sync once, while something happens right before one of its requests."""
        left = at

        def asked() -> None:
            nonlocal left
            left -= 1
            if left == 0:
                self.witness.clear = False
                meddle()

        here = self.village.here[calendar]
        here.latency = asked
        self.sync(calendar)
        here.latency = None

    def go_wrong(self, calendar: str, faults: Iterable[tuple[Operation, Fault]]) -> None:
        """Let the next requests go wrong."""
        for operation, each in faults:
            self.village.here[calendar].faults.arm(operation, each)
        self.witness.clear = False

    def trigger(self) -> None:
        """Have everything looked at again."""
        with self.village.store.session() as session:
            calendars.trigger(session, self.village.owned(session).id)


def _crashing(at: int) -> Callable[[str], None]:
    left = at

    def step(name: str) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            raise Crash(name)

    return step


def scene(
    store: Callable[[], Store],
    now: datetime,
    names: Sequence[str] = (WORK,),
    make: Callable[[str], Here] | None = None,
) -> Scene:
    """Open a scene with calendars; ``make`` makes them, in memory where it is not given."""
    village = Village(Path(), store(), now=now, anew=store, make=make)
    witness = Witness(now=now, calendars=village.here)
    village.seen = lambda calendar: Watched(calendar, witness.wrote)
    for name in names:
        village.connect(name).page_size = 3
    opened = Scene(village, witness)
    opened.remember()
    return opened
