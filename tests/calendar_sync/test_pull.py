"""The cursor loop: pages, dead cursors, rows that come twice, and calendars that come back empty."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from calendar_sync.errors import CursorDeadError, EmptyCalendarError, UnavailableError
from calendar_sync.faults import Fault, Operation
from calendar_sync.memory import MemoryCalendar
from calendar_sync.port import Capabilities, Cursor, Fetched, Page, Window
from calendar_sync.pull import News, Pulled, news, pull
from policies.event import Event, EventRef
from tests.builders import TUESDAY_TEN, event
from tests.calendar_sync.contract.subject import WINDOW, versions

A1, A2 = (event(series="a", version=version) for version in ("1", "2"))
B1 = event(series="b", version="1")
HERE = Cursor("here")


@dataclass(slots=True)
class Script:
    """A reader that answers what it was told to, page by page; an error among them is raised."""

    answers: list[Page | Exception]
    asked: list[tuple[Cursor | None, str]] = field(default_factory=list)
    capabilities: Capabilities = field(default_factory=Capabilities)

    def read(self, window: Window, cursor: Cursor | None = None, more: str = "") -> Page:
        """Answer the next one."""
        assert window == WINDOW
        self.asked.append((cursor, more))
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def fetch(self, ref: EventRef) -> Fetched:
        """Be asked for nothing else."""
        raise AssertionError(ref)


def page(
    *events: Event,
    gone: tuple[str, ...] = (),
    more: str = "",
    cursor: Cursor | None = None,
    full: bool = False,
) -> Page:
    """Write an answer; the last page has a cursor."""
    return Page(events=events, gone=gone, more=more, cursor=None if more else cursor or HERE, full=full)


@pytest.mark.parametrize(
    ("pages", "events", "gone"),
    [
        pytest.param(
            [
                page(A1),
            ],
            {"a": A1},
            set(),
            id="one page",
        ),
        pytest.param([page(A1, more="2"), page(B1)], {"a": A1, "b": B1}, set(), id="two pages"),
        pytest.param([page(A1, A2)], {"a": A2}, set(), id="twice on a page"),
        pytest.param([page(A1, more="2"), page(A2)], {"a": A2}, set(), id="twice on two pages"),
        pytest.param([page(A1, more="2"), page(gone=("a",))], {}, {"a"}, id="there, then gone"),
        pytest.param([page(gone=("a",), more="2"), page(A2)], {"a": A2}, set(), id="gone, then there"),
        pytest.param([page(more="2"), page(A1, more="3"), page()], {"a": A1}, set(), id="empty pages"),
    ],
)
def test_pages_are_put_together(
    pages: list[Page | Exception], events: dict[str, Event], gone: set[str]
) -> None:
    """All pages are read, and of what comes twice the later counts."""
    script = Script(pages)
    assert pull(script, WINDOW, HERE) == Pulled(events=events, gone=frozenset(gone), cursor=HERE, full=False)
    assert not script.answers


def test_pages_are_asked_for_in_turn() -> None:
    """Each page is asked for with what the one before said, and with the cursor of the question."""
    script = Script([page(more="2"), page(more="3"), page(cursor=Cursor("there"))])
    assert pull(script, WINDOW, HERE).cursor == "there"
    assert script.asked == [(HERE, ""), (HERE, "2"), (HERE, "3")]


def test_a_dead_cursor_is_a_full_round() -> None:
    """Where the cursor is dead, everything is read anew, and what the dead one gave is forgotten."""
    script = Script([page(A1, more="2"), CursorDeadError("old"), page(B1, full=True)])
    assert pull(script, WINDOW, HERE) == Pulled(events={"b": B1}, gone=frozenset(), cursor=HERE, full=True)
    assert script.asked == [(HERE, ""), (HERE, "2"), (None, "")]


@pytest.mark.parametrize("cursor", [None, HERE])
def test_a_full_round_that_cannot_begin(cursor: Cursor | None) -> None:
    """A calendar that refuses a full round too is an error, and no empty answer."""
    with pytest.raises(CursorDeadError):
        pull(Script([CursorDeadError("old"), CursorDeadError("old")]), WINDOW, cursor)


def test_an_error_between_pages() -> None:
    """What fails half-way fails whole: half an answer is none."""
    with pytest.raises(UnavailableError):
        pull(Script([page(A1, more="2", full=True), UnavailableError("no")]), WINDOW, None)


def test_pages_without_end() -> None:
    """A calendar that always has one page more is left."""
    with pytest.raises(CursorDeadError, match="more than 10000 pages"):
        pull(Script([page(more="again")] * 10_001), WINDOW, None)


@pytest.mark.parametrize(
    ("pulled", "known", "expected"),
    [
        pytest.param(page(A1), {}, News(changed=(A1,), gone=frozenset()), id="new"),
        pytest.param(page(A2), {"a": "1"}, News(changed=(A2,), gone=frozenset()), id="changed"),
        pytest.param(page(A1), {"a": "1"}, News(changed=(), gone=frozenset()), id="known"),
        pytest.param(page(gone=("a",)), {"a": "1"}, News(changed=(), gone=frozenset("a")), id="gone"),
        pytest.param(page(gone=("a",)), {}, News(changed=(), gone=frozenset()), id="never known"),
        pytest.param(page(), {"a": "1"}, News(changed=(), gone=frozenset()), id="silence is no news"),
        pytest.param(page(B1, full=True), {"a": "1"}, News(changed=(B1,), gone=frozenset("a")), id="swept"),
        pytest.param(page(full=True), {}, News(changed=(), gone=frozenset()), id="always empty"),
    ],
)
def test_news_are_what_differs(pulled: Page, known: dict[str, str], expected: News) -> None:
    """News are what differs from the versions known; only a full answer tells by what it leaves out."""
    found = news(_pulled(pulled), known)
    assert found == expected
    assert bool(found) == bool(expected.changed or expected.gone)


def test_an_empty_calendar_is_not_believed() -> None:
    """A full calendar that comes back empty is an error, until the owner says that it is so."""
    empty = _pulled(page(full=True))
    with pytest.raises(EmptyCalendarError, match="2 events"):
        news(empty, {"a": "1", "b": "1"})
    assert news(empty, {"a": "1"}, believe_empty=True).gone == {"a"}


def test_a_calendar_whose_window_moved_on_may_be_empty() -> None:
    """Where none of the known events lies in the window any more, an empty answer is believed."""
    empty = _pulled(page(full=True))
    assert news(empty, {"a": "1"}, expected=0).gone == {"a"}
    with pytest.raises(EmptyCalendarError, match="1 event"):
        news(empty, {"a": "1", "b": "1"}, expected=1)


@pytest.mark.parametrize("fault", [None, Fault.DUPLICATE, Fault.STALE, Fault.CURSOR_DEAD])
def test_what_a_calendar_muddles_comes_right(fault: Fault | None) -> None:
    """After rows that came twice, old versions or a dead cursor, the next readings know it all."""
    calendar = MemoryCalendar(name="work", page_size=2)
    made = [calendar.put(event(TUESDAY_TEN + timedelta(hours=n), series=f"e{n}")) for n in range(5)]
    before = pull(calendar, WINDOW, None)
    known = versions(before)
    for each in made[:3]:
        calendar.change(each.id, title="Neuer Titel")
    calendar.remove(made[4].id)
    if fault:
        calendar.faults.arm(Operation.READ, fault)
    cursor = before.cursor
    for _ in range(2):
        pulled = pull(calendar, WINDOW, cursor)
        found = news(pulled, known)
        known = {key: value for key, value in known.items() if key not in found.gone}
        known |= {each.id: each.version for each in found.changed}
        cursor = pulled.cursor
    assert known == {key: each.version for key, each in calendar.events.items()}


def test_a_fault_that_empties_is_caught() -> None:
    """The answer of a calendar that lost everything for a moment does not sweep anything away."""
    calendar = MemoryCalendar(name="work")
    calendar.put(event())
    known = versions(pull(calendar, WINDOW, None))
    calendar.faults.arm(Operation.READ, Fault.EMPTY)
    with pytest.raises(EmptyCalendarError):
        news(pull(calendar, WINDOW, None), known)
    assert not news(pull(calendar, WINDOW, None), known)


def _pulled(answer: Page) -> Pulled:
    return pull(Script([answer]), WINDOW, None)
