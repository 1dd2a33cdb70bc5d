"""From the words of iCalendar (RFC 5545, 7986) to an Event. Pure; mistakes are mended in quirks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component

from calendar_sync.icalendar_file.marks import MADE, OURS
from calendar_sync.icalendar_file.properties import (
    address_of,
    date_of,
    length_of,
    listed,
    moment_of,
    param_of,
    params_of,
    text_of,
    texts_of,
    word_of,
)
from calendar_sync.icalendar_file.quirks import (
    eight_bit,
    end_before_start,
    midnight_to_midnight,
)
from calendar_sync.icalendar_file.zones import Zones, is_date
from calendar_sync.makers import made_by
from calendar_sync.marks import read_made, read_ours
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
from policies.place import Place, read_place

UTC_NAME = ZoneInfo("UTC")
_HIDDEN = (
    "X-MICROSOFT-SKYPETEAMSMEETINGURL",
    "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK",
    "X-MICROSOFT-ONLINEMEETINGCONFLINK",
)
_ANSWERS = {
    "ACCEPTED": Answer.ACCEPTED,
    "TENTATIVE": Answer.TENTATIVE,
    "DECLINED": Answer.DECLINED,
}
_KINDS = {
    "ROOM": GuestKind.ROOM,
    "RESOURCE": GuestKind.RESOURCE,
    "GROUP": GuestKind.GROUP,
}


@dataclass(slots=True)
class Dialect:
    """Reads components of one file. Places are kept, since occurrences of a series share theirs."""

    reader: Reader
    zones: Zones
    encoding: str
    cancelled: bool
    """Whether the whole file cancels what it lists (METHOD:CANCEL)."""
    _places: dict[tuple[str, ...], Place] = field(default_factory=dict)

    def event(self, component: Component, ref: EventRef, version: str, *, recurring: bool) -> Event:
        """Read one occurrence. Raises ValueError where it has no usable start."""
        organiser = address_of(component.get("ORGANIZER"))
        mine = not organiser or organiser in self.reader.addresses
        guests = tuple(self._guests(component, organiser))
        texts = self._texts(component)
        return Event(
            ref=ref,
            span=self.span(component),
            title=texts["SUMMARY"].strip(),
            location=texts["LOCATION"],
            place=self._place(component, texts),
            version=version,
            status=self._status(component),
            kind=_kind(component, guests),
            answer=self._answer(component, organiser),
            free=_is_free(component),
            private=word_of(component, "CLASS") in {"PRIVATE", "CONFIDENTIAL"},
            organiser=organiser,
            guests=guests,
            recurring=recurring,
            i_organise=mine,
            i_may_edit=mine,
            made_by=made_by(ref.series, organiser, texts["DESCRIPTION"]),
            created=moment_of(component, "CREATED"),
            changed=moment_of(component, "LAST-MODIFIED"),
            marker=read_made(text_of(component, MADE)),
            ours=read_ours(text_of(component, OURS)),
        )

    def span(self, component: Component) -> Span:
        """Read when it is; ends that are missing or before the start are mended."""
        start = date_of(component, "DTSTART")
        end = date_of(component, "DTEND")
        if start is None:
            message = "no usable DTSTART"
            raise ValueError(message)
        if is_date(start):
            return _within_reach(_days(start, end, length_of(component)))
        begins = self._localised(component, "DTSTART", start)
        ends = begins if end is None else self._localised(component, "DTEND", end)
        if end is None and (length := length_of(component)):
            ends = (begins.astimezone(UTC_NAME) + length).astimezone(begins.tzinfo)
        ends = end_before_start(begins, ends)
        marked = word_of(component, "X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
        if days := midnight_to_midnight(begins, ends, marked=marked):
            return _within_reach(AllDay(first=days[0], last=days[1]))
        return _within_reach(Timed(start=begins, end=ends))

    def _localised(self, component: Component, name: str, value: date) -> datetime:
        if not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001  # zone follows
        return with_plain_zone(self.zones.localised(value, params_of(component, name)))

    def _texts(self, component: Component) -> dict[str, str]:
        names = ("SUMMARY", "LOCATION", "DESCRIPTION", "X-ALT-DESC", "URL")
        return {name: eight_bit(text_of(component, name), self.encoding) for name in names}

    def _place(self, component: Component, texts: dict[str, str]) -> Place:
        google = texts_of(component, "X-GOOGLE-CONFERENCE")
        conference = " ".join([*google, *_conferences(component, _is_video)])
        hidden = " ".join(value for name in _HIDDEN for value in texts_of(component, name))
        numbers = " ".join(_conferences(component, _is_dial_in))
        description = texts["DESCRIPTION"] or texts["X-ALT-DESC"]
        if texts["X-ALT-DESC"] and "://" not in description:
            description = f"{description}\n{texts['X-ALT-DESC']}"
        if numbers:
            description = f"{description}\n{numbers}"
        key = (texts["SUMMARY"], texts["LOCATION"], description, conference, texts["URL"], hidden)
        if key not in self._places:
            self._places[key] = read_place(
                title=key[0],
                location=key[1],
                description=description,
                conference=conference,
                url=key[4],
                hidden=hidden,
                region=self.reader.region,
            )
        return self._places[key]

    def _status(self, component: Component) -> Status:
        said = word_of(component, "STATUS")
        if self.cancelled or said == "CANCELLED":
            return Status.CANCELLED
        return Status.TENTATIVE if said == "TENTATIVE" else Status.CONFIRMED

    def _answer(self, component: Component, organiser: str) -> Answer:
        if organiser in self.reader.addresses:
            return Answer.ACCEPTED
        for attendee in listed(component, "ATTENDEE"):
            if address_of(attendee) in self.reader.addresses:
                return _ANSWERS.get(param_of(attendee, "PARTSTAT").upper(), Answer.NONE)
        return Answer.ACCEPTED

    def _guests(self, component: Component, organiser: str) -> Iterator[Guest]:
        seen = set(self.reader.addresses)
        invited: Iterable[Any] = listed(component, "ATTENDEE")
        if invited and organiser:
            invited = [*invited, component.get("ORGANIZER")]
        for attendee in invited:
            address = address_of(attendee)
            if not address or address in seen:
                continue
            seen.add(address)
            yield Guest(
                address=address,
                name=eight_bit(param_of(attendee, "CN").strip("\"' "), self.encoding),
                answer=_ANSWERS.get(param_of(attendee, "PARTSTAT").upper(), Answer.NONE),
                kind=_KINDS.get(param_of(attendee, "CUTYPE").upper(), GuestKind.PERSON),
            )


def with_plain_zone(moment: datetime) -> datetime:
    """Keep one kind of UTC, so that equal times look equal."""
    zone: tzinfo | None = moment.tzinfo
    return moment.astimezone(UTC_NAME) if str(zone) == "UTC" else moment


def _within_reach(span: Span) -> Span:
    """Refuse the first and the last year there are: in another zone their times would be in none."""
    first, last = (span.start, span.end) if isinstance(span, Timed) else (span.first, span.last)
    if first.year == MINYEAR or last.year == MAXYEAR:
        message = f"a time that no zone can be applied to, from the year {first.year} to {last.year}"
        raise ValueError(message)
    return span


def _days(first: date, end: date | None, length: timedelta | None) -> AllDay:
    if end is None:
        end = first + (length or timedelta(days=1))
    if isinstance(end, datetime):
        end = end.date()
    return AllDay(first=first, last=max(end - timedelta(days=1), first))


def _kind(component: Component, guests: tuple[Guest, ...]) -> EventKind:
    categories = text_of(component, "CATEGORIES").upper()
    if "BIRTHDAY" in categories or "GEBURTSTAG" in categories:
        return EventKind.BIRTHDAY
    if guests:
        return EventKind.MEETING
    shown = word_of(component, "X-MICROSOFT-CDO-BUSYSTATUS")
    return {
        "OOF": EventKind.OUT_OF_OFFICE,
        "WORKINGELSEWHERE": EventKind.WORKING_LOCATION,
    }.get(shown, EventKind.MEETING)


def _is_free(component: Component) -> bool:
    if word_of(component, "X-MICROSOFT-CDO-BUSYSTATUS") == "FREE":
        return True
    return word_of(component, "TRANSP") == "TRANSPARENT"


def _conferences(component: Component, wanted: Callable[[str, str], bool]) -> Iterator[str]:
    for value in listed(component, "CONFERENCE"):
        uri = str(value)
        if wanted(uri.lower(), str(getattr(value, "params", {}).get("FEATURE", "")).upper()):
            yield uri


def _is_video(uri: str, features: str) -> bool:
    return uri.startswith("http") and (not features or "VIDEO" in features)


def _is_dial_in(uri: str, _features: str) -> bool:
    return uri.startswith("tel:")
