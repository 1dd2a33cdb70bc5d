"""What stands in a component's properties, as plain values: the library's own ones are untyped."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from icalendar import Component

from calendar_sync.icalendar_file.zones import value_of


def listed(component: Component, name: str) -> list[Any]:
    """Return all values of a property."""
    value = component.get(name)
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def texts_of(component: Component, name: str) -> list[str]:
    """Return all values of a property as texts."""
    return [str(value) for value in listed(component, name)]


def text_of(component: Component, name: str) -> str:
    """Return the first value as a text; categories by commas."""
    values = listed(component, name)
    if not values:
        return ""
    first = values[0]
    if hasattr(first, "cats"):
        return ",".join(str(each) for each in first.cats)
    return str(first)


def word_of(component: Component, name: str) -> str:
    """Return the first value as a word in capitals."""
    return text_of(component, name).strip().upper()


def date_of(component: Component, name: str) -> date | None:
    """Return a day or a time, None where there is none that can be read."""
    values = listed(component, name)
    value = value_of(values[0]) if values else None
    return value if isinstance(value, date) else None


def params_of(component: Component, name: str) -> Any:  # noqa: ANN401  # untyped there
    """Return the parameters of the first value."""
    values = listed(component, name)
    return getattr(values[0], "params", None) if values else None


def length_of(component: Component) -> timedelta | None:
    """Return a positive DURATION."""
    values = listed(component, "DURATION")
    value = value_of(values[0]) if values else None
    return value if isinstance(value, timedelta) and value > timedelta() else None


def moment_of(component: Component, name: str) -> datetime | None:
    """Return a time, in UTC where it names no zone."""
    value = date_of(component, name)
    if not isinstance(value, datetime):
        return None
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def param_of(value: Any, name: str) -> str:  # noqa: ANN401  # untyped there
    """Return one parameter of a value as a text."""
    params = getattr(value, "params", None)
    said = params.get(name, "") if params else ""
    return str(said[0]) if isinstance(said, list) and said else str(said or "")


def address_of(value: Any) -> str:  # noqa: ANN401  # untyped there
    """Return a bare address in small letters, however it is dressed up; empty where there is none."""
    if value is None:
        return ""
    if isinstance(value, list):
        value = value[0]
    said = str(value).strip().strip("<>\"'").lower()
    said = said.removeprefix("mailto:").strip()
    said = (said.rpartition("<")[2] if "<" in said else said).strip("<> ")
    if "@" in said:
        return said
    return param_of(value, "EMAIL").strip().lower()
