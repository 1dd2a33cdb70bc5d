"""Every page as a picture: ``make screenshots``. Wide and narrow, light and dark, German and English."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page, sync_playwright

from calendar_sync.plan import Level
from service.clock import now
from service.google.scopes import CALENDARS, FREE_BUSY
from service.logs import write_logs
from service.web.cookies import SESSION
from tests.browser.places import CONSENTS, PLACES, STRANGE
from tests.browser.stage import Stage, beside_google, stage

THEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
SIZES = {"1280": (1280, 900), "390": (390, 844)}
_NAMES = ("chromium", "chromium-browser", "google-chrome")


def main() -> None:
    """Write all pictures into a folder, ``build/screenshots`` where none is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("build/screenshots"))
    parser.add_argument("--only", default="", help="a part of a page's name")
    parser.add_argument("--readme", action="store_true", help="the two pictures of README.md, nothing else")
    chosen = parser.parse_args()
    write_logs("warning", sys.stderr, now)
    chosen.to.mkdir(parents=True, exist_ok=True)
    options = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver, stage() as full, stage() as empty, beside_google() as google:
        full.follow(Level.ASK, "en" if chosen.readme else "de")
        browser = driver.chromium.launch(executable_path=_chromium(), args=options)
        if chosen.readme:
            _for_readme(browser, full, chosen.to)
            return
        for language, size, theme in product(("de", "en"), SIZES, THEMES):
            look = _Look(
                browser=browser, language=language, size=size, theme=theme, to=chosen.to, only=chosen.only
            )
            look.at(full, PLACES, "")
            look.at(empty, PLACES, "-empty")
            look.at(empty, STRANGE, "", signed_in=False)
            look.connecting(google)
        browser.close()
    print(f"{len(list(chosen.to.glob('*.png')))} pictures in {chosen.to}", file=sys.stderr)  # noqa: T201  # a command


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """One way of looking: a language, a size, a theme."""

    browser: Browser
    language: str
    size: str
    theme: Literal["light", "dark"]
    to: Path
    only: str

    def at(self, visited: Stage, places: dict[str, str], suffix: str, *, signed_in: bool = True) -> None:
        """Take a picture of each page."""
        page = self._page(visited, signed_in=signed_in)
        for name, path in places.items():
            self._shoot(page, path, f"{name}{suffix}")
        page.context.close()

    def connecting(self, visited: Stage) -> None:
        """Take pictures of what becomes of a Google account, from the consent page to disconnecting."""
        page = self._page(visited)
        for name, error in CONSENTS.items():
            visited.will(error=error)
            self._shoot(page, "/connect/google", f"consent-{name}")
        self._shoot(page, "/oauth/google?state=nothing", "consent-stale")
        self._shoot(page, "/", "welcome-signed-in")
        visited.connect()
        self._shoot(page, "/connections", "connections-well")
        (connection,) = visited.connections()
        self._shoot(page, f"/connections/{connection.id}/disconnect", "disconnect")
        self._shoot(page, "/privacy/delete", "delete")
        visited.connect(without=frozenset({FREE_BUSY, CALENDARS}))
        self._shoot(page, "/connections", "connections-unticked")
        visited.lose()
        self._shoot(page, "/connections", "connections-again")
        self._shoot(page, "/today", "today-again")
        visited.forget()
        page.context.close()

    def _shoot(self, page: Page, path: str, name: str) -> None:
        if not self.only or self.only in name:
            _shoot(page, path, self.to / f"{name}-{self.language}-{self.size}-{self.theme}.png")

    def _page(self, visited: Stage, *, signed_in: bool = True) -> Page:
        width, height = SIZES[self.size]
        context = self.browser.new_context(
            base_url=visited.address,
            locale={"de": "de-DE", "en": "en-GB"}[self.language],
            viewport={"width": width, "height": height},
            color_scheme=self.theme,
        )
        if signed_in:
            context.add_cookies([{"name": SESSION, "value": visited.secret(), "url": visited.address}])
        return context.new_page()


def _for_readme(browser: Browser, visited: Stage, to: Path) -> None:
    """Write the week, with one change made and a meeting opened, and today on a phone."""
    for name, width, height in (("week", 1280, 900), ("today", 390, 760)):
        context = browser.new_context(
            base_url=visited.address, locale="en-GB", viewport={"width": width, "height": height}
        )
        context.add_cookies([{"name": SESSION, "value": visited.secret(), "url": visited.address}])
        page = context.new_page()
        page.goto(f"/{name}", wait_until="networkidle")
        if name == "week":
            page.locator("a.fc-event", has_text="Vorstellungsgespräch").click()
            page.get_by_role("button", name="Do it, tells 1 guest").click()
            page.locator("#closely .edit.done").wait_for()
            page.locator("a.fc-event", has_text="Monatsgespräch").click()
            page.locator("#closely h2", has_text="Monatsgespräch").wait_for()
            page.evaluate("document.getElementById('notices').textContent = ''; scrollTo(0, 0)")
        page.screenshot(path=to / f"{name}.png")
        context.close()


def _shoot(page: Page, path: str, to: Path) -> None:
    page.goto(path, wait_until="networkidle")
    if page.locator("progress.sewing").count():
        page.locator("progress.sewing").wait_for(state="detached")
    if path == "/week" and page.locator("a.fc-event").first.is_visible():
        page.locator("a.fc-event", has_text="Monatsgespräch").click()
        page.locator("#closely h2").wait_for()
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=to, full_page=True)


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        sys.exit("Chromium is missing; on Debian: apt-get install chromium")
    return found


if __name__ == "__main__":
    main()
