"""OAuth endpoints: none yet but the client they would know."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.routing import Route


@dataclass(slots=True)
class OAuthState:
    """The registered client."""

    client_id: str = "1234567890-fake.apps.googleusercontent.com"
    client_secret: str = "GOCSPX-not-a-secret"


def routes() -> list[Route]:
    """Return the routes of the endpoints."""
    return []
