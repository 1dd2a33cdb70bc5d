"""Seconds and megabytes that each hostile file costs: ``python -m bench.hostile``."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.builders import JULE, MONDAY
from tests.calendar_sync.icalendar_file.hostile import FILES
from tests.calendar_sync.icalendar_file.test_hostile import run


def main() -> None:
    """Print a line for each file, the slowest last."""
    rows = []
    for name, build in FILES.items():
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "hostile.ics"
            path.write_bytes(build())
            begun = time.perf_counter()
            outcome = run(Path(folder), "preview", str(path), "--me", JULE, "--now", MONDAY.isoformat())
            rows.append((time.perf_counter() - begun, outcome.megabytes, name, outcome.code))
    for seconds, megabytes, name, code in sorted(rows):
        print(f"{seconds:6.2f} s {megabytes:5d} MB  {'refused' if code else 'read'}  {name}")


if __name__ == "__main__":
    main()
