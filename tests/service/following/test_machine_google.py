"""The machine on a Google calendar: the real adapter, a real socket, Google's own ways of failing."""

from __future__ import annotations

from itertools import count

from hypothesis import seed, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.builders import MONDAY
from tests.fakes.google.server import Fake
from tests.fakes.google.world import World
from tests.service.following.google_here import GoogleHere
from tests.service.following.machine import Machine, stores
from tests.service.following.scene import SECRET, Scene, scene
from tests.service.following.test_machine import stories

STEPS = 1_200
_LENGTH = 40


def test_the_promises_hold_at_google(google: Fake) -> None:
    """Whatever humans, owners, Google and power cuts do: at quiet points the promises hold."""

    class AtGoogle(Machine):
        """Each story begins with a world of its own."""

        steps = 0

        def opened(self) -> Scene:
            """Open a fresh account."""
            google.world.close()
            moments: list[Scene] = []
            google.world = World(clock=lambda: moments[0].village.now if moments else MONDAY)
            google.world.quotas.per_user = None
            google.world.secrets = {SECRET}
            opened = scene(stores(), MONDAY, make=lambda name: GoogleHere(name, google))
            moments.append(opened)
            return opened

        def teardown(self) -> None:
            """In the end it is quiet, and nothing private was shared."""
            try:
                super().teardown()
            finally:
                for each in self.here.village.here.values():
                    assert isinstance(each, GoogleHere)
                    each.close()
            assert not google.world.leaks
            assert not google.world.misuse

    parts = count()
    while (missing := STEPS - AtGoogle.steps) > 0:
        if settings.default and settings.default.derandomize:
            seed(f"google {next(parts)}")(AtGoogle)
        run_state_machine_as_test(AtGoogle, settings=stories(missing, _LENGTH))
    assert AtGoogle.steps >= STEPS
