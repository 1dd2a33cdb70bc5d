"""Google's answers in other projects' tests: ``python -m bench.conformance_google``.

Each page is read as news and as a full answer: every row is an event or gone, nothing crashes, the
tokens are those of the page, and an event is found again by its reference.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.peer_cases import folder, rows, share
from calendar_sync.google.answers import Row, parts, text
from calendar_sync.google.dialect import Dialect, google_id, ref_of
from calendar_sync.google.listing import Question, page_of
from calendar_sync.google.quirks import is_ghost
from calendar_sync.port import Cursor, Reader, Window
from policies.event import Event

_EVER = Window(first=datetime(1970, 1, 2, tzinfo=UTC), last=datetime(2200, 1, 1, tzinfo=UTC))


def main() -> None:
    """Print the scores and every miss."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for name, page, usable in _pages(folder(__doc__ or "") / "google_json"):
        for what, good in _judged(page, usable):
            total[what] += 1
            right[what] += good
            if not good:
                print(f"miss: {name}: {what}")
    for what in total:
        print(f"{what}: {share(right[what], total[what])}")


def _pages(path: Path) -> Iterator[tuple[str, Mapping[str, Any], int | None]]:
    for case in rows(path / "INDEX.jsonl"):
        said = json.loads((path / case["file"]).read_text(encoding="utf-8"))
        if "calendarList" not in str(said.get("kind", "")) and "list_calendars" not in case["source"]:
            usable = case.get("expect", {}).get("usable_items")
            yield case["file"], said if "items" in said else {"items": [said]}, usable


def _judged(page: Row, usable: int | None) -> Iterator[tuple[str, bool]]:
    reader = Reader(addresses=frozenset({"me@example.org"}), zone=UTC)
    dialect = Dialect(reader=reader, zone=UTC)
    answers = {}
    for cursor in (None, Cursor("1:x")):
        question = Question(calendar_id="primary", window=_EVER, cursor=cursor, more="", rows=2500)
        answers[cursor] = page_of(page, question, dialect)
    news, full = answers[Cursor("1:x")], answers[None]
    known = {event.id: event for event in news.events}
    yield (
        "tokens are those of the page",
        (news.more, bool(news.cursor))
        == (
            text(page, "nextPageToken"),
            bool(text(page, "nextSyncToken")),
        ),
    )
    yield "a full answer and news agree", full.events == news.events
    if usable is not None:
        yield "as many are usable as the case says", len(full.events) == usable
    for row in parts(page, "items"):
        ref = ref_of(row, reader.calendar)
        yield "an event is found again by its reference", google_id(ref) == text(row, "id")
        if is_ghost(row) or not _is_readable(dialect, row):
            yield "what is cancelled or broken is gone", ref.id in news.gone and ref.id not in known
        else:
            yield "an event is read as it says", _agrees(known.get(ref.id), row)


def _is_readable(dialect: Dialect, row: Row) -> bool:
    try:
        dialect.span(row)
    except ValueError:
        return False
    return True


def _agrees(event: Event | None, row: Row) -> bool:
    if event is None:
        return False
    people = [each for each in parts(row, "attendees") if text(each, "email") and not each.get("self")]
    named = {guest.address for guest in event.guests}
    return (
        event.title == text(row, "summary").strip()
        and event.location == text(row, "location")
        and event.recurring == bool(row.get("recurringEventId"))
        and all(text(each, "email").lower() in named for each in people)
    )


if __name__ == "__main__":
    main()
