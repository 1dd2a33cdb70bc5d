"""Processes on a calendar file, killed at every step: ``python -m tests.service.following.killing_ground``.

Each case takes a copy of a world (a file and a data folder), starts a process that syncs until nothing
changes, and kills it (SIGKILL) at the n-th step that writes. The file must be whole; then a process that
is left alone must come to exactly the bytes and the ledger of a run that nothing had disturbed.

It runs in a process of its own with one thread, so that it may fork: a started interpreter for each of
some hundred kills would take minutes.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from calendar_sync.icalendar_file.document import CalendarFile
from service import steer
from service.connections import Connected
from service.following.sync import sync
from service.following.turn import Desk
from service.steer import Chosen
from service.store import calendars, preferences
from service.store.calendars import Key
from service.store.ledger import entries
from service.store.owners import Owned, owner_named
from service.store.store import Store, open_store
from tests.builders import ANNA, JULE, MONDAY, TOM, TUESDAY_TEN
from tests.ics import calendar, entry

FEWEST_KILLS = 200
LATER = MONDAY + timedelta(minutes=30)
WEEK = calendar(
    entry("one@test", TUESDAY_TEN),
    entry(
        "phone@test", TUESDAY_TEN + timedelta(hours=2), guests=(TOM,), lines=("LOCATION:+49 40 66969 4001",)
    ),
    entry("weekly@test", TUESDAY_TEN + timedelta(hours=4), lines=("RRULE:FREQ=WEEKLY;COUNT=2",)),
    entry("theirs@test", TUESDAY_TEN + timedelta(days=1), guests=(ANNA,), organiser=ANNA.address),
)
CALENDAR = "file:week"
SETTINGS = {"level": "automatic", "video-room": "https://meet.jit.si/NordlichtJule"}


@dataclass(frozen=True)
class World:
    """A folder with a calendar file and what Plausch knows."""

    folder: Path
    now: datetime

    @property
    def file(self) -> Path:
        """The calendar."""
        return self.folder / "week.ics"

    def store(self) -> Store:
        """Open what is known."""
        return open_store(self.folder / "data")

    def copy(self, folder: Path) -> World:
        """Make one like it elsewhere."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        return replace(self, folder=folder)


class Steps:
    """Counts steps, and ends the process at one of them."""

    def __init__(self, last: int | None) -> None:
        """Take the number of the step to die at; None to live."""
        self.last = last
        self.count = 0

    def __call__(self, _name: str) -> None:
        """Take a step."""
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    """Kill at every step of every phase, once and twice in a row."""
    kills = 0
    with tempfile.TemporaryDirectory() as name:
        for number, (world, steps) in enumerate(phases(Path(name))):
            expected = _undisturbed(world, Path(name) / f"expected-{number}")
            for case in cases(steps):
                kills += _case(world, Path(name) / "case", case, expected)
    sys.stdout.write(f"{kills} kills, nothing doubled, lost or torn\n")
    if kills < FEWEST_KILLS:
        sys.exit(f"only {kills} kills")


def phases(folder: Path) -> Iterator[tuple[World, int]]:
    """Yield worlds in which much is about to be written, each with the number of steps that takes."""
    begun = World(folder / "begun", MONDAY)
    begun.folder.mkdir()
    begun.file.write_bytes(WEEK)
    _said(begun, _connect)
    yield begun, _steps(begun, folder / "count-0")
    moved = replace(begun.copy(folder / "moved"), now=LATER)
    _synced(begun.copy(folder / "moved"))
    text = moved.file.read_bytes().decode()
    moved.file.write_bytes(text.replace("20261124T120000", "20261124T130000").encode())
    yield moved, _steps(moved, folder / "count-1")
    _synced(begun.copy(folder / "undone"))
    undone = replace(begun, folder=folder / "undone", now=LATER)
    _said(undone, lambda session, owned: steer.undo(session, owned, Chosen(), now=LATER))
    yield undone, _steps(undone, folder / "count-2")


def cases(steps: int) -> Iterator[tuple[int, ...]]:
    """Yield at which step each process of a case dies, one after the other."""
    for first in range(1, steps + 1):
        yield (first,)
        yield (first, 1 + first % 7)
        yield (first, 2, 3)


def _case(world: World, folder: Path, case: tuple[int, ...], expected: tuple[bytes, list[str]]) -> int:
    here = world.copy(folder)
    kills = 0
    for last in case:
        kills += _forked(here, Steps(last))
        CalendarFile.open(here.file)
    if _forked(here, Steps(None)):
        sys.exit(f"{case}: the process that was left alone died")
    found = outcome(here)
    shutil.rmtree(folder)
    if found != expected:
        sys.exit(f"{world.folder.name} {case}: {_difference(found, expected)}")
    return kills


def _difference(found: tuple[bytes, list[str]], expected: tuple[bytes, list[str]]) -> str:
    lines = set(found[0].decode().splitlines()) ^ set(expected[0].decode().splitlines())
    return f"{sorted(lines)[:8]} {found[1]} instead of {expected[1]}"


def outcome(world: World) -> tuple[bytes, list[str]]:
    """Return the file and the states of all edits."""
    store = world.store()
    with store.session() as session:
        owned = owner_named(session, store.keyring, JULE, now=MONDAY)
        found = [f"{each.event_id} {each.id} {each.state.value}" for each in entries(session, owned)]
    store.close()
    return world.file.read_bytes(), sorted(found)


def _undisturbed(world: World, folder: Path) -> tuple[bytes, list[str]]:
    alone = world.copy(folder)
    _synced(alone)
    return outcome(alone)


def _synced(world: World) -> None:
    if _forked(world, Steps(None)):
        sys.exit("a process that was left alone died")


def _steps(world: World, folder: Path) -> int:
    counted = world.copy(folder)
    steps = Steps(None)
    before = Path.cwd()
    os.chdir(counted.folder)
    _sync_all(counted, steps)
    os.chdir(before)
    return steps.count


def _forked(world: World, steps: Steps) -> int:
    """Sync in a process of its own; return 1 where it was killed, 0 where it came to its end."""
    sys.stdout.flush()
    child = os.fork()
    if child == 0:
        try:
            os.chdir(world.folder)
            _sync_all(world, steps)
        except BaseException as error:  # noqa: BLE001  # the parent has to learn of it
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            os._exit(3)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return 1
    if os.WEXITSTATUS(status):
        sys.exit("a process failed")
    return 0


def _sync_all(world: World, steps: Steps) -> None:
    store = world.store()
    desk = Desk(
        store=store,
        open_calendar=Connected(store, None, lambda: world.now),
        now=lambda: world.now,
        step=steps,
    )
    with store.session() as session:
        owned = owner_named(session, store.keyring, JULE, now=MONDAY)
    for _ in range(3):
        sync(desk, Key(owner_id=owned.id, calendar=CALENDAR))
    store.close()


def _said(world: World, say: Callable[[Session, Owned], object]) -> None:
    store = world.store()
    with store.session() as session:
        say(session, owner_named(session, store.keyring, JULE, now=MONDAY))
    store.close()


def _connect(session: Session, owned: Owned) -> None:
    """Connect the file, relative to where each copy stands: the processes run in its folder."""
    for name, text in SETTINGS.items():
        preferences.choose(session, owned, name, text)
    address = {"path": "week.ics", "addresses": [JULE]}
    calendars.connect(session, owned, CALENDAR, "file", address, now=MONDAY)


if __name__ == "__main__":
    main()
