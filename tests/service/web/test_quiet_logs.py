"""Logs hold ids, codes and counts: a whole flow at debug level shows no word of anybody's calendar."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import structlog

from calendar_sync.faults import Fault, Operation
from calendar_sync.plan import Level
from policies.event import Guest
from service.logs import write_logs
from tests.builders import JULE, TUESDAY_TEN
from tests.service.web.house import SECRETS, House, calendar_of, house, ok, put

WORD, NOTE, DOMAIN = SECRETS
GUEST = Guest(address=f"anna@{DOMAIN}", name=f"Anna {WORD}")


@pytest.fixture
def logs() -> Iterator[io.StringIO]:
    """Write logs into a text, as loud as can be; afterwards logging is as it was."""
    before, handlers = structlog.get_config(), logging.getLogger().handlers[:]
    stream = io.StringIO()
    write_logs("debug", stream, lambda: datetime(2026, 11, 23, 8, tzinfo=UTC))
    yield stream
    structlog.configure(**before)
    logging.getLogger().handlers[:] = handlers


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    """Read the lines that were logged."""
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_whole_flow_shows_no_word(logs: io.StringIO) -> None:
    """Meetings, notes, stories, people, errors, refusals and undo: all of it, and not a word in the logs."""
    with house() as here:
        memory = here.settle_in(level=Level.AUTOMATIC)
        here.app.start()
        client = here.client()
        put(memory, WORD, title=WORD, guests=(GUEST,), location=NOTE, start=TUESDAY_TEN.replace(day=26))
        person = ok(client.post("/api/people", json={"name": WORD, "keys": [GUEST.address]}), 201).json()
        ok(client.post(f"/api/people/{person['id']}/notes", json={"text": NOTE}), 201)
        ok(client.post("/api/stories", json={"text": NOTE}), 201)
        at = f"/api/calendars/{calendar_of(JULE)}"
        ok(client.post(f"{at}/sync?wait=10"), 202)
        assert any(each["title"] == WORD for each in client.get("/api/edits").json())
        for path in (f"{at}/upcoming", f"{at}/shadow", f"/api/edits?person={GUEST.address}", f"/{WORD}"):
            client.get(path)
        client.post("/api/people", json={"keys": [WORD], NOTE: DOMAIN})
        client.get("/health", headers={"Host": DOMAIN})
        memory.faults.arm(Operation.READ, Fault.UNAVAILABLE)
        ok(client.post(f"{at}/sync?wait=10"), 202)
        ok(client.post("/api/undo?wait=10", json={"person": GUEST.address}), 202)
    text = logs.getvalue()
    assert {"sync", "request"} <= {line["event"] for line in lines(logs)}
    for secret in (*SECRETS, "Tom", "a story", client.headers["Authorization"].partition(" ")[2]):
        assert secret.lower() not in text.lower()


def test_a_mistake_of_ours_is_named_without_its_words(logs: io.StringIO) -> None:
    """A bug in a sync, and one in a request, log where it was and what kind, not what was read."""
    with house() as here:
        here.settle_in()
        del here.here[calendar_of(JULE)]
        here.app.start()
        ok(here.client().post(f"/api/calendars/{calendar_of(JULE)}/sync?wait=10"), 202)
        raising(here)
        ok(here.client().get(f"/bug/{WORD}"), 500)
    failed = [line for line in lines(logs) if line["level"] == "error"]
    assert {line["event"] for line in failed} == {"sync failed", "request failed"}
    assert {line["error"] for line in failed} == {"KeyError"}
    assert WORD not in logs.getvalue()


def raising(here: House) -> None:
    """Add a route with a mistake in it."""

    @here.web.get("/bug/{word}")
    def bug(word: str) -> None:
        raise KeyError(word)


def test_what_libraries_say_is_reduced(logs: io.StringIO) -> None:
    """Of a library's message only who said it and where is kept."""
    try:
        int(WORD)
    except ValueError:
        logging.getLogger("uvicorn.error").exception("failed with %s", WORD)
    logging.getLogger("sqlalchemy.engine").info("SELECT %s", WORD)
    (line,) = lines(logs)
    assert (line["logger"], line["error"], line["level"]) == ("uvicorn.error", "ValueError", "error")
    assert WORD not in logs.getvalue()
