"""The only way into the rules: one event, or all events of an agenda in their order."""

from __future__ import annotations

from collections.abc import Callable

from policies.clients import has_clients, why_no_client_event
from policies.context import Context
from policies.decision import Decision, combine
from policies.earlier import earlier
from policies.event import Event
from policies.rules import RULES
from policies.verdict import Abstain, Code, Reason, RuleName, Verdict, Withhold, because

Rule = Callable[[Event, Context], Verdict]


def decide(event: Event, context: Context) -> Decision:
    """Ask every rule about one event and resolve their answers.

    Rules look at the same original event and do not see each other.
    """
    if reason := why_no_client_event(event, context):
        return _left_alone(event, reason, context)
    made = earlier(event, context)
    if made and made.taken_back:
        return _refused_by_owner(event, Code.TAKEN_BACK)
    if context.skipped and not context.skipped.isdisjoint((event.id, event.ref.series)):
        return _refused_by_owner(event, Code.SKIPPED)
    return combine(event, [rule(event, context) for rule in RULES])


def _refused_by_owner(event: Event, code: Code) -> Decision:
    return combine(event, [Withhold(rule=name, reason=because(code)) for name in RuleName])


def _left_alone(event: Event, reason: Reason, context: Context) -> Decision:
    answer = Withhold if has_clients(event, context) else Abstain
    verdicts = [answer(rule=name, reason=reason) for name in RuleName]
    return combine(event, verdicts, no_client=reason)
