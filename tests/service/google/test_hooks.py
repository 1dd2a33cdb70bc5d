"""Providers call: what is theirs is taken in at once, and what is not changes nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from time import monotonic, sleep

import httpx
import pytest
from sqlalchemy import Engine, create_engine

from service.following.doorbell import Doorbell
from service.store import channels
from service.store.calendars import Key
from service.store.channels import Heard
from service.web.caller import COOKIE
from service.web.hooks import router
from tests.service.google.ringing import PATIENCE, Listening, listening_to


def nothing_happens(here: Listening) -> bool:
    """Whether nothing is marked as due, after a while in which it would have been."""
    before, reads = here.row().wanted, here.calendar.reads
    sleep(0.3)
    return here.row().wanted == before and here.calendar.reads == reads


def test_a_message_has_the_calendar_looked_at() -> None:
    """The answer is 204 and says nothing; the calendar is read without anybody waiting for its poll."""
    with listening_to(serve=True) as here:
        before = here.calendar.reads
        answer = here.ring()
        assert (answer.status_code, answer.content) == (204, b"")
        here.until_reads(before + 1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"channel_id": "nobody-knows-it"},
        {"channel_token": "guessed"},
        {"channel_token": ""},
        {"resource_id": "another"},
        {"resource_id": ""},
        {"message_number": "many"},
        {"message_number": "²"},
        {"message_number": "9" * 40},
        {"resource_state": "sync"},
        {"resource_state": ""},
        {"channel_id": "x" * 5000},
    ],
)
def test_what_is_forged_changes_nothing(wrong: dict[str, str]) -> None:
    """Whoever does not know a channel, what is watched and the token hears the same and moves nothing."""
    with listening_to(serve=True) as here:
        said = {"message_number": "2"} | wrong
        headers = [(name.encode(), value.encode()) for name, value in here.message(**said).items()]
        answer = httpx.post(f"{here.url}/hooks/google", headers=headers, timeout=PATIENCE)
        assert (answer.status_code, answer.content) == (204, b"")
        assert nothing_happens(here)


def test_a_message_without_anything() -> None:
    """A call without a single header of Google's is answered, and moves nothing."""
    with listening_to(serve=True) as here:
        assert httpx.post(f"{here.url}/hooks/google", timeout=PATIENCE).status_code == 204
        assert nothing_happens(here)


def test_a_message_that_was_heard() -> None:
    """The same message again, or an earlier one, moves nothing."""
    with listening_to(serve=True) as here:
        before = here.calendar.reads
        here.ring(7)
        here.until_reads(before + 1)
        while here.channels()[0].number != 7 or not here.is_quiet():
            sleep(0.01)
        for number in (7, 6, 1):
            here.ring(number)
        assert nothing_happens(here)


def test_a_channel_that_has_ended() -> None:
    """What still comes on a channel after its end moves nothing."""
    with listening_to(serve=True) as here:
        here.clock[0] = here.calendar.opened[-1][0].ends
        while not here.is_quiet():
            sleep(0.01)
        wanted = here.row().wanted
        here.ring()
        sleep(0.3)
        assert here.row().wanted == wanted


def test_a_thousand_messages_are_two_syncs() -> None:
    """A burst is looked at once when it begins and once when it is over."""
    with listening_to(serve=True) as here:
        before = here.row().wanted
        with httpx.Client(timeout=PATIENCE) as client, ThreadPoolExecutor(8) as pool:

            def call(number: int) -> int:
                return client.post(
                    f"{here.url}/hooks/google", headers=here.message(message_number=str(number))
                ).status_code

            assert set(pool.map(call, range(2, 1002))) == {204}
        while here.channels()[0].number != 1001 or not here.is_quiet():
            sleep(0.01)
        assert 1 <= here.row().wanted - before <= 2


def test_answered_while_somebody_writes() -> None:
    """The provider is not kept waiting by whoever holds the database: the message is written down later."""
    with listening_to(serve=True) as here:
        before = here.row().wanted
        with here.app.store.engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            assert here.ring().status_code == 204
            sleep(0.2)
            assert here.row().wanted == before
            connection.exec_driver_sql("ROLLBACK")
        while here.row().wanted == before:
            sleep(0.01)


def test_answered_while_all_pages_wait() -> None:
    """Pages that hold every thread and wait for the database hold up no message."""
    with listening_to(serve=True) as here, ThreadPoolExecutor(45) as pool, ExitStack() as held:
        before, engine = here.calendar.reads, here.app.store.engine
        for _ in range(15):
            held.enter_context(engine.connect())
        page, cookie = f"{here.url}/api/owner", {"Cookie": f"{COOKIE}=somebody"}
        waiting = [pool.submit(httpx.get, page, headers=cookie, timeout=PATIENCE) for _ in range(45)]
        sleep(0.5)
        assert here.ring().status_code == 204
        assert not any(each.done() for each in waiting)
        held.close()
        here.until_reads(before + 1)


def test_a_channel_that_another_process_opened() -> None:
    """A channel that is in the database and not known here is looked up behind the call, and serves."""
    with listening_to(serve=True) as here:
        before = here.calendar.reads
        here.app.desk.switchboard.pull_out(here.channels()[0].id)
        assert here.ring().status_code == 204
        here.until_reads(before + 1)


def test_a_message_that_another_process_heard() -> None:
    """What stands in the database as heard moves nothing, though it is new here."""
    with listening_to(serve=True) as here:
        with here.app.store.session() as session:
            channels.note(session, here.channels()[0].id, 9)
        here.ring(9)
        assert nothing_happens(here)


def test_very_many_unknown_channels() -> None:
    """A flood of made-up channels is looked up in bounded portions, and moves nothing."""
    with listening_to(serve=True) as here:
        said = Heard(channel="", resource="r", token="guessed", number=2)
        for number in range(50_000):
            here.app.doorbell.hear(replace(said, channel=f"made-up-{number}"), now=here.clock[0])
        assert here.app.doorbell.enquiries <= 200
        assert nothing_happens(here)
        before = here.calendar.reads
        here.ring()
        here.until_reads(before + 1)


def test_a_database_without_a_free_connection() -> None:
    """A ring outlives that nobody gets at the database for a while."""
    with listening_to(serve=True) as here:
        busy = replace(here.app.store, engine=_narrow(here.app.store.engine))
        woken: list[Key] = []
        bell = Doorbell(busy, woken.append, here.app.desk.switchboard, quiet=0.05)
        channel, _ = here.calendar.opened[-1]
        with busy.engine.connect():
            bell.start()
            said = Heard(channel=channel.id, resource=channel.resource, token=channel.token, number=5)
            bell.hear(said, now=here.clock[0])
            sleep(0.5)
            assert woken == []
        end = monotonic() + PATIENCE
        while not woken and monotonic() < end:
            sleep(0.01)
        bell.stop()
        busy.close()
        assert woken == [here.key]


def _narrow(engine: Engine) -> Engine:
    """Return an engine with a single connection, for which nobody waits long."""
    return create_engine(engine.url, pool_size=1, max_overflow=0, pool_timeout=0.05)


def test_messages_come_from_elsewhere_to_the_public_name() -> None:
    """The hook needs no Origin; another path does, and another name than the public one is refused."""
    with listening_to(serve=True) as here:
        hook = f"{here.url}/hooks/google"
        foreign = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
        assert httpx.post(hook, headers=foreign, timeout=PATIENCE).status_code == 204
        assert httpx.post(f"{here.url}/sign-out", headers=foreign, timeout=PATIENCE).status_code == 403
        assert httpx.post(hook, headers={"Host": "evil.example"}, timeout=PATIENCE).status_code == 421


def test_only_post_is_a_message() -> None:
    """Looking at the hook in a browser tells nothing."""
    assert [sorted(route.methods) for route in router.routes] == [["POST"]]  # type: ignore[attr-defined]
