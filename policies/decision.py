"""All verdicts on one event, resolved. The decision is also the explanation: there is no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from policies.change import AddVideoLink, AttachOpener, Change, HoldTime, MoveEnd
from policies.event import Event
from policies.verdict import Propose, Reason, RuleName, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Overruled:
    """A proposal that lost against one of a rule with precedence."""

    loser: RuleName
    winner: RuleName


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is to happen to one event, and why.

    ``no_client`` says why this is no client event, None where it is one.
    """

    event: Event
    verdicts: tuple[Verdict, ...]
    changes: tuple[Change, ...]
    overruled: tuple[Overruled, ...] = ()
    no_client: Reason | None = None


def combine(
    event: Event,
    verdicts: Sequence[Verdict],
    *,
    no_client: Reason | None = None,
) -> Decision:
    """Resolve verdicts, given in order of precedence: one change per part of the event."""
    winners: dict[str, Propose] = {}
    overruled: list[Overruled] = []
    for verdict in verdicts:
        if not isinstance(verdict, Propose):
            continue
        winner = winners.setdefault(_part(verdict.change), verdict)
        if winner is not verdict:
            overruled.append(Overruled(loser=verdict.rule, winner=winner.rule))
    return Decision(
        event=event,
        verdicts=tuple(verdicts),
        changes=tuple(winner.change for winner in winners.values()),
        overruled=tuple(overruled),
        no_client=no_client,
    )


def _part(change: Change) -> str:
    match change:
        case MoveEnd() | HoldTime():
            return "room"
        case AddVideoLink():
            return "place"
        case AttachOpener():
            return "companion"
        case unreachable:
            assert_never(unreachable)
