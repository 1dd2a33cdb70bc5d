"""Decisions as one JSON object; its shape is documented in ``docs/json.md``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, assert_never

from calendar_sync.port import Window
from policies.change import (
    AddVideoLink,
    AttachOpener,
    Change,
    HoldTime,
    MoveEnd,
    seen_by_guests,
    undo_class,
)
from policies.context import Owner
from policies.decision import Decision
from policies.event import AllDay, Event, Timed
from policies.verdict import Abstain, Fact, Propose, Verdict, Withhold
from service.cost import cost_of, guests_told
from service.explain import sentence

Json = dict[str, Any]


def as_json(
    decisions: Iterable[Decision],
    *,
    window: Window,
    owner: Owner,
    language: str,
    left_out: list[Json],
) -> Json:
    """Return the object that ``--json`` prints."""
    listed = list(decisions)
    return {
        "window": {"start": window.first.isoformat(), "end": window.last.isoformat()},
        "owner": sorted(owner.addresses),
        "events": [event_as_json(decision, owner, language) for decision in listed],
        "left_out": left_out,
        "summary": asdict(cost_of(listed, owner)),
    }


def event_as_json(decision: Decision, owner: Owner, language: str) -> Json:
    """Return one event with its verdicts and changes."""
    event = decision.event
    start, end = _span(event)
    link = event.place.video_link
    return {
        "id": event.id,
        "title": event.title,
        "start": start,
        "end": end,
        "client": decision.no_client is None,
        "held_by": event.place.held_by.value,
        "video_link": {"service": link.service, "url": link.url} if link else None,
        "phone_numbers": list(event.place.numbers),
        "guests_told": guests_told(decision, owner),
        "verdicts": [verdict_as_json(each, language) for each in decision.verdicts],
        "changes": [change_as_json(each) for each in decision.changes],
    }


def verdict_as_json(verdict: Verdict, language: str) -> Json:
    """Return a verdict with its reason as code, facts and sentence."""
    return {
        "rule": verdict.rule.value,
        "outcome": _outcome(verdict),
        "reason": verdict.reason.code.value,
        "facts": {name: _fact(value) for name, value in verdict.reason.facts.items()},
        "sentence": sentence(verdict.reason, language),
    }


def change_as_json(change: Change) -> Json:
    """Return a change with its kind, its target and whether it is seen and can be undone."""
    return _target(change) | {
        "seen_by_guests": seen_by_guests(change),
        "undo": undo_class(change).value,
    }


def _target(change: Change) -> Json:
    match change:
        case MoveEnd(end=end, minutes=minutes):
            return {"kind": "move_end", "end": end.isoformat(), "minutes": minutes}
        case HoldTime(start=start, end=end, minutes=minutes):
            return {
                "kind": "hold_time",
                "start": start.isoformat(),
                "end": end.isoformat(),
                "minutes": minutes,
            }
        case AddVideoLink(url=url, location=location):
            return {"kind": "add_video_link", "url": url, "location": location}
        case AttachOpener(start=start, end=end, card=card):
            return {
                "kind": "attach_opener",
                "start": start.isoformat(),
                "end": end.isoformat(),
                "card": _card(asdict(card)),
            }
        case unreachable:
            assert_never(unreachable)


def _card(card: Json) -> Json:
    return card | {"facts": list(card["facts"]), "used": list(card["used"])}


def _outcome(verdict: Verdict) -> str:
    match verdict:
        case Propose():
            return "propose"
        case Withhold():
            return "withhold"
        case Abstain():
            return "abstain"
        case unreachable:
            assert_never(unreachable)


def _fact(value: Fact) -> str | int:
    return value.isoformat() if isinstance(value, datetime) else value


def _span(event: Event) -> tuple[str, str]:
    match event.span:
        case Timed(start=start, end=end):
            return start.isoformat(), end.isoformat()
        case AllDay(first=first, last=last):
            return _day(first), _day(last)
        case unreachable:
            assert_never(unreachable)


def _day(day: date) -> str:
    return day.isoformat()
