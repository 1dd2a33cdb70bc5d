"""From the words of iCalendar (RFC 5545, 7986) to an Event. Pure; mistakes are mended in quirks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import MAXYEAR, MINYEAR, date, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Component

from calendar_sync.icalendar_file.makers import made_by
from calendar_sync.icalendar_file.marks import MADE, OURS, read_made, read_ours
from calendar_sync.icalendar_file.quirks import (
    eight_bit,
    end_before_start,
    midnight_to_midnight,
)
from calendar_sync.icalendar_file.zones import Zones, is_date, value_of
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
        organiser = _address(component.get("ORGANIZER"))
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
            private=_word(component, "CLASS") in {"PRIVATE", "CONFIDENTIAL"},
            organiser=organiser,
            guests=guests,
            recurring=recurring,
            i_organise=mine,
            i_may_edit=mine,
            made_by=made_by(ref.series, organiser, texts["DESCRIPTION"]),
            created=_moment(component, "CREATED"),
            changed=_moment(component, "LAST-MODIFIED"),
            marker=read_made(_text(component, MADE)),
            ours=read_ours(_text(component, OURS)),
        )

    def span(self, component: Component) -> Span:
        """Read when it is; ends that are missing or before the start are mended."""
        start = _value(component, "DTSTART")
        end = _value(component, "DTEND")
        if start is None:
            message = "no usable DTSTART"
            raise ValueError(message)
        if is_date(start):
            return _within_reach(_days(start, end, _duration(component)))
        begins = self._localised(component, "DTSTART", start)
        ends = begins if end is None else self._localised(component, "DTEND", end)
        if end is None and (length := _duration(component)):
            ends = (begins.astimezone(UTC_NAME) + length).astimezone(begins.tzinfo)
        ends = end_before_start(begins, ends)
        marked = _word(component, "X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE"
        if days := midnight_to_midnight(begins, ends, marked=marked):
            return _within_reach(AllDay(first=days[0], last=days[1]))
        return _within_reach(Timed(start=begins, end=ends))

    def _localised(self, component: Component, name: str, value: date) -> datetime:
        if not isinstance(value, datetime):
            value = datetime(value.year, value.month, value.day)  # noqa: DTZ001  # zone follows
        return with_plain_zone(self.zones.localised(value, _params(component, name)))

    def _texts(self, component: Component) -> dict[str, str]:
        names = ("SUMMARY", "LOCATION", "DESCRIPTION", "X-ALT-DESC", "URL")
        return {name: eight_bit(_text(component, name), self.encoding) for name in names}

    def _place(self, component: Component, texts: dict[str, str]) -> Place:
        google = _texts_of(component, "X-GOOGLE-CONFERENCE")
        conference = " ".join([*google, *_conferences(component, _is_video)])
        hidden = " ".join(value for name in _HIDDEN for value in _texts_of(component, name))
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
        said = _word(component, "STATUS")
        if self.cancelled or said == "CANCELLED":
            return Status.CANCELLED
        return Status.TENTATIVE if said == "TENTATIVE" else Status.CONFIRMED

    def _answer(self, component: Component, organiser: str) -> Answer:
        if organiser in self.reader.addresses:
            return Answer.ACCEPTED
        for attendee in _all(component, "ATTENDEE"):
            if _address(attendee) in self.reader.addresses:
                return _ANSWERS.get(_param(attendee, "PARTSTAT").upper(), Answer.NONE)
        return Answer.ACCEPTED

    def _guests(self, component: Component, organiser: str) -> Iterator[Guest]:
        seen = set(self.reader.addresses)
        invited: Iterable[Any] = _all(component, "ATTENDEE")
        if invited and organiser:
            invited = [*invited, component.get("ORGANIZER")]
        for attendee in invited:
            address = _address(attendee)
            if not address or address in seen:
                continue
            seen.add(address)
            yield Guest(
                address=address,
                name=eight_bit(_param(attendee, "CN").strip("\"' "), self.encoding),
                answer=_ANSWERS.get(_param(attendee, "PARTSTAT").upper(), Answer.NONE),
                kind=_KINDS.get(_param(attendee, "CUTYPE").upper(), GuestKind.PERSON),
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
    categories = _text(component, "CATEGORIES").upper()
    if "BIRTHDAY" in categories or "GEBURTSTAG" in categories:
        return EventKind.BIRTHDAY
    if guests:
        return EventKind.MEETING
    shown = _word(component, "X-MICROSOFT-CDO-BUSYSTATUS")
    return {
        "OOF": EventKind.OUT_OF_OFFICE,
        "WORKINGELSEWHERE": EventKind.WORKING_LOCATION,
    }.get(shown, EventKind.MEETING)


def _is_free(component: Component) -> bool:
    if _word(component, "X-MICROSOFT-CDO-BUSYSTATUS") == "FREE":
        return True
    return _word(component, "TRANSP") == "TRANSPARENT"


def _all(component: Component, name: str) -> list[Any]:
    value = component.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _texts_of(component: Component, name: str) -> list[str]:
    return [str(value) for value in _all(component, name)]


def _conferences(component: Component, wanted: Callable[[str, str], bool]) -> Iterator[str]:
    for value in _all(component, "CONFERENCE"):
        uri = str(value)
        if wanted(uri.lower(), str(getattr(value, "params", {}).get("FEATURE", "")).upper()):
            yield uri


def _is_video(uri: str, features: str) -> bool:
    return uri.startswith("http") and (not features or "VIDEO" in features)


def _is_dial_in(uri: str, _features: str) -> bool:
    return uri.startswith("tel:")


def _text(component: Component, name: str) -> str:
    values = _all(component, name)
    if not values:
        return ""
    first = values[0]
    if hasattr(first, "cats"):
        return ",".join(str(each) for each in first.cats)
    return str(first)


def _word(component: Component, name: str) -> str:
    return _text(component, name).strip().upper()


def _value(component: Component, name: str) -> date | None:
    values = _all(component, name)
    value = value_of(values[0]) if values else None
    return value if isinstance(value, date) else None


def _params(component: Component, name: str) -> Any:  # noqa: ANN401  # untyped there
    values = _all(component, name)
    return getattr(values[0], "params", None) if values else None


def _duration(component: Component) -> timedelta | None:
    values = _all(component, "DURATION")
    value = value_of(values[0]) if values else None
    return value if isinstance(value, timedelta) and value > timedelta() else None


def _moment(component: Component, name: str) -> datetime | None:
    value = _value(component, name)
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC_NAME)


def _param(value: Any, name: str) -> str:  # noqa: ANN401  # untyped there
    params = getattr(value, "params", None)
    said = params.get(name, "") if params else ""
    return str(said[0]) if isinstance(said, list) and said else str(said or "")


def _address(value: Any) -> str:  # noqa: ANN401  # untyped there
    if value is None:
        return ""
    if isinstance(value, list):
        value = value[0]
    said = str(value).strip().strip("<>\"'").lower()
    said = said.removeprefix("mailto:").strip()
    said = (said.rpartition("<")[2] if "<" in said else said).strip("<> ")
    if "@" in said:
        return said
    return _param(value, "EMAIL").strip().lower()
