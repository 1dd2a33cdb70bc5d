"""What every job engine offers. Which one runs is a setting and nothing else differs.

A trigger is written into the calendar's row (``calendars.trigger``) and committed *before* the engine
is told: so a wake-up may be lost, doubled or late, and nothing is. An engine promises: every calendar
that is due gets a sync that begins after its trigger; two syncs of one calendar never overlap; bursts
of triggers end in at most two syncs; calendars that fail wait as their row says.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from service.store.calendars import Key

Work = Callable[[Key], object]
"""Syncs one calendar; returns when it is done."""


class JobEngine(Protocol):
    """Runs syncs in the background."""

    def start(self) -> None:
        """Begin; what is due from before a crash is due now."""
        ...

    def wake(self, key: Key) -> None:
        """Say that a calendar was triggered. May be called from any thread, and never waits."""
        ...

    def is_running(self) -> bool:
        """Whether it was begun and takes what is due."""
        ...

    def stop(self, within: timedelta) -> bool:
        """Begin nothing new and wait for what runs; whether all of it came to its end in time."""
        ...
