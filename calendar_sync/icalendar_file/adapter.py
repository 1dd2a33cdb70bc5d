"""A calendar file as a calendar that is followed: read afresh each time, written by one at a time.

What was understood of a file is kept as long as its bytes are the same. Nobody is mailed, so there is
nothing that a write could do twice; every write is conditional on the event, and on the file, being
what they were when they were read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar, assert_never

from calendar_sync.edit import Edit, TakenBack, Upkeep, Written
from calendar_sync.errors import ConflictError, NoCalendarError, NotAllowedError, UnavailableError
from calendar_sync.icalendar_file import disk
from calendar_sync.icalendar_file.document import CalendarFile
from calendar_sync.icalendar_file.entries import uid_of
from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.port import Capabilities, Cursor, Draft, Fetched, Page, Reader, Window
from policies.event import AllDay, Event, EventRef, OursKind, Timed

_Outcome = TypeVar("_Outcome")
_LEAST = len("BEGIN:VCALENDAR")


@dataclass(frozen=True, slots=True)
class _Read:
    """A file as it was read."""

    file: CalendarFile
    digest: str
    signature: str


@dataclass(frozen=True, slots=True)
class _Wish:
    """The body of a draft: carried out on the file as it is when the draft is sent."""

    edit: Edit
    stamp: datetime
    language: str


@dataclass(slots=True)
class FileCalendar:
    """The calendar in one file, in the eyes of one reader.

    ``patience`` is how long another process of ours may be writing before that is given up.
    """

    path: Path
    reader: Reader
    limits: Limits = field(default_factory=Limits)
    patience: timedelta = timedelta(seconds=5)
    capabilities: Capabilities = field(default_factory=Capabilities)
    _last: _Read | None = None

    def read(self, window: Window, cursor: Cursor | None = None, more: str = "") -> Page:  # noqa: ARG002
        """Return everything on one page, or nothing where neither the file nor the window is another."""
        data, signature = self._bytes()
        digest = _digest(data)
        here = Cursor(hashlib.sha256(f"{digest}|{window}|{self.reader}".encode()).hexdigest()[:32])
        if cursor == here:
            return Page(events=(), cursor=here)
        file = self._understood(data, digest, signature).file
        return Page(events=file.events(window, self.reader), cursor=here, full=True)

    def fetch(self, ref: EventRef) -> Fetched:
        """Return one event."""
        file = self._fresh().file
        return Fetched(event=file.event(ref, self.reader), source=file)

    def ours(self, kind: OursKind, meeting: EventRef) -> EventRef:
        """Return where an entry of ours stands."""
        return EventRef(calendar=meeting.calendar, series=uid_of(kind, meeting.id))

    def draft(self, edit: Edit, fetched: Fetched | None, *, now: datetime, language: str) -> Draft:
        """Translate an edit. Raises EventGoneError, and NotAllowedError for what is written too oddly."""
        source = fetched.source if fetched else self._fresh().file
        if not isinstance(source, CalendarFile):
            message = "an event of another calendar"
            raise TypeError(message)
        try:
            written = source.apply(edit, stamp=now, reader=self.reader, language=language)
        finally:
            source.forget()
        version = fetched.event.version if fetched else ""
        return Draft(written=written, version=version, body=_Wish(edit, now, language))

    def send(self, draft: Draft) -> str:
        """Write a draft."""
        wish = draft.body
        if not isinstance(wish, _Wish):
            message = "a draft of another calendar"
            raise TypeError(message)
        edit = wish.edit
        with self._only_writer() as read:
            if not edit.adds:
                self._check(read.file, edit.ref, draft.version)
            self._change(
                read,
                lambda file: file.apply(edit, stamp=wish.stamp, reader=self.reader, language=wish.language),
            )
        where = self.ours(edit.adds, edit.ref) if edit.adds else edit.ref
        return self._known().event(where, self.reader).version

    def take_back(self, written: Written, *, now: datetime) -> TakenBack:
        """Put back what still holds what was written."""
        entries = any(image.field in set(OursKind) for image in written.images)
        with self._only_writer() as read:
            event = None if entries else read.file.event(written.ref, self.reader)
            if event and self._has_begun(event, now):
                return TakenBack(edit_id=written.edit_id, restored=(), kept=("event",))
            return self._change(
                read,
                lambda file: file.take_back(written, reader=self.reader),
                allowed=event is None or event.i_may_edit,
            )

    def keep_up(self, upkeep: Upkeep, *, now: datetime) -> None:
        """Move or take out an entry of ours."""
        with self._only_writer() as read:
            self._change(read, lambda file: file.keep_up(upkeep, stamp=now, reader=self.reader))

    def signature(self) -> str:
        """Return what differs whenever the file may have changed."""
        return disk.signature_of(self.path)

    def _check(self, file: CalendarFile, ref: EventRef, version: str) -> None:
        event = file.event(ref, self.reader)
        if event.version != version:
            message = "The event was changed meanwhile."
            raise ConflictError(message)
        _refuse_unless(event.i_may_edit)

    def _has_begun(self, event: Event, now: datetime) -> bool:
        match event.span:
            case Timed(start=start):
                return start <= now
            case AllDay(first=first):
                return first <= now.astimezone(self.reader.zone).date()
            case unreachable:
                assert_never(unreachable)

    @contextmanager
    def _only_writer(self) -> Iterator[_Read]:
        with disk.only_writer(self.path, self.patience):
            yield self._fresh()

    def _change(
        self, read: _Read, change: Callable[[CalendarFile], _Outcome], *, allowed: bool = True
    ) -> _Outcome:
        """Change the file in memory, and then on the disk where that made a difference."""
        try:
            outcome = change(read.file)
            data = read.file.dump()
        finally:
            read.file.forget()
        digest = _digest(data)
        if digest != read.digest:
            _refuse_unless(allowed)
            changed = self._parsed(data)
            disk.write_whole(self.path, data, read.signature)
            self._last = _Read(changed, digest, self.signature())
        return outcome

    def _known(self) -> CalendarFile:
        return self._last.file if self._last else self._fresh().file

    def _fresh(self) -> _Read:
        data, signature = self._bytes()
        return self._understood(data, _digest(data), signature)

    def _bytes(self) -> tuple[bytes, str]:
        return disk.read_whole(self.path, self.limits.file_bytes)

    def _understood(self, data: bytes, digest: str, signature: str) -> _Read:
        """Return the file, understood anew only where its bytes are others. Half a file is not believed."""
        file = self._last.file if self._last and self._last.digest == digest else self._parsed(data)
        self._last = _Read(file, digest, signature)
        return self._last

    def _parsed(self, data: bytes) -> CalendarFile:
        half = f"{self.path.name} has no end yet: another program may be writing it."
        try:
            like = self._last.file if self._last else None
            file = CalendarFile.parse(data, name=self.path.name, limits=self.limits, like=like)
        except NoCalendarError as error:
            if len(data.strip()) < _LEAST:
                raise UnavailableError(half) from error
            raise
        if not file.whole:
            raise UnavailableError(half)
        return file


def _refuse_unless(allowed: bool) -> None:  # noqa: FBT001  # one word
    if not allowed:
        message = "This event may not be changed."
        raise NotAllowedError(message)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
