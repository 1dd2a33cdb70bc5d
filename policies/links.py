"""Find the link that leads into a video meeting, in any text that an invitation may carry."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from policies.no_meeting import is_no_meeting
from policies.unwrap import unwrap
from policies.video_services import HOST_LABELS, SCHEMES, SERVICES, ServiceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoLink:
    """A link into a meeting: the service's key in the table, and the URL without its wrappers."""

    service: str
    url: str


class _Shape(NamedTuple):
    service: str
    path: re.Pattern[str]


def _by_host(rows: Iterable[ServiceRow]) -> dict[str, list[_Shape]]:
    table: dict[str, list[_Shape]] = {}
    for service, hosts, path in rows:
        shape = _Shape(service, re.compile(path))
        for host in hosts.split():
            table.setdefault(host, []).append(shape)
    return table


_HOSTS = _by_host(SERVICES)
_LABELS = _by_host(HOST_LABELS)
_SCHEMES = _by_host(SCHEMES)

_STOP = r"\s<>\"'`|\\^{}\u00ab\u00bb\u2018-\u201f\u2039\u203a\u3000-\u303f\uff01-\uff20\u200b-\u200f\ufeff"
_JSON = r"\{\"[^\s{}<>]{1,400}\}"
_URL = re.compile(
    rf"(?i)(?:(?<![a-z\d])(?:https?:/|(?:{'|'.join(map(re.escape, _SCHEMES))}):)/(?:[^{_STOP}]|{_JSON})+"
    rf"|(?<![\w@./:=%&?#+-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{{2,}}/[^{_STOP}]+)",
)
_HINT = re.compile(r"(?i):/|\.[a-z]{2,}/|&#|%3a")
_ENTITY = re.compile(r"&(?:#\d|#x[\da-f]|amp|lt|gt|quot|apos|nbsp)", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z.-]{1,20}:/{1,2}")
_SOFT_BREAK = re.compile(r"=\r?\n")
_BRACKETS = {")": "(", "]": "[", "}": "{", ">": "<"}
_LOOSE_ENDS = ".,;:!?*_~…。，；：！？、"
_KEY = re.compile(r"(?i)[?&](?:pwd|p|passcode|password|token|tk|wpk|key)=|#\S*pwd")
_TALK = re.compile(r"/call/[a-z0-9]{8}$")
_LONGEST_URL = 4096


def find_video_link(text: str) -> VideoLink | None:
    """Return the best link into a meeting in a text, or None.

    The first room named wins; of several links to the same room, the one with the passcode.
    """
    links = find_video_links(text)
    first = next(links, None)
    if first is None:
        return None
    if _KEY.search(first.url):
        return first
    return next((link for link in links if _same_room_with_key(first, link)), first)


def declared_video_link(conference: str) -> VideoLink | None:
    """Return the link that the calendar itself declares to be the meeting, whatever its service."""
    if link := find_video_link(conference):
        return link
    for candidate in _candidates(_readable(conference)):
        url = _normalised(candidate)
        if url.startswith("https://"):
            return VideoLink(service="nextcloud_talk" if _TALK.search(url) else "other", url=url)
    return None


def best_video_link(*sources: str) -> VideoLink | None:
    """Return the link of the first source that has one; sources in the order of their rank."""
    return next((link for source in sources if (link := find_video_link(source))), None)


def find_video_links(text: str) -> Iterator[VideoLink]:
    """Yield every link into a meeting, in the order of the text."""
    if not ("/" in text or "&" in text or "%" in text) or not _HINT.search(text):
        return
    for candidate in _candidates(_readable(text)):
        if link := _as_video_link(candidate):
            yield link


def _readable(text: str) -> str:
    if "=\n" in text or "=\r\n" in text or '=3D"' in text:
        text = _SOFT_BREAK.sub("", text).replace("=3D", "=")
    if "\\n" in text:
        text = text.replace("\\n", "\n")
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(text)
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _candidates(text: str) -> Iterator[str]:
    for found in _URL.finditer(text):
        yield _trimmed(found[0][:_LONGEST_URL])


def _trimmed(url: str) -> str:
    while url:
        last = url[-1]
        opening = _BRACKETS.get(last)
        unbalanced = opening is not None and url.count(last) > url.count(opening)
        if last not in _LOOSE_ENDS and not unbalanced:
            return _without_glued_text(url)
        url = url[:-1]
    return url


def _without_glued_text(url: str) -> str:
    """Cut a Markdown link's end and what was glued on behind a closing bracket or a comma."""
    for glue in ("](", ")[", ">,", ",http", ";http"):
        position = url.find(glue)
        if position > 0:
            return url[:position]
    return url


def _as_video_link(candidate: str) -> VideoLink | None:
    url = _normalised(candidate if _SCHEME.match(candidate) else f"https://{candidate}")
    if service := _service(url):
        return VideoLink(service=service, url=url)
    inner = unwrap(url)
    if inner == url:
        return None
    url = _normalised(_trimmed(inner))
    service = _service(url)
    return VideoLink(service=service, url=url) if service else None


def _normalised(url: str) -> str:
    """Return the URL with scheme and host in lower case; empty where it is none."""
    start = _SCHEME.match(url)
    if start is None:
        return ""
    host, slash, path = _split_host(url[start.end() :])
    return f"{start[0].lower()}{host.lower()}{slash}{path}" if host or start[0].endswith(":/") else ""


def _split_host(rest: str) -> tuple[str, str, str]:
    for position, character in enumerate(rest):
        if character in "/?#":
            return rest[:position], character, rest[position + 1 :]
    return rest, "", ""


def _service(url: str) -> str:
    scheme, _, rest = url.partition(":")
    if scheme in _SCHEMES:
        return _match(_SCHEMES[scheme], rest.lstrip("/"))
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    authority, slash, path = _split_host(rest.removeprefix("//"))
    if "@" in authority:
        return ""
    service = _match(_shapes_for(host), slash + path)
    return "" if service and is_no_meeting(host, slash + path) else service


def _shapes_for(host: str) -> Iterator[_Shape]:
    suffix = host
    while "." in suffix:
        yield from _HOSTS.get(suffix, ())
        suffix = suffix.partition(".")[2]
    for label in host.split(".")[:-2]:
        yield from _LABELS.get(label, ())


def _match(shapes: Iterable[_Shape], path: str) -> str:
    return next((shape.service for shape in shapes if shape.path.match(path)), "")


def _same_room_with_key(first: VideoLink, other: VideoLink) -> bool:
    if other.service != first.service or not _KEY.search(other.url):
        return False
    return other.url.startswith(first.url.rstrip("/"))
