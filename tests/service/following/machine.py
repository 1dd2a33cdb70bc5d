"""Everything that can happen to an owner's calendars, in any order; at quiet points the promises hold."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from calendar_sync.faults import FETCH_FAULTS, READ_FAULTS, WRITE_FAULTS, Fault, Operation
from calendar_sync.plan import Level
from policies.event import Answer
from service.steer import Chosen
from service.store.store import Store
from tests.builders import ANNA, MONDAY, TOM
from tests.service.following import quiet
from tests.service.following.quick import quick_stores
from tests.service.following.scene import GUESTS, HOME, PLACES, TITLES, Scene, scene
from tests.service.following.village import WORK

stores = cache(quick_stores)
number = st.integers(min_value=0, max_value=11)
start = st.builds(
    lambda day, quarter: MONDAY + timedelta(days=day, minutes=15 * quarter),
    st.sampled_from([0, 0, 1, 1, 1, 2, 2, 3, 4, 27, 28]),
    st.integers(min_value=-4, max_value=44),
)
length = st.sampled_from([15, 25, 30, 45, 50, 60, 120])
quarters = st.integers(min_value=-12, max_value=12).map(lambda count: timedelta(minutes=15 * count))
choice = st.sampled_from(
    [
        ("room", "hold"),
        ("room", "lengthen"),
        ("room", "lengthen"),
        ("room", "off"),
        ("minutes", "10"),
        ("minutes", "5"),
        ("event-cap", "4"),
        ("event-cap", "10"),
        ("day-cap", "10"),
        ("day-cap", "60"),
        ("keep-free", "0"),
        ("freeze", "0"),
        ("freeze", "4"),
        ("tell-guests", "off"),
        ("tell-guests", "on"),
        ("video-room", "https://meet.jit.si/NordlichtJule"),
        ("video-room", "https://meet.jit.si/Anders"),
        ("video-room", "off"),
        ("run-cap", "2"),
        ("run-cap", "20"),
        ("opener", "off"),
        ("opener", "on"),
    ]
)
fault = st.sampled_from(
    [
        *((Operation.READ, each) for each in (*READ_FAULTS, Fault.REVOKED)),
        *((Operation.FETCH, each) for each in (*FETCH_FAULTS, Fault.REVOKED)),
        *((Operation.WRITE, each) for each in (*WRITE_FAULTS, *WRITE_FAULTS, Fault.REVOKED)),
    ]
)


class Machine(RuleBasedStateMachine):
    """One owner, one or two calendars, and everything that can happen."""

    steps: ClassVar[int] = 0
    store_number: ClassVar[str] = "one"

    def __init__(self) -> None:
        """Begin on Monday morning."""
        super().__init__()
        self.made = 0
        self.here: Scene = scene(stores(), MONDAY)
        type(self).steps -= 1

    @invariant()
    def counted(self) -> None:
        """Count what was done."""
        type(self).steps += 1

    @initialize(two=st.booleans(), level=st.sampled_from(list(Level)))
    def begin(self, two: bool, level: Level) -> None:  # noqa: FBT001  # drawn
        """Connect one or two calendars, and choose how much goes by itself."""
        if two:
            self.here.village.connect(HOME).page_size = 3
        self.here.set_level(level)
        self.here.choose("video-room", "https://meet.jit.si/NordlichtJule")

    def new_id(self) -> str:
        """Return the id of one more event."""
        self.made += 1
        return f"evt-{self.made:03}"

    def calendar(self, pick: int) -> str:
        """Return one of the calendars."""
        names = sorted(self.here.village.here)
        return names[pick % len(names)]

    # Humans.

    @rule(
        pick=number,
        begins=start,
        minutes=length,
        guests=st.sampled_from(GUESTS[:4] + GUESTS),
        place=st.sampled_from(PLACES),
        title=st.sampled_from(TITLES),
        mine=st.sampled_from([True, True, True, False]),
        count=st.sampled_from([1, 1, 1, 3]),
    )
    def create(  # noqa: D102, PLR0913
        self, pick: int, begins: datetime, minutes: int, guests: object, place: str, title: str, mine: bool, count: int
    ) -> None:
        if len(self.here.meetings()) > 8:
            return
        series = self.new_id()
        for each in range(count):
            self.here.create(
                self.calendar(pick),
                series,
                begins + timedelta(days=each),
                minutes,
                occurrence=f"{each}" if count > 1 else "",
                recurring=count > 1,
                guests=guests,
                location=place,
                title=title,
                i_organise=mine,
                i_may_edit=mine,
            )

    @rule(pick=number, by=quarters)
    def drag(self, pick: int, by: timedelta) -> None:  # noqa: D102
        self.here.drag(pick, by)

    @rule(pick=number, by=st.sampled_from([-30, -10, -5, -3, 5, 15]))
    def resize(self, pick: int, by: int) -> None:  # noqa: D102
        self.here.resize(pick, by)

    @rule(pick=number, by=quarters)
    def copy(self, pick: int, by: timedelta) -> None:  # noqa: D102
        if len(self.here.meetings()) <= 8:
            self.here.copy(pick, self.new_id(), by)

    @rule(pick=number)
    def cancel(self, pick: int) -> None:  # noqa: D102
        self.here.cancel(pick)

    @rule(pick=number)
    def restore(self, pick: int) -> None:  # noqa: D102
        self.here.restore(pick)

    @rule(pick=number)
    def all_day(self, pick: int) -> None:  # noqa: D102
        self.here.all_day(pick)

    @rule(pick=number, answer=st.sampled_from([Answer.DECLINED, Answer.ACCEPTED]))
    def answer(self, pick: int, answer: Answer) -> None:  # noqa: D102
        self.here.answer(pick, answer)

    @rule(pick=number, guests=st.sampled_from(GUESTS))
    def invite(self, pick: int, guests: object) -> None:  # noqa: D102
        self.here.change(pick, guests=guests)

    @rule(pick=number, place=st.sampled_from(PLACES))
    def place(self, pick: int, place: str) -> None:  # noqa: D102
        self.here.change(pick, location=place)

    @rule(pick=number, may=st.booleans())
    def lock(self, pick: int, may: bool) -> None:  # noqa: D102, FBT001
        self.here.change(pick, i_may_edit=may)

    @rule(pick=number)
    def drop_entry(self, pick: int) -> None:  # noqa: D102
        self.here.drop_entry(pick)

    # The owner.

    @rule(chosen=choice)
    def choose(self, chosen: tuple[str, str]) -> None:  # noqa: D102
        self.here.choose(*chosen)

    @rule(level=st.sampled_from([Level.WATCH, Level.ASK, Level.AUTOMATIC, Level.AUTOMATIC]))
    def level(self, level: Level) -> None:  # noqa: D102
        self.here.set_level(level)

    @rule(days=st.sampled_from([None, None, 1, 2]))
    def pause(self, days: int | None) -> None:  # noqa: D102
        self.here.pause(days)

    @rule(pick=number, how=st.sampled_from(["approve", "approve", "skip", "never", "snooze"]))
    def steer(self, pick: int, how: str) -> None:  # noqa: D102
        self.here.answer_waiting(pick, how)

    @rule(pick=number)
    def undo_one(self, pick: int) -> None:  # noqa: D102
        self.here.undo_one(pick)

    @rule(which=st.sampled_from(["all", "day", "anna", "tom"]))
    def undo_many(self, which: str) -> None:  # noqa: D102
        day = self.here.village.now.date() + timedelta(days=1)
        self.here.undo(
            {
                "all": Chosen(),
                "day": Chosen(day=day),
                "anna": Chosen(person=ANNA.address),
                "tom": Chosen(person=TOM.address),
            }[which]
        )

    # The world.

    @rule()
    def lose_memory(self) -> None:  # noqa: D102
        self.here.lose_memory()

    @rule(pick=number)
    def expire_cursors(self, pick: int) -> None:  # noqa: D102
        self.here.village.here[self.calendar(pick)].expire_cursors()

    @rule(pick=number, drawn=st.lists(fault, min_size=1, max_size=4))
    def go_wrong(self, pick: int, drawn: list[tuple[Operation, Fault]]) -> None:  # noqa: D102
        for operation, each in drawn:
            self.here.village.here[self.calendar(pick)].faults.arm(operation, each)
        self.here.witness.clear = False

    @rule(by=st.sampled_from([1, 30, 121, 700, 3600, 4 * 3600, 20 * 3600, 26 * 3600, 3 * 86400]))
    def later(self, by: int) -> None:  # noqa: D102
        self.here.later(timedelta(seconds=by))

    @rule(by=st.integers(min_value=1, max_value=3))
    def skew(self, by: int) -> None:  # noqa: D102
        self.here.later(-timedelta(seconds=by))

    @rule(pick=number)
    def sync(self, pick: int) -> None:  # noqa: D102
        self.here.sync(self.calendar(pick))

    @rule(pick=number, at=st.integers(min_value=1, max_value=14))
    def crash(self, pick: int, at: int) -> None:  # noqa: D102
        self.here.sync(self.calendar(pick), crash_at=at)

    @rule()
    def quiet(self) -> None:  # noqa: D102
        quiet.check(self.here)

    def teardown(self) -> None:
        """In the end it is quiet."""
        try:
            quiet.check(self.here)
        finally:
            self.here.village.store.close()


def _unused(_store: Store) -> str:
    return WORK
