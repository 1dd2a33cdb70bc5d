"""What cannot be done, said in the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from calendar_sync.errors import EventGoneError, NoCalendarError, UnavailableError, Why
from calendar_sync.icalendar_file.document import CalendarFile
from service.problems import CALENDAR_PROBLEMS, calendar_problem, problem_of
from service.words import words


@pytest.mark.parametrize("why", Why)
def test_every_code_has_its_sentence(why: Why) -> None:
    """Each code of a calendar's errors is said in both languages, with all its facts filled in."""
    facts = {name: f"<{name}>" for name in re.findall(r"{(\w+)}", CALENDAR_PROBLEMS[why])}
    said = [calendar_problem(EventGoneError(why, **facts)).sentence(words(each)) for each in ("en", "de")]
    assert said[0] != said[1]
    assert all(fact in sentence for fact in facts.values() for sentence in said)


def test_a_file_with_braces_in_its_name(tmp_path: Path) -> None:
    """The facts are facts, whatever they look like."""
    with pytest.raises(NoCalendarError) as error:
        CalendarFile.open(tmp_path / "{reason} {limit}.ics")
    sentence = problem_of(error.value).sentence(words("de"))
    assert "{reason} {limit}.ics lässt sich nicht lesen" in sentence
    assert "die Datei gibt es nicht" in sentence


def test_an_error_without_a_code() -> None:
    """What has no code is said as it was raised."""
    assert problem_of(UnavailableError("Away.")).sentence(words("de")) == "Away."
