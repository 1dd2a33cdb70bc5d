"""Two villages with the same humans: in the one everything goes wrong, in the other nothing.

Whenever it is quiet their calendars are to be the same. That is well defined where humans act only while
it is quiet, so each round is: somebody does something in both; three minutes pass (what a human changed
has settled); the one goes through faults and power cuts, the other syncs; both become quiet, their clocks
are set alike, and they are compared. Rounds begin right after a quarter of an hour and last some minutes,
so that no start, no freeze and no end of "newly created" falls between the first sync and the last one:
there, minutes would rightly make a difference.

Left out for the same reason: listings that show an older version (a neighbour that is seen where it no
longer is gives other room, and guests are told only once), and a right that is taken away and an alarm
that is answered do not change what is read later, so they are in. And there is one calendar only: of two,
the one that is synced first gets the minutes of the day. What is compared is what humans see:
times, places, guests, answers, entries of ours and where they stand; and whether Plausch has marked it.
Texts of cards are not compared: stories have random ids, and which one is told first is drawn from them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from calendar_sync.faults import Fault, Operation
from calendar_sync.plan import Level
from policies.event import Answer
from service.steer import Chosen
from tests.builders import ANNA, MONDAY
from tests.service.following import quiet
from tests.service.following.machine import MOST, choice, fault, length, number, quarters, start, stores
from tests.service.following.quick import quick_stores
from tests.service.following.scene import GUESTS, PLACES, Scene, scene

calm_stores = cache(lambda: quick_stores())  # noqa: PLW0108  # a second engine, beside the first
wrong = st.lists(fault.filter(lambda drawn: drawn != (Operation.READ, Fault.STALE)), max_size=4)
cuts = st.lists(st.integers(min_value=1, max_value=13), max_size=3)
_QUARTER = timedelta(minutes=15)
_SETTLED = timedelta(minutes=3)

Visible = dict[tuple[str, str], tuple[object, ...]]


class Twins(RuleBasedStateMachine):
    """The village that is struck, and its twin that is not."""

    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        """Begin on Monday morning."""
        super().__init__()
        self.made = 0
        begin = MONDAY + timedelta(minutes=1)
        self.struck, self.calm = scene(stores(), begin), scene(calm_stores(), begin)
        type(self).steps -= 1

    @invariant()
    def counted(self) -> None:
        """Count what was done."""
        type(self).steps += 1

    @initialize(level=st.sampled_from([Level.AUTOMATIC, Level.AUTOMATIC, Level.ASK]))
    def begin(self, level: Level) -> None:
        """Choose how much goes by itself."""
        for each in (self.struck, self.calm):
            each.set_level(level)
            each.choose("video-room", "https://meet.jit.si/NordlichtJule")

    def both(self, act: Callable[[Scene], None]) -> None:
        """Let the same happen in both."""
        act(self.struck)
        act(self.calm)

    @rule(
        pick=number,
        begins=start,
        minutes=length,
        guests=st.sampled_from(GUESTS[:3] + GUESTS),
        place=st.sampled_from(PLACES),
        count=st.sampled_from([1, 1, 2]),
        faults=wrong,
        power=cuts,
    )
    def create(  # noqa: PLR0917  # drawn
        self,
        pick: int,
        begins: timedelta,
        minutes: int,
        guests: object,
        place: str,
        count: int,
        faults: list[tuple[Operation, Fault]],
        power: list[int],
    ) -> None:
        """Create a meeting, or a short series."""
        if len(self.struck.meetings()) > MOST:
            return
        self.made += 1
        series = f"evt-{self.made:03}"
        today = self.struck.village.now.replace(hour=0, minute=0, second=0, microsecond=0)
        names = sorted(self.struck.village.here)

        def act(here: Scene) -> None:
            for each in range(count):
                here.create(
                    names[pick % len(names)],
                    series,
                    today + begins + timedelta(days=each),
                    minutes,
                    occurrence=f"{each}" if count > 1 else "",
                    recurring=count > 1,
                    guests=guests,
                    location=place,
                )

        self.both(act)
        self.round(faults, power)

    @rule(
        pick=number,
        by=quarters,
        minutes=st.sampled_from([-30, -10, -5, 5, 15]),
        how=st.sampled_from(["drag", "resize", "resize", "all day", "copy", "cancel", "restore", "decline"]),
        faults=wrong,
        power=cuts,
    )
    def change(  # drawn
        self,
        pick: int,
        by: timedelta,
        minutes: int,
        how: str,
        faults: list[tuple[Operation, Fault]],
        power: list[int],
    ) -> None:
        """Change a meeting by hand."""
        self.made += 1
        copy = f"evt-{self.made:03}"
        acts: dict[str, Callable[[Scene], None]] = {
            "drag": lambda here: here.drag(pick, by),
            "resize": lambda here: here.resize(pick, minutes),
            "all day": lambda here: here.all_day(pick),
            "copy": lambda here: here.copy(pick, copy, by),
            "cancel": lambda here: here.cancel(pick),
            "restore": lambda here: here.restore(pick),
            "decline": lambda here: here.answer(pick, Answer.DECLINED),
        }
        self.both(acts[how])
        self.round(faults, power)

    @rule(
        pick=number,
        chosen=choice,
        how=st.sampled_from(["choose", "approve", "approve", "skip", "never", "one", "all", "anna", "lose"]),
        faults=wrong,
        power=cuts,
    )
    def say(
        self,
        pick: int,
        chosen: tuple[str, str],
        how: str,
        faults: list[tuple[Operation, Fault]],
        power: list[int],
    ) -> None:
        """Let the owner say something, or lose both databases."""
        acts: dict[str, Callable[[Scene], None]] = {
            "choose": lambda here: here.choose(*chosen),
            "one": lambda here: here.undo_one(pick),
            "all": lambda here: here.undo(Chosen()),
            "anna": lambda here: here.undo(Chosen(person=ANNA.address)),
            "lose": lambda here: here.lose_memory(),
        }
        self.both(acts.get(how, lambda here: here.answer_waiting(pick, how)))
        self.round(faults, power)

    @rule(hours=st.sampled_from([1, 5, 20, 26, 72]), faults=wrong, power=cuts)
    def later(self, hours: int, faults: list[tuple[Operation, Fault]], power: list[int]) -> None:
        """Let time pass."""
        self.both(lambda here: here.later(timedelta(hours=hours)))
        self.round(faults, power)

    def round(self, faults: list[tuple[Operation, Fault]], power: list[int]) -> None:
        """Let what was done be found: with faults and power cuts, and without; then compare."""
        self.both(lambda here: here.later(_SETTLED))
        names = sorted(self.struck.village.here)
        for name in names:
            self.struck.go_wrong(name, faults)
        for at in power:
            for name in names:
                self.struck.sync(name, crash_at=at)
        for name in names:
            self.struck.sync(name)
            self.calm.sync(name)
        self.both(quiet.quieten)
        assert seen(self.struck) == seen(self.calm)
        after = max(self.struck.village.now, self.calm.village.now)
        self.both(lambda here: here.later(_next_quarter(after) - here.village.now))

    def teardown(self) -> None:
        """In the end the promises hold in both."""
        try:
            self.both(quiet.check)
            assert seen(self.struck) == seen(self.calm)
        finally:
            self.both(lambda here: here.village.store.close())


def seen(here: Scene) -> Visible:
    """Return what humans see of the calendars."""
    return {
        (name, each.id): (
            each.span,
            each.location,
            each.guests,
            each.answer,
            each.marker is not None,
            each.ours is not None,
        )
        for name, each in here.witness.standing()
    }


def _next_quarter(moment: datetime) -> datetime:
    """Return the minute after the next quarter of an hour."""
    begun = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    return begun + _QUARTER + timedelta(minutes=1)
