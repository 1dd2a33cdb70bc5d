"""The fake on its own, as the demo starts it."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.fakes.google import seed
from tests.fakes.google.client import jule
from tests.fakes.google.server import Fake


def test_it_says_where_it_serves() -> None:
    """`python -m tests.fakes.google` prints one line of JSON, answers there, and ends with SIGTERM."""
    command = [sys.executable, "-m", "tests.fakes.google", "--seed", "week"]
    root = Path(__file__).parents[3]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as running:
        assert running.stdout is not None
        where = json.loads(running.stdout.readline())
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{where['url']}/calendar/v3/colors")  # noqa: S310  # ours
        with refused.value as error:
            assert error.code == 401
        running.terminate()
        assert running.wait(60) == 0
    assert where["client_id"]
    assert where["client_secret"]


def test_the_week(google: Fake) -> None:
    """The week has some twenty events of many kinds, by phone and by video, and a series."""
    seed.week(google.world)
    items = jule(google).listed(
        singleEvents="true", timeMin="2026-11-23T00:00:00Z", timeMax="2026-12-01T00:00:00Z"
    )
    assert 19 <= len(items["items"]) <= 22
    assert any("recurringEventId" in each for each in items["items"])
    assert sum("Tel" in each.get("location", "") for each in items["items"]) >= 4
