"""Killed at every step: nothing is done twice, lost or torn."""

from __future__ import annotations

import subprocess
import sys


def test_killed_at_every_step() -> None:
    """Some hundred processes on a calendar file are killed; each next one makes it good."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.service.following.killing_ground"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "nothing doubled, lost or torn" in done.stdout
