"""What stands against an edit that guests would see, shared by the rules that make such edits."""

from __future__ import annotations

from policies.clients import people_invited
from policies.context import Context, Settings
from policies.earlier import earlier
from policies.event import Event, Timed, elapsed
from policies.verdict import Code, Reason, because


def why_not_visibly(event: Event, span: Timed, context: Context, choice: Settings) -> Reason | None:
    """Return why guests must not be shown a change of this event, or None when they may be."""
    if not (event.i_organise and event.i_may_edit):
        return because(Code.LOCKED if event.i_organise else Code.NOT_MINE)
    if not people_invited(event, context.owner):
        return None
    if not choice.tell_guests:
        return because(Code.SWITCHED_OFF)
    made = earlier(event, context)
    if made and made.told_guests:
        return because(Code.GUESTS_TOLD_ALREADY)
    if is_frozen(event, span, context, choice):
        return because(Code.FREEZE, hours=int(choice.freeze.total_seconds() // 3600))
    return None


def is_frozen(event: Event, span: Timed, context: Context, choice: Settings) -> bool:
    """Whether the start is too near for guests to be told; a brand-new event is never frozen."""
    if event.created and elapsed(event.created, context.now) <= choice.fresh:
        return False
    return elapsed(context.now, span.start) < choice.freeze


def is_settling(event: Event, context: Context, choice: Settings) -> bool:
    """Whether a human changed the event a moment ago and may not be done yet."""
    if event.changed is None:
        return False
    return elapsed(event.changed, context.now) < choice.settle


def hurry(event: Event, choice: Settings) -> Reason | None:
    """Return the sign that the other side is pressed for time, if there is one."""
    if event.place.hurry:
        return because(Code.IN_A_HURRY, word=event.place.hurry)
    return because(Code.KEEP_SHORT) if choice.keep_short else None
