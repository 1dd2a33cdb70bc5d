"""All entries of a calendar, laid out and with their spans: kept until the calendar changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from tests.fakes.google.expansion import expanded
from tests.fakes.google.state import Book, Json, Row
from tests.fakes.google.times import instant

_FOREVER = float("inf")


class Entry(NamedTuple):
    """A row, or one instance of it, with its span as seconds since 1970; `bare` rows show their id only."""

    begin: float
    end: float
    row: Row
    body: Json
    bare: bool
    etag: str


def single(book: Book, until: date) -> list[Entry]:
    """Return single events and instances, exceptions in the places of theirs."""
    key = ("single", book.seq, until)
    if key not in book.cache:
        _forget_older(book)
        book.cache[key] = [
            entry
            for row in book.rows.values()
            if not row.exception_of
            for entry in _laid_out(book, row, until)
        ]
    found: list[Entry] = book.cache[key]
    return found


def stored(book: Book, until: date) -> list[Entry]:
    """Return single events, masters and exceptions as they are stored."""
    key = ("stored", book.seq, until)
    if key not in book.cache:
        _forget_older(book)
        book.cache[key] = [_as_stored(book, row, until) for row in book.rows.values()]
    found: list[Entry] = book.cache[key]
    return found


def _forget_older(book: Book) -> None:
    for key in [key for key in book.cache if key[1] != book.seq]:
        del book.cache[key]


def changed(book: Book, since: int, until: date, *, expand: bool) -> list[Entry]:
    """Return one entry for each id that changed after that count, in the order of their changes."""
    rows = sorted((row for row in book.rows.values() if row.seq > since), key=lambda row: row.seq)
    found: dict[str, Entry] = {}
    for row in rows:
        for entry in _changes(book, row, since, until) if expand else [_as_stored(book, row, until)]:
            found[entry.body["id"]] = entry
    return list(found.values())


def _changes(book: Book, row: Row, since: int, until: date) -> Iterator[Entry]:
    for count, body in row.dropped.values():
        if count > since:
            yield Entry(0, _FOREVER, row, body, bare=True, etag=row.etag)
    if row.master and row.cancelled:
        for body in expanded(row, book.zone, until).values():
            yield Entry(0, _FOREVER, row, body, bare=True, etag=row.etag)
        return
    yield from _laid_out(book, row, until) if row.master else [_as_stored(book, row, until)]


def _laid_out(book: Book, row: Row, until: date) -> Iterable[Entry]:
    if not row.master:
        return [_as_stored(book, row, until)]
    if row.cancelled:
        return []
    exceptions = book.children.get(row.id, {})
    return [
        _as_stored(book, exceptions[name], until) if name in exceptions else _entry(book, row, body)
        for name, body in expanded(row, book.zone, until).items()
    ]


def _as_stored(book: Book, row: Row, until: date) -> Entry:
    key = ("entry", until, book.zone)
    if key not in row.cache:
        row.cache[key] = _entry(book, row, row.body, until)
    found: Entry = row.cache[key]
    return found


def _entry(book: Book, row: Row, body: Json, until: date | None = None) -> Entry:
    if not body.get("start"):
        return Entry(0, _FOREVER, row, body, row.cancelled, row.etag)
    begin = instant(body["start"], book.zone).timestamp()
    end = instant(body["end"], book.zone).timestamp()
    if row.master and until and not row.cancelled:
        last = next(reversed(expanded(row, book.zone, until).values()), body)
        end = max(end, instant(last["end"], book.zone).timestamp())
    return Entry(begin, end, row, body, row.cancelled, row.etag)
