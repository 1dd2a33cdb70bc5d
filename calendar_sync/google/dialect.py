"""From Google's JSON to an Event. Pure; mistakes are mended in quirks.

Meaning of the fields: Calendar API v3 reference, "Events". Google leaves out what is false, and
``self`` is relative to the calendar that was asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta, tzinfo
from types import MappingProxyType

from calendar_sync.google import marks
from calendar_sync.google.answers import Row, address, flag, part, parts, text
from calendar_sync.google.kept import Kept, Texts
from calendar_sync.google.quirks import (
    UTC_NAME,
    before_split,
    conference_links,
    end_before_start,
    is_group,
    is_self,
    named_zone,
    room_is_coming,
    within_series,
    without_offset,
)
from calendar_sync.makers import made_by
from calendar_sync.port import Reader
from policies.event import (
    AllDay,
    Answer,
    Event,
    EventKind,
    EventRef,
    Guest,
    GuestKind,
    Span,
    Status,
    Timed,
)
from policies.place import HeldBy

_ANSWERS = MappingProxyType(
    {
        "accepted": Answer.ACCEPTED,
        "tentative": Answer.TENTATIVE,
        "declined": Answer.DECLINED,
    }
)
_KINDS = MappingProxyType(
    {
        "": EventKind.MEETING,
        "default": EventKind.MEETING,
        "focusTime": EventKind.FOCUS_TIME,
        "outOfOffice": EventKind.OUT_OF_OFFICE,
        "workingLocation": EventKind.WORKING_LOCATION,
        "birthday": EventKind.BIRTHDAY,
        "fromGmail": EventKind.FROM_MAIL,
    }
)
_ROOM = "@resource.calendar.google.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """Reads rows. ``zone`` is the calendar's; ``writable`` whether we may write it."""

    reader: Reader
    zone: tzinfo
    writable: bool = True
    kept: Kept = field(default_factory=Kept)

    def event(self, row: Row) -> Event:
        """Read one occurrence. Raises ValueError where it has no usable start."""
        organiser = address(part(row, "organizer"))
        told = self.kept.told(_texts(row), self.reader.region)
        mine = is_self(part(row, "organizer"), self.reader.addresses)
        me = next((each for each in parts(row, "attendees") if self._is_me(each)), {})
        return Event(
            ref=ref_of(row, self.reader.calendar),
            span=self.span(row),
            title=text(row, "summary").strip(),
            location=text(row, "location"),
            place=replace(told.place, held_by=HeldBy.VIDEO) if room_is_coming(row) else told.place,
            version=text(row, "etag"),
            status=_status(row),
            kind=_KINDS.get(text(row, "eventType"), EventKind.MEETING),
            answer=_answer(me, mine=mine),
            free=text(row, "transparency") == "transparent",
            private=text(row, "visibility") in {"private", "confidential"},
            organiser=organiser,
            guests=tuple(self._guests(row)),
            guests_hidden=_guests_hidden(row, mine=mine),
            recurring=bool(text(row, "recurringEventId")),
            i_organise=mine,
            i_may_edit=self.writable and may_edit(row, self.reader.addresses),
            made_by=made_by(_signs(row, organiser)) or told.maker,
            created=_moment(text(row, "created")),
            changed=_moment(text(row, "updated")),
            marker=marks.marker(row),
            ours=marks.ours(row),
        )

    def span(self, row: Row) -> Span:
        """Read when it is."""
        start, end = part(row, "start"), part(row, "end")
        if day := text(start, "date"):
            return _within_reach(_days(day, text(end, "date")))
        begins = self.moment(start)
        ends = end_before_start(begins, self.moment(end) if text(end, "dateTime") else begins)
        if ends < begins:  # over the end of summer time a wall clock goes back
            begins, ends = begins.astimezone(UTC_NAME), ends.astimezone(UTC_NAME)
        return _within_reach(Timed(start=begins, end=ends))

    def moment(self, said: Row) -> datetime:
        """Read a start or an end in its own zone. Raises ValueError."""
        moment = datetime.fromisoformat(text(said, "dateTime"))
        named = text(said, "timeZone")
        zone = named_zone(named) or (None if named else self.zone)
        moment = without_offset(moment, zone or self.zone)
        try:
            return moment.astimezone(zone) if zone else moment
        except OverflowError as error:
            message = "a time that no zone can be applied to"
            raise ValueError(message) from error

    def _is_me(self, attendee: Row) -> bool:
        return is_self(attendee, self.reader.addresses)

    def _guests(self, row: Row) -> Iterator[Guest]:
        """List who is invited, and the organiser where that is somebody else."""
        invited = parts(row, "attendees")
        seen: set[str] = set()
        for attendee in [*invited, part(row, "organizer")] if invited else ():
            where = address(attendee)
            if not where or where in seen or self._is_me(attendee):
                continue
            seen.add(where)
            yield self._guest(attendee, where)

    def _guest(self, attendee: Row, where: str) -> Guest:
        name, said = text(attendee, "displayName").strip(), text(attendee, "responseStatus")
        key = (where, name, said, is_room(attendee))
        return self.kept.guests.get(key) or self.kept.keep_guest(
            key,
            Guest(
                address=where,
                name=name,
                answer=_ANSWERS.get(said, Answer.NONE),
                kind=_kind_of(attendee),
            ),
        )


def ref_of(row: Row, calendar: str) -> EventRef:
    """Return where an event is found again; `google_id` is the way back.

    A series that was split stays one series: whoever says no to one part, means the others too.
    """
    whole = text(row, "id")
    series = before_split(text(row, "recurringEventId") or whole)
    occurrence = within_series(whole, series)
    if occurrence:
        return EventRef(calendar=calendar, series=series, occurrence=occurrence)
    return EventRef(calendar=calendar, series=whole)


def google_id(ref: EventRef) -> str:
    """Return Google's id of an event."""
    return f"{ref.series}_{ref.occurrence}" if ref.occurrence else ref.series


def is_room(attendee: Row) -> bool:
    """Whether somebody invited is a room or a thing."""
    return flag(attendee, "resource") or address(attendee).endswith(_ROOM)


def _kind_of(attendee: Row) -> GuestKind:
    if is_room(attendee):
        return GuestKind.ROOM
    return GuestKind.GROUP if is_group(attendee) else GuestKind.PERSON


def may_edit(row: Row, addresses: frozenset[str]) -> bool:
    """Whether what is written here reaches everybody: only then it is written at all.

    ``privateCopy`` keeps every change to this copy; an end that is unspecified is filled in by Google,
    and of an unknown kind of event nobody knows what may be changed.
    """
    if flag(row, "locked") or flag(row, "privateCopy") or flag(row, "endTimeUnspecified"):
        return False
    if text(row, "eventType") not in _KINDS:
        return False
    return is_self(part(row, "organizer"), addresses) or flag(row, "guestsCanModify")


def _answer(me: Row, *, mine: bool) -> Answer:
    if not me:
        return Answer.ACCEPTED
    said = _ANSWERS.get(text(me, "responseStatus"), Answer.NONE)
    return Answer.ACCEPTED if mine and said is Answer.NONE else said


def _guests_hidden(row: Row, *, mine: bool) -> bool:
    if flag(row, "attendeesOmitted"):
        return True
    return not mine and not flag(row, "guestsCanSeeOtherGuests", otherwise=True)


def _status(row: Row) -> Status:
    said = text(row, "status")
    return {"cancelled": Status.CANCELLED, "tentative": Status.TENTATIVE}.get(said, Status.CONFIRMED)


def _texts(row: Row) -> Texts:
    return Texts(text(row, "summary"), text(row, "location"), text(row, "description"), conference_links(row))


def _signs(row: Row, organiser: str) -> str:
    """Gather what programs leave beside the texts of an event."""
    url = text(part(row, "source"), "url")
    signs = [text(row, "iCalUID"), organiser, address(part(row, "creator")), url]
    for kept in part(row, "extendedProperties").values():
        if isinstance(kept, dict):
            signs += [f"{key}={value}" for key, value in kept.items() if not key.startswith(marks.MADE)]
    return "\n".join(signs)


def _days(first: str, end: str) -> AllDay:
    begins = date.fromisoformat(first)
    last = date.fromisoformat(end) - timedelta(days=1) if end else begins
    return AllDay(first=begins, last=max(last, begins))


def _within_reach(span: Span) -> Span:
    first, last = (span.start, span.end) if isinstance(span, Timed) else (span.first, span.last)
    if first.year == MINYEAR or last.year == MAXYEAR:
        message = f"a time that no zone can be applied to, from the year {first.year} to {last.year}"
        raise ValueError(message)
    return span


def _moment(said: str) -> datetime | None:
    try:
        return without_offset(datetime.fromisoformat(said), UTC_NAME)
    except ValueError:
        return None
