"""The life of a connection, over HTTP: room is made, tokens turn over, the right goes and comes back."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import httpx
import pytest
from google.auth.exceptions import RefreshError
from google.auth.transport.requests import Request

from calendar_sync.plan import Level
from service import leaving
from service.google.credentials import credentials_of
from service.settings import GoogleSettings
from service.store import calendars, partings
from service.store.calendars import OvertakenError
from service.store.partings import Parting, Stayed
from service.store.store import Store
from service.store.tables import CalendarState, ConnectionState
from service.web.caller import COOKIE
from service.web.cookies import form_token
from tests.fakes.google.server import Fake
from tests.service.google.street import JULE, STRANGER, Street, street

CLIENT = "anna.weber@hansen-logistik.example"
SETTLED = timedelta(minutes=10)


@pytest.fixture(autouse=True)
def _people(google: Fake) -> None:
    google.world.account(JULE)
    google.world.account(STRANGER)


def meeting(google: Fake, *, day: int = 25, hour: int = 10, minutes: int = 30) -> str:
    """Put a client meeting into the calendar, as a human does; return its id."""
    body = {
        "summary": "Abstimmung",
        "start": {"dateTime": f"2026-11-{day}T{hour:02}:00:00+01:00", "timeZone": "Europe/Berlin"},
        "end": {"dateTime": f"2026-11-{day}T{hour:02}:{minutes:02}:00+01:00", "timeZone": "Europe/Berlin"},
        "attendees": [{"email": JULE, "responseStatus": "accepted"}, {"email": CLIENT}],
    }
    return str(google.world.insert(JULE, body)["id"])


def end_of(google: Fake, event: str) -> str:
    """Return when an event ends."""
    return str(google.world.event(JULE, event)["end"]["dateTime"])


def followed(here: Street) -> httpx.Client:
    """Connect, choose automatic, and wait for the first sync; return the owner's browser."""
    browser = here.browser(signed_in=True)
    here.connect(browser)
    here.level(Level.AUTOMATIC)
    here.until_synced()
    return browser


def settings_of(here: Street) -> GoogleSettings:
    """Return what this Plausch knows of Google."""
    found = here.app.installation.google
    assert found is not None
    return found


def credentials(here: Street) -> Any:
    """Return the right to the first account."""
    store: Store = here.app.store
    (connection, *_) = here.connections()
    now = here.app.desk.now
    return credentials_of(store, here.owned(), connection.id, settings_of(here), now)


def test_a_new_meeting_gets_its_room(google: Fake) -> None:
    """Google calls, the calendar is read, and what a human put in is lengthened, once."""
    with street(google) as here:
        followed(here)
        event = meeting(google)
        before = end_of(google, event)
        here.until("seen", lambda: here.calendars()[0].decide_at is not None)
        google.world.later(minutes=10)
        here.until("lengthened", lambda: end_of(google, event) != before)
        here.until_synced()
        once = end_of(google, event)
        google.world.later(minutes=20)
        here.until_synced()
        assert end_of(google, event) == once


def test_without_calls_it_is_found_by_looking(google: Fake) -> None:
    """Where the world does not reach Plausch, no channel is asked for, and the calendar is polled."""
    with street(google, push=False) as here:
        followed(here)
        event = meeting(google)
        before = end_of(google, event)
        google.world.later(minutes=15)
        here.until_synced()
        google.world.later(minutes=15)
        here.until("lengthened", lambda: end_of(google, event) != before)
        assert google.world.count(operation="watch") == 0


def test_fresh_tokens_are_kept(google: Fake) -> None:
    """Where a refresh brings another refresh token, that one is in the store before it is needed."""
    google.world.oauth.rotate = True
    with street(google) as here:
        followed(here)
        first = here.connections()[0].tokens
        held = credentials(here)
        for _ in range(3):
            held.refresh(Request())
        kept = here.connections()[0].tokens
        assert kept.refresh != first.refresh
        assert kept.refresh in google.world.grants_by_refresh
        assert kept.access in google.world.grants_by_access


def test_two_refreshes_at_once_are_one(google: Fake) -> None:
    """Two threads that find a token over: the second takes what the first one got."""
    google.world.oauth.rotate = True
    with street(google) as here:
        followed(here)
        held = [credentials(here) for _ in range(4)]
        threads = [threading.Thread(target=each.refresh, args=(Request(),)) for each in held]
        for each in threads:
            each.start()
        for each in threads:
            each.join(60)
        assert google.world.oauth.refreshed == 1
        assert len({each.token for each in held}) == 1
        assert here.connections()[0].state is ConnectionState.ACTIVE


def test_a_passing_failure_keeps_the_connection(google: Fake) -> None:
    """Google's token endpoint being down for a moment is no reason to connect again."""
    with street(google) as here:
        followed(here)
        google.world.oauth.down = 10
        with pytest.raises(RefreshError):
            credentials(here).refresh(Request())
        assert here.connections()[0].state is ConnectionState.ACTIVE


def revoked(here: Street, google: Fake) -> None:
    """Let the person take the right away at Google, and wait until that is noticed."""
    google.world.revoke(JULE)
    google.world.later(minutes=15)
    here.until("noticed", lambda: here.calendars()[0].state is CalendarState.RECONNECT)


def test_revoked_and_connected_again(google: Fake) -> None:
    """The right taken away at Google is said in words; connecting again revives the same calendar."""
    with street(google) as here:
        browser = followed(here)
        event = meeting(google)
        before = end_of(google, event)
        revoked(here, google)
        assert here.connections()[0].state is ConnectionState.RECONNECT
        assert "connect the account again" in browser.get("/connections").text
        old = here.calendars()[0].key
        here.connect(browser)
        (row,) = here.calendars()
        assert (row.key, row.state) == (old, CalendarState.ACTIVE)
        assert here.connections()[0].error == ""
        here.until_synced()
        google.world.later(minutes=15)
        here.until("lengthened", lambda: end_of(google, event) != before)


def test_connected_again_while_the_old_right_turned_out_to_be_gone(google: Fake) -> None:
    """What was found out about an old right says nothing about the one that was given meanwhile."""
    with street(google) as here:
        browser = followed(here)
        held = credentials(here)
        google.world.revoke(JULE)
        here.app.engine.stop(timedelta(seconds=60))
        reached, go_on = threading.Event(), threading.Event()

        def slow(*args: Any, **kwargs: Any) -> Any:
            answer = Request()(*args, **kwargs)
            reached.set()
            go_on.wait(60)
            return answer

        def refresh() -> None:
            with pytest.raises(RefreshError) as error:
                held.refresh(slow)
            assert error.value.retryable

        thread = threading.Thread(target=refresh)
        thread.start()
        assert reached.wait(60)
        here.connect(browser)
        go_on.set()
        thread.join(60)
        (connection,) = here.connections()
        assert (connection.state, connection.error) == (ConnectionState.ACTIVE, "")
        held.refresh(Request())
        assert held.token == here.connections()[0].tokens.access


def test_connected_again_during_a_sync(google: Fake) -> None:
    """A sync that began with the old right writes nothing about the calendar any more."""
    with street(google) as here:
        browser = followed(here)
        here.app.engine.stop(timedelta(seconds=60))
        (row,) = here.calendars()
        here.connect(browser)
        gone = {"serial": row.serial + 1, "state": CalendarState.RECONNECT.value}
        with here.app.store.session() as session, pytest.raises(OvertakenError):
            calendars.progress(session, row, **gone)
        assert here.calendars()[0].state is CalendarState.ACTIVE


def test_connected_again_while_it_is_being_left(google: Fake) -> None:
    """Who comes back before the calendar is left keeps it."""
    with street(google) as here:
        browser = followed(here)
        here.app.engine.stop(timedelta(seconds=60))
        (connection,) = here.connections()
        here.leave(browser, connection.id)
        here.connect(browser)
        leaving.give_up(here.app.store, here.owned(), here.calendars()[0], now=google.world.now)
        assert [each.state for each in here.calendars()] == [CalendarState.ACTIVE]


def test_a_secret_that_is_wrong_disconnects_nobody(google: Fake) -> None:
    """Where Google does not know this installation for a while, no account has to be connected again."""
    with street(google) as here:
        followed(here)
        event = meeting(google)
        before = end_of(google, event)
        right, google.world.oauth.client_secret = google.world.oauth.client_secret, "another"
        google.world.grants_by_access.clear()
        google.world.later(minutes=15)
        here.until("failed", lambda: here.calendars()[0].error == "unavailable")
        assert here.connections()[0].state is ConnectionState.ACTIVE
        google.world.oauth.client_secret = right
        google.world.later(hours=2)
        here.until("lengthened", lambda: end_of(google, event) != before)


def test_seven_days_of_an_app_in_testing(google: Fake) -> None:
    """A right that ends after a week ends in the same words."""
    google.world.oauth.testing = True
    with street(google) as here:
        followed(here)
        google.world.later(days=7, minutes=1)
        here.until("noticed", lambda: here.connections()[0].state is ConnectionState.RECONNECT)
        page = here.browser(signed_in=True).get("/connections")
        assert "connect the account again" in page.text


def lengthened(here: Street, google: Fake) -> tuple[str, str]:
    """Have a meeting lengthened; return its id, and the end that a human gave it."""
    event = meeting(google)
    before = end_of(google, event)
    here.until_synced()
    google.world.later(minutes=10)
    here.until("lengthened", lambda: end_of(google, event) != before)
    here.until_synced()
    return event, before


def test_disconnected(google: Fake) -> None:
    """What is to come is taken back, the channel closed, the right given back, and all of it forgotten."""
    with street(google) as here:
        browser = followed(here)
        event, before = lengthened(here, google)
        (connection,) = here.connections()
        page = browser.get(f"/connections/{connection.id}/disconnect")
        assert "taken back" in page.text
        here.leave(browser, connection.id)
        here.until("left", lambda: not here.connections())
        assert end_of(google, event) == before
        assert here.calendars() == ()
        assert google.world.count(operation="stop") == 1
        assert google.world.oauth.revoked == [JULE]


def test_disconnected_while_google_does_not_give_back(google: Fake) -> None:
    """Where the revocation is not answered, everything held here is deleted all the same."""
    with street(google) as here:
        browser = followed(here)
        (connection,) = here.connections()
        google.world.oauth.down = 5
        here.leave(browser, connection.id)
        here.until("left", lambda: not here.connections())
        assert google.world.oauth.revoked == []


def test_disconnected_when_the_right_is_gone(google: Fake) -> None:
    """Nothing can be taken back where nobody is let in: the connection ends nevertheless."""
    with street(google) as here:
        browser = followed(here)
        (connection,) = here.connections()
        google.world.revoke(JULE)
        here.leave(browser, connection.id)
        here.until("left", lambda: not here.connections())
        assert here.calendars() == ()


def test_disconnected_while_google_is_silent(google: Fake) -> None:
    """After a day without an answer it is over: nothing is held here, and what stayed is listed."""
    with street(google) as here:
        browser = followed(here)
        lengthened(here, google)
        (connection,) = here.connections()
        page = browser.get(f"/connections/{connection.id}/disconnect")
        assert "not answer for 24 hours" in page.text
        for operation in ("get", "list", "any_write", "stop"):
            google.world.faults.arm(operation, "unavailable", times=5000)
        here.leave(browser, connection.id)
        here.until("tried", lambda: here.calendars()[0].failures > 0)
        assert "Disconnected at the latest" in browser.get("/connections").text
        google.world.later(hours=23)
        here.until("tried again", lambda: here.calendars()[0].failures > 1)
        google.world.later(hours=3)
        here.until("given up", lambda: not here.connections())
        assert here.calendars() == ()
        assert google.world.oauth.revoked == [JULE]
        browser = here.browser(signed_in=True)  # a day without a visit ends a session
        page = browser.get("/connections")
        assert f"This stayed in the calendar {JULE}" in page.text
        assert "minutes longer" in page.text
        assert "Abstimmung" not in page.text
        (parting,) = stayed(here)
        form = {"csrf": form_token(browser.cookies[COOKIE])}
        browser.post(f"/connections/stayed/{parting.id}", data=form, headers={"Origin": here.url})
        assert stayed(here) == ()


def test_what_stayed_is_its_owners(google: Fake) -> None:
    """Nobody else reads what stayed in a calendar, or puts it away."""
    with street(google, sign_up="*") as here:
        other = here.browser()
        here.connect(other, STRANGER)
        one = Stayed(day=google.world.now.date(), minutes=5, hold=True, video=True, opener=True)
        with here.app.store.session() as session:
            partings.keep(session, here.owned(), "mine", (one,), now=google.world.now)
        assert "This stayed" not in other.get("/connections").text
        (parting,) = stayed(here)
        form = {"csrf": form_token(other.cookies[COOKIE])}
        other.post(f"/connections/stayed/{parting.id}", data=form, headers={"Origin": here.url})
        assert stayed(here) == (parting,)
        page = here.browser(signed_in=True).get("/connections").text
        assert "5 minutes kept free, a video link, a private card" in page


def stayed(here: Street) -> tuple[Parting, ...]:
    """Return what stayed in calendars of the owner's."""
    with here.app.store.session() as session:
        return partings.all_of(session, here.owned())


def test_forgotten_without_taking_back(google: Fake) -> None:
    """Who wants to go at once goes at once: what was added stays, and nothing is asked of the calendar."""
    with street(google) as here:
        browser = followed(here)
        event, before = lengthened(here, google)
        (connection,) = here.connections()
        here.leave(browser, connection.id, say="forget")
        assert here.connections() == ()
        assert end_of(google, event) != before
        assert google.world.oauth.revoked == [JULE]


def test_another_owners_connection_is_not_there(google: Fake) -> None:
    """Neither the page nor the button reaches an account of somebody else's."""
    with street(google, sign_up="*") as here:
        here.connect(here.browser(signed_in=True))
        other = here.browser()
        here.connect(other, STRANGER)
        (connection,) = here.connections()
        assert other.get(f"/connections/{connection.id}/disconnect").status_code == 404
        assert here.leave(other, connection.id).status_code == 404
        assert here.connections() == (connection,)
