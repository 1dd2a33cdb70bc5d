"""Where data lives and where keys come from: read from the environment, once, strictly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from service.problems import Problem, reason_of
from service.words import N_

LOG_LEVELS = ("debug", "info", "warning")


class SettingError(Problem):
    """A setting of the environment cannot be used; the message names it and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """``data`` is the data folder; ``keys`` are the sealing keys, empty for a key file in there."""

    data: Path
    keys: str = ""


def read_environment(environment: Mapping[str, str]) -> Installation:
    """Read ``PLAUSCH_DATA`` and ``PLAUSCH_KEYS`` (or ``PLAUSCH_KEYS_FILE``)."""
    home = environment.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    folder = environment.get("PLAUSCH_DATA") or str(Path(home) / "plausch")
    return Installation(data=Path(folder), keys=_value(environment, "PLAUSCH_KEYS"))


def log_level(environment: Mapping[str, str]) -> str:
    """Read ``PLAUSCH_LOG``: how much is logged."""
    level = environment.get("PLAUSCH_LOG") or "warning"
    if level not in LOG_LEVELS:
        message = N_("{name} cannot be “{value}”: write {wanted}.")
        raise SettingError(message, name="PLAUSCH_LOG", value=level, wanted=", ".join(LOG_LEVELS))
    return level


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
