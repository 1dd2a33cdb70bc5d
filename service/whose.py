"""Whose calendar it is: the addresses that are the owner's, and who counts as a colleague."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from calendar_sync.icalendar_file.document import CalendarFile
from policies.context import Owner
from policies.domains import own_domains
from policies.place import VideoRoom
from service.store import preferences

_BERLIN = ZoneInfo("Europe/Berlin")
_ROOM: Mapping[str, VideoRoom] = MappingProxyType({"hangoutsMeet": VideoRoom(service="meet")})
"""By what the provider calls them (Google: ``conferenceProperties.allowedConferenceSolutionTypes``)."""


def whose(file: CalendarFile, addresses: frozenset[str]) -> frozenset[str]:
    """Return the owner's addresses, inferred from the file where none are given."""
    if addresses:
        return addresses
    likely = file.likely_owner()
    return frozenset({likely}) if likely else frozenset()


def own_room(address: Mapping[str, Any]) -> VideoRoom | None:
    """Return the video room that a calendar's provider makes itself, as it said when it was connected."""
    return _ROOM.get(next(iter(_ROOM.keys() & set(address.get("conference_types", ()))), ""))


def owner_of(addresses: frozenset[str], written: Mapping[str, str]) -> Owner:
    """Build the owner from addresses and from what was chosen."""
    domains = preferences.listed(written, "own-domains") or own_domains(addresses)
    return Owner(
        addresses=addresses,
        domains=domains,
        zone=ZoneInfo(written["zone"]) if written.get("zone") else _BERLIN,
        region=written.get("region", "DE").upper(),
        never_domains=preferences.listed(written, "never-domains"),
        never_addresses=preferences.listed(written, "never-addresses"),
    )
