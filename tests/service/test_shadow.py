"""A shadow run: past meetings, decided as on the day before, with nothing made yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from calendar_sync.port import Window
from policies.context import Settings
from policies.event import Event, Marker, Ours, OursKind
from policies.place import Place
from policies.verdict import Code
from service.gather import Memory
from service.shadow import Past, Shadow, bold, shadow_of
from tests.builders import ANNA, MEHMET, MONDAY, OWNER, TUESDAY_TEN, event, timed

LAST_TUESDAY = TUESDAY_TEN - timedelta(days=7)
MET = Memory(met={ANNA.address: MONDAY - timedelta(days=300)})


def shadow(*events: Event, memory: Memory = MET, **chosen: Any) -> Shadow:
    """Run over the four weeks before Monday."""
    window = Window(first=MONDAY - timedelta(days=28), last=MONDAY)
    past = Past(window=window, events=events, memory=memory, owner=OWNER, own_room=None)
    return shadow_of(past, bold(Settings(**chosen)))


def test_a_meeting_would_have_got_room() -> None:
    """Counted with its minutes and the updates that guests would have got."""
    seen = shadow(event(LAST_TUESDAY))
    assert (seen.given_room, seen.cost.minutes, seen.cost.updates, seen.cost.guests_told) == (1, 5, 1, 1)


def test_only_the_window_counts() -> None:
    """What is to come, and what is longer ago, is not part of it."""
    older = event(MONDAY - timedelta(days=29), series="older")
    assert shadow(event(TUESDAY_TEN), older).cost.events == 0


def test_left_alone_by_reason() -> None:
    """Meetings without room are counted by why, the most frequent reason first, each with an example."""
    hurry = Place(hurry="kurz")
    hurried = [
        event(LAST_TUESDAY + timedelta(days=day), series=f"hurried-{day}", place=hurry) for day in (0, 1)
    ]
    clash = [
        event(LAST_TUESDAY + timedelta(days=2), series="first"),
        event(LAST_TUESDAY + timedelta(days=2, minutes=30), series="next", guests=(MEHMET,)),
    ]
    seen = shadow(*hurried, *clash)
    counted = [(each.example.code, each.meetings) for each in seen.left_alone]
    assert counted == [(Code.IN_A_HURRY, 2), (Code.NEXT_EVENT_CLOSE, 1)]


def test_what_was_made_since_does_not_count() -> None:
    """Lengthened meetings are taken as the human meant them, and entries of ours are not there."""
    human = event(LAST_TUESDAY)
    marker = Marker(
        edit_id="e", event_id=human.id, minutes=5, baseline=timedelta(minutes=30), room="lengthen"
    )
    longer = replace(human, span=timed(LAST_TUESDAY, 35), marker=marker)
    ours = Ours(kind=OursKind.HOLD, edit_id="e", event_id=human.id)
    hold = event(LAST_TUESDAY + timedelta(minutes=35), 5, series="hold", guests=(), ours=ours)
    assert shadow(longer, hold) == shadow(human)
    back = replace(MET, changed_back=frozenset({human.id}), skipped=frozenset({human.id}))
    assert shadow(human, memory=back) == shadow(human)


def test_caps_hold_for_each_day() -> None:
    """The minutes of a day stay below its cap; the next day has its own."""
    busy = [
        event(LAST_TUESDAY + timedelta(days=day, hours=hour), series=f"{day}-{hour}")
        for day in (0, 1)
        for hour in (0, 1, 2)
    ]
    assert shadow(*busy, day_cap=10).cost.minutes == 20


def test_it_shows_the_bold_way_whatever_was_chosen() -> None:
    """A bold run is in the lengthen mode, so that the owner sees the cost of it before choosing it."""
    assert shadow(event(LAST_TUESDAY), tell_guests=False) == shadow(event(LAST_TUESDAY))
