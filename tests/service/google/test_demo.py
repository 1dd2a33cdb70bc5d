"""The demo against the stand-in: everything connected by Google's own way, in a terminal or without one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]
RUN = "from service.cli import main; main()"


def test_the_demo_ends_by_itself(tmp_path: Path) -> None:
    """Without a terminal it connects, shows the week and a new meeting's room, ends, and keeps nothing."""
    command = [sys.executable, "-c", RUN, "demo", "--google-fake", "--lang", "en"]
    environment = {**os.environ, "PLAUSCH_DATA": str(tmp_path / "data"), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=180, check=False,
        stdin=subprocess.DEVNULL,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "with consent: jule.brandt@nordlicht-personal.example" in done.stdout
    _, _, after = done.stdout.partition("Somebody puts a new meeting into the calendar")
    assert "A first talk with a new client: 10 minutes more" in after
    assert list(tmp_path.iterdir()) == []
