"""How fast Google may be asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import pytest

from calendar_sync.errors import RateLimitedError
from calendar_sync.google.pace import BackOff, Pace


@dataclass(slots=True)
class Clock:
    """A clock that is set by hand."""

    now: float = 0.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


def pace(clock: Clock, units: int = 600) -> Pace:
    """Return a pace on this clock."""
    return Pace(back_off=BackOff(clock=clock, chance=lambda: 0.5), units=units)


def test_units_are_spent_and_come_back() -> None:
    """Units that are spent are refused with the wait, and come back a minute after each was spent."""
    clock = Clock()
    mine = pace(clock, 4)
    mine.take(3)
    clock.now = 20
    mine.take(1)
    with pytest.raises(RateLimitedError) as raised:
        mine.take(3)
    assert raised.value.retry_after == timedelta(seconds=40)
    with pytest.raises(RateLimitedError) as raised:
        mine.take(4)
    assert raised.value.retry_after == timedelta(seconds=60)
    clock.now = 60
    mine.take(3)
    with pytest.raises(RateLimitedError):
        mine.take(1)


def test_what_is_refused_is_not_spent() -> None:
    """A request that was refused here costs nothing."""
    mine = pace(Clock(), 3)
    mine.take(2)
    with pytest.raises(RateLimitedError):
        mine.take(3)
    mine.take(1)


def test_many_threads_spend_no_unit_twice() -> None:
    """Threads together spend no more than there is."""
    mine = pace(Clock(), 300)

    def spend(_: int) -> bool:
        try:
            mine.take(3)
        except RateLimitedError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(spend, range(400))) == 100


def test_a_user_over_their_own_limit_waits_alone() -> None:
    """Where one user's limit was reached, that user waits, and nobody else of the project does."""
    clock = Clock()
    back_off = BackOff(clock=clock, chance=lambda: 0.5)
    jule, tom = Pace(back_off=back_off), Pace(back_off=back_off)
    assert [jule.refused(everybody=False).total_seconds() for _ in range(2)] == [1.5, 2.5]
    tom.take(1)
    tom.answered()
    with pytest.raises(RateLimitedError) as raised:
        jule.take(1)
    assert raised.value.retry_after == timedelta(seconds=2.5)
    clock.now = 2.5
    jule.take(1)
    jule.answered()
    assert jule.refused(everybody=False) == timedelta(seconds=1.5)
    assert tom.refused(everybody=True) == timedelta(seconds=1.5)
    with pytest.raises(RateLimitedError):
        jule.take(1)


def test_the_back_off_of_a_project() -> None:
    """After a refusal everybody of the project waits: longer each time, never over the longest wait."""
    clock = Clock()
    back_off = BackOff(clock=clock, chance=lambda: 0.5)
    jule, tom = Pace(back_off=back_off), Pace(back_off=back_off)
    waits = [back_off.refused().total_seconds() for _ in range(9)]
    assert waits == [1.5, 2.5, 4.5, 8.5, 16.5, 32.5, 64.0, 64.0, 64.0]
    for each in (jule, tom):
        with pytest.raises(RateLimitedError) as raised:
            each.take(1)
        assert raised.value.retry_after == timedelta(seconds=64)
    clock.now = 64
    jule.take(1)
    back_off.answered()
    assert back_off.refused() == timedelta(seconds=1.5)
