"""Who may say that a calendar changed, told from memory alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from service.following.switchboard import Switchboard
from service.store.calendars import Key
from service.store.channels import Heard, Line, hashed
from tests.builders import MONDAY

KEY = Key(owner_id="jule", calendar="work")
LINE = Line(
    channel="one",
    key=KEY,
    resource="events",
    fingerprint=hashed("secret"),
    ends=MONDAY + timedelta(days=7),
    number=3,
)
SAID = Heard(channel="one", resource="events", token="secret", number=4)


def board() -> Switchboard:
    """Return a switchboard that knows one channel."""
    opened = Switchboard()
    opened.plug_in([LINE])
    return opened


def test_each_message_is_heard_once() -> None:
    """A message is taken in once; the same again and earlier ones are none, also after a fresh load."""
    opened = board()
    assert opened.heard(SAID, now=MONDAY) == KEY
    assert opened.heard(SAID, now=MONDAY) is None
    opened.plug_in([LINE])
    assert opened.heard(SAID, now=MONDAY) is None
    assert opened.heard(replace(SAID, number=5), now=MONDAY) == KEY


@pytest.mark.parametrize(
    "forged",
    [
        replace(SAID, token="guessed"),
        replace(SAID, token=""),
        replace(SAID, resource="other"),
        replace(SAID, channel="two"),
        replace(SAID, number=3),
    ],
)
def test_what_is_forged_is_not_heard(forged: Heard) -> None:
    """Whoever does not know channel, resource and token is nobody, and does not use a number up."""
    opened = board()
    assert opened.heard(forged, now=MONDAY) is None
    assert opened.heard(SAID, now=MONDAY) == KEY


def test_a_channel_that_is_over() -> None:
    """From its end on a channel says nothing, and is known no more."""
    opened = board()
    assert opened.heard(SAID, now=LINE.ends) is None
    assert not opened.knows("one")
