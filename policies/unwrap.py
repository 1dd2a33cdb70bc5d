"""Take wrapped links apart: mail filters and redirects hide where a link leads.

Outlook SafeLinks and Google redirects carry the target in a parameter; Proofpoint writes it with
its own escapes (URL Defense v2 and v3, described in Proofpoint's decoder).
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_MOST_WRAPPERS = 5
_PARAMETERS = (
    ("safelinks.protection.outlook.com", ("url",)),
    ("safelinks.protection.office365.us", ("url",)),
    ("teams.microsoft.com", ("launchagent-url",)),
    ("google.com", ("q", "url")),
    ("google.de", ("q", "url")),
    ("urldefense.proofpoint.com", ("u",)),
    ("linkprotect.cudasvc.com", ("a",)),
    ("l.facebook.com", ("u",)),
    ("lm.facebook.com", ("u",)),
    ("slack-redir.net", ("url",)),
    ("deref-gmx.net", ("redirectUrl",)),
    ("deref-web.de", ("redirectUrl",)),
    ("deref-mail.com", ("q",)),
    ("out.reddit.com", ("url",)),
    ("link.edgepilot.com", ("u",)),
    ("secure-web.cisco.com", ("u",)),
    ("protect.checkpoint.com", ("o",)),
    ("atpscan.global.hornetsecurity.com", ("url", "d")),
    ("linkscan.io", ("url",)),
    ("mailtrack.io", ("url",)),
    ("sg.outlook.com", ("url",)),
)
_REDIRECT_PATHS = re.compile(r"^/(?:url|link|redirect|dereferrer|deref)?/?$")
_PROOFPOINT_3 = re.compile(r"/v3/__(.+?)__;")
_CHECKPOINT_2 = re.compile(r"/v2/(?:r\d+/)?___(.+?)___")


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
    if host.endswith(("urldefense.com", "urldefense.proofpoint.com")) and (
        found := _PROOFPOINT_3.search(url)
    ):
        return _web(re.sub(r"^(https?):/(?=[^/])", r"\1://", found[1]))
    if host.endswith("protect.checkpoint.com") and (found := _CHECKPOINT_2.search(url)):
        return _web(found[1])
    for domain, names in _PARAMETERS:
        if host == domain or host.endswith("." + domain):
            return _from_query(host, parts.path, parts.query, names)
    return ""


def _from_query(host: str, path: str, query: str, names: tuple[str, ...]) -> str:
    if "google." in host and not _REDIRECT_PATHS.match(path):
        return ""
    values = dict(parse_qsl(query.replace("&amp;", "&"), keep_blank_values=False, max_num_fields=None))
    for name in names:
        if value := values.get(name):
            return _web(_proofpoint_2(value) if host.startswith("urldefense") else value)
    return ""


def _proofpoint_2(value: str) -> str:
    return unquote(value.replace("-", "%").replace("_", "/"))


def _web(value: str) -> str:
    value = value.strip()
    if re.match(r"(?i)https?%3a", value):
        value = unquote(value)
    return value if re.match(r"(?i)https?://", value) else ""
