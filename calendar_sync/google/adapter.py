"""A Google calendar on the port: what goes over the wire, and in which order.

Nothing here sends a write a second time by itself. Every write of an event is conditional on the
version that was looked at (``If-Match``), and every answer is compared with what was meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo

from calendar_sync.edit import Edit, FieldImage, TakenBack, Upkeep, Written
from calendar_sync.errors import (
    CalendarError,
    EventGoneError,
    NotAllowedError,
    RevokedError,
    RoomFailedError,
)
from calendar_sync.google import busy, entries
from calendar_sync.google.address import GoogleAddress
from calendar_sync.google.answers import Row, text
from calendar_sync.google.beside import Beside
from calendar_sync.google.client import GoogleClient
from calendar_sync.google.dialect import Dialect, google_id, may_edit
from calendar_sync.google.kept import Kept
from calendar_sync.google.listing import MOST_ROWS, Question, page_of
from calendar_sync.google.quirks import named_zone, room_is_coming
from calendar_sync.google.refusals import Asked
from calendar_sync.google.rows import Rows, looking_again
from calendar_sync.google.undo import has_begun, undoing, without_room
from calendar_sync.google.wishes import Patch, has_more_time, is_as_meant, patch_of, room_failed
from calendar_sync.port import Capabilities, Channel, Cursor, Draft, Fetched, Page, Reader, Window
from policies.event import EventRef, OursKind, Timed

_OWNED = frozenset({"", "owner"})
"""Roles under which anything is written; empty is one not read yet. Other people's calendars stay theirs."""


@dataclass(slots=True)
class GoogleCalendar:
    """One calendar of one account, in the eyes of one reader. ``rows`` is the most a page may hold."""

    client: GoogleClient
    address: GoogleAddress
    reader: Reader
    rows: int = MOST_ROWS
    _zone: tzinfo | None = None
    _role: str = ""
    _kept: Kept = field(default_factory=Kept)
    capabilities: Capabilities = field(init=False)
    _rows: Rows = field(init=False)
    _beside: Beside = field(init=False)

    def __post_init__(self) -> None:
        """Take from the address what the calendar can do."""
        self.reader = replace(self.reader, addresses=self.reader.addresses | self.address.organisers)
        self._rows = Rows(client=self.client, calendar_id=self.address.calendar_id)
        self._beside = Beside(rows=self._rows)
        self.capabilities = Capabilities(
            own_video_room=self.address.makes_rooms, free_busy=self.address.sees_busy, pushes=True
        )

    def read(self, window: Window, cursor: Cursor | None = None, more: str = "") -> Page:
        """Return a page of news, or of everything."""
        question = Question(
            calendar_id=self.address.calendar_id, window=window, cursor=cursor, more=more, rows=self.rows
        )
        answer = self.client.ask(self.client.events.list(**question.parameters()), Asked.LIST)
        self._zone = named_zone(text(answer, "timeZone")) or self._zone
        self._role = text(answer, "accessRole") or self._role
        self._kept = self._kept if more else Kept()
        page = page_of(answer, question, self._dialect(self._kept))
        self._kept = self._kept if page.more else Kept()
        return page

    def fetch(self, ref: EventRef) -> Fetched:
        """Return one event."""
        row = self._rows.standing(google_id(ref))
        try:
            return Fetched(event=self._dialect().event(row), source=row)
        except (ValueError, OverflowError) as error:
            message = "This event cannot be read."
            raise EventGoneError(message) from error

    def ours(self, kind: OursKind, meeting: EventRef) -> EventRef:
        """Return where an entry of ours stands."""
        return entries.ours_ref(kind, meeting)

    def draft(self, edit: Edit, fetched: Fetched | None, *, now: datetime, language: str) -> Draft:  # noqa: ARG002
        """Translate an edit. Raises NotAllowedError where the event cannot take it."""
        if kind := edit.adds:
            body = entries.entry(edit, language)
            image = FieldImage(field=kind.value, before="", after=entries.shown(body))
            return Draft(written=_written(edit, (image,)), version="", body=body)
        row = fetched.source if fetched else None
        if fetched is None or not isinstance(row, dict):
            message = "an edit of an event needs the event, from this calendar"
            raise TypeError(message)
        patch = patch_of(edit, row, google_id(edit.ref))
        if not fetched.event.i_may_edit:
            raise _not_allowed()
        return Draft(written=_written(edit, patch.images), version=fetched.event.version, body=patch)

    def send(self, draft: Draft) -> str:
        """Write a draft."""
        match draft.body:
            case Patch() as patch:
                return text(self._patched(patch, draft), "etag")
            case dict() as body:
                return text(self._beside.insert(body), "etag")
            case _:
                message = "a draft of another calendar"
                raise TypeError(message)

    def take_back(self, written: Written, *, now: datetime) -> TakenBack:
        """Put back what still holds what was written."""
        added = [image for image in written.images if image.field in set(OursKind)]
        if added:
            return looking_again(lambda: self._beside.take_out(written, added))
        return looking_again(lambda: self._put_back(written, now))

    def keep_up(self, upkeep: Upkeep, *, now: datetime) -> None:  # noqa: ARG002  # Google keeps the time
        """Move or take out an entry of ours."""
        looking_again(lambda: self._beside.keep_up(upkeep))

    def busy(self, addresses: Iterable[str], span: Timed) -> Mapping[str, tuple[Timed, ...]]:
        """Return the busy times that can be seen."""
        seen: dict[str, tuple[Timed, ...]] = {}
        if not self.address.sees_busy or span.start >= span.end:
            return seen
        for body in busy.questions(addresses, span):
            try:
                answer = self.client.ask(self.client.service.freebusy().query(body=body), Asked.OTHER)
            except (RevokedError, NotAllowedError):
                return seen  # unknown, and no more: the right to the events is another one
            seen |= busy.told(answer)
        return seen

    def listen(self, *, channel: str, token: str, url: str) -> Channel:
        """Open a channel; Google says how long it lasts, in milliseconds, and does not renew it."""
        body = {"id": channel, "token": token, "type": "web_hook", "address": url}
        watch = self.client.events.watch(calendarId=self.address.calendar_id, body=body)
        answer = self.client.ask(watch, Asked.OTHER)
        ends = datetime.fromtimestamp(int(answer.get("expiration") or 0) / 1000, tz=UTC)
        return Channel(id=channel, token=token, resource=text(answer, "resourceId"), ends=ends)

    def hang_up(self, channel: Channel) -> None:
        """Close a channel; one that is over, or that Google does not let us close, is left to end."""
        body = {"id": channel.id, "resourceId": channel.resource}
        try:
            self.client.ask(self.client.service.channels().stop(body=body), Asked.OTHER)
        except (NotAllowedError, EventGoneError, RevokedError):
            return

    def _dialect(self, kept: Kept | None = None) -> Dialect:
        zone = self._zone or self.reader.zone
        writable = self._role in _OWNED
        return Dialect(reader=self.reader, zone=zone, writable=writable, kept=kept or Kept())

    def _patched(self, patch: Patch, draft: Draft) -> Row:
        row = self._write_patch(patch, draft.version)
        if patch.conference and room_is_coming(row):
            row = self._seen_again(patch.event_id) or row
        if patch.conference and room_failed(row):
            raise self._without_room(draft.written, row)
        if not is_as_meant(row, patch.images):
            raise _not_allowed()
        return row

    def _without_room(self, written: Written, row: Row) -> CalendarError:
        """Clear away what a room that failed leaves; what was told to guests beside it stays."""
        message = "Google could not make the video room."
        if not has_more_time(row, written.images):
            self._undo(written, row)
            return NotAllowedError(message)
        patch = without_room(row, written, google_id(written.ref))
        with suppress(CalendarError):  # the room's remains do no harm, and the time stands all the same
            row = self._write_patch(patch, text(row, "etag"))
        return RoomFailedError(message, version=text(row, "etag"))

    def _write_patch(self, patch: Patch, version: str) -> Row:
        return self._rows.patch(
            patch.event_id, patch.body, version=version, mails=patch.mails, conference=patch.conference
        )

    def _seen_again(self, where: str) -> Row | None:
        """Look once more; what was written stands, whatever becomes of the look."""
        try:
            return self._rows.get(where)
        except CalendarError:
            return None

    def _put_back(self, written: Written, now: datetime) -> TakenBack:
        row = self._rows.standing(google_id(written.ref))
        if has_begun(row, now, self._zone or self.reader.zone):
            return TakenBack(edit_id=written.edit_id, restored=(), kept=("event",))
        return self._undo(written, row)

    def _undo(self, written: Written, row: Row) -> TakenBack:
        patch, taken = undoing(row, written, google_id(written.ref))
        if patch:
            if not may_edit(row, self.reader.addresses):
                raise _not_allowed()
            self._write_patch(patch, text(row, "etag"))
        return taken


def _written(edit: Edit, images: tuple[FieldImage, ...]) -> Written:
    return Written(edit_id=edit.id, ref=edit.ref, images=images)


def _not_allowed() -> NotAllowedError:
    return NotAllowedError("This event may not be changed.")
