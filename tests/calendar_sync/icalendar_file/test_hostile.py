"""Files that want to hurt end soon, in little memory, with a sentence, and nothing is written."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.builders import JULE, MONDAY
from tests.calendar_sync.icalendar_file.hostile import FILES

MOST_MEMORY = 300  # MB
HANGS = 60  # seconds: no measurement, only the end of waiting
_RUN = """
import re, sys
from pathlib import Path
from service.cli import main
try:
    main()
finally:
    peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
    print("MB", int(peak[1]) // 1024, file=sys.stderr)
"""


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    code: int
    said: str
    megabytes: int


def run(folder: Path, *arguments: str) -> Outcome:
    """Run the command with a data folder of its own."""
    environment = {**os.environ, "PLAUSCH_DATA": str(folder / "data"), "COLUMNS": "100", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        env=environment,
        capture_output=True,
        timeout=HANGS,
        check=False,
    )
    errors = done.stderr.decode()
    megabytes = int(errors.rpartition("MB ")[2])
    return Outcome(done.returncode, done.stdout.decode() + errors, megabytes)


@pytest.mark.parametrize("name", FILES)
def test_hostile_file(name: str, tmp_path: Path) -> None:
    """Read in part or refused with a sentence; within 300 MB; an output that was there stays."""
    hostile, out = tmp_path / "hostile.ics", tmp_path / "out.ics"
    data = FILES[name]()
    hostile.write_bytes(data)
    outcome = run(
        tmp_path,
        "apply",
        str(hostile),
        "-o",
        str(out),
        "--me",
        JULE,
        "--now",
        MONDAY.isoformat(),
        "--lang",
        "en",
    )
    assert "Traceback" not in outcome.said
    assert outcome.megabytes < MOST_MEMORY
    assert hostile.read_bytes() == data
    if outcome.code:
        assert outcome.code == 2
        assert outcome.said.startswith("plausch: ")
        assert not out.exists()
    else:
        assert out.exists()
    if b"UID:good@test" in data and outcome.code == 0:
        assert b"X-PLAUSCH" in out.read_bytes()


def test_there_are_enough_of_them() -> None:
    """At least forty different ones."""
    assert len({FILES[name]() for name in ("noise", "empty", "json")}) == 3
    assert len(FILES) >= 40
