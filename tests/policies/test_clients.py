"""Which events are client events, and why the others are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from policies.clients import clients_of, known_people, people_invited, settings_of, why_no_client_event
from policies.context import Overrides, RoomMode, Settings
from policies.event import AllDay, Answer, EventKind, Guest, GuestKind, Ours, OursKind, Status
from policies.place import Place
from policies.verdict import Code
from tests.builders import (
    ANNA,
    CLAIRE,
    JULE,
    MEHMET,
    MONDAY,
    OWNER,
    TOM,
    TUESDAY_TEN,
    context,
    event,
    person,
)

ROOM = Guest(address="raum10@hansen-logistik.example", kind=GuestKind.ROOM)
BOT = Guest(address="fred@fireflies.ai", name="Notetaker")
ANNA_KNOWN = person(ANNA, numbers=("+4940669694001",))


@pytest.mark.parametrize("guests", [(ANNA,), (ANNA, MEHMET), (ANNA, ROOM, BOT), (ANNA, TOM, CLAIRE)])
def test_a_guest_from_outside_makes_a_client_event(guests: tuple[Guest, ...]) -> None:
    """One guest outside the owner's domains is enough."""
    assert why_no_client_event(event(guests=guests), context()) is None


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"guests": ()}, Code.NO_GUESTS),
        ({"guests": (ROOM, BOT)}, Code.NO_GUESTS),
        ({"guests": (MEHMET,)}, Code.ONLY_COLLEAGUES),
        ({"guests": (replace(ANNA, answer=Answer.DECLINED),)}, Code.GUESTS_DECLINED),
        ({"span": AllDay(first=TUESDAY_TEN.date(), last=TUESDAY_TEN.date())}, Code.ALL_DAY),
        ({"minutes": 24 * 60}, Code.SEVERAL_DAYS),
        ({"status": Status.CANCELLED}, Code.CANCELLED),
        ({"answer": Answer.DECLINED}, Code.DECLINED),
        ({"free": True}, Code.SHOWS_FREE),
        ({"start": MONDAY - timedelta(hours=3)}, Code.PAST),
        ({"start": MONDAY - timedelta(minutes=10)}, Code.RUNNING),
        ({"kind": EventKind.FOCUS_TIME}, Code.NOT_A_MEETING),
        ({"kind": EventKind.OUT_OF_OFFICE}, Code.NOT_A_MEETING),
        ({"kind": EventKind.WORKING_LOCATION}, Code.NOT_A_MEETING),
        ({"kind": EventKind.BIRTHDAY}, Code.NOT_A_MEETING),
        ({"kind": EventKind.FROM_MAIL}, Code.NOT_A_MEETING),
        ({"guests_hidden": True}, Code.GUESTS_HIDDEN),
        ({"made_by": "calendly"}, Code.BOOKING_TOOL),
        ({"made_by": "sync:reclaim"}, Code.SYNC_COPY),
        ({"ours": Ours(kind=OursKind.HOLD, edit_id="e", event_id="x")}, Code.OURS),
        (
            {"guests": [Guest(address=f"g{each}@vogt-maschinenbau.example") for each in range(7)]},
            Code.TOO_MANY_GUESTS,
        ),
        ({"guests": (replace(ANNA, kind=GuestKind.GROUP),)}, Code.TOO_MANY_GUESTS),
    ],
)
def test_what_is_no_client_event(fields: dict[str, Any], code: Code) -> None:
    """Each kind of event that nobody may touch is refused with its own code."""
    reason = why_no_client_event(event(**fields), context())
    assert reason is not None
    assert reason.code is code


def test_six_people_are_a_meeting_and_seven_a_group() -> None:
    """The group limit counts people, neither rooms nor the owner nor bots."""
    six = [Guest(address=f"g{each}@vogt-maschinenbau.example") for each in range(6)]
    owner = Guest(address=JULE)
    assert why_no_client_event(event(guests=[*six, ROOM, BOT, owner]), context()) is None


@pytest.mark.parametrize(
    "lists",
    [
        {"never_addresses": frozenset({ANNA.address})},
        {"never_domains": frozenset({"hansen-logistik.example"})},
    ],
)
def test_the_never_touch_list(lists: dict[str, frozenset[str]]) -> None:
    """People and domains on the list are never touched, colleagues beside them or not."""
    here = context(owner=replace(OWNER, **lists))  # type: ignore[arg-type]
    reason = why_no_client_event(event(guests=(ANNA, MEHMET)), here)
    assert reason is not None
    assert reason.code is Code.NEVER_TOUCH


def test_a_person_who_said_no() -> None:
    """A person marked "never touch" is never touched."""
    known = person(ANNA, overrides=Overrides(never_touch=True))
    reason = why_no_client_event(event(), context(people=[known]))
    assert reason is not None
    assert reason.code is Code.NEVER_TOUCH


@pytest.mark.parametrize(
    "fields",
    [
        {"place": Place(numbers=("+4940669694001",))},
        {"title": f"Anruf {ANNA.address.upper()}"},
        {"location": f"<{ANNA.address}>"},
        {"title": "Telefonat mit anna weber, Profil"},
    ],
)
def test_a_known_person_in_a_guestless_event(fields: dict[str, Any]) -> None:
    """A number, an address or the full name of a known person makes it a client event."""
    here = context(people=[ANNA_KNOWN])
    assert why_no_client_event(event(guests=(), **fields), here) is None
    assert known_people(event(guests=(), **fields), here) == (ANNA_KNOWN,)
    assert why_no_client_event(event(guests=(), **fields), context()) is not None


def test_without_an_owner_nothing_is_known() -> None:
    """Who is a colleague cannot be told where it is unknown whose calendar it is."""
    nobody = replace(OWNER, addresses=frozenset(), domains=frozenset())
    reason = why_no_client_event(event(), context(owner=nobody))
    assert reason is not None
    assert reason.code is Code.OWNER_UNKNOWN


def test_freemail_is_never_ones_own() -> None:
    """A client with an address at a freemail provider is a client."""
    guest = Guest(address="anna.weber@gmx.de")
    assert clients_of(event(guests=(guest,)), context()) == (guest,)


def test_people_and_clients() -> None:
    """People are neither rooms, bots nor the owner; clients are people from outside."""
    all_of_them = event(guests=(Guest(address=JULE), ANNA, MEHMET, ROOM, BOT))
    assert people_invited(all_of_them, OWNER) == (ANNA, MEHMET)
    assert clients_of(all_of_them, context()) == (ANNA,)


def test_the_gentlest_wish_of_several_wins() -> None:
    """With several known people, whoever wants the least decides."""
    known = [
        person(ANNA, overrides=Overrides(minutes=8)),
        person(TOM, overrides=Overrides(room=RoomMode.HOLD, keep_short=True)),
    ]
    choice = settings_of(event(guests=(ANNA, TOM)), context(people=known))
    assert (choice.room, choice.minutes, choice.keep_short) == (RoomMode.HOLD, 5, True)
    assert settings_of(event(guests=(CLAIRE,)), context(people=known)) == Settings()
