"""Every reason has a sentence, in German and in English, and every text its translation."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from jinja2.ext import babel_extract

import service
from calendar_sync.port import LeftOut, LeftOutCode
from policies.change import AddVideoLink, AttachOpener, Card, Change, HoldTime, MoveEnd
from policies.place import HeldBy
from policies.verdict import Code, RuleName, because
from service.explain import (
    LEFT_OUT,
    SENTENCES,
    describe,
    held_by_name,
    left_out_sentence,
    rule_name,
    sentence,
    undo_sentence,
)
from service.words import LANGUAGES, UnknownLanguageError, words
from tests.builders import BERLIN, TUESDAY_TEN

PACKAGE = Path(service.__file__).parent
CATALOG = PACKAGE / "locale" / "de" / "LC_MESSAGES"
FACTS = because(
    Code.LENGTHENED,
    minutes=5,
    free=7,
    keep_free=5,
    cap=30,
    hours=4,
    guests=9,
    limit=6,
    person="Anna",
    guest="Anna",
    tool="calendly",
    word="kurz",
    until="18:00",
    next_start=datetime(2026, 11, 24, 11, tzinfo=BERLIN),
    why=Code.FREEZE.value,
).facts
CHANGES: tuple[Change, ...] = (
    MoveEnd(end=TUESDAY_TEN, minutes=5),
    HoldTime(start=TUESDAY_TEN, end=TUESDAY_TEN + timedelta(minutes=5), minutes=5),
    AddVideoLink(url="https://a.example/x", location="x"),
    AddVideoLink(url="", location="", reversible=False),
    AttachOpener(start=TUESDAY_TEN, end=TUESDAY_TEN, card=Card(person="Anna", language="de")),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Code)
def test_every_reason_has_a_sentence(code: Code, language: str) -> None:
    """It begins with a capital, ends with a stop, and no place in it is left empty."""
    said = sentence(because(code, **FACTS), language)
    assert said[-1] in ".)"
    assert said[0].isupper() or not said[0].isalpha()
    assert "{" not in said
    assert "  " not in said
    assert "„“" not in said


@pytest.mark.parametrize("code", Code)
def test_german_is_german(code: Code) -> None:
    """No sentence was forgotten in the translation."""
    assert sentence(because(code, **FACTS), "de") != sentence(because(code, **FACTS), "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_else_has_words(language: str) -> None:
    """Rules, ways of meeting, changes and what was not read are named."""
    said = [
        *(rule_name(rule, language) for rule in RuleName),
        *(held_by_name(held_by, language) for held_by in HeldBy),
        *(describe(change, language) for change in CHANGES),
        *(undo_sentence(change, language) for change in CHANGES),
        *(left_out_sentence(LeftOut(code=code, line=7, detail="Mars"), language) for code in LeftOutCode),
    ]
    assert all(text and "{" not in text for text in said)
    assert set(LEFT_OUT) == set(LeftOutCode)
    assert set(SENTENCES) == set(Code)


def messages(path: Path) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Yield the texts that a module marks for translation, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = [each.value for each in node.args if isinstance(each, ast.Constant)]
        if called in {"N_", "text"} and texts and isinstance(texts[0], str):
            yield node.lineno, texts[0]
        if called == "plural":
            one, many = texts[:2]
            yield node.lineno, (str(one), str(many))


def said_by_templates(path: Path) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """Yield the texts that a template says with ``t`` and ``tn``, with their lines."""
    with path.open("rb") as stream:
        for line, _called, said, _comments in babel_extract(stream, ("t", "tn"), [], {}):
            one, *more = said if isinstance(said, tuple) else (said,)
            yield line, (str(one), str(more[0])) if more and more[0] else str(one)


def test_everything_is_translated() -> None:
    """Each text that is marked for translation has German words with the same places to fill."""
    with (CATALOG / "plausch.po").open("rb") as stream:
        catalog = read_po(stream, locale="de")
    paths = [*sorted(PACKAGE.rglob("*.py")), *sorted(PACKAGE.rglob("*.html"))]
    for path in paths:
        for line, message in messages(path) if path.suffix == ".py" else said_by_templates(path):
            found = catalog.get(message)
            where = f"{path.name}:{line}: {message!r}"
            assert found is not None, f"{where} is not in the catalog: make messages"
            german = [found.string] if isinstance(found.string, str) else list(found.string or ())
            assert german, f"{where} is not translated"
            assert all(german), f"{where} is not translated"
            english = message if isinstance(message, tuple) else (message,)
            assert {places(text) for text in german} <= {places(text) for text in english}, where


def places(text: str) -> frozenset[str]:
    """Return the names to be filled into a text."""
    return frozenset(piece.partition("}")[0] for piece in text.split("{")[1:])


def test_the_catalog_is_compiled() -> None:
    """What is loaded is what stands in the readable catalog."""
    with (CATALOG / "plausch.po").open("rb") as stream:
        catalog = read_po(stream, locale="de", domain="plausch")
    compiled = BytesIO()
    write_mo(compiled, catalog)
    assert compiled.getvalue() == (CATALOG / "plausch.mo").read_bytes(), "run: make messages"


def test_values_are_never_templates() -> None:
    """Braces in a title or a name stay what they are."""
    said = words("de").text("{person} is kept.", person="{0.__class__} {x}")
    assert "{0.__class__} {x}" in said


def test_numbers_and_times() -> None:
    """One minute is not two, and times are written as people read them."""
    assert [words("de").minutes(1), words("de").minutes(5)] == ["1 Minute", "5 Minuten"]
    assert [words("en").minutes(1), words("en").minutes(5)] == ["1 minute", "5 minutes"]
    assert words("de").time(datetime(2026, 11, 24, 9, 5, tzinfo=UTC)) == "09:05"
    assert words("de").date(TUESDAY_TEN.date()).startswith("Di")
    assert words("de").long_date(TUESDAY_TEN.date()) == "Dienstag, 24. November"
    assert words("en").long_date(TUESDAY_TEN.date()) == "Tuesday 24 November"
    assert words("de").listed(["a", "b", "c"]) == "a, b und c"
    assert words("de").zone(BERLIN) == "Berlin"


def test_languages_that_are_not_spoken() -> None:
    """The error names those that are."""
    with pytest.raises(UnknownLanguageError, match="de and en"):
        words("fr")
