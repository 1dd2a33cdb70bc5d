"""Where peers' cases stand: beside the checkout, never inside it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

DEFAULT = Path(__file__).resolve().parents[2] / "shared" / "peer-cases"


def folder(description: str) -> Path:
    """Read ``--peer-cases DIR`` from the command line; leave with a clear message without it."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--peer-cases", type=Path, default=DEFAULT, metavar="DIR")
    path: Path = parser.parse_args().peer_cases
    if not path.is_dir():
        sys.exit(f"No peer cases at {path}: name their folder with --peer-cases DIR.")
    return path


def rows(path: Path) -> list[dict[str, Any]]:
    """Read a file with one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def share(right: int, total: int) -> str:
    """Write a score as count and percentage."""
    return f"{right} of {total} ({100 * right / total:.1f} %)" if total else "none"
