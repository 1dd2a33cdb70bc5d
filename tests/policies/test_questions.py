"""The pool of questions: large, tagged, well-mannered, and never the same one twice."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policies.context import Address
from policies.question_pool import POOL, QUESTIONS
from policies.questions import Meeting, Pool, Question
from tests.builders import BERLIN

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=BERLIN)
INTIMATE = re.compile(
    r"(?i)\b(gesundheit|krank\w*|verdien\w*|gehalt|religi\w*|glaub\w* sie an|wähl\w*|partei|schwanger\w*|"
    r"hast du kinder|haben sie kinder|verheiratet|wie alt|alter\b|gewicht|schulden|salary|married|"
    r"children|health|diet|religion|vote|politic\w*|how old|weight|money)\b",
)
DU = re.compile(r"\b([Dd]u|[Dd]ich|[Dd]ir|[Dd]ein\w*|[Ee]uch|[Ee]uer\w*|ihr)\b")
SIE = re.compile(r"\b(Sie|Ihnen|Ihr\w*)\b")


def test_the_pool_is_large() -> None:
    """There are at least sixty different questions in each language and form of address."""
    for wording in ("sie", "du", "en"):
        assert len({getattr(each, wording) for each in QUESTIONS}) == len(QUESTIONS) >= 60
    assert len({each.id for each in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda each: each.id)
def test_each_question_can_be_asked_a_client(question: Question) -> None:
    """Each is one open question of decent length, addresses consistently, and asks nothing intimate."""
    for wording in (question.sie, question.du, question.en):
        assert wording.endswith("?")
        assert wording.count("?") == 1
        assert 20 <= len(wording) <= 140
        assert not INTIMATE.search(wording)
    assert not DU.search(question.sie)
    assert not SIE.search(question.du)
    assert question.worded("de", Address.SIE) == question.sie
    assert question.worded("de", Address.DU) == question.du
    assert question.worded("en", Address.DU) == question.en


def test_every_tag_is_used() -> None:
    """There are questions for each season, for the time of day, first and regular meetings."""
    assert {month for each in QUESTIONS for month in each.months} == set(range(1, 13))
    assert {each.meeting for each in QUESTIONS} == set(Meeting)
    assert len({each.hours for each in QUESTIONS}) >= 3
    assert any(each.weekdays for each in QUESTIONS)


moments = st.integers(min_value=0, max_value=366 * 48).map(lambda half: NOON + timedelta(minutes=30 * half))


@given(moments, st.booleans(), st.text(max_size=20))
def test_the_choice_fits_and_stays(moment: datetime, first: bool, seed: str) -> None:  # noqa: FBT001
    """There is always a fitting question, and for the same event it is always the same one."""
    chosen = POOL.choose(moment, first=first, asked=(), seed=seed)
    assert chosen is not None
    assert chosen.fits(moment, first=first)
    assert chosen == Pool(QUESTIONS[::-1]).choose(moment, first=first, asked=(), seed=seed)


@given(moments, st.booleans())
def test_nobody_is_asked_twice(moment: datetime, first: bool) -> None:  # noqa: FBT001
    """Asked again and again, a person hears each fitting question once, and then none."""
    asked: list[str] = []
    for number in range(len(QUESTIONS) + 1):
        chosen = POOL.choose(moment, first=first, asked=asked, seed=str(number))
        if chosen is None:
            break
        assert chosen.id not in asked
        asked.append(chosen.id)
    assert set(asked) == {each.id for each in QUESTIONS if each.fits(moment, first=first)}
    assert len(asked) >= 20


def test_different_events_get_different_questions() -> None:
    """The pool is used widely: a hundred events do not share a handful of questions."""
    chosen = {
        question.id
        for seed in range(100)
        if (question := POOL.choose(NOON, first=False, asked=(), seed=str(seed)))
    }
    assert len(chosen) >= 20
