"""Take wrapped links apart: mail filters and redirects hide where a link leads.

Most carry the target in a parameter, as Outlook SafeLinks and Google redirects do; some carry it in
the path. Proofpoint writes it with its own escapes (URL Defense v2 and v3, described in
Proofpoint's decoder), Sophos in base64.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urlsplit

_MOST_WRAPPERS = 5
_ANYWHERE = (
    "url",
    "u",
    "target",
    "redirect",
    "redirecturl",
    "redirect_url",
    "redirect_uri",
    "destination",
    "dest",
    "link",
    "goto",
)
_PARAMETERS = (
    ("teams.microsoft.com", ("launchagent-url",)),
    ("linkprotect.cudasvc.com", ("a",)),
    ("deref-mail.com", ("q",)),
    ("protect.checkpoint.com", ("o",)),
    ("atpscan.global.hornetsecurity.com", ("d",)),
)
"""What wrappers name the target where it is none of the usual names."""

_GOOGLE = re.compile(r"(?:^|\.)google\.[a-z]{2,3}(?:\.[a-z]{2})?$")
_REDIRECT_PATHS = re.compile(r"^/(?:url|link|redirect)?/?$")
_PROOFPOINT = (".urldefense.com", ".urldefense.us", ".urldefense.proofpoint.com")
_PROOFPOINT_3 = re.compile(r"/v3/__(.+?)__;([\w-]*)")
_RUN = re.compile(r"\*(?:\*(.))?")
_RUN_LENGTHS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_CHECKPOINT_2 = re.compile(r"/v2/(?:r\d+/)?___(.+?)___")
_IN_PATH = re.compile(r"(?i)/(https?(?::|%3a)%2f%2f[^/\s?#]+)")


def unwrap(url: str) -> str:
    """Return the link inside, as deep as a few wrappers go; an unwrapped link stays as it is.

    Never loops; a wrapper that cannot be read comes back as it is.
    """
    for _ in range(_MOST_WRAPPERS):
        inner = _inner(url)
        if not inner:
            return url
        url = inner
    return url


def _inner(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return ""
    if f".{host}".endswith(_PROOFPOINT):
        if found := _PROOFPOINT_3.search(url):
            return _web(_proofpoint_3(found[1], found[2]))
        if parts.path.startswith("/v2/"):
            return _web(_proofpoint_2(dict(parse_qsl(parts.query)).get("u", "")))
    if host.endswith("protect.checkpoint.com") and (found := _CHECKPOINT_2.search(url)):
        return _web(found[1])
    if found := _IN_PATH.search(parts.path):
        return _web(unquote(found[1]))
    return _from_query(host, parts.path, parts.query)


def _from_query(host: str, path: str, query: str) -> str:
    is_google = bool(_GOOGLE.search(host))
    if "=" not in query or (is_google and not _REDIRECT_PATHS.match(path)):
        return ""
    pairs = parse_qsl(query.replace("&amp;", "&"), max_num_fields=None)
    values = {name.lower(): value for name, value in reversed(pairs)}
    for name in (*_names(host), *(("q",) if is_google else ()), *_ANYWHERE):
        if inner := _web(values.get(name, "")):
            return inner
    return _web(_base64(values.get("u", ""))) if host.endswith("protection.sophos.com") else ""


def _names(host: str) -> Iterator[str]:
    for domain, names in _PARAMETERS:
        if host == domain or host.endswith("." + domain):
            yield from names


def _proofpoint_2(value: str) -> str:
    return unquote(value.replace("-", "%").replace("_", "/"))


def _proofpoint_3(value: str, replaced: str) -> str:
    """Put back the characters for which stars stand: one each, or a run of them behind two."""
    value = re.sub(r"^(https?):/(?=[^/])", r"\1://", value)
    characters = iter(_base64(replaced))

    def original(star: re.Match[str]) -> str:
        count = _RUN_LENGTHS.find(star[1]) + 2 if star[1] else 1
        return "".join(next(characters, "*") for _ in range(count))

    return _RUN.sub(original, value)


def _base64(value: str) -> str:
    try:
        return base64.urlsafe_b64decode(value + "=" * (-len(value) % 4)).decode()
    except ValueError:
        return ""


def _web(value: str) -> str:
    value = value.strip()
    if re.match(r"(?i)https?%3a", value):
        value = unquote(value)
    return value if re.match(r"(?i)https?://", value) else ""
