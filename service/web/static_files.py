"""What pages load besides themselves: read once, named by their contents, so that they may be kept for ever.

A style sheet names fonts by their path in the folder; here that becomes the address with the hash.
"""

from __future__ import annotations

import gzip
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from http import HTTPStatus
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"
router = APIRouter(include_in_schema=False)
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_PACKED = frozenset({".css", ".js", ".svg"})
_NAMED = re.compile(r'url\("(?!data:)([^"]+)"\)')


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """One file as it is sent. ``packed`` is the same, gzipped; empty where that would not help."""

    address: str
    content: bytes
    packed: bytes
    media_type: str


@cache
def static_file(name: str) -> StaticFile:
    """Return a file of the folder by its path in there; raises KeyError for what is none."""
    path = FOLDER / name
    kind = path.suffix
    if name not in _names() or kind not in _TYPES:
        raise KeyError(name)
    content = path.read_bytes()
    if kind == ".css":
        content = _NAMED.sub(lambda found: f'url("{address_of(found[1])}")', content.decode()).encode()
    return StaticFile(
        address=f"/static/{sha256(content).hexdigest()[:12]}/{name}",
        content=content,
        packed=gzip.compress(content, mtime=0) if kind in _PACKED else b"",
        media_type=_TYPES[kind],
    )


def address_of(name: str) -> str:
    """Return the address under which a file is to be loaded."""
    return static_file(name).address


@router.get("/static/{tag}/{name:path}")
def static(request: Request, tag: str, name: str) -> Response:
    """Return a file; under an old hash there is nothing."""
    try:
        found = static_file(name)
    except KeyError:
        raise HTTPException(HTTPStatus.NOT_FOUND) from None
    if tag != found.address.split("/")[2]:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if found.packed and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(
            found.packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=found.media_type
        )
    return Response(found.content, headers=headers, media_type=found.media_type)


@cache
def _names() -> frozenset[str]:
    return frozenset(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file())
