"""Logs: one JSON object a line, with ids, codes and counts, and never what a calendar contains.

What other libraries log is reduced to who said it and where: their messages may quote anything.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from datetime import datetime
from typing import Any, TextIO, cast

import structlog

Line = MutableMapping[str, Any]
_LONGEST = 300


def write_logs(level: str, stream: TextIO, now: Callable[[], datetime]) -> None:
    """Write logs of this level and above (``debug``, ``info``, ``warning``) to a stream."""

    def stamped(_logger: object, name: str, line: Line) -> Line:
        return {"at": now().isoformat(timespec="milliseconds"), "level": name, **line}

    structlog.configure(
        processors=[stamped, _bounded, structlog.processors.JSONRenderer()],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(cast("TextIO", _Forgiving(stream))),
        cache_logger_on_first_use=False,
    )
    foreign = logging.StreamHandler(stream)
    foreign.setFormatter(_Reduced(now))
    logging.basicConfig(level=logging.WARNING, handlers=[foreign], force=True)


class _Forgiving:
    """A stream that may have gone: a terminal that was closed must not break off what is logged about."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Write what can be written."""
        with suppress(OSError, ValueError):
            return self._stream.write(text)
        return 0

    def flush(self) -> None:
        """Pass on what was written."""
        with suppress(OSError, ValueError):
            self._stream.flush()


class _Reduced(logging.Formatter):
    """Says who complained and where, without the words."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now

    def format(self, record: logging.LogRecord) -> str:
        """Return one line."""
        kind = record.exc_info[0] if record.exc_info else None
        line = {
            "at": self._now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": "said by a library",
            "logger": record.name,
            "where": f"{record.filename}:{record.lineno}",
            "error": kind.__name__ if kind else "",
        }
        return json.dumps(line)


def _bounded(_logger: object, _name: str, line: Line) -> Line:
    """Let only short values of plain types through: nobody can log a whole event by mistake."""
    return {
        name: value if isinstance(value, bool | int | float) else str(value)[:_LONGEST]
        for name, value in line.items()
    }
