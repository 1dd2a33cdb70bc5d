"""Connecting an account: every way to Google's consent page and back, and what comes of it."""

from __future__ import annotations

import os
from datetime import timedelta

import httpx
import pytest
from sqlmodel import select

from service.google.oauth import GoogleDoor
from service.google.scopes import ASKED, CALENDARS, EMAIL, EVENTS, FREE_BUSY, SETTINGS
from service.settings import GoogleSettings
from service.store import calendars, preferences, rounds
from service.store.rounds import MOST_OF_AN_OWNER, Round
from service.store.tables import ConnectionState, RoundRow
from service.web.connect import BACK
from tests.fakes.google.server import Fake
from tests.service.google.street import JULE, STRANGER, Street, query, random_word, street


@pytest.fixture(autouse=True)
def _people(google: Fake) -> None:
    google.world.account(JULE)
    google.world.account(STRANGER)


def halfway(here: Street, browser: httpx.Client, account: str = JULE) -> httpx.URL:
    """Go to the consent page and agree; return the address that leads back, not followed yet."""
    here.will(account)
    out = browser.get("/connect/google", follow_redirects=False)
    back = browser.get(out.headers["location"], follow_redirects=False)
    return httpx.URL(back.headers["location"])


def test_connected(google: Fake) -> None:
    """The owner comes back with a followed calendar; asked for were six rights, offline, with PKCE."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        page = here.connect(browser)
        assert page.status_code == 200
        assert page.url.path == "/connections"
        assert JULE in page.text
        (connection,) = here.connections()
        assert (connection.state, connection.scopes) == (ConnectionState.ACTIVE, frozenset(ASKED))
        (calendar,) = here.calendars()
        assert calendar.kind == "google"
        assert calendar.address["calendar_id"] == JULE
        assert calendar.address["connection"] == connection.id
    (asked,) = google.world.oauth.asked
    assert asked["access_type"] == "offline"
    assert asked["prompt"] == "consent"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["scope"].split()) == 6


def test_what_the_account_tells_is_taken_over(google: Fake) -> None:
    """Time zone, working hours and the kinds of rooms are read once; what was chosen before stays."""
    account = google.world.accounts[JULE]
    account.working_hours = {
        "workingHoursEnabled": True,
        "availableTimes": [
            {"dayOfWeek": "monday", "periodStart": 480, "periodEnd": 720},
            {"dayOfWeek": "monday", "periodStart": 780, "periodEnd": 1020},
        ],
    }
    with street(google) as here:
        with here.app.store.session() as session:
            preferences.choose(session, here.owned(), "zone", "Europe/Vienna")
        here.connect(here.browser(signed_in=True))
        with here.app.store.session() as session:
            written = preferences.written_choices(session, here.owned())
        assert written["zone"] == "Europe/Vienna"
        assert written["working-hours"] == "mon 08:00-17:00"
        assert here.calendars()[0].address["conference_types"] == account.allowed_conference_types


def test_what_was_not_told_is_asked_again(google: Fake) -> None:
    """What Google did not tell in the moment of connecting is asked for an hour later, and each day after."""
    account = google.world.accounts[JULE]
    types = account.allowed_conference_types = ["hangoutsMeet"]

    def told() -> object:
        return here.calendars()[0].address["conference_types"]

    def look(**later: float) -> None:
        google.world.later(**later)
        with here.app.store.session() as session:
            calendars.trigger(session, here.owned().id)
        here.until_synced()

    with street(google) as here:
        google.world.faults.arm("calendar", "unavailable")
        here.connect(here.browser(signed_in=True))
        here.until_synced()
        assert told() == []
        look(minutes=20)
        assert told() == []
        look(minutes=50)
        assert told() == types
        google.world.faults.arm("calendar", "unavailable")
        look(hours=24)
        assert told() == types
        account.allowed_conference_types = []
        look(hours=2)
        assert told() == []


@pytest.mark.parametrize(
    ("error", "status", "word"),
    [
        ("access_denied", 200, "declined"),
        ("admin_policy_enforced", 403, "administrator"),
        ("redirect_uri_mismatch", 502, "plausch doctor google"),
        ("something_new", 410, "Nothing was connected"),
    ],
)
def test_not_agreed(google: Fake, error: str, status: int, word: str) -> None:
    """Whatever Google answers instead of a code becomes a page with a way on, and nothing is kept."""
    with street(google) as here:
        page = here.connect(here.browser(signed_in=True), error=error)
        assert page.status_code == status
        assert word in page.text
        assert "/connect/google" in page.text
        assert here.connections() == ()


@pytest.mark.parametrize(
    ("left_out", "sentence"),
    [
        (FREE_BUSY, "Whether guests and rooms are free is not looked at."),
        (SETTINGS, "Your time zone is not taken over"),
        (CALENDARS, "Your working hours are not taken over"),
        (EVENTS, "this calendar is not followed"),
    ],
)
def test_unticked(google: Fake, left_out: str, sentence: str) -> None:
    """A right that was not granted switches off what needs it, and the page says so."""
    with street(google) as here:
        page = here.connect(here.browser(signed_in=True), without=frozenset({left_out}))
        assert sentence in page.text
        (connection,) = here.connections()
        assert connection.scopes == frozenset(ASKED) - {left_out}
        assert len(here.calendars()) == (left_out != EVENTS)


def test_the_way_back_serves_once(google: Fake) -> None:
    """The same way back a second time is a page that says so; the first one's connection stays."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        back = halfway(here, browser)
        assert browser.get(back).url.path == "/connections"
        again = browser.get(back)
        assert again.status_code == 410
        assert "/connect/google" in again.text
        assert len(here.connections()) == 1


def test_a_way_back_of_another_browser(google: Fake) -> None:
    """Who is led to somebody else's way back connects nothing, and the other's way stays open."""
    with street(google) as here:
        mine, other = here.browser(signed_in=True), here.browser(signed_in=True)
        back = halfway(here, mine)
        other.get("/connect/google", follow_redirects=False)
        assert other.get(back).status_code == 410
        assert here.connections() == ()
        assert mine.get(back).url.path == "/connections"


def test_a_way_back_of_another_session(google: Fake) -> None:
    """Signed out in between, or as somebody else: the way back connects nothing."""
    with street(google, sign_up="*") as here:
        browser = here.browser(signed_in=True)
        back = halfway(here, browser)
        browser.cookies.delete("plausch")
        assert browser.get(back).status_code == 410
        assert here.connections() == ()
        assert len(here.owners()) == 1


def test_a_way_back_that_was_made_up(google: Fake) -> None:
    """Without a round, or long after it began, nothing is exchanged."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        assert browser.get(BACK).status_code == 410
        assert browser.get(BACK, params={"state": random_word(), "code": random_word()}).status_code == 410
        back = halfway(here, browser)
        google.world.later(minutes=11)
        assert browser.get(back).status_code == 410
        assert here.connections() == ()


def test_a_code_that_was_used(google: Fake) -> None:
    """Google takes a code once: a second exchange is refused in words."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        back = halfway(here, browser)
        google.world.oauth.codes[query(str(back))["code"]].used = True
        page = browser.get(back)
        assert page.status_code == 410
        assert "Google did not take its own answer" in page.text


def test_a_code_of_another_round(google: Fake) -> None:
    """A code that was caught elsewhere does not fit this round's verifier."""
    with street(google) as here:
        mine, other = here.browser(signed_in=True), here.browser()
        stolen = query(str(halfway(here, other, STRANGER)))["code"]
        back = halfway(here, mine).copy_set_param("code", stolen)
        assert mine.get(back).status_code == 410
        assert here.connections() == ()


def test_google_does_not_answer(google: Fake) -> None:
    """Where the token endpoint is down, nothing was changed, and there is a way on."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        back = halfway(here, browser)
        google.world.oauth.down = 1
        page = browser.get(back)
        assert page.status_code == 502
        assert "Google did not answer" in page.text


@pytest.mark.parametrize("wrong", ["issuer", "audience", "age", "key", "nonce", "no nonce"])
def test_a_forged_token_about_the_person(google: Fake, wrong: str) -> None:
    """Another issuer's, client's or round's, an old one or one signed by another key is not believed."""
    oauth = google.world.oauth
    match wrong:
        case "issuer":
            oauth.issuer = "https://accounts.google.example"
        case "audience":
            oauth.audience = "another.apps.googleusercontent.com"
        case "age":
            oauth.age = timedelta(hours=2)
        case "nonce":
            oauth.nonce = "another-round"
        case "no nonce":
            oauth.nonce = ""
        case _:
            oauth.foreign_key = True
    with street(google) as here:
        page = here.connect(here.browser(signed_in=True))
        assert page.status_code == 403
        assert "not from Google" in page.text
        assert here.connections() == ()


def test_keys_are_asked_for_once(google: Fake) -> None:
    """Google's signing keys are remembered as long as it says."""
    with street(google) as here:
        here.connect(here.browser(signed_in=True))
        here.connect(here.browser(signed_in=True))
    assert google.world.oauth.keys_asked == 1


def test_a_page_elsewhere_cannot_begin(google: Fake) -> None:
    """A link on a foreign page does not send anybody to Google."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        out = browser.get("/connect/google", headers={"Sec-Fetch-Site": "cross-site"}, follow_redirects=False)
        assert out.headers["location"] == "/"
        assert google.world.oauth.asked == []


def test_a_known_stranger_is_signed_in(google: Fake) -> None:
    """Who connected before comes in by the account alone, without consent anew; the address may differ."""
    with street(google) as here:
        here.connect(here.browser(signed_in=True))
        browser = here.browser()
        browser.cookies.set("plausch", "made-up-by-somebody", domain="127.0.0.1")
        page = here.connect(browser)
        assert page.status_code == 200
        assert JULE in page.text
        assert "prompt" not in google.world.oauth.asked[-1]
        assert "made-up-by-somebody" not in [each.value for each in browser.cookies.jar]
        assert len(here.owners()) == 1
        assert here.connections()[0].tokens.refresh


def test_an_unknown_stranger_stays_outside(google: Fake) -> None:
    """By default nobody comes in by themselves: no owner, no session, and the right is given back."""
    with street(google) as here:
        browser = here.browser()
        page = here.connect(browser, STRANGER)
        assert page.status_code == 403
        assert here.owners() == []
        assert google.world.oauth.revoked == [STRANGER]
        assert browser.get("/connections").url.path == "/"


@pytest.mark.parametrize(("sign_up", "comes_in"), [("elsewhere.example", True), ("other.example", False)])
def test_who_may_come(google: Fake, sign_up: str, comes_in: bool) -> None:  # noqa: FBT001  # a table
    """People of an organisation that is let in become owners of their own."""
    with street(google, sign_up=sign_up) as here:
        page = here.connect(here.browser(), STRANGER)
        assert page.status_code == (200 if comes_in else 403)
        assert len(here.owners()) == comes_in


def test_an_address_that_google_does_not_vouch_for(google: Fake) -> None:
    """An account whose address was once somebody's at a domain is not let in by that domain."""
    google.world.accounts[STRANGER].workspace = False
    with street(google, sign_up="elsewhere.example") as here:
        assert here.connect(here.browser(), STRANGER).status_code == 403


def test_consent_is_asked_anew_where_nothing_lasting_is_held(google: Fake) -> None:
    """A stranger who agreed before Plausch forgot them is asked again, and is in afterwards."""
    google.world.oauth.consented[STRANGER] = frozenset(ASKED)
    with street(google, sign_up="*") as here:
        here.will(STRANGER)
        page = here.connect(here.browser(), STRANGER)
        assert page.status_code == 200
        first, second = google.world.oauth.asked
        assert "prompt" not in first
        assert (second["prompt"], second["login_hint"]) == ("consent", STRANGER)


def test_an_account_of_another_owner(google: Fake) -> None:
    """An account belongs to one owner: another one hears that it is taken."""
    with street(google, sign_up="*") as here:
        here.connect(here.browser(), STRANGER)
        page = here.connect(here.browser(signed_in=True), STRANGER)
        assert page.status_code == 409
        assert here.connections() == ()


def test_two_accounts_of_one_owner(google: Fake) -> None:
    """Who is signed in may connect more than one account."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        here.connect(browser)
        here.connect(browser, STRANGER)
        assert {each.email for each in here.connections()} == {JULE, STRANGER}
        assert len(here.calendars()) == 2


def test_without_an_address_no_calendar_is_followed(google: Fake) -> None:
    """Identity rights cannot be unticked at Google; should the address be missing, nothing breaks."""
    with street(google) as here:
        page = here.connect(here.browser(signed_in=True), without=frozenset({EMAIL}))
        assert page.status_code == 200
        assert here.calendars() == ()


def test_connected_again_with_another_account(google: Fake) -> None:
    """Who chooses another account when one is to be connected again hears so; its right is given back."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        here.connect(browser)
        (connection,) = here.connections()
        here.will(STRANGER)
        page = browser.get(f"/connections/{connection.id}/again")
        assert page.status_code == 409
        assert "another Google account" in page.text
        assert f"/connections/{connection.id}/again" in page.text
        assert [each.email for each in here.connections()] == [JULE]
        assert google.world.oauth.revoked == [STRANGER]
        here.will(JULE)
        assert browser.get(f"/connections/{connection.id}/again").url.path == "/connections"
        assert google.world.oauth.asked[-1]["login_hint"] == JULE


def test_connected_again_with_an_account_that_is_known(google: Fake) -> None:
    """Where the other account is connected as well, its right stays."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        here.connect(browser)
        here.connect(browser, STRANGER)
        first = next(each for each in here.connections() if each.email == JULE)
        here.will(STRANGER)
        assert browser.get(f"/connections/{first.id}/again").status_code == 409
        assert google.world.oauth.revoked == []


def test_only_ones_own_account_is_connected_again(google: Fake) -> None:
    """Nobody is led to Google with the address of somebody else's account."""
    with street(google, sign_up="*") as here:
        here.connect(here.browser(signed_in=True))
        other = here.browser()
        here.connect(other, STRANGER)
        mine = next(each for each in here.connections() if each.email == JULE)
        assert other.get(f"/connections/{mine.id}/again", follow_redirects=False).status_code == 404


def test_open_ways_are_few(google: Fake) -> None:
    """An owner has ten ways to Google open at most: with one more, the first is over."""
    with street(google) as here:
        browser = here.browser(signed_in=True)
        first = halfway(here, browser)
        cookie = browser.cookies["plausch_round"]
        for _ in range(MOST_OF_AN_OWNER):
            google.world.later(seconds=1)
            browser.get("/connect/google", follow_redirects=False)
        with here.app.store.session() as session:
            assert len(session.exec(select(RoundRow)).all()) == MOST_OF_AN_OWNER
        headers = {"Cookie": f"plausch={browser.cookies['plausch']}; plausch_round={cookie}"}
        assert httpx.get(first, headers=headers, timeout=60).status_code == 410


def test_open_ways_of_strangers_are_bounded(google: Fake) -> None:
    """However many strangers begin, the table stays small, and an owner's way is not pushed out."""
    with street(google) as here, here.app.store.session() as session:
        store, now = here.app.store, google.world.now
        mine = Round(owner_id=here.owned().id, verifier="v", redirect="r", consent=True)
        rounds.begin(session, store.keyring, mine, now=now)
        row = RoundRow(
            fingerprint="", browser="b", sealed=b"", redirect="r", consent=False, ends=now + rounds.LASTS
        )
        many = range(rounds.MOST_OF_STRANGERS + 5)
        session.add_all(RoundRow(**row.model_dump() | {"fingerprint": f"{n}"}) for n in many)
        session.flush()
        theirs = Round(owner_id=None, verifier="v", redirect="r", consent=False)
        rounds.begin(session, store.keyring, theirs, now=now + timedelta(seconds=1))
        assert len(session.exec(select(RoundRow)).all()) == rounds.MOST_OF_STRANGERS + 1


def test_fewer_rights_need_no_variable(google: Fake) -> None:
    """That less was granted is read from the answer, and not allowed to the whole process."""
    with street(google) as here:
        here.connect(here.browser(signed_in=True), without=frozenset({SETTINGS}))
        assert len(here.connections()) == 1
    assert "OAUTHLIB_RELAX_TOKEN_SCOPE" not in os.environ


def test_the_way_to_google_itself_sets_no_variable() -> None:
    """Only a stand-in on this machine may do without TLS."""
    before = dict(os.environ)
    door = GoogleDoor(GoogleSettings(client_id="client", client_secret="secret"))
    assert door.depart("state", "https://plausch.example/oauth/google", "v" * 50, consent=True)
    assert dict(os.environ) == before
