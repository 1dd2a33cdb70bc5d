"""Conference data, location and text, read once: video link, numbers, how a meeting is held."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from enum import StrEnum

from policies.denied_words import NO_PHONE, NO_VIDEO
from policies.links import VideoLink, best_video_link, declared_video_link
from policies.phone_words import CALL_IN_TITLE, PHONE, PHONE_IN_SHORT, PHONE_LABEL
from policies.phones import find_numbers
from policies.place_words import (
    IN_PERSON,
    MEET_AT,
    MEETING_POINT,
    PUBLIC_VENUE,
    SIGNATURE,
    VENUE,
    VIDEO,
    names_a_street,
    says,
    sign_of_hurry,
)

_TAG = re.compile(r"<(?:br|/p|/div|/tr|/li)[^<>]{0,200}>", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,2000}>")
_MOST_TEXT = 20_000
_MOST_LINE = 2_000


class HeldBy(StrEnum):
    """How the people meet."""

    VIDEO = "video"
    PHONE = "phone"
    IN_PERSON = "in_person"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoRoom:
    """The room that a new link leads to: a personal room's ``url``, or the provider's own."""

    service: str
    url: str = ""
    reversible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a meeting happens. ``numbers`` are E.164; ``hurry`` is the word that shows it."""

    held_by: HeldBy = HeldBy.UNKNOWN
    video_link: VideoLink | None = None
    numbers: tuple[str, ...] = ()
    hurry: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """The texts of an event, as plain text."""

    title: str
    location: str
    body: str
    region: str

    def numbers(self) -> _Numbers:
        """Look for telephone numbers, once in each text."""
        return _Numbers(
            location=find_numbers(self.location, self.region),
            title=find_numbers(self.title, self.region),
            body=find_numbers(self.body, self.region),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """The numbers of each text, in E.164."""

    location: tuple[str, ...]
    title: tuple[str, ...]
    body: tuple[str, ...]


def read_place(  # noqa: PLR0913  # one argument for each source of an event
    *,
    title: str = "",
    location: str = "",
    description: str = "",
    conference: str = "",
    url: str = "",
    hidden: str = "",
    region: str = "DE",
) -> Place:
    """Read all that an event says about its place, in the order in which it is to be believed.

    ``hidden`` holds a program's own copy of the link: what people see and click is believed before.
    """
    declared = declared_video_link(conference) if conference else None
    link = declared or best_video_link(url, location, description, title, hidden)
    text = _Read(
        title=title[:_MOST_LINE],
        location=plain(location[:_MOST_LINE]),
        body=plain(description[:_MOST_TEXT]),
        region=region,
    )
    numbers = text.numbers()
    return Place(
        held_by=HeldBy.VIDEO if link else _held_by(text, numbers),
        video_link=link,
        numbers=tuple(dict.fromkeys((*numbers.location, *numbers.title, *numbers.body))),
        hurry=sign_of_hurry(text.title),
    )


def plain(text: str) -> str:
    """Return a text without HTML."""
    if "<" in text:
        text = _ANY_TAG.sub(" ", _TAG.sub("\n", text))
    return html.unescape(text) if "&" in text else text


def _held_by(text: _Read, numbers: _Numbers) -> HeldBy:
    """Judge without a link: the location knows best, then the title, then the text."""
    return (
        _by_location(text.location, numbers.location)
        or _by_title(text.title, numbers.title)
        or _by_body(text, numbers.body)
        or _by_call(text.title)
        or HeldBy.UNKNOWN
    )


def _by_location(location: str, numbers: tuple[str, ...]) -> HeldBy | None:
    if _says_video(location):
        return HeldBy.VIDEO
    if names_a_street(location) or says(IN_PERSON, location):
        return HeldBy.IN_PERSON
    keeps_a_telephone = bool(PUBLIC_VENUE.search(location))
    names_one = numbers or _is_short_for_phone(location) or CALL_IN_TITLE.search(location)
    if _says_phone(location) or (names_one and not keeps_a_telephone):
        return HeldBy.PHONE
    return HeldBy.IN_PERSON if keeps_a_telephone or VENUE.search(location) else None


def _by_title(title: str, numbers: tuple[str, ...]) -> HeldBy | None:
    if _says_video(title):
        return HeldBy.VIDEO
    if _says_phone(title) or _is_short_for_phone(title):
        return HeldBy.PHONE
    if says(IN_PERSON, title):
        return HeldBy.IN_PERSON
    return HeldBy.PHONE if numbers else None


def _by_body(text: _Read, numbers: tuple[str, ...]) -> HeldBy | None:
    body = SIGNATURE.sub("\n", text.body)
    if numbers and body != text.body:
        numbers = find_numbers(body, text.region)
    return _by_wording(body) or _by_mere_number(body, numbers, text.location)


def _by_wording(body: str) -> HeldBy | None:
    if any(map(_is_a_place, MEETING_POINT.findall(body))):
        return HeldBy.IN_PERSON
    if _says_video(body):
        return HeldBy.VIDEO
    if MEET_AT.search(body):
        return HeldBy.IN_PERSON
    if _says_phone(body):
        return HeldBy.PHONE
    return HeldBy.IN_PERSON if says(IN_PERSON, body) or names_a_street(body) else None


def _by_mere_number(body: str, numbers: tuple[str, ...], location: str) -> HeldBy | None:
    """Beside any location a number is somebody's, and not where people meet."""
    if location.strip() or not (numbers or PHONE_LABEL.search(body)):
        return None
    return None if NO_PHONE.search(body) else HeldBy.PHONE


def _by_call(title: str) -> HeldBy | None:
    return HeldBy.PHONE if CALL_IN_TITLE.search(title) else None


def _is_a_place(point: str) -> bool:
    """Whether somebody has to go to what is named as the meeting point."""
    if names_a_street(point) or says(IN_PERSON, point):
        return True
    return bool(VENUE.search(point)) and not _says_phone(point) and not _says_video(point)


def _says_video(text: str) -> bool:
    if not says(VIDEO, text):
        return False
    return not NO_VIDEO.search(text) or bool(VIDEO.search(NO_VIDEO.sub(" ", text)))


def _says_phone(text: str) -> bool:
    if not says(PHONE, text):
        return False
    return not NO_PHONE.search(text) or bool(PHONE.search(NO_PHONE.sub(" ", text)))


def _is_short_for_phone(text: str) -> bool:
    words = PHONE_IN_SHORT.search(text) or PHONE_LABEL.search(text)
    return bool(words) and not NO_PHONE.search(text)
