"""Thousands of steps of the machine. ``PLAUSCH_STEPS=1000000`` makes it as many, spread over the parts."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.service.following.machine import Machine


class _One(Machine):
    """A part counts its own steps."""

    steps = 0


class _Two(Machine):
    """A part counts its own steps."""

    steps = 0


class _Three(Machine):
    """A part counts its own steps."""

    steps = 0


class _Four(Machine):
    """A part counts its own steps."""

    steps = 0


PARTS = (_One, _Two, _Three, _Four)
STEPS = int(os.environ.get("PLAUSCH_STEPS", "20000"))
LENGTH = 50
_EXAMPLES = -(-STEPS // len(PARTS) // LENGTH)


@pytest.mark.parametrize("part", range(len(PARTS)))
def test_the_promises_hold(part: int, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever humans, owners, calendars and power cuts do: at quiet points the promises hold."""
    machine = PARTS[part]
    chosen = settings(
        max_examples=_EXAMPLES,
        stateful_step_count=LENGTH,
        deadline=None,
        database=None,
        derandomize=False,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)
    with capsys.disabled():
        if "PLAUSCH_STEPS" in os.environ:
            print(f"\npart {part}: {machine.steps} steps")  # noqa: T201  # asked for
    assert machine.steps >= STEPS // len(PARTS)
