"""Signing in: a link works once and soon; what is shown afterwards is worth nothing once it has ended."""

from __future__ import annotations

from service.store import sessions
from service.web.caller import COOKIE
from tests.builders import JULE
from tests.service.web.house import Browser, House, browser, house, ok


def link(here: House, owner: str = JULE) -> str:
    """Return a new link's address."""
    owned = here.owned(owner)
    with here.app.store.session() as session:
        token = sessions.new_link(session, owned, now=here.clock[0])
    return f"/sign-in?token={token}"


def newcomer(here: House) -> Browser:
    """Return a browser without any cookie."""
    return browser(here, owner=None)


def test_a_link_signs_in_once() -> None:
    """The cookie is for the server alone; the same link again is gone, with how to get another."""
    with house() as here:
        visitor, address = newcomer(here), link(here)
        came = ok(visitor.get(address), 303)
        assert came.headers["location"] == "/"
        cookie = came.headers["set-cookie"]
        for part in (f"{COOKIE}=", "HttpOnly", "SameSite=lax", "Path=/", "Max-Age=604800"):
            assert part in cookie
        assert ok(visitor.get("/api/owner")).json()["level"] == "watch"
        assert "plausch link" in ok(newcomer(here).get(address), 410).text
        assert not newcomer(here).get(address).headers["set-cookie"].startswith(f"{COOKIE}=")


def test_a_link_is_short_lived() -> None:
    """After a quarter hour a link that nobody used is gone too."""
    with house() as here:
        address = link(here)
        here.later(minutes=15)
        ok(newcomer(here).get(address), 410)


def test_forged_links_are_gone_too() -> None:
    """A token that was never given out, none at all, or an endless one signs nobody in."""
    with house() as here:
        for token in ("", "x", "A" * 43, "A" * 5000, "%00", "../..", "'--"):
            ok(newcomer(here).get(f"/sign-in?token={token}"), 410)
        ok(newcomer(here).get("/sign-in"), 410)


def test_tokens_and_secrets_are_not_in_the_database() -> None:
    """Whoever reads the database cannot sign in with what stands there."""
    with house() as here:
        token = link(here).partition("=")[2]
        secret = here.secret()
        here.app.store.close()
        stored = b"".join(each.read_bytes() for each in (here.folder / "data").glob("plausch.db*"))
        assert token.encode() not in stored
        assert secret.encode() not in stored


def test_sessions_end_when_idle_and_at_the_latest() -> None:
    """Half a day without a request ends a session; a week ends every one."""
    with house() as here:
        idle = here.client()
        here.later(hours=11)
        ok(idle.get("/api/owner"))
        here.later(hours=11)
        ok(idle.get("/api/owner"))
        here.later(hours=12)
        ok(idle.get("/api/owner"), 401)
        busy = here.client()
        for _ in range(7 * 4 - 1):
            here.later(hours=6)
            ok(busy.get("/api/owner"))
        here.later(hours=6)
        ok(busy.get("/api/owner"), 401)


def test_forged_and_replayed_secrets() -> None:
    """Guessed, other schemes, a link's own token: none is a session. After signing out neither is the old."""
    with house() as here:
        stranger = here.client(None)
        token = link(here).partition("=")[2]
        for shown in ("Bearer x", f"Bearer {token}", "Basic eDp4", "Bearer", "", f"Bearer {'A' * 4000}"):
            answer = ok(stranger.get("/api/owner", headers={"Authorization": shown}), 401)
            assert answer.headers["www-authenticate"] == "Bearer"
        client = here.client()
        ok(client.delete("/api/session"), 204)
        ok(client.get("/api/owner"), 401)


def test_a_token_counts_alone() -> None:
    """Where a token is shown, the cookie beside it does not help a wrong one."""
    with house() as here:
        visitor = newcomer(here)
        ok(visitor.get(link(here)), 303)
        ok(visitor.get("/api/owner", headers={"Authorization": "Bearer wrong"}), 401)


def test_signing_out_in_the_browser() -> None:
    """The session ends and the cookie goes."""
    with house() as here:
        visitor = newcomer(here)
        ok(visitor.get(link(here)), 303)
        secret = visitor.cookies[COOKIE]
        out = ok(visitor.fill_in("/sign-out"))
        assert "You are signed out." in out.text
        assert COOKIE not in visitor.cookies
        ok(visitor.get("/api/owner", headers={"Authorization": f"Bearer {secret}"}), 401)
