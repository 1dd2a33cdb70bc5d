"""What an account tells of itself."""

from __future__ import annotations

from service.google.facts import hours_written


def test_hours_that_begin_at_midnight() -> None:
    """A period without a start begins at midnight, one without an end is none."""
    said = {
        "workingHoursEnabled": True,
        "availableTimes": [
            {"dayOfWeek": "MONDAY", "periodEnd": 360},
            {"dayOfWeek": "tuesday", "periodStart": 480},
        ],
    }
    assert hours_written(said) == "mon 00:00-06:00"


def test_hours_that_are_switched_off() -> None:
    """Hours that do not count are not taken over."""
    assert hours_written({"availableTimes": [{"dayOfWeek": "monday", "periodEnd": 360}]}) == ""
