"""A browser for the tests, and pages that fail a test where they complain or ask elsewhere."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response

from calendar_sync.plan import Level
from service.web.cookies import SESSION
from tests.browser.stage import Stage, beside_google, stage

PATIENCE = 60_000  # milliseconds
_NAMES = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the system's Chromium; as root it has to do without its sandbox."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        pytest.fail("The tests need Chromium; on Debian: apt-get install chromium")
    return {"executable_path": found, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}


@dataclass  # without slots: Playwright hangs its handlers onto the object
class Watched:
    """What a page complained of. ``expected`` are statuses that a test provokes on purpose.

    ``hosts`` are the ones that may be asked; the first is the stage's.
    """

    hosts: tuple[str, ...]
    wrong: list[str] = field(default_factory=list)
    expected: set[int] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        """Note errors of the console, of scripts and of the policy, and requests to other hosts."""
        page.on("console", lambda said: self._said(said.type, said.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", self._asked)
        page.on("response", self._answered)

    def _said(self, kind: str, text: str) -> None:
        provoked = any(f"status of {status}" in text for status in self.expected)
        if kind in {"error", "warning"} and not provoked:
            self.wrong.append(text)

    def _asked(self, request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme != "data" and address.netloc not in self.hosts:
            self.wrong.append(f"asked {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.wrong.append(f"{response.status} {response.url}")


@dataclass(slots=True, kw_only=True)
class Guest:
    """Somebody at a browser: ``stage`` is what they visit, ``page`` what they see."""

    stage: Stage
    page: Page
    watched: Watched

    def go(self, path: str) -> Page:
        """Go to a page."""
        self.page.goto(path)
        return self.page


Invite = Callable[..., Guest]


def elsewhere(visited: Stage) -> list[str]:
    """Return what a page may lead to beside the stage: Google's consent page, where there is a Google."""
    google = visited.app.installation.google
    return [google.auth] if google else []


@pytest.fixture(scope="session")
def shared_stage() -> Iterator[Stage]:
    """Open one stage for all tests that only look: the sample week, with everything done."""
    with stage() as opened:
        opened.follow(Level.AUTOMATIC, "de")
        yield opened


@pytest.fixture
def own_stage() -> Iterator[Stage]:
    """Open a stage that a test may change; nothing is connected yet."""
    with stage() as opened:
        yield opened


@pytest.fixture
def google_stage() -> Iterator[Stage]:
    """Open a stage beside a fake of Google, which lets everybody in; nothing is connected yet."""
    with beside_google(sign_up=frozenset({"*"})) as opened:
        yield opened


@pytest.fixture
def invite(browser: Browser) -> Iterator[Invite]:
    """Return what opens a page on a stage; at the end none may have complained."""
    contexts: list[BrowserContext] = []
    guests: list[Guest] = []

    def invited(visited: Stage, *, signed_in: bool = True, language: str = "en", **options: Any) -> Guest:
        locale = {"de": "de-DE", "en": "en-GB"}[language]
        context = browser.new_context(base_url=visited.address, locale=locale, **options)
        contexts.append(context)
        if signed_in:
            context.add_cookies([{"name": SESSION, "value": visited.secret(), "url": visited.address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        watched = Watched(tuple(urlsplit(each).netloc for each in (visited.address, *elsewhere(visited))))
        watched.watch(page)
        guests.append(Guest(stage=visited, page=page, watched=watched))
        return guests[-1]

    yield invited
    for context in contexts:
        context.close()
    assert [each for guest in guests for each in guest.watched.wrong] == []
