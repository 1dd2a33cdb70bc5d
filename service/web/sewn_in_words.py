"""What is sewn on, in words: badges, and edits with their cost, their undo and what can be said to them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import assert_never

from calendar_sync.edit import EditState
from service import edits_in_words
from service.edits_in_words import BeforeAndAfter
from service.store.accounts import Account
from service.web.meetings import Kind, Stitch, stitches_of
from service.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """One mark with its word. ``sign`` is how it is drawn, ``mark`` its seam."""

    sign: str
    mark: str
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One edit as it is laid out. ``told`` guests are told of it; empty texts say nothing."""

    id: str
    day: str
    title: str
    badges: tuple[Badge, ...]
    differs: tuple[BeforeAndAfter, ...]
    state: str
    state_text: str
    reason: str
    told: str
    undo: str
    final: bool
    waits: bool
    can_undo: bool
    approve: str
    take_back: str


def badges_of(stitches: Iterable[Stitch], said: Words) -> tuple[Badge, ...]:
    """Return the marks of what is sewn on."""
    return tuple(
        Badge(sign=sign_of(each.kind), mark=each.mark, word=stitch_in_words(each, said)) for each in stitches
    )


def sign_of(kind: Kind) -> str:
    """Return what a kind is drawn as."""
    return "room" if kind in {Kind.LENGTHEN, Kind.HOLD} else kind.value


def stitch_in_words(stitch: Stitch, said: Words) -> str:
    """Say what one stitch is."""
    match stitch.kind:
        case Kind.LENGTHEN:
            return said.text("{minutes} more", minutes=said.minutes(stitch.minutes))
        case Kind.HOLD:
            return said.text("{minutes} kept free", minutes=said.minutes(stitch.minutes))
        case Kind.VIDEO:
            return said.text("video link")
        case Kind.OPENER:
            return said.text("opener card")
        case unreachable:
            assert_never(unreachable)


def shown(each: Account, zone: tzinfo, said: Words) -> Shown:
    """Return an edit in words."""
    entry = each.entry
    return Shown(
        id=entry.id,
        day=said.date(entry.day),
        title=entry.title or said.text("(no title)"),
        badges=badges_of(stitches_of(each), said),
        differs=() if entry.opener else tuple(edits_in_words.before_and_after(each, zone, said)),
        state=entry.state.value,
        state_text=edits_in_words.state_in_words(each, said),
        reason=edits_in_words.reason_in_words(each, said),
        told=told_in_words(entry.guests_told, said),
        undo=edits_in_words.undo_in_words(entry, said),
        final=not entry.reversible,
        waits=entry.state is EditState.AWAITING,
        can_undo=entry.state is EditState.DONE and each.undo_wanted is None and entry.reversible,
        approve=with_cost(said.text("Do it"), entry.guests_told, said),
        take_back=with_cost(said.text("Undo"), entry.guests_told, said),
    )


def told_in_words(told: int, said: Words) -> str:
    """Say who gets to know of an edit."""
    if not told:
        return said.text("Nobody is told: only you see it.")
    return said.plural("{n} guest gets an update.", "{n} guests get an update.", told)


def with_cost(label: str, told: int, said: Words) -> str:
    """Say on a button whom it tells."""
    if not told:
        return label
    return f"{label}, {said.plural('tells {n} guest', 'tells {n} guests', told)}"
