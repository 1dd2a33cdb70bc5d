"""What a form with settings says: as it would be written, and what of it cannot be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from babel import Locale

from calendar_sync.plan import Level
from service.problems import Problem
from service.store.choices import LISTS, ChoiceError, read_choice
from service.web.forms import Form
from service.web.settings_groups import Asked, Group, Kind
from service.words import N_, Words

LEVELS = (Level.WATCH, Level.ASK, Level.AUTOMATIC)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOST_LISTED = 2000
_WRITE = N_("Write {wanted}.")
_LIST = N_("Write one on each line, without spaces.")


def sent(group: Group, form: Form) -> dict[str, str]:
    """Return what a form says for each setting of a group, as it would be written."""
    return {each.name: _sent(each, form) for each in group.asked}


def _sent(asked: Asked, form: Form) -> str:
    match asked.kind:
        case Kind.SWITCH:
            return "on" if form.plain(asked.name) == "on" else "off"
        case Kind.LIST:
            lines = (
                form.fields.get(asked.name, "")[:20_000].replace(";", "\n").replace(",", "\n").splitlines()
            )
            plain = ("".join(c for c in line if c.isprintable()).strip() for line in lines)
            return ",".join(filter(None, plain))
        case Kind.HOURS:
            return ", ".join(_hours_sent(form))
        case _:
            return form.plain(asked.name, most=600)


def _hours_sent(form: Form) -> Iterator[str]:
    """Yield days in a row that have the same hours together: mon-fri 08:00-19:00."""
    by_day = [(day, _of_day(form, day)) for day in _DAYS]
    for hours, days in groupby(by_day, key=lambda each: each[1]):
        names = [day for day, _ in days]
        if hours:
            yield f"{names[0]}-{names[-1]} {hours}" if len(names) > 1 else f"{names[0]} {hours}"


def _of_day(form: Form, day: str) -> str:
    begin, end = (form.plain(f"hours-{day}-{side}", most=10) for side in ("from", "until"))
    return f"{begin}-{end}" if begin or end else ""


def hours_by_day(value: str, said: Words) -> list[dict[str, str]]:
    """Return for each day its name, begin and end as they are written; empty on a free day."""
    names = Locale.parse(said.language).days["format"]["wide"]
    by_day = _read_hours(value)
    return [
        {
            "day": day,
            "name": names[at],
            "from": by_day.get(at, ("", ""))[0],
            "until": by_day.get(at, ("", ""))[1],
        }
        for at, day in enumerate(_DAYS)
    ]


def _read_hours(value: str) -> dict[int, tuple[str, str]]:
    try:
        read = read_choice("working-hours", value)
    except ChoiceError:
        return _as_typed(value)
    return {day: (f"{begin:%H:%M}", f"{end:%H:%M}") for day, (begin, end) in read.items()}


def _as_typed(value: str) -> dict[int, tuple[str, str]]:
    """Return hours that cannot be, as they were typed: nothing is lost."""
    found: dict[int, tuple[str, str]] = {}
    for part in value.split(","):
        days, _, hours = part.strip().partition(" ")
        first, _, last = days.partition("-")
        begin, _, end = hours.partition("-")
        if {first, last or first} <= set(_DAYS):
            within = range(_DAYS.index(first), _DAYS.index(last or first) + 1)
            found |= dict.fromkeys(within, (begin, end))
    return found


def problems_in(typed: Mapping[str, str], said: Words) -> dict[str, str]:
    """Return by name what cannot be, with what can be written instead."""
    return {name: wrong for name, text in typed.items() if (wrong := _wrong(name, text, said))}


def _wrong(name: str, text: str, said: Words) -> str:
    if not text and name != "working-hours":
        return ""
    if name in LISTS:
        return said.text(_LIST) if " " in text or len(text) > _MOST_LISTED else ""
    try:
        read_choice(name, text)
    except ChoiceError as problem:
        return Problem(_WRITE, **problem.facts).sentence(said)
    return ""


def goes_up(written: Mapping[str, str], wanted: str) -> bool:
    """Whether a level lets more go by itself than what holds now."""
    order = [each.value for each in LEVELS]
    before = written.get("level") or Level.WATCH.value
    return wanted in order and order.index(wanted) > order.index(before)
