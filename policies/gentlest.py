"""Several clients in one meeting: whoever wants the least decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from policies.context import RoomMode, Settings

_GENTLENESS = (RoomMode.OFF, RoomMode.HOLD, RoomMode.LENGTHEN)


def gentlest(choices: Sequence[Settings]) -> Settings:
    """Return the first choice, held back wherever another one asks for less.

    ``choices`` holds at least one entry; language and form of address are the first person's.
    """
    first = choices[0]
    if len(choices) == 1:
        return first
    quiet_until = [each.not_today_until for each in choices if each.not_today_until]
    return replace(
        first,
        room=min((each.room for each in choices), key=_GENTLENESS.index),
        minutes=min(each.minutes for each in choices),
        first_meeting_minutes=min(each.first_meeting_minutes for each in choices),
        video=all(each.video for each in choices),
        opener=all(each.opener for each in choices),
        prefers_phone=any(each.prefers_phone for each in choices),
        keep_short=any(each.keep_short for each in choices),
        never_touch=any(each.never_touch for each in choices),
        not_today_until=max(quiet_until, default=None),
    )
