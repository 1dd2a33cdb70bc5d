"""What every request has to pass, and what every answer has."""

from __future__ import annotations

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from service.web.caller import COOKIE
from service.web.guard import MOST_BYTES, Guard
from tests.service.web.house import HERE, House, house, ok

AS_JSON = {"Content-Type": "application/json"}
DESCRIPTION = "/api/openapi.json"
LEVEL = "/api/owner/level"


def browser(here: House) -> TestClient:
    """Return a browser that is signed in."""
    visitor = TestClient(here.web, base_url=HERE)
    visitor.cookies.set(COOKIE, here.secret(), domain="localhost.local")
    return visitor


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.", "", "[::2]", "0"])
def test_another_name_is_refused(host: str) -> None:
    """A domain elsewhere that is pointed at this machine gets no answer, not even about health."""
    with house() as here:
        answer = ok(here.client().get("/health", headers={"Host": host}), 421)
        assert answer.json()["error"] == "wrong_host"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8737", "localhost:1", "LOCALHOST", "[::1]:80"])
def test_names_of_this_machine(host: str) -> None:
    """Its own names are answered, whichever port a tunnel has."""
    with house() as here:
        ok(here.client().get("/health", headers={"Host": host}))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost:9999"},
        {"Origin": "https://localhost"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site", "Origin": HERE},
        {},
    ],
)
def test_what_changes_something_comes_from_here(headers: dict[str, str]) -> None:
    """With a cookie, a request from elsewhere, or that does not say, changes nothing."""
    with house() as here:
        visitor = browser(here)
        answer = ok(visitor.put(LEVEL, json={"level": "automatic"}, headers=headers), 403)
        assert answer.json()["error"] == "foreign_origin"
        assert visitor.get("/api/owner").json()["level"] == "watch"


@pytest.mark.parametrize("headers", [{"Origin": HERE}, {"Sec-Fetch-Site": "same-origin"}])
def test_our_own_pages_may(headers: dict[str, str]) -> None:
    """The same from our own page is done."""
    with house() as here:
        ok(browser(here).put(LEVEL, json={"level": "automatic"}, headers=headers))


def test_a_token_does_not_help_a_page_elsewhere() -> None:
    """Even with a token, a request that says it comes from elsewhere is refused."""
    with house() as here:
        ok(here.client().put(LEVEL, json={"level": "ask"}, headers={"Origin": "http://evil.example"}), 403)


def test_bodies_are_small() -> None:
    """What is too large is not read, whether it says its size or not."""
    with house() as here:
        client = here.client()
        ok(client.post("/api/stories", json={"text": "x" * MOST_BYTES}), 413)
        parts = (b"x" * 1024 for _ in range(MOST_BYTES // 1024 + 1))
        ok(client.post("/api/stories", content=parts), 413)


def test_every_answer_has_its_headers() -> None:
    """Good ones, refusals and pages alike: not stored, not framed, not sniffed, no script."""
    with house() as here:
        client = here.client()
        for path in (
            "/api/owner",
            "/api/none",
            "/health",
            "/",
            "/style.css",
            "/sign-in",
            "/api/openapi.json",
        ):
            headers = client.get(path).headers
            assert headers["cache-control"] == "no-store"
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["x-frame-options"] == "DENY"
            assert headers["referrer-policy"] == "same-origin"
            assert "default-src 'none'" in headers["content-security-policy"]


def test_refusals_have_one_shape_and_the_asked_language() -> None:
    """A code and a sentence, for unknown addresses, methods and bodies, in German where asked for."""
    with house() as here:
        client = here.client(language="fr, de-CH;q=0.8, en;q=0.7")
        for answer, status, code in (
            (client.get("/api/none"), 404, "not_found"),
            (client.post("/api/runs"), 405, "method_not_allowed"),
            (client.get("/api/edits?most=many"), 422, "invalid"),
            (
                client.post("/api/stories", content=b"{", headers={"Content-Type": "application/json"}),
                422,
                "invalid",
            ),
            (client.get("/api/edits/0123456789abcdef"), 404, "not_found"),
        ):
            said = ok(answer, status).json()
            assert set(said) == {"error", "message"}
            assert said["error"] == code
            assert " " in said["message"]
        assert client.get("/api/none").json()["message"] == "Unter dieser Adresse gibt es hier nichts."


def test_browsers_get_a_page() -> None:
    """Somebody who looks at a wrong address in a browser reads a sentence, not JSON."""
    with house() as here:
        answer = ok(here.client().get("/none", headers={"Accept": "text/html"}), 404)
        assert "<p>There is nothing here under this address.</p>" in answer.text


def test_a_mistake_of_ours_shows_nothing() -> None:
    """A bug is answered with a sentence, and what it had read is not in the answer."""
    web = FastAPI()
    web.add_middleware(Guard)

    @web.get("/bug")
    def bug() -> None:
        message = "Zitronenbaum"
        raise KeyError(message)

    answer = ok(TestClient(web, base_url=HERE, raise_server_exceptions=False).get("/bug"), 500)
    assert answer.json()["error"] == "internal"
    assert "Zitronenbaum" not in answer.text
