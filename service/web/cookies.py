"""The cookies that pages use, and what is tied to a browser by them.

``plausch`` shows the session; ``plausch-visit`` stands in for it before anybody has signed in, so that forms
have something to be tied to; ``plausch-notice`` carries one sentence to the next page.
"""

from __future__ import annotations

import hmac
import secrets
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

SESSION = "plausch"
VISIT = "plausch-visit"
NOTICE = "plausch-notice"
_FORM = "form"
_TOKEN = 32  # bytes


def browser_key(request: Request) -> str:
    """Return the secret that this browser shows; empty for one that shows none yet."""
    return request.cookies.get(SESSION) or request.cookies.get(VISIT) or ""


def new_key() -> str:
    """Return a secret for a browser that has none: 256 random bits."""
    return secrets.token_urlsafe(32)


def tied(key: str, what: str) -> str:
    """Return what only somebody who knows a browser's secret can say of ``what``; empty without a secret."""
    return hmac.new(key.encode(), what.encode(), sha256).hexdigest() if key else ""


def is_tied(key: str, what: str, shown: str) -> bool:
    """Whether that is what was shown."""
    return bool(key) and hmac.compare_digest(tied(key, what).encode(), shown.encode("utf-8", "replace"))


def form_token(key: str) -> str:
    """Return a token for a browser's forms: another one each time, so that packing a page tells nothing.

    (What stays the same in packed pages can be guessed by their length: BREACH.)
    """
    if not key:
        return ""
    mask = secrets.token_bytes(_TOKEN)
    return (mask + _mixed(bytes.fromhex(tied(key, _FORM)), mask)).hex()


def is_form_token(key: str, shown: str) -> bool:
    """Whether a token is one of this browser's."""
    try:
        sent = bytes.fromhex(shown)
    except ValueError:
        return False
    return len(sent) == 2 * _TOKEN and is_tied(key, _FORM, _mixed(sent[_TOKEN:], sent[:_TOKEN]).hex())


def _mixed(text: bytes, mask: bytes) -> bytes:
    return bytes(one ^ other for one, other in zip(text, mask, strict=True))


def give(request: Request, response: Response, name: str, value: str, seconds: int) -> None:
    """Set a cookie that scripts cannot read and that other sites' forms do not send."""
    secure = request.url.scheme == "https"
    response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", path="/", secure=secure)


def take(response: Response, name: str) -> None:
    """Delete a cookie."""
    response.delete_cookie(name, path="/", httponly=True, samesite="lax")
