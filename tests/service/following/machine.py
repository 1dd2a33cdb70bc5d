"""Everything that can happen to an owner's calendars, in any order; at quiet points the promises hold."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from calendar_sync.faults import FETCH_FAULTS, READ_FAULTS, WRITE_FAULTS, Fault, Operation
from calendar_sync.plan import Level
from policies.event import Answer
from service.steer import Chosen
from tests.builders import ANNA, MONDAY, TOM
from tests.service.following import quiet
from tests.service.following.quick import quick_stores
from tests.service.following.scene import GUESTS, HOME, PLACES, TITLES, Scene, scene

stores = cache(quick_stores)
number = st.integers(min_value=0, max_value=11)
start = st.builds(
    lambda day, quarter: timedelta(days=day, hours=9, minutes=15 * quarter),
    st.sampled_from([1, 1, 1, 2, 2, 3, 0, 27, 28]),
    st.integers(min_value=-4, max_value=36),
)
"""When an event begins, from the midnight of the present day on."""
then = st.sampled_from([-1, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13])
"""What follows: nothing, a sync (0), or a sync that crashes at a step."""
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
levels = st.sampled_from([*[Level.AUTOMATIC] * 5, Level.ASK, Level.ASK, Level.WATCH])
moments = st.sampled_from([-3, -1, 1, 30, 121, 121, 700, 3600, 5 * 3600, 20 * 3600, 26 * 3600, 3 * 86400])
interferences = st.sampled_from(["drag", "resize", "cancel", "undo", "wait", "approve", "skip", "never"])
MOST = 8
"""More meetings are not made: what goes wrong goes wrong with few."""


class Machine(RuleBasedStateMachine):
    """One owner, one or two calendars, and everything that can happen."""

    steps: ClassVar[int] = 0

    def __init__(self) -> None:
        """Begin on Monday morning."""
        super().__init__()
        self.made = 0
        self.here: Scene = self.opened()
        type(self).steps -= 1

    def opened(self) -> Scene:
        """Open the scene that it plays in."""
        return scene(stores(), MONDAY)

    @invariant()
    def counted(self) -> None:
        """Count what was done."""
        type(self).steps += 1

    @initialize(two=st.booleans(), level=levels, begins=st.lists(start, min_size=1, max_size=4))
    def begin(self, two: bool, level: Level, begins: list[timedelta]) -> None:  # noqa: FBT001  # drawn
        """Connect one or two calendars, choose how much goes by itself, fill the week."""
        if two:
            self.here.village.connect(HOME).page_size = 3
        self.here.set_level(level)
        self.here.choose("video-room", "https://meet.jit.si/NordlichtJule")
        for each in begins:
            self.create(0, each, 30, (ANNA,), PLACES[1], TITLES[0], 1, 0)

    def new_id(self) -> str:
        """Return the id of one more event."""
        self.made += 1
        return f"evt-{self.made:03}"

    def calendar(self, pick: int) -> str:
        """Return one of the calendars."""
        names = sorted(self.here.village.here)
        return names[pick % len(names)]

    def follow(self, pick: int, after: int) -> None:
        """Let a sync follow, or none; it may crash."""
        if after >= 0:
            self.here.sync(self.calendar(pick), crash_at=after)

    @rule(
        pick=number,
        begins=start,
        minutes=length,
        guests=st.sampled_from(GUESTS[:3] + GUESTS),
        place=st.sampled_from(PLACES),
        title=st.sampled_from(TITLES),
        more=st.sampled_from([1, 1, 1, 3, -1]),
        after=then,
    )
    def create(  # noqa: PLR0917  # drawn
        self,
        pick: int,
        begins: timedelta,
        minutes: int,
        guests: object,
        place: str,
        title: str,
        more: int,
        after: int,
    ) -> None:
        """Create a meeting, a series of ``more`` of them, or one of somebody else's (-1)."""
        if len(self.here.meetings()) > MOST:
            return
        today = self.here.village.now.replace(hour=0, minute=0, second=0, microsecond=0)
        series = self.new_id()
        for each in range(abs(more)):
            self.here.create(
                self.calendar(pick),
                series,
                today + begins + timedelta(days=each),
                minutes,
                occurrence=f"{each}" if more > 1 else "",
                recurring=more > 1,
                guests=guests,
                location=place,
                title=title,
                i_organise=more > 0,
                i_may_edit=more > 0,
            )
        self.follow(pick, after)

    @rule(
        pick=number,
        by=quarters,
        minutes=st.sampled_from([-30, -10, -5, -3, 5, 15]),
        how=st.sampled_from(["drag", "drag", "resize", "resize", "resize", "all day"]),
        after=then,
    )
    def retime(self, pick: int, by: timedelta, minutes: int, how: str, after: int) -> None:
        """Move, shorten, lengthen a meeting, or let it last all day."""
        if how == "drag":
            self.here.drag(pick, by)
        elif how == "resize":
            self.here.resize(pick, minutes)
        else:
            self.here.all_day(pick)
        self.follow(pick, after)

    @rule(
        pick=number,
        by=quarters,
        how=st.sampled_from(["copy", "cancel", "cancel", "restore", "restore", "drop entry"]),
        after=then,
    )
    def multiply(self, pick: int, by: timedelta, how: str, after: int) -> None:
        """Copy a meeting, cancel it, bring one back, or delete an entry of ours by hand."""
        if how == "copy" and len(self.here.meetings()) <= MOST:
            self.here.copy(pick, self.new_id(), by)
        elif how == "cancel":
            self.here.cancel(pick)
        elif how == "restore":
            self.here.restore(pick)
        elif how == "drop entry":
            self.here.drop_entry(pick)
        self.follow(pick, after)

    @rule(
        pick=number,
        answer=st.sampled_from([Answer.DECLINED, Answer.ACCEPTED]),
        guests=st.sampled_from(GUESTS),
        place=st.sampled_from(PLACES),
        may=st.booleans(),
        how=st.sampled_from(["answer", "guests", "place", "lock"]),
        after=then,
    )
    def change(  # noqa: PLR0917  # drawn
        self,
        pick: int,
        answer: Answer,
        guests: object,
        place: str,
        may: bool,  # noqa: FBT001  # drawn
        how: str,
        after: int,
    ) -> None:
        """Change something else of a meeting."""
        fields = {"answer": answer, "guests": guests, "place": place, "lock": may}
        names = {"answer": "answer", "guests": "guests", "place": "location", "lock": "i_may_edit"}
        self.here.change(pick, **{names[how]: fields[how]})
        self.follow(pick, after)

    @rule(pick=number, chosen=choice, after=then)
    def choose(self, pick: int, chosen: tuple[str, str], after: int) -> None:
        """Choose a setting."""
        self.here.choose(*chosen)
        self.follow(pick, after)

    @rule(level=levels, days=st.sampled_from([None, None, None, None, 1, 2]))
    def steer(self, level: Level, days: int | None) -> None:
        """Choose how much goes by itself, or pause."""
        self.here.pause(days)
        self.here.set_level(level)

    @rule(pick=number, how=st.sampled_from(["approve", "approve", "skip", "never", "snooze"]), after=then)
    def say(self, pick: int, how: str, after: int) -> None:
        """Answer an edit that waits."""
        self.here.answer_waiting(pick, how)
        self.follow(pick, after)

    @rule(pick=number, which=st.sampled_from(["one", "one", "one", "all", "day", "person"]), after=then)
    def undo(self, pick: int, which: str, after: int) -> None:
        """Take back one edit, a day, a person's, everything."""
        if which == "one":
            self.here.undo_one(pick)
        else:
            day = self.here.village.now.date() + timedelta(days=pick % 3)
            person = (ANNA, TOM)[pick % 2].address
            chosen = {"all": Chosen(), "day": Chosen(day=day), "person": Chosen(person=person)}
            self.here.undo(chosen[which])
        self.follow(pick, after)

    @rule(
        pick=number,
        drawn=st.lists(fault, min_size=1, max_size=4),
        how=st.sampled_from(
            ["faults", "faults", "faults", "faults", "faults", "cursors", "cursors", "memory"]
        ),
        after=then,
    )
    def go_wrong(self, pick: int, drawn: list[tuple[Operation, Fault]], how: str, after: int) -> None:
        """Let things go wrong: the next requests, the cursors, the database."""
        if how == "memory":
            self.here.lose_memory()
        elif how == "cursors":
            self.here.village.here[self.calendar(pick)].expire_cursors()
        else:
            self.here.go_wrong(self.calendar(pick), drawn)
        self.follow(pick, after)

    @rule(by=moments, after=then, pick=number, rest=st.sampled_from([True, False, False, False]))
    def later(self, by: int, after: int, pick: int, rest: bool) -> None:  # noqa: FBT001  # drawn
        """Let time pass, or the clock be set back a little; sometimes it is quiet then."""
        self.here.later(timedelta(seconds=by))
        self.follow(pick, after)
        if rest:
            quiet.check(self.here)

    @rule(
        pick=number, at=st.integers(min_value=1, max_value=12), number=number, how=interferences, by=quarters
    )
    def interfere(self, pick: int, at: int, number: int, how: str, by: timedelta) -> None:
        """Sync, while somebody changes something between two requests."""
        self.here.interfered(self.calendar(pick), at, lambda: self.meddle(number, how, by))

    def meddle(self, pick: int, how: str, by: timedelta) -> None:
        """Do something while a sync goes on."""
        match how:
            case "drag":
                self.here.drag(pick, by)
            case "resize":
                self.here.resize(pick, 5 if by > timedelta() else -5)
            case "cancel":
                self.here.cancel(pick)
            case "undo":
                self.here.undo_one(pick)
            case "wait":
                self.here.later(abs(by) / 6)
            case _:
                self.here.answer_waiting(pick, how)

    def teardown(self) -> None:
        """In the end it is quiet."""
        try:
            quiet.check(self.here)
        finally:
            self.here.village.store.close()
