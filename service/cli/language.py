"""Which language the reader speaks: ``--lang`` where it is given, else the environment's locale."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Sequence

from service.words import CATALOGS, LANGUAGES, Words, words


def asked_language(arguments: Sequence[str]) -> str:
    """Return the language of a command line, before it is parsed: its errors are to be said in it."""
    for place, here in enumerate(arguments):
        following = arguments[place + 1 : place + 2]
        named = "".join(following) if here == "--lang" else here.removeprefix("--lang=")
        if here.startswith("--lang") and named in LANGUAGES:
            return named
    return locale_language()


def locale_language() -> str:
    """Return the language of the environment."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG")
    return "de" if (locale or "").startswith("de") else "en"


def asked_words() -> Words:
    """Return the words for this process's command line."""
    return words(asked_language(sys.argv[1:]))


def speak() -> Words:
    """Let typer's own headings be said in the reader's language too; return the words."""
    said = asked_words()
    os.environ["LANGUAGE"] = said.language
    gettext.bindtextdomain("plausch", str(CATALOGS))
    gettext.textdomain("plausch")
    return said
