"""Where data lives and where keys come from: read from the environment, once, strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from service.problems import Problem, reason_of
from service.words import N_

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_WANTED_URL = N_("an address beginning with https://, or with http:// on this machine, and nothing after it")
_MOST_HOURS = 30 * 24
LOG_LEVELS = ("debug", "info", "warning")


class SettingError(Problem):
    """A setting of the environment cannot be used; the message names it and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoogleSettings:
    """Plausch as Google knows it, and where Google answers: other addresses than its own are for tests."""

    client_id: str
    client_secret: str = field(repr=False)
    api: str = "https://www.googleapis.com/calendar/v3/"
    auth: str = "https://accounts.google.com/o/oauth2/v2/auth"
    token: str = "https://oauth2.googleapis.com/token"  # noqa: S105  # an address
    revoke: str = "https://oauth2.googleapis.com/revoke"
    certs: str = "https://www.googleapis.com/oauth2/v1/certs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """``data`` is the data folder; ``keys`` are the sealing keys, empty for a key file in there.

    ``public_url`` is where the world reaches this Plausch, without a slash at its end, empty where it does
    not. ``sign_up`` names the mail domains whose people may come by themselves, or holds ``*``.
    ``patience`` is how long a calendar that is being left may go without answering, before it is given up.
    """

    data: Path
    keys: str = field(default="", repr=False)
    google: GoogleSettings | None = None
    public_url: str = ""
    sign_up: frozenset[str] = frozenset()
    patience: timedelta = timedelta(days=1)


def read_environment(environment: Mapping[str, str]) -> Installation:
    """Read all settings of an installation; raises SettingError naming the one that cannot be used."""
    home = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    folder = environment.get("PLAUSCH_DATA") or str(Path(home) / "plausch")
    return Installation(
        data=Path(folder),
        keys=_value(environment, "PLAUSCH_KEYS"),
        google=_google(environment),
        public_url=_public_url(environment),
        sign_up=_sign_up(environment),
        patience=_patience(environment),
    )


def log_level(environment: Mapping[str, str]) -> str:
    """Read ``PLAUSCH_LOG``: how much is logged."""
    level = environment.get("PLAUSCH_LOG") or "warning"
    if level not in LOG_LEVELS:
        message = N_("{name} cannot be “{value}”: write {wanted}.")
        raise SettingError(message, name="PLAUSCH_LOG", value=level, wanted=", ".join(LOG_LEVELS))
    return level


def _google(environment: Mapping[str, str]) -> GoogleSettings | None:
    client_id = environment.get("PLAUSCH_GOOGLE_CLIENT_ID", "").strip()
    secret = _value(environment, "PLAUSCH_GOOGLE_CLIENT_SECRET")
    if not client_id and not secret:
        return None
    for name, value in (("PLAUSCH_GOOGLE_CLIENT_ID", client_id), ("PLAUSCH_GOOGLE_CLIENT_SECRET", secret)):
        if not value or not value.isprintable() or " " in value:
            message = N_("{name} is missing or holds a blank: Google needs both the id and the secret.")
            raise SettingError(message, name=name)
    endpoints = {
        each: _address(environment, f"PLAUSCH_GOOGLE_{each.upper()}", path=True)
        for each in ("api", "auth", "token", "revoke", "certs")
    }
    chosen = {name: url for name, url in endpoints.items() if url}
    if "api" in chosen:
        chosen["api"] = chosen["api"].rstrip("/") + "/"
    return GoogleSettings(client_id=client_id, client_secret=secret, **chosen)


def _public_url(environment: Mapping[str, str]) -> str:
    return _address(environment, "PLAUSCH_PUBLIC_URL", path=False).rstrip("/")


def _address(environment: Mapping[str, str], name: str, *, path: bool) -> str:
    """Read an address that may be empty: https, or http on this machine."""
    url = environment.get(name, "").strip()
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        port_is_one = parts.port is None or parts.port > 0
    except ValueError:
        parts, port_is_one = urlsplit(""), False
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    bare = not (parts.query or parts.fragment or parts.username) and (path or parts.path in {"", "/"})
    if not (safe and bare and port_is_one and parts.hostname) or not re.fullmatch(r"[!-~]+", url):
        message = N_("{name} cannot be “{value}”: write {wanted}.")
        raise SettingError(message, name=name, value=url, wanted=Problem(_WANTED_URL))
    return url


def _sign_up(environment: Mapping[str, str]) -> frozenset[str]:
    text = environment.get("PLAUSCH_SIGN_UP", "")
    domains = frozenset(part.strip().lower() for part in text.split(",") if part.strip())
    for each in domains - {"*"}:
        if not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", each):
            message = N_("{name} cannot be “{value}”: write {wanted}.")
            wanted = Problem(N_("mail domains with commas in between, or * for everybody"))
            raise SettingError(message, name="PLAUSCH_SIGN_UP", value=each, wanted=wanted)
    return domains


def _patience(environment: Mapping[str, str]) -> timedelta:
    name, wanted = "PLAUSCH_GIVE_UP_HOURS", N_("whole hours, from {least} to {most}")
    text = environment.get(name, "").strip()
    if not text:
        return timedelta(days=1)
    if not re.fullmatch(r"[0-9]{1,4}", text) or not 1 <= int(text) <= _MOST_HOURS:
        message = N_("{name} cannot be “{value}”: write {wanted}.")
        raise SettingError(message, name=name, value=text, wanted=Problem(wanted, least=1, most=_MOST_HOURS))
    return timedelta(hours=int(text))


def _value(environment: Mapping[str, str], name: str) -> str:
    value, file = environment.get(name, ""), environment.get(f"{name}_FILE", "")
    if value and file:
        raise SettingError(N_("Both {name} and {name}_FILE are set. Keep one of them."), name=name)
    if not file:
        return value
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        message = N_("{name}_FILE names {file}, which cannot be read: {reason}.")
        raise SettingError(message, name=name, file=file, reason=reason_of(error)) from error
