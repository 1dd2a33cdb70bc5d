"""Google's signing keys, fetched once in a while: the library itself would fetch them for every token.

How long they may be kept is what the answer says (``Cache-Control: max-age``), a quarter hour where it
does not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from threading import Lock
from time import monotonic
from typing import Any

from google.auth.transport import Request, Response

_DEFAULT, _LONGEST = 900, 86_400  # seconds
_OK, _TIMEOUT = 200, 20


class Remembered(Response):
    """An answer that was kept."""

    def __init__(self, data: bytes) -> None:
        """Take its body."""
        self._data = data

    @property
    def status(self) -> int:
        """Only good answers are kept."""
        return _OK

    @property
    def headers(self) -> Mapping[str, str]:
        """None were kept."""
        return {}

    @property
    def data(self) -> bytes:
        """Return the body."""
        return self._data


class CachedCerts(Request):
    """Asks through another transport, and remembers the answer for as long as it said."""

    def __init__(self, transport: Request) -> None:
        """Take the transport that is asked."""
        self._transport = transport
        self._lock = Lock()
        self._kept: dict[str, tuple[bytes, float]] = {}

    def __call__(  # google-auth's signature
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        **kwargs: Any,  # noqa: ANN401
    ) -> Response:
        """Answer from memory, or ask."""
        with self._lock:
            data, until = self._kept.get(url, (b"", 0.0))
            if until > monotonic():
                return Remembered(data)
            answer: Response = self._transport(
                url, method=method, body=body, headers=headers, timeout=timeout or _TIMEOUT, **kwargs
            )
            if answer.status == _OK:
                self._kept[url] = (answer.data, monotonic() + _age(answer.headers))
            return answer


def _age(headers: Mapping[str, str]) -> float:
    said = next((value for name, value in headers.items() if name.lower() == "cache-control"), "")
    found = re.search(r"max-age=(\d{1,9})", said)
    return min(int(found[1]), _LONGEST) if found else _DEFAULT
