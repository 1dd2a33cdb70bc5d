"""One event, all rules: precedence, one change for each part, and explanations for everything."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

import pytest

from policies.agenda import decide_all
from policies.change import AddVideoLink, AttachOpener, MoveEnd
from policies.context import Settings, Story
from policies.decide import decide
from policies.decision import combine
from policies.event import (
    AllDay,
    BackwardsSpanError,
    Marker,
    NaiveTimeError,
    Timed,
    elapsed,
    later,
)
from policies.rules import RULES
from policies.verdict import Abstain, Code, Propose, RuleName, because
from tests.builders import (
    ANNA,
    BERLIN,
    MEHMET,
    PHONE_PLACE,
    TOM,
    TUESDAY_TEN,
    VIDEO_ROOM,
    context,
    event,
    person,
)


def test_all_three_rules_speak() -> None:
    """A phone meeting with a client gets room, a link and a card, each explained."""
    call = event(place=PHONE_PLACE, location="040 123456")
    decision = decide(call, context(settings=Settings(video_room=VIDEO_ROOM)))
    assert [each.rule for each in decision.verdicts] == list(RuleName)
    assert [type(each) for each in decision.changes] == [MoveEnd, AddVideoLink, AttachOpener]
    assert decision.no_client is None


def test_no_client_event_no_rule() -> None:
    """Where nobody from outside is invited every rule abstains, with the reason."""
    decision = decide(event(guests=(MEHMET,)), context())
    assert decision.changes == ()
    assert decision.no_client == because(Code.ONLY_COLLEAGUES)
    assert len(decision.verdicts) == len(RULES)
    assert all(isinstance(each, Abstain) for each in decision.verdicts)


def test_the_first_of_two_wins_and_the_other_is_named() -> None:
    """Two proposals for the same part: precedence decides, and it is said who lost."""
    change = MoveEnd(end=TUESDAY_TEN + timedelta(minutes=35), minutes=5)
    first = Propose(rule=RuleName.MAKE_ROOM, reason=because(Code.LENGTHENED), change=change)
    second = replace(first, rule=RuleName.SHOW_FACE)
    decision = combine(event(), [first, second])
    assert decision.changes == (change,)
    assert [(each.loser, each.winner) for each in decision.overruled] == [
        (RuleName.SHOW_FACE, RuleName.MAKE_ROOM),
    ]


def test_a_day_has_a_cap() -> None:
    """What one meeting of a day gets the later ones no longer have."""
    day = [event(TUESDAY_TEN + timedelta(hours=each), series=f"e{each}") for each in range(8)]
    decisions = list(decide_all(day, context()))
    given = [sum(c.minutes for c in each.changes if isinstance(c, MoveEnd)) for each in decisions]
    assert sum(given) == Settings().day_cap
    assert given[-1] == 0
    assert decisions[-1].verdicts[0].reason.code is Code.DAY_CAP


def test_video_links_have_a_cap() -> None:
    """Of five phone meetings in a day three get a link."""
    day = [
        event(TUESDAY_TEN + timedelta(hours=each), series=f"e{each}", place=PHONE_PLACE) for each in range(5)
    ]
    decisions = decide_all(day, context(settings=Settings(video_room=VIDEO_ROOM)))
    links = [any(isinstance(c, AddVideoLink) for c in each.changes) for each in decisions]
    assert links == [True, True, True, False, False]


@pytest.mark.parametrize("people", [(), (person(ANNA),)])
def test_nothing_is_told_or_asked_twice_in_one_look(people: tuple[object, ...]) -> None:
    """Three meetings with Anna in one look: three questions, and the story once."""
    week = [event(TUESDAY_TEN + timedelta(days=each), series=f"e{each}") for each in range(3)]
    story = Story(id="s1", text="Ich backe Brot.")
    here = context(stories=(story,), people=people)  # type: ignore[arg-type]
    cards = [
        change.card
        for decision in decide_all(week, here)
        for change in decision.changes
        if isinstance(change, AttachOpener)
    ]
    assert len({card.ask for card in cards}) == 3
    assert [bool(card.share) for card in cards] == [True, False, False]


def test_a_story_for_each_person() -> None:
    """What Anna was told may still be told to Tom."""
    two = [event(), event(TUESDAY_TEN + timedelta(hours=2), guests=(TOM,), series="e2")]
    here = context(stories=(Story(id="s1", text="Ich backe Brot."),))
    shares = [
        change.card.share
        for decision in decide_all(two, here)
        for change in decision.changes
        if isinstance(change, AttachOpener)
    ]
    assert shares == ["Ich backe Brot.", "Ich backe Brot."]


def test_a_copy_gets_no_room() -> None:
    """A marker that names another event shows a copy: its room counts as made already."""
    marker = Marker(
        edit_id="e1",
        event_id="the-original",
        minutes=5,
        baseline=timedelta(minutes=30),
        room="lengthen",
    )
    decision = decide(event(minutes=35, marker=marker), context())
    assert not any(isinstance(each, MoveEnd) for each in decision.changes)
    assert decision.verdicts[0].reason.code is Code.COPY_OF_MADE


def test_naive_times_are_refused() -> None:
    """A time without a zone never reaches a rule."""
    naive = datetime(2026, 11, 24, 10, 0)  # noqa: DTZ001  # that is the point
    with pytest.raises(NaiveTimeError):
        Timed(start=naive, end=naive)
    with pytest.raises(NaiveTimeError):
        elapsed(naive, naive)
    with pytest.raises(NaiveTimeError):
        later(naive, timedelta())


def test_backwards_spans_are_refused() -> None:
    """Nothing ends before it starts."""
    with pytest.raises(BackwardsSpanError):
        Timed(start=TUESDAY_TEN, end=TUESDAY_TEN - timedelta(minutes=1))
    with pytest.raises(BackwardsSpanError):
        AllDay(first=TUESDAY_TEN.date(), last=TUESDAY_TEN.date() - timedelta(days=1))


def test_time_passes_through_a_switch_of_summer_time() -> None:
    """A meeting over the switch in October lasts as long as it lasts, not as the clock says."""
    start = datetime(2026, 10, 25, 1, 30, tzinfo=BERLIN)
    end = later(start, timedelta(hours=3))
    assert (end.hour, end.minute) == (3, 30)
    assert Timed(start=start, end=end).duration == timedelta(hours=3)
    spring = datetime(2026, 3, 29, 1, 30, tzinfo=BERLIN)
    assert later(spring, timedelta(hours=1)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_values_cannot_be_changed() -> None:
    """Events, contexts and facts are frozen."""
    with pytest.raises(FrozenInstanceError):
        event().title = "anders"  # type: ignore[misc]
    with pytest.raises(TypeError):
        because(Code.DAY_CAP, cap=30).facts["cap"] = 60  # type: ignore[index]
    assert isinstance(context().made, MappingProxyType)
