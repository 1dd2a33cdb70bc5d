"""Following a file in the terminal: watch, approve, skip, leave, and another link."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from service.cli.app import app
from service.clock import now
from tests.ics import calendar, entry

ENGLISH = ("--lang", "en")


class Shell:
    """Runs commands with a data folder of its own."""

    def __init__(self, folder: Path) -> None:
        """Write a calendar with one client meeting, the day after tomorrow."""
        self.environment = {"PLAUSCH_DATA": str(folder / "data"), "COLUMNS": "100"}
        self.file = folder / "work.ics"
        start = (now() + timedelta(days=2)).replace(hour=10, minute=0, second=0, microsecond=0)
        self.file.write_bytes(calendar(entry("meeting@test", start)))
        self.before = self.file.read_bytes()

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Run a command."""
        result = CliRunner().invoke(app, [*arguments, *ENGLISH], env=self.environment)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == code, result.output
        return result.output

    def watch(self, *more: str, code: int = 0) -> str:
        """Look at the file until there is nothing left to do."""
        me = ("--me", "jule.brandt@nordlicht-personal.example")
        return self("watch", str(self.file), "--once", *me, *more, code=code)


@pytest.fixture
def plausch(tmp_path: Path) -> Shell:
    """Give each test a new installation."""
    return Shell(tmp_path)


def test_watching_only_looks(plausch: Shell) -> None:
    """At first nothing is changed."""
    said = plausch.watch()
    assert "1 entry is new or changed" in said
    assert plausch.file.read_bytes() == plausch.before


def test_asking_names_what_waits_and_takes_answers(plausch: Shell) -> None:
    """Each waiting change has its seam and id; approved ones are made, skipped ones are not asked again."""
    said = plausch.watch("--level", "ask")
    ids = re.findall(r"┄┄ .* \[(\w{6})\] waits for your answer", said)
    assert len(ids) == 2
    assert "2 changes wait for your answer: plausch approve ID" in said
    assert "Approved" in plausch("approve", ids[0])
    assert "Left as it is" in plausch("skip", ids[1])
    said = plausch.watch()
    assert f"[{ids[0]}] made" in said
    assert "Nothing waits for an answer." in said
    assert plausch.file.read_bytes() != plausch.before


def test_leaving_takes_back_what_is_to_come(plausch: Shell) -> None:
    """After leaving, the file is what it was, byte for byte, and is not followed."""
    assert "━━" in plausch.watch("--level", "automatic")
    assert "is not followed any more" in plausch("leave", str(plausch.file))
    assert plausch.file.read_bytes() == plausch.before


def test_a_file_that_is_gone(plausch: Shell) -> None:
    """What cannot be taken back is said; the calendar can be forgotten all the same."""
    plausch.watch("--level", "automatic")
    plausch.file.unlink()
    assert "--forget" in plausch("leave", str(plausch.file), code=1)
    assert "is not followed any more" in plausch("leave", str(plausch.file), "--forget")


def test_the_level_is_remembered(plausch: Shell) -> None:
    """Chosen once, it holds for the next call; and ``settings`` shows it."""
    plausch.watch("--level", "automatic")
    assert re.search(r"level +automatic", plausch("settings"))


def test_a_token_for_programs(plausch: Shell) -> None:
    """A link names the port, a token stands alone on its line."""
    assert re.search(r"http://127\.0\.0\.1:99/sign-in\?token=[\w-]{43}\n", plausch("link", "--port", "99"))
    assert re.fullmatch(r"[\w-]{43}\n", plausch("link", "--token"))


def test_the_demo_as_a_service(plausch: Shell) -> None:
    """Where nobody sits at a terminal, it shows that it answers and ends."""
    said = plausch("demo", "--serve")
    assert 'GET /health: 200 {"alive":true}' in said
    assert "GET /api/calendars: 200" in said
