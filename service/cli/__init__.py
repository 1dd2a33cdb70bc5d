"""The ``plausch`` command: preview, apply and undo on a calendar file, and what it remembers."""

from __future__ import annotations

import sys
from io import TextIOWrapper

import typer

from service.cli.app import app
from service.cli.frame import KNOWN_PROBLEMS, complain
from service.cli.help import usage_problem
from service.cli.language import speak
from service.problems import problem_of

__all__ = ["main"]


def main() -> None:
    """Run the command; a known problem becomes a sentence and exit code 2."""
    _write_what_can_be_written()
    said = speak()
    try:
        sys.exit(app(prog_name="plausch", standalone_mode=False))
    except typer.Abort:
        complain(said.text("Stopped. Nothing was changed."))
        sys.exit(1)
    except typer.TyperException as refused:
        complain(usage_problem(refused).sentence(said))
        sys.exit(2)
    except KNOWN_PROBLEMS as problem:
        complain(problem_of(problem).sentence(said))
        sys.exit(2)


def _write_what_can_be_written() -> None:
    """Print a question mark for a stitch where a terminal knows none, and do not fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
