"""The ``plausch`` command: preview, apply and undo on a calendar file, and what it remembers."""

from __future__ import annotations

import sys

from service.cli.app import app
from service.cli.frame import KNOWN_PROBLEMS, complain

__all__ = ["main"]


def main() -> None:
    """Run the command; a known problem becomes a sentence and exit code 2."""
    try:
        app()
    except KNOWN_PROBLEMS as problem:
        complain(str(problem))
        sys.exit(2)
