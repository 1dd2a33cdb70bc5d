"""A browser by keys alone: what has to be reached, and that it is seen where one is."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

_MOST = 200
_HAS_FOCUS = "all => all.includes(document.activeElement)"


def reach(page: Page, there: Locator | str, *, back: bool = False) -> None:
    """Press Tab until one of them has the focus, which has to be seen there."""
    wanted = page.locator(there) if isinstance(there, str) else there
    for _ in range(_MOST):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if wanted.evaluate_all(_HAS_FOCUS):
            seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert seen != "none", f"the focus on {there} is not seen"
            return
    message = f"{there} is not reached"
    raise AssertionError(message)


def press(page: Page, role: str, name: str) -> None:
    """Reach a link or a button by its name, and press it."""
    reach(page, page.get_by_role(role, name=name, exact=True))  # type: ignore[arg-type]  # any role there is
    page.keyboard.press("Enter")
