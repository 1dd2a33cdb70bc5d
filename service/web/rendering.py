"""Pages from templates: whatever is filled in is escaped, and a name that is missing is an error."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.words import Words

FOLDER = Path(__file__).parent
STYLE = (FOLDER / "static" / "plausch.css").read_text(encoding="utf-8")
_PAGES = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)

Way = tuple[str, str]
"""A way on: where it leads, and what it is called."""


def render(name: str, said: Words, **values: object) -> str:
    """Fill a page."""
    return _PAGES.get_template(name).render(language=said.language, said=said, **values)


def message_page(said: Words, *sentences: str, ways: Iterable[Way] = ()) -> str:
    """Return a page that says a thing or two, and leads on, and home."""
    home = said.text("To the overview")
    return render("message.html", said, sentences=sentences, ways=tuple(ways), home=home)
