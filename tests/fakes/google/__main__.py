"""The fake on its own: `python -m tests.fakes.google --port N --seed week`, until it is killed."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading

from service import clock
from tests.fakes.google import seed
from tests.fakes.google.server import google_fake
from tests.fakes.google.world import World

_HALF_A_SECOND = 0.5


def main() -> None:
    """Serve, print one line of JSON that says where, and end with SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.fakes.google")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", choices=["week"])
    chosen = parser.parse_args()
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    world = World(clock=clock.now)
    if chosen.seed:
        seed.week(world)
    with google_fake(world, chosen.port) as fake:
        where = {"url": fake.url, "client_id": fake.client_id, "client_secret": fake.client_secret}
        sys.stdout.write(json.dumps(where) + "\n")
        sys.stdout.flush()
        while not ended.wait(_HALF_A_SECOND):
            with world.lock:
                world.settle()  # rooms answer and messages go out without anybody asking


main()
