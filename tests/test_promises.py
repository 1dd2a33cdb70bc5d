"""The promises, over generated calendars, through a file and back."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from policies.change import AddVideoLink, HoldTime, MoveEnd, seen_by_guests
from policies.event import Timed, elapsed
from service.run import Run
from tests.builders import BERLIN, MONDAY
from tests.calendars import Drawn, drawn_calendars, line_ends, settings_drawn, written
from tests.world import SECRET, blocks, with_all_moved, with_end_moved, world

FIVE = timedelta(minutes=5)


def changes(run: Run) -> list[str]:
    """List what a run would still change, for a readable failure."""
    return [f"{each.event.id}: {change}" for each in run.decisions for change in each.changes]


def lengthened(run: Run) -> set[str]:
    """Return the ids of events whose end a run moves."""
    return {
        each.event.id for each in run.decisions if any(isinstance(change, MoveEnd) for change in each.changes)
    }


@given(drawn_calendars, settings_drawn, line_ends)
def test_fixpoint(drawn: list[Drawn], choices: dict[str, str], end: str) -> None:
    """Decide, apply, decide again: nothing; and nothing either with the database lost."""
    with world(written(drawn, end), choices) as here:
        here.apply()
        assert changes(here.look()) == []
        here.lose_memory()
        here.fill(choices)
        assert changes(here.look()) == []


@given(drawn_calendars, settings_drawn, st.integers(min_value=0, max_value=24 * 9))
def test_never_lengthened_twice(drawn: list[Drawn], choices: dict[str, str], hours: int) -> None:
    """Whenever it is looked at again, an event that got room gets no more, nor do its copies."""
    with world(written(drawn), choices) as here:
        first = lengthened(here.apply())
        copies = "".join(
            block.replace("UID:drawn", "UID:copy")
            for block in blocks(here.text)
            if "X-PLAUSCH-MADE" in block and "RECURRENCE-ID" not in block
        )
        here.file.write_bytes(here.text.replace("END:VCALENDAR", f"{copies}END:VCALENDAR").encode())
        again = lengthened(here.apply(MONDAY + timedelta(hours=hours)))
        assert not again & first
        assert not {each for each in again if each.startswith("copy") and "/" not in each}


@given(drawn_calendars, st.sampled_from([1, 3, 5, 10]), st.booleans())
def test_shortened_stays_shortened(drawn: list[Drawn], minutes: int, lost: bool) -> None:  # noqa: FBT001
    """A meeting that a human shortened again is left alone for good, and so is its series."""
    with world(written(drawn)) as here:
        first = lengthened(here.apply())
        text = here.text
        for block in blocks(text):
            if "room=lengthen" in block.replace("\r\n ", ""):
                text = text.replace(block, with_end_moved(block, -timedelta(minutes=minutes)))
        here.file.write_bytes(text.encode())
        if lost:
            here.lose_memory()
        untouched = first | {each.partition("/")[0] for each in first}
        for hours in (0, 30):
            again = lengthened(here.apply(MONDAY + timedelta(hours=hours)))
            assert not {each for each in again if each in untouched or each.partition("/")[0] in untouched}


@given(drawn_calendars, st.integers(min_value=1, max_value=300))
def test_dragged_is_long_enough(drawn: list[Drawn], minutes: int) -> None:
    """A meeting dragged elsewhere with its longer duration gets nothing more."""
    with world(written(drawn)) as here:
        first = lengthened(here.apply())
        text = here.text
        for block in blocks(text):
            if "room=lengthen" in block.replace("\r\n ", ""):
                text = text.replace(block, with_all_moved(block, timedelta(minutes=minutes)))
        here.file.write_bytes(text.encode())
        assert not lengthened(here.look()) & first


@given(drawn_calendars, settings_drawn)
def test_guests_are_told_once(drawn: list[Drawn], choices: dict[str, str]) -> None:
    """An event that guests saw changed is not changed visibly again, whatever is wished later."""
    with world(written(drawn), choices) as here:
        first = here.apply()
        told = {each.event.id for each in first.decisions if any(map(seen_by_guests, each.changes))}
        here.fill({"room": "lengthen", "minutes": "10", "video-room": "https://meet.jit.si/Anders"})
        later = here.look(MONDAY + timedelta(hours=1))
        with_guests = {each.event.id for each in later.decisions if each.event.guests}
        again = {each.event.id for each in later.decisions if any(map(seen_by_guests, each.changes))}
        assert not again & told & with_guests


@given(drawn_calendars, settings_drawn)
def test_notes_never_leak(drawn: list[Drawn], choices: dict[str, str]) -> None:
    """What is noted or told stands only in entries of ours: private, and without anybody invited."""
    with world(written(drawn), choices) as here:
        here.apply()
        for block in blocks(here.text):
            if SECRET in block.replace("\r\n ", ""):
                assert "X-PLAUSCH-OURS:" in block
                assert "CLASS:PRIVATE" in block
                assert "ATTENDEE" not in block
                assert "ORGANIZER" not in block


@given(drawn_calendars, settings_drawn, line_ends)
def test_undo_restores_every_byte(drawn: list[Drawn], choices: dict[str, str], end: str) -> None:
    """Everything taken back, the file is the one it was; and it stays so."""
    before = written(drawn, end)
    with world(before, choices) as here:
        here.apply()
        here.undo()
        assert here.file.read_bytes() == before
        assert changes(here.look()) == [] or not any(each.event.marker for each in here.look().decisions)


@given(drawn_calendars)
def test_undo_keeps_what_a_human_wrote(drawn: list[Drawn]) -> None:
    """Fields that hold something else than what was written stay as the human left them."""
    with world(written(drawn)) as here:
        here.apply()
        text = here.text
        edited = [each for each in blocks(text) if "room=lengthen" in each.replace("\r\n ", "")]
        moved = {each: with_end_moved(each, FIVE) for each in edited}
        for before, after in moved.items():
            text = text.replace(before, after)
        here.file.write_bytes(text.encode())
        here.undo()
        ends = [line for block in moved.values() for line in block.splitlines() if line.startswith("DTEND")]
        assert all(line in here.text for line in ends)


@given(drawn_calendars, settings_drawn, st.integers(min_value=0, max_value=60))
def test_bounded(drawn: list[Drawn], choices: dict[str, str], hours: int) -> None:
    """Caps hold per event and day; past and running events are left alone; no start ever moves."""
    now = MONDAY + timedelta(hours=hours)
    with world(written(drawn), choices) as here:
        run = here.look(now)
        minutes: Counter[object] = Counter()
        links: Counter[object] = Counter()
        settings = run.context.settings
        for decision in run.decisions:
            span = decision.event.span
            for change in decision.changes:
                assert isinstance(span, Timed)
                assert span.start > now
                day = span.start.astimezone(BERLIN).date()
                if isinstance(change, MoveEnd | HoldTime):
                    assert elapsed(span.end, change.end) == timedelta(minutes=change.minutes)
                    assert 0 < change.minutes <= settings.event_cap
                    minutes[day] += change.minutes
                links[day] += isinstance(change, AddVideoLink)
        assert all(total <= settings.day_cap for total in minutes.values())
        assert all(total <= settings.video_day_cap for total in links.values())
