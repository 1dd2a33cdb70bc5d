"""Google's own client against the fake, and a plain one where headers and statuses matter."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import google_auth_httplib2
import httplib2
from google.oauth2.credentials import Credentials
from googleapiclient.discovery import build

from tests.builders import ANNA, JULE, MEHMET
from tests.fakes.google.server import Fake
from tests.fakes.google.state import Json

KARIN = "karin.boll@nordlicht-personal.example"
FRIEND = "jule.friend@gmail.example"
ALL = ("calendar",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """An answer: its status, its JSON, and its headers."""

    status: int
    body: Json
    headers: dict[str, str]

    @property
    def reason(self) -> str:
        """Return Google's reason of a refusal."""
        return str(self.body["error"]["errors"][0]["reason"])


class Client:
    """Somebody's access to the fake; paths are below calendar/v3/."""

    def __init__(self, fake: Fake, email: str = JULE, scopes: tuple[str, ...] = ALL) -> None:
        """Let that account grant the scopes."""
        self.fake = fake
        self.grant = fake.world.grant(email, scopes)
        self._http = self._transport()

    def _transport(self) -> httplib2.Http:
        http = httplib2.Http(timeout=60)
        self.fake.world.at_end.append(http.close)
        return http

    def ask(self, method: str, path: str, body: Json | None = None, /, **query: Any) -> Got:
        """Send one request; a query named If_Match or If_None_Match becomes a header."""
        headers = {"Authorization": f"Bearer {self.grant.access_token}"}
        for name in ("If_Match", "If_None_Match"):
            if name in query:
                headers[name.replace("_", "-")] = query.pop(name)
        url = f"{self.fake.api}{path}" + (f"?{urlencode(query, doseq=True)}" if query else "")
        raw = None if body is None else json.dumps(body)
        answer, content = self._http.request(url, method, body=raw, headers=headers)
        return Got(status=answer.status, body=json.loads(content or b"{}"), headers=dict(answer))

    def listed(self, calendar: str = "primary", **query: Any) -> Json:
        """Return one page of events."""
        got = self.ask("GET", f"calendars/{quote(calendar, safe='')}/events", **query)
        assert got.status == 200, got
        return got.body

    def on(self, method: str, event_id: str, body: Json | None = None, /, **query: Any) -> Got:
        """Do something with one event of the own primary calendar."""
        return self.ask(method, f"calendars/primary/events/{event_id}", body, **query)

    def add(self, body: Json, **query: Any) -> Got:
        """Insert an event into the own primary calendar."""
        return self.ask("POST", "calendars/primary/events", body, **query)

    def google(self) -> Any:
        """Return Google's own client, unmodified."""
        transport = google_auth_httplib2.AuthorizedHttp(
            Credentials(self.grant.access_token),  # type: ignore[no-untyped-call]
            http=self._transport(),
        )
        return build(
            "calendar",
            "v3",
            http=transport,
            static_discovery=True,
            client_options={"api_endpoint": self.fake.api},
        )


def jule(fake: Fake, scopes: tuple[str, ...] = ALL) -> Client:
    """Return Jule's access, in a world with her and Mehmet."""
    for email in (JULE, MEHMET.address):
        if email not in fake.world.accounts:
            fake.world.account(email)
    return Client(fake, JULE, scopes)


def at(hour: str = "10:00", minutes: int = 30, day: str = "2026-11-24", **fields: Any) -> Json:
    """Build the body of an event in Berlin, with Anna as its guest unless told otherwise."""
    first = int(hour[:2]) * 60 + int(hour[3:])
    last = first + minutes
    body = {
        "summary": "Abstimmung",
        "start": {"dateTime": f"{day}T{hour}:00", "timeZone": "Europe/Berlin"},
        "end": {"dateTime": f"{day}T{last // 60:02}:{last % 60:02}:00", "timeZone": "Europe/Berlin"},
        "attendees": [{"email": ANNA.address}],
    }
    return {name: value for name, value in (body | fields).items() if value is not None}


def weekly(**fields: Any) -> Json:
    """Build the body of a series of four Tuesdays."""
    return at(recurrence=["RRULE:FREQ=WEEKLY;COUNT=4"], **fields)
