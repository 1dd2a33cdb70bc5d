"""``plausch serve`` as a process of its own, on a real socket, from the first line to a clean end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import httpx
import pytest

from service.clock import now
from service.demo.week import sample_week
from service.web.server import listening
from tests.service.web.house import ok

PATIENCE = 120.0  # seconds: no measurement, only the end of waiting
_PLAUSCH = (sys.executable, "-c", "from service.cli import main; main()")


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command and yield it with its sign-in link; end it where the test did not."""
    environment = {**os.environ, "PLAUSCH_DATA": str(folder / "data"), "PLAUSCH_LOG": "debug"}
    command = (*_PLAUSCH, "serve", "--port", "0", "--lang", "en", *arguments)
    with (folder / "logs").open("w") as logs:
        process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=logs, text=True)
        try:
            yield process, _link(process)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def _link(process: subprocess.Popen[str]) -> str:
    """Read lines until the link comes."""
    assert process.stdout is not None
    for line in process.stdout:
        if found := re.search(r"http://\S+/sign-in\?token=\S+", line):
            return found[0]
    message = "it ended without a link"
    raise AssertionError(message)


def visit(link: str) -> httpx.Client:
    """Sign in with a link as soon as it is there."""
    came = ok(httpx.get(link, timeout=PATIENCE), 303)
    return httpx.Client(base_url=link.partition("/sign-in")[0], cookies=came.cookies, timeout=PATIENCE)


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """Write the sample week."""
    path = tmp_path / "week.ics"
    path.write_bytes(sample_week(now()))
    return path


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_from_the_first_line_to_a_clean_end(tmp_path: Path, week: Path, number: int) -> None:
    """A link is printed and works once; a file is followed and changed; a signal ends it all with 0."""
    with served(tmp_path, "--file", str(week)) as (process, link), visit(link) as visitor:
        ok(httpx.get(link, timeout=PATIENCE), 410)
        base = str(visitor.base_url)
        ok(visitor.put("/api/owner/level", json={"level": "automatic"}), 403)
        own = {"Origin": base}
        ok(visitor.put("/api/owner/level", json={"level": "automatic"}, headers=own))
        (calendar,) = ok(visitor.get("/api/calendars")).json()
        ok(visitor.post(f"/api/calendars/{calendar['id']}/sync?wait=10", headers=own), 202)
        assert b"X-PLAUSCH" in week.read_bytes()
        ok(visitor.get("/health", headers={"Host": "evil.example"}), 421)
        waiting = Thread(target=_hang, args=(base, visitor.cookies, calendar["id"]), daemon=True)
        waiting.start()
        process.send_signal(number)
        assert process.wait(PATIENCE) == 0
    assert "DEBUG" not in (tmp_path / "logs").read_text()


def _hang(base: str, cookies: httpx.Cookies, calendar: str) -> None:
    """Ask for something that takes its time, so that the end finds somebody waiting."""
    try:
        httpx.post(
            f"{base}/api/calendars/{calendar}/sync?wait=10", cookies=dict(cookies), headers={"Origin": base}
        )
    except httpx.TransportError:
        return


def test_what_was_followed_is_remembered(tmp_path: Path, week: Path) -> None:
    """Started again without a file, the service follows what it followed, and prints a new link."""
    with served(tmp_path, "--file", str(week)) as (process, first):
        visit(first).close()
        process.terminate()
        assert process.wait(PATIENCE) == 0
    with served(tmp_path) as (process, second):
        assert first != second
        with visit(second) as visitor:
            assert [each["name"] for each in visitor.get("/api/calendars").json()] == ["week.ics"]
        process.terminate()
        assert process.wait(PATIENCE) == 0


def test_who_comes_early_waits() -> None:
    """An address that has been told never turns away a browser that is faster than the service."""
    with listening(0) as (_, address), socket.socket() as early:
        early.connect(("127.0.0.1", int(address.rpartition(":")[2])))


def test_a_port_that_is_taken(tmp_path: Path) -> None:
    """A sentence says which port, and what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = subprocess.run(
            (*_PLAUSCH, "serve", "--port", port, "--lang", "en"),
            env={**os.environ, "PLAUSCH_DATA": str(tmp_path / "data")},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    assert ended.returncode == 2
    assert f"Port {port} cannot be used: Address already in use" in ended.stderr
