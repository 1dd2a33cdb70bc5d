"""Recurrence rules that must not be expanded: asked before, because an expansion cannot be stopped."""

from __future__ import annotations

import math
import re
from calendar import monthrange
from datetime import date, timedelta
from itertools import product

from calendar_sync.icalendar_file.limits import Limits
from calendar_sync.port import LeftOutCode, Window

_PER_DAY = {"YEARLY": 1 / 366, "MONTHLY": 1 / 31, "WEEKLY": 1 / 7, "DAILY": 1.0, "HOURLY": 24.0}
_LEAP_YEAR = 2024
_ZERO = timedelta()
_MARGIN = timedelta(days=2)
_NARROWING = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS", "BYEASTER")
_BARE = re.compile(r"^[A-Z-]+=[\w+,:/-]+$")


def why_not(
    rule: str, start: date, window: Window, limits: Limits, length: timedelta = _ZERO
) -> LeftOutCode | None:
    """Return why a rule is not expanded, or None where it may be.

    ``length`` is that of one occurrence: all that began so long before the window reach into it.
    """
    parts = _parts(rule)
    frequency = parts.get("FREQ", "")
    if parts.get("?") or frequency not in (*_PER_DAY, "MINUTELY", "SECONDLY"):
        return LeftOutCode.RULE_UNREADABLE
    if frequency not in _PER_DAY or "BYSECOND" in parts:
        return LeftOutCode.TOO_DENSE
    interval = _number(parts.get("INTERVAL", "1"))
    if interval < 1:
        return LeftOutCode.RULE_UNREADABLE
    days = max((window.last.date() - start).days, 1)
    steps = days * _PER_DAY[frequency] / interval
    times = _times_a_step(parts)
    dense = steps * times > limits.steps or times > limits.occurrences
    if dense or _never_happens(parts, frequency):
        return LeftOutCode.TOO_DENSE
    reach = window.last - window.first + length + _MARGIN
    inside = min(steps, reach.days * _PER_DAY[frequency] / interval) * times
    if min(inside, _number(parts.get("COUNT", "")) or inside) > limits.occurrences:
        return LeftOutCode.TOO_MANY_OCCURRENCES
    return None


def _parts(rule: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    for part in rule.upper().replace(" ", "").strip(";").split(";"):
        if not _BARE.match(part):
            parts["?"] = part
            continue
        name, _, value = part.partition("=")
        parts[name] = value
    return parts


def _times_a_step(parts: dict[str, str]) -> int:
    times = 1
    for name in ("BYHOUR", "BYMINUTE"):
        times *= parts.get(name, "").count(",") + 1
    if "BYSETPOS" not in parts:
        times *= max(parts.get("BYDAY", "").count(",") + 1, 1)
    return times


def _never_happens(parts: dict[str, str], frequency: str) -> bool:
    """Tell a rule without any occurrence, which would be searched for to the year 9999."""
    if _position_beyond(parts, frequency):
        return True
    narrowing = [name for name in _NARROWING if name in parts]
    if frequency in {"DAILY", "WEEKLY", "HOURLY"} and len(narrowing) > 1:
        return True
    days = [_number(day) for day in parts.get("BYMONTHDAY", "1").split(",")]
    months = [_number(month) for month in parts.get("BYMONTH", "1").split(",")]
    return not any(_exists(month, day) for month, day in product(months, days))


def _position_beyond(parts: dict[str, str], frequency: str) -> bool:
    """Whether BYSETPOS asks for more than any period of the rule can have."""
    if "BYSETPOS" not in parts:
        return False
    days = {"YEARLY": 366, "MONTHLY": 31, "WEEKLY": 7}.get(frequency, 1)
    most = days * math.prod(parts.get(name, "").count(",") + 1 for name in ("BYHOUR", "BYMINUTE"))
    return all(not 0 < abs(_number(each)) <= most for each in parts["BYSETPOS"].split(","))


def _exists(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= abs(day) <= monthrange(_LEAP_YEAR, month)[1]  # noqa: PLR2004


def _number(text: str) -> int:
    digits = text.lstrip("+-")
    return int(text) if digits.isdecimal() and len(digits) < 6 else 0  # noqa: PLR2004
