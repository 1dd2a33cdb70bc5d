"""The channels that messages may come on, in memory: whoever calls is told from a forger without waiting.

What the database holds is loaded at the start, and told by whoever opens or closes a channel. Where
several processes answer, a channel of another one's is not known here: it is looked up behind the call.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from threading import Lock

from service.store.calendars import Key
from service.store.channels import Heard, Line, hashed

_NOBODYS = hashed("")


class Switchboard:
    """Knows channels by their ids. May be used from any thread; nothing here waits for anything else."""

    def __init__(self) -> None:
        """Begin without any channel."""
        self._lines: dict[str, Line] = {}
        self._lock = Lock()

    def plug_in(self, lines: Iterable[Line]) -> None:
        """Know channels; the highest number that was heard on one stays."""
        with self._lock:
            for each in lines:
                known = self._lines.get(each.channel)
                self._lines[each.channel] = (
                    replace(each, number=max(each.number, known.number)) if known else each
                )

    def pull_out(self, channel: str) -> None:
        """Know a channel no more."""
        with self._lock:
            self._lines.pop(channel, None)

    def knows(self, channel: str) -> bool:
        """Whether there is such a channel, as far as is known here."""
        return channel in self._lines

    def heard(self, said: Heard, *, now: datetime) -> Key | None:
        """Return which calendar a message is about; None for what is forged, over, unknown or heard already.

        Token and resource are compared in constant time, also where the channel is nobody's.
        """
        with self._lock:
            line = self._lines.get(said.channel)
            fingerprint, resource = (line.fingerprint, line.resource) if line else (_NOBODYS, "")
            token = hmac.compare_digest(fingerprint, hashed(said.token))
            watched = hmac.compare_digest(resource.encode(), said.resource.encode("utf-8", "replace"))
            if line is None or not (token and watched and line.resource):
                return None
            if line.ends <= now:
                del self._lines[said.channel]
                return None
            if said.number <= line.number:
                return None
            self._lines[said.channel] = replace(line, number=said.number)
            return line.key
