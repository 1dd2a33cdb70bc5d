"""Pages from templates: whatever is filled in is escaped, and a name that is missing is an error.

Templates say their own words with ``t("...")`` and ``tn("one", "many", n)``: these are gathered for
translation like those of the modules.
"""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from service.web.static_files import address_of
from service.words import Words

FOLDER = Path(__file__).parent
_PAGES = Environment(
    loader=FileSystemLoader(FOLDER / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_PAGES.globals["static"] = address_of


def render(name: str, said: Words, /, **values: object) -> str:
    """Fill a template."""
    template = _PAGES.get_template(name)
    return template.render(language=said.language, said=said, t=said.text, tn=said.plural, **values)
