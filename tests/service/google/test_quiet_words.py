"""Nothing that lets anybody in, and nobody's address, stands in logs."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from service.logs import write_logs
from tests.fakes.google.server import Fake
from tests.service.google.ringing import PATIENCE
from tests.service.google.street import JULE, street


@pytest.fixture
def logs(google: Fake) -> Iterator[io.StringIO]:
    """Write logs into a text, as loud as can be; afterwards logging is as it was."""
    before, handlers = structlog.get_config(), logging.getLogger().handlers[:]
    stream = io.StringIO()
    write_logs("debug", stream, lambda: google.world.now)
    logging.getLogger().setLevel(logging.DEBUG)
    yield stream
    structlog.configure(**before)
    logging.getLogger().handlers[:] = handlers
    logging.getLogger().setLevel(logging.WARNING)


def test_a_whole_round_shows_no_secret(google: Fake, logs: io.StringIO) -> None:
    """Connecting, a forged call, a right that is gone, leaving: no code, no token, no address."""
    google.world.account(JULE)
    google.world.oauth.rotate = True
    with street(google) as here:
        browser = here.browser(signed_in=True)
        here.connect(browser)
        here.until_synced()
        here.connect(browser, error="access_denied")
        forged = {"X-Goog-Channel-ID": "Zitronenbaum", "X-Goog-Channel-Token": "Zitronenbaum"}
        browser.post("/hooks/google", headers=forged, timeout=PATIENCE)
        browser.get("/oauth/google", params={"state": "Zitronenbaum", "code": "Zitronenbaum"})
        tokens = here.connections()[0].tokens
        google.world.revoke(JULE)
        google.world.later(minutes=15)
        here.until("noticed", lambda: here.connections()[0].error)
        here.leave(browser, here.connections()[0].id)
        here.until("left", lambda: not here.connections())
        secrets = [settings.client_secret] if (settings := here.app.installation.google) else []
    oauth = google.world.oauth
    text = logs.getvalue()
    assert "sync" in text
    for word in (*oauth.codes, tokens.access, tokens.refresh, *secrets, JULE, "Zitronenbaum"):
        assert word not in text
    for asked in oauth.asked:
        assert asked["state"] not in text
        assert asked["code_challenge"] not in text
