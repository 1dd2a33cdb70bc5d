"""Hosts and pages of video services on which nobody meets: help, prices, downloads, sign-in.

Rows in ``video_services`` may be generous about what a room's name looks like, because what every
service's site has is left out here once, for all of them.
"""

from __future__ import annotations

import re

_LOCALE = r"(?:[a-z]{2}(?:[-_][a-z]{2})?/)?"
_SINGLE = (
    "about about-us agb app apps business careers changelog company compare contact contact-us dashboard "
    "datenschutz download downloads enterprise explore faq faqs funktionen get-started guide guides "
    "home how-it-works impressum imprint index jobs kontakt landing log-in login logout news "
    "partners plans preise press pricing privacy privacy-policy product register resources security "
    "settings sign-in sign-up signin signup terms tos tour trial webinars"
)
_FOLDERS = (
    "blog customers docs features help hilfe information integrations legal products resources solutions "
    "support templates use-cases user users"
)
_LABELS = frozenset(
    ["blog", "developer", "developers", "dialin", "docs", "help", "hilfe", "kb", "status", "support"],
)
_HOSTS = ("github.io", "gitlab.io", "readthedocs.io", "gitbook.io", "github.com")


def _any_of(words: str) -> str:
    return "|".join(map(re.escape, words.split()))


_PAGE = re.compile(
    rf"(?i)/{_LOCALE}(?:(?:{_any_of(_SINGLE)})(?:\.\w{{3,5}})?/?(?:[?#]|$)|(?:{_any_of(_FOLDERS)})(?:[/?#]|$))",
)


def is_no_meeting(host: str, path: str) -> bool:
    """Whether an address explains, sells or signs in, whatever its service.

    ``path`` is path, query and fragment together.
    """
    label = host.partition(".")[0]
    return label in _LABELS or host.endswith(_HOSTS) or bool(_PAGE.match(path))
