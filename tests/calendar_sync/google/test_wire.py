"""What lies beneath a write to Google: connections that went stale, rights that are renewed."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from google.auth.credentials import Credentials
from google.auth.exceptions import RefreshError, TransportError

from calendar_sync.errors import CalendarError, RevokedError, UnavailableError
from calendar_sync.google.adapter import GoogleCalendar
from calendar_sync.google.client import GoogleClient
from calendar_sync.port import Draft
from calendar_sync.pull import pull
from tests.builders import JULE, MONDAY, TUESDAY_TEN
from tests.calendar_sync.contract.subject import HOUR, WINDOW, Planned, edit_of, everything, room
from tests.calendar_sync.google.subject import ADDRESS, ALL, GoogleSubject, reader
from tests.fakes.google.server import Fake


@pytest.fixture
def subject(google: Fake) -> Iterator[GoogleSubject]:
    """Begin with an empty calendar."""
    made = GoogleSubject(google)
    yield made
    made.calendar.client.close()


class Renewed(Credentials):
    """Credentials that get a token over the wire that they are given, or fail behind it."""

    def __init__(self, fake: Fake, error: Exception | None = None) -> None:
        """Begin without a token."""
        super().__init__()  # type: ignore[no-untyped-call]
        self.fake, self.error, self.renewals = fake, error, 0

    def refresh(self, request: Any) -> None:
        """Ask over the wire, and be given a new token."""
        request(f"{self.fake.url}/token", method="POST", body=b"grant_type=refresh_token")
        if self.error:
            raise self.error
        self.renewals += 1
        self.token = self.fake.world.grant(JULE, ALL, lifetime=timedelta(hours=1)).access_token


def drafted(subject: GoogleSubject) -> Draft:
    """Draft more time."""
    fetched = subject.calendar.fetch(subject.add(Planned()))
    edit = edit_of(fetched.event, room(fetched.event))
    return subject.calendar.draft(edit, fetched, now=MONDAY, language="de")


def with_right(credentials: Credentials, fake: Fake) -> GoogleCalendar:
    """Open Jule's calendar with these credentials."""
    return GoogleCalendar(GoogleClient(credentials, endpoint=fake.api), ADDRESS, reader())


def patches(subject: GoogleSubject) -> list[int]:
    """Return with which status each PATCH was answered."""
    return [seen.status for seen in subject.world.requests if seen.method == "PATCH"]


def test_a_connection_that_went_stale(subject: GoogleSubject) -> None:
    """A connection that broke while it was idle is opened anew before a write, which goes out once."""
    draft = drafted(subject)
    wire: Any = subject.calendar.client._http  # noqa: SLF001  # what is tested lies beneath
    for connection in wire.connections.values():
        connection.sock.shutdown(socket.SHUT_RDWR)
    subject.calendar.send(draft)
    assert patches(subject) == [200]


def test_a_token_is_renewed_on_the_way(subject: GoogleSubject) -> None:
    """A token that is over is renewed, and the write that met it goes out once with the new one."""
    draft = drafted(subject)
    credentials = Renewed(subject.fake)
    calendar = with_right(credentials, subject.fake)
    calendar.read(WINDOW)
    subject.world.later(hours=2)
    calendar.send(draft)
    assert credentials.renewals == 2
    assert [status for status in patches(subject) if status != 401] == [200]
    calendar.client.close()


@pytest.mark.parametrize(
    ("error", "meant"),
    [
        (RefreshError("invalid_grant"), RevokedError),  # type: ignore[no-untyped-call]
        (RefreshError("server_error", retryable=True), UnavailableError),  # type: ignore[no-untyped-call]
        (TransportError("no answer"), UnavailableError),  # type: ignore[no-untyped-call]
    ],
)
def test_a_right_that_is_not_renewed(
    subject: GoogleSubject, error: Exception, meant: type[CalendarError]
) -> None:
    """A right that is gone is told from a sign-in that does not answer; either way nothing was written."""
    draft = drafted(subject)
    calendar = with_right(Renewed(subject.fake, error), subject.fake)
    for ask in (lambda: calendar.read(WINDOW), lambda: calendar.send(draft)):
        with pytest.raises(meant):
            ask()
    assert patches(subject) == []
    calendar.client.close()


def test_a_sign_in_that_is_cut_off(subject: GoogleSubject) -> None:
    """A sign-in whose connection is lost leaves the write unsent, and it can be tried again."""
    draft = drafted(subject)
    subject.world.faults.arm("token", "lost_request", times=5)
    calendar = with_right(Renewed(subject.fake), subject.fake)
    with pytest.raises(UnavailableError):
        calendar.send(draft)
    assert patches(subject) == []
    calendar.client.close()


def test_the_same_question_each_time(subject: GoogleSubject) -> None:
    """News are asked for as the whole was, but for its days, on every page of both."""
    for hours in range(5):
        subject.add(Planned(start=TUESDAY_TEN + hours * HOUR))
    cursor = everything(subject).cursor
    for hours in range(5):
        subject.add(Planned(start=TUESDAY_TEN + timedelta(days=1, hours=hours)))
    pull(subject.calendar, WINDOW, cursor)
    queries = [each.query for each in subject.world.requests]
    assert len(queries) > 4
    for query in queries:
        days = query.keys() & {"timeMin", "timeMax"}
        assert bool(days) != ("syncToken" in query)
        asked = query.keys() - days - {"syncToken", "pageToken"}
        assert asked == {"singleEvents", "maxResults", "fields", "alt"}
