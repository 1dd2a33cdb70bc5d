"""The methods beside events.*: free times, calendars, the list of them, settings and channels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.fakes.google import access, calendars, freebusy
from tests.fakes.google.errors import Refusal
from tests.fakes.google.state import Account, Json

if TYPE_CHECKING:
    from tests.fakes.google.api import Call
    from tests.fakes.google.world import World


def free_busy(world: World, asked: Call) -> Json:
    """Answer freebusy.query."""
    return freebusy.query(world, _account(world, asked), asked.body)


def calendar(world: World, asked: Call) -> Json:
    """Answer calendars.get."""
    return calendars.calendar(world, access.readable(world, asked.who, asked.parts[1]))


def calendar_list(world: World, asked: Call) -> Json:
    """Answer calendarList.list."""
    return calendars.calendar_list(world, _account(world, asked), asked.query)


def listed(world: World, asked: Call) -> Json:
    """Answer calendarList.get."""
    return calendars.listed(world, _account(world, asked), asked.parts[3])


def settings(world: World, asked: Call) -> Json:
    """Answer settings.list."""
    return calendars.settings(world, _account(world, asked))


def setting(world: World, asked: Call) -> Json:
    """Answer settings.get."""
    return calendars.setting(_account(world, asked), asked.parts[3])


def watch_events(world: World, asked: Call) -> Json:
    """Answer events.watch."""
    book = access.readable(world, asked.who, asked.parts[1])
    if not book.watchable:
        message = "Push notifications are not supported by this resource."
        raise Refusal(400, "pushNotSupportedForRequestedResource", message)
    return _watch(world, asked, f"events:{book.id}", asked.path.removesuffix("/watch"))


def watch_list(world: World, asked: Call) -> Json:
    """Answer calendarList.watch."""
    return _watch(world, asked, f"list:{asked.who.email}", "/calendar/v3/users/me/calendarList")


def watch_settings(world: World, asked: Call) -> Json:
    """Answer settings.watch."""
    return _watch(world, asked, f"settings:{asked.who.email}", "/calendar/v3/users/me/settings")


def stop(world: World, asked: Call) -> None:
    """Answer channels.stop."""
    world.channels.stop(asked.who, asked.body)


def _watch(world: World, asked: Call, resource: str, path: str) -> Json:
    uri = f"https://www.googleapis.com{path}?alt=json"
    out, first = world.channels.watch(resource, uri, asked.who, asked.body)
    if world.switches.early_sync:
        asked.before_answer = first
    return out


def _account(world: World, asked: Call) -> Account:
    return world.accounts[asked.who.email]
