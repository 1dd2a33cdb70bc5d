"""Thousands of steps of the machine; ``PLAUSCH_STEPS=1000000`` makes as many (docs/testing.md)."""

from __future__ import annotations

import os
import sys
from itertools import count

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.service.following.machine import Machine
from tests.service.following.twins import Twins


class _One(Machine):
    """A part counts its own steps."""

    steps = 0


class _Two(Machine):
    """A part counts its own steps."""

    steps = 0


class _Three(Twins):
    """A part counts its own steps."""

    steps = 0


class _Four(Twins):
    """A part counts its own steps."""

    steps = 0


ASKED = os.environ.get("PLAUSCH_STEPS")
STEPS = int(ASKED or "20000")
_PART = 10_000  # Hypothesis keeps every story of one run in memory
CASES = (
    pytest.param(_One, 50, 0.475, id="struck"),
    pytest.param(_Two, 50, 0.475, id="struck again"),
    pytest.param(_Three, 12, 0.025, id="twins"),
    pytest.param(_Four, 12, 0.025, id="more twins"),
)
"""Each part with the length of its stories and its share of the steps; a step of the twins is a long one."""


@pytest.mark.parametrize(("machine", "length", "share"), CASES)
def test_the_promises_hold(
    machine: type[Machine | Twins], length: int, share: float, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever humans, owners, calendars and power cuts do: at quiet points the promises hold."""
    wanted = round(STEPS * share)
    parts = count()
    while (missing := wanted - machine.steps) > 0:
        if settings.default and settings.default.derandomize:
            seed(f"{machine.__name__} {next(parts)}")(machine)  # repeatable, and never the same story
        run_state_machine_as_test(machine, settings=stories(min(missing, _PART), length))
        if ASKED:
            with capsys.disabled():
                print(f"\n{machine.__name__}: {machine.steps} steps", file=sys.stderr)  # noqa: T201  # asked for


def stories(steps: int, length: int) -> settings:
    """Return settings for about so many steps; Hypothesis ends many a story early."""
    return settings(
        max_examples=-(-steps // length),
        stateful_step_count=length,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
