"""Settings as the page shows them: in groups, each with its words, its form and a live example."""

from __future__ import annotations

from collections.abc import Mapping
from zoneinfo import available_timezones

from service.examples import examples
from service.settings_in_words import all_choices
from service.web.caller import Caller
from service.web.settings_form import hours_by_day
from service.web.settings_groups import GROUPS, Asked, Group, Kind
from service.words import Words


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


def _as_lines(value: str) -> str:
    return "\n".join(filter(None, (each.strip() for each in value.split(","))))


def _sentence(meaning: str) -> str:
    return f"{meaning[:1].upper()}{meaning[1:]}."


def _usual(asked: Asked, default: str, said: Words) -> str:
    if asked.kind is Kind.NUMBER and default:
        return said.text("Usually {value}.", value=default)
    return ""
