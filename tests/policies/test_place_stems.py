"""The letters that are looked for before a pattern is tried: none of its matches is without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import product
from re import _constants as codes  # the tree of a pattern
from re import _parser as parser
from typing import Any

import pytest

from policies.place import HeldBy, read_place
from policies.place_words import STEMS

_GAP = "\0"
_SPACES = re.compile(" +")
_MOST = 3_000


def _texts(node: Iterable[Any], stems: tuple[str, ...]) -> set[str]:
    """List what a pattern's matches hold: texts with gaps, those without any stem alone."""
    parts: set[str] = {""}
    for kind, said in node:
        options = set(_options(kind, said, stems))
        parts = {one + other for one, other in product(parts, options)}
        if len(parts) > _MOST:
            parts = {_ends(part, stems) for part in parts}
        parts = {_SPACES.sub(" ", part) for part in parts}
        parts = {part if not _has(part, stems) else "\1" for part in parts}
    return parts


def _options(kind: Any, said: Any, stems: tuple[str, ...]) -> Iterator[str]:
    """List what one node of the tree may stand for."""
    if kind is codes.BRANCH:
        for alternative in said[1]:
            yield from _texts(alternative, stems)
    elif kind is codes.SUBPATTERN:
        yield from _texts(said[3], stems)
    elif kind in {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}:
        yield from _repeated(said[0], said[1], said[2], stems)
    elif kind in {codes.AT, codes.ASSERT, codes.ASSERT_NOT}:
        yield " " if _at_an_edge(kind, said) else ""
    else:
        yield from _letters([(kind, said)] if kind is not codes.IN else said)


def _at_an_edge(kind: Any, said: Any) -> bool:
    """Whether a word begins or ends here."""
    if kind is codes.AT:
        return said in {codes.AT_BOUNDARY, codes.AT_BEGINNING}
    if kind is codes.ASSERT:
        return False
    direction, looked_at = said
    behind = [one for each in looked_at for one in (each[1] if each[0] is codes.IN else [each])]
    return direction < 0 and (codes.CATEGORY, codes.CATEGORY_WORD) in behind


def _letters(choices: list[Any]) -> Iterator[str]:
    if all(map(_is_no_letter, choices)):
        yield " "
    elif all(kind is codes.LITERAL for kind, _ in choices):
        yield from (_letter(code) for _, code in choices)
    else:
        yield _GAP


def _is_no_letter(one: Any) -> bool:
    kind, said = one
    if kind is codes.CATEGORY:
        return said in {codes.CATEGORY_SPACE, codes.CATEGORY_NOT_WORD}
    return kind is codes.LITERAL and _letter(said) == " "


def _letter(code: int) -> str:
    return chr(code).lower() if chr(code).isalnum() or chr(code) == "_" else " "


def _repeated(least: int, most: int, inner: Any, stems: tuple[str, ...]) -> Iterator[str]:
    if least == 0:
        yield ""
    once = _texts(inner, stems)
    yield from once
    if most != 1 and once != {" "}:
        yield from (_GAP + each for each in once)


def _ends(text: str, stems: tuple[str, ...]) -> str:
    """Forget the middle of a text, which no stem can reach any more."""
    reach = max(map(len, stems))
    return text if len(text) <= 2 * reach else text[:reach] + _GAP + text[-reach:]


def _has(text: str, stems: tuple[str, ...]) -> bool:
    return "\1" in text or any(stem in text for stem in stems)


@pytest.mark.parametrize("pattern", STEMS, ids=["phone", "video", "in person"])
def test_no_match_is_without_a_stem(pattern: re.Pattern[str]) -> None:
    """A text without any of the letters cannot match: the short cut changes no answer."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    assert sorted(each for each in _texts(tree, STEMS[pattern]) if not _has(each, STEMS[pattern])) == []


@pytest.mark.parametrize(
    ("text", "held_by"),
    [
        ("Wir klären es dann an die Strippe: ich ruf an", HeldBy.PHONE),
        ("A che numero La trovo domani?", HeldBy.PHONE),
        ("Wir sehen uns vor\nOrt", HeldBy.IN_PERSON),
    ],
)
def test_a_long_text_is_read_like_a_short_one(text: str, held_by: HeldBy) -> None:
    """What says how people meet is found at the end of many words too."""
    filler = "Wir sprechen über die offenen Fragen und das weitere Vorgehen. " * 5
    assert read_place(description=text).held_by is held_by
    assert read_place(description=f"{filler}\n{text}").held_by is held_by
