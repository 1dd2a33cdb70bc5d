"""The pool of questions: one honest question that you would ask a client you like.

Chosen by season, weekday, time of day and whether people meet for the first time; the choice is the
same whenever it is asked for the same event, and nobody is asked the same question twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from policies.context import Address


class Meeting(StrEnum):
    """Whether people have met before."""

    ANY = "any"
    FIRST = "first"
    REGULAR = "regular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question in its three wordings.

    ``months`` (1 to 12), ``weekdays`` (Monday is 0) and ``hours`` (from, until) say when it fits;
    an empty set means always.
    """

    id: str
    sie: str
    du: str
    en: str
    months: frozenset[int] = frozenset()
    weekdays: frozenset[int] = frozenset()
    hours: tuple[int, int] = (0, 24)
    meeting: Meeting = Meeting.ANY

    @property
    def is_timely(self) -> bool:
        """Whether it fits only some of the year or the week."""
        return bool(self.months or self.weekdays)

    def worded(self, language: str, address: Address) -> str:
        """Return the wording for a language and form of address; English for unknown languages."""
        if language != "de":
            return self.en
        return self.du if address is Address.DU else self.sie

    def fits(self, moment: datetime, *, first: bool) -> bool:
        """Whether the question suits a meeting at ``moment`` (in the owner's zone)."""
        if self.meeting is not Meeting.ANY and (self.meeting is Meeting.FIRST) is not first:
            return False
        in_season = not self.months or moment.month in self.months
        on_day = not self.weekdays or moment.weekday() in self.weekdays
        return in_season and on_day and self.hours[0] <= moment.hour < self.hours[1]


class Pool:
    """All questions there are; those that fit a moment are found once."""

    def __init__(self, questions: Iterable[Question]) -> None:
        """Put the questions in an order that does not depend on how they were written down."""
        self._questions = sorted(questions, key=lambda each: _number(each.id))
        self._fitting: dict[tuple[int, int, int, bool], tuple[list[Question], list[Question]]] = {}

    def choose(self, moment: datetime, *, first: bool, asked: Collection[str], seed: str) -> Question | None:
        """Choose the question for one meeting; None when all that fit were asked already.

        At every third meeting or so, questions that fit only now (a season, a weekday) go before those
        that always fit: timely, and still not the same few for everybody. What others are asked does
        not change the choice: from a place that the seed draws, the next one not yet asked is taken.
        """
        number = _number(seed)
        timely, always = self._for(moment, first=first)
        groups = (timely, always) if number % 3 == 0 else (always, timely)
        return _next(groups[0], number, asked) or _next(groups[1], number, asked)

    def _for(self, moment: datetime, *, first: bool) -> tuple[list[Question], list[Question]]:
        key = (moment.month, moment.weekday(), moment.hour, first)
        found = self._fitting.get(key)
        if found is None:
            fitting = [each for each in self._questions if each.fits(moment, first=first)]
            timely = [each for each in fitting if each.is_timely]
            found = self._fitting[key] = timely, [each for each in fitting if not each.is_timely]
        return found


def _next(questions: Sequence[Question], number: int, asked: Collection[str]) -> Question | None:
    for step in range(len(questions)):
        question = questions[(number // 3 + step) % len(questions)]
        if question.id not in asked:
            return question
    return None


def _number(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big")
