"""The pytest fixture: one server for the whole run, a fresh world for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.fakes.google.server import Fake, google_fake
from tests.fakes.google.world import World


@pytest.fixture(scope="session")
def google_server() -> Iterator[Fake]:
    """Serve, for the whole run."""
    with google_fake() as fake:
        yield fake


@pytest.fixture
def google(google_server: Fake) -> Iterator[Fake]:
    """Give a fresh world of Google; at the end nothing private was shared and no cursor misused."""
    google_server.world = world = World()
    yield google_server
    world.close()
    assert not world.leaks
    assert not world.misuse
