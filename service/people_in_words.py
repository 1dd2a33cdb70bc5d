"""People as others write of them: by address or number, with choices, and words that deserve a thought."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from policies.phones import find_numbers
from policies.sensitive import Concern, concerns_in
from service.problems import Problem
from service.store.choices import FOR_PEOPLE, ChoiceError
from service.words import N_, Words

_CONCERNS: Mapping[Concern, str] = MappingProxyType(
    {
        Concern.HEALTH: N_("“{word}” may tell about health."),
        Concern.RELIGION: N_("“{word}” may tell about religion."),
        Concern.POLITICS: N_("“{word}” may tell about politics."),
        Concern.UNION: N_("“{word}” may tell about a union."),
        Concern.ORIENTATION: N_("“{word}” may tell about orientation."),
        Concern.THIRD_PARTY: N_("“{word}” is about somebody else."),
    }
)


class KeyTextError(Problem):
    """A text that names nobody."""


def key_of(text: str, region: str) -> str:
    """Return an address in lower case, or a number in E.164; raises KeyTextError for anything else."""
    if "@" in text:
        return text.strip().lower()
    numbers = find_numbers(text, region)
    if len(numbers) != 1:
        raise KeyTextError(N_("“{who}” is neither an e-mail address nor a phone number."), who=text)
    return numbers[0]


def concerns_as_text(text: str, said: Words) -> list[str]:
    """Say which words of a note deserve a second thought before it is kept."""
    return [said.text(_CONCERNS[concern], word=word) for concern, word in concerns_in(text).items()]


def known_for_people(name: str, choice: str) -> None:
    """Raise ChoiceError where this cannot be chosen for a single person."""
    if name not in FOR_PEOPLE:
        message = N_("“{choice}” cannot be chosen for a person. There are: {known}.")
        raise ChoiceError(message, choice=choice, known=", ".join(sorted(FOR_PEOPLE)))
