"""Settings in groups, each with its words, its form and a live example."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from zoneinfo import available_timezones

from babel import Locale

from calendar_sync.plan import Level
from service.examples import examples
from service.problems import Problem
from service.settings_in_words import MEANINGS, all_choices
from service.store.choices import LISTS, ChoiceError, read_choice
from service.web.caller import Caller
from service.web.forms import Form
from service.words import N_, Words


class Kind(StrEnum):
    """How a setting is asked for."""

    NUMBER = "number"
    SWITCH = "switch"
    ONE_OF = "one_of"
    TEXT = "text"
    LIST = "list"
    DAY = "day"
    HOURS = "hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One setting as a form asks for it; ``options`` are values with their words."""

    name: str
    label: str
    kind: Kind = Kind.NUMBER
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Settings that are saved together and share an example."""

    key: str
    title: str
    asked: tuple[Asked, ...]


_LANGUAGES = (("de", "Deutsch"), ("en", "English"))
GROUPS = (
    Group(
        key="automation",
        title=N_("How much goes by itself"),
        asked=(
            Asked(
                name="level",
                label=N_("Plausch may"),
                kind=Kind.ONE_OF,
                options=(
                    ("watch", N_("watch: nothing is changed")),
                    ("ask", N_("ask before each change")),
                    ("automatic", N_("change what fits these settings")),
                ),
            ),
            Asked(name="paused-until", label=N_("Pause until"), kind=Kind.DAY),
            Asked(name="run-cap", label=N_("Changes at once without asking")),
        ),
    ),
    Group(
        key="room",
        title=N_("Room for a chat"),
        asked=(
            Asked(
                name="room",
                label=N_("How room is made"),
                kind=Kind.ONE_OF,
                options=(
                    ("lengthen", N_("lengthen the invitation")),
                    ("hold", N_("private minutes behind it")),
                    ("off", N_("off")),
                ),
            ),
            Asked(name="minutes", label=N_("Extra minutes")),
            Asked(name="first-meeting-minutes", label=N_("At a first meeting")),
            Asked(name="event-cap", label=N_("Most for one meeting")),
            Asked(name="day-cap", label=N_("Most in a day")),
            Asked(name="keep-free", label=N_("Minutes free before your next appointment")),
            Asked(name="freeze", label=N_("Hours before the start without changes")),
            Asked(name="group-limit", label=N_("Largest group")),
            Asked(name="tell-guests", label=N_("Guests may be told"), kind=Kind.SWITCH),
            Asked(name="working-hours", label=N_("Working hours"), kind=Kind.HOURS),
        ),
    ),
    Group(
        key="video",
        title=N_("Seeing each other"),
        asked=(
            Asked(name="video", label=N_("Offer video for calls by phone"), kind=Kind.SWITCH),
            Asked(name="video-room", label=N_("Your own video room"), kind=Kind.TEXT),
            Asked(name="video-day-cap", label=N_("Most new links in a day")),
            Asked(name="prefers-phone", label=N_("Stay on the phone with everybody"), kind=Kind.SWITCH),
        ),
    ),
    Group(
        key="opener",
        title=N_("The card before a meeting"),
        asked=(
            Asked(name="opener", label=N_("Prepare a card"), kind=Kind.SWITCH),
            Asked(name="opener-lead", label=N_("Minutes before the meeting")),
            Asked(name="language", label=N_("Language"), kind=Kind.ONE_OF, options=_LANGUAGES),
            Asked(
                name="address",
                label=N_("In German"),
                kind=Kind.ONE_OF,
                options=(("sie", "Sie"), ("du", "du")),
            ),
        ),
    ),
    Group(
        key="hands-off",
        title=N_("Hands off"),
        asked=(
            Asked(name="never-addresses", label=N_("Never these people"), kind=Kind.LIST),
            Asked(name="never-domains", label=N_("Never these organisations"), kind=Kind.LIST),
            Asked(name="own-domains", label=N_("Your own organisation"), kind=Kind.LIST),
            Asked(name="keep-short", label=N_("Keep every meeting short"), kind=Kind.SWITCH),
            Asked(name="not-today-until", label=N_("No small talk until"), kind=Kind.DAY),
            Asked(name="never-touch", label=N_("Touch no meeting at all"), kind=Kind.SWITCH),
        ),
    ),
    Group(
        key="place",
        title=N_("Where you are"),
        asked=(
            Asked(name="zone", label=N_("Time zone"), kind=Kind.TEXT),
            Asked(name="region", label=N_("Country of your phone numbers"), kind=Kind.TEXT),
        ),
    ),
    Group(
        key="figures",
        title=N_("Your figures"),
        asked=(Asked(name="figures", label=N_("Show weekly figures"), kind=Kind.SWITCH),),
    ),
)
BY_KEY: Mapping[str, Group] = MappingProxyType({each.key: each for each in GROUPS})
LEVELS = (Level.WATCH, Level.ASK, Level.AUTOMATIC)
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_MOST_LISTED = 2000
_WRITE = N_("Write {wanted}.")
_LIST = N_("Write one on each line, without spaces.")


def settings_page(
    me: Caller, written: Mapping[str, str], typed: Mapping[str, str], wrong: Mapping[str, str]
) -> dict[str, object]:
    """Return the page's values; ``typed`` lies over what is kept, ``wrong`` says what cannot be, by name."""
    zones = sorted(each for each in available_timezones() if each.startswith("Europe/"))
    shown = [_group(me, each, written, typed, wrong) for each in GROUPS]
    return {"groups": shown, "zones": zones}


def _group(
    me: Caller,
    group: Group,
    written: Mapping[str, str],
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
) -> dict[str, object]:
    said = me.said
    known = {each.name: each for each in all_choices(written, said)}
    fields = []
    for asked in group.asked:
        choice = known[asked.name]
        value = typed.get(asked.name, choice.value)
        fields.append(
            {
                "name": asked.name,
                "label": said.text(asked.label),
                "kind": asked.kind.value,
                "value": _as_lines(value) if asked.kind is Kind.LIST else value,
                "meaning": _sentence(choice.meaning),
                "options": [(key, said.text(word)) for key, word in asked.options],
                "chosen": choice.chosen is not None and choice.chosen != choice.default,
                "usual": _usual(asked, choice.default, said),
                "error": wrong.get(asked.name, ""),
                "days": hours_by_day(value, said) if asked.kind is Kind.HOURS else [],
            }
        )
    return {
        "key": group.key,
        "title": said.text(group.title),
        "fields": fields,
        "example": shown_examples(me, group.key, written),
    }


def shown_examples(me: Caller, key: str, written: Mapping[str, str]) -> list[str]:
    """Return a group's example as the choices are now."""
    return examples(key, written, now=me.now, said=me.said)


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


def _as_lines(value: str) -> str:
    return "\n".join(filter(None, (each.strip() for each in value.split(","))))


def _sentence(meaning: str) -> str:
    return f"{meaning[:1].upper()}{meaning[1:]}."


def _usual(asked: Asked, default: str, said: Words) -> str:
    if asked.kind is Kind.NUMBER and default:
        return said.text("Usually {value}.", value=default)
    return ""


assert {each.name for group in GROUPS for each in group.asked} == set(MEANINGS)  # noqa: S101  # none is forgotten
