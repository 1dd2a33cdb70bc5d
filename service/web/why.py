"""Why: the reasons of what is sewn on, and of what was left alone.

What stands in the calendar is not wanted a second time, so its reason is found by deciding once more as it
was then: with the meeting as the human meant it, at the moment when the edit was written down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from types import MappingProxyType

from policies.context import Context
from policies.decide import decide
from policies.decision import Decision
from policies.event import Event
from policies.verdict import Code, Propose, RuleName, Withhold
from service.explain import rule_name, sentence
from service.shadow import as_meant
from service.store.accounts import Account
from service.web.meetings import Meeting
from service.words import Words

_THERE = frozenset({Code.ALREADY_MADE, Code.OPENER_THERE})


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftAlone:
    """What one rule did not do, and why."""

    rule: str
    sentence: str


def reasons_of(meeting: Meeting, account: Account, said: Words) -> list[str]:
    """Say why an edit was or is to be made; empty where that cannot be told any more."""
    wanted = _rules_of(account)
    for decision in _decisions(meeting, account):
        found = [
            sentence(each.reason, said.language)
            for each in decision.verdicts
            if isinstance(each, Propose) and each.rule in wanted
        ]
        if found:
            return found
    return []


def would_be(meeting: Meeting, said: Words) -> list[str]:
    """Say why what is proposed now would be done."""
    verdicts = meeting.decision.verdicts if meeting.decision else ()
    return [sentence(each.reason, said.language) for each in verdicts if isinstance(each, Propose)]


def left_alone(meeting: Meeting, said: Words, *, most: int = 3) -> list[LeftAlone]:
    """Say what was not done and why: by rule for a client meeting, once for any other."""
    decision = meeting.decision
    if decision is None:
        return []
    if decision.no_client:
        return [LeftAlone(rule="", sentence=sentence(decision.no_client, said.language))]
    withheld = (each for each in decision.verdicts if isinstance(each, Withhold))
    told = islice((each for each in withheld if each.reason.code not in _THERE), most)
    return [
        LeftAlone(rule=rule_name(each.rule, said.language), sentence=sentence(each.reason, said.language))
        for each in told
    ]


def _rules_of(account: Account) -> frozenset[RuleName]:
    entry = account.entry
    if entry.opener:
        return frozenset({RuleName.PERSONAL_OPENER})
    made = {RuleName.MAKE_ROOM} if entry.room else set()
    return frozenset(made | ({RuleName.SHOW_FACE} if entry.video else set()))


def _decisions(meeting: Meeting, account: Account) -> Iterator[Decision]:
    if meeting.decision:
        yield meeting.decision
    if meeting.event and meeting.context:
        event = as_meant(meeting.event)
        yield decide(event, _then(event, meeting.context, account))


def _then(event: Event, context: Context, account: Account) -> Context:
    """Return what was known when an edit was written down, as far as it matters to its event."""
    entry, ids = account.entry, {event.id, event.ref.series}
    return replace(
        context,
        now=account.created,
        made=MappingProxyType({key: made for key, made in context.made.items() if key != event.id}),
        changed_back=context.changed_back - ids,
        skipped=context.skipped - ids,
        companions=context.companions - ids,
        holds=context.holds - ids,
        room_today=_less(context.room_today, entry.day, entry.minutes),
        video_today=_less(context.video_today, entry.day, int(entry.video)),
    )


def _less(counts: Mapping[date, int], day: date, by: int) -> Mapping[date, int]:
    return MappingProxyType({**counts, day: max(0, counts.get(day, 0) - by)})
