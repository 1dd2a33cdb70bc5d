"""Bars as SVG, drawn on the server: shapes and numbers only; colours come from the style sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from markupsafe import Markup, escape

_WIDTH, _HEIGHT = 640, 190
_LEFT, _RIGHT, _TOP, _BOTTOM = 34, 12, 14, 26
_GAP = 0.32  # of a bar's room
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar: a short label below it, and what it says when pointed at."""

    label: str
    value: int
    told: str


def bars(key: str, title: str, told: str, shown: Sequence[Bar]) -> Markup:
    """Return a plot. ``key`` makes its ids unique on the page; ``told`` says in a sentence what it shows."""
    step = _step(max((each.value for each in shown), default=0))
    top = max(step, -(-max((each.value for each in shown), default=0) // step) * step)
    lines = Markup("").join(_line(number, top) for number in range(0, top + 1, step))
    drawn = Markup("").join(_bar(at, each, len(shown), top) for at, each in enumerate(shown))
    return Markup(
        '<svg class="plot" viewBox="0 0 {width} {height}" role="img" '
        'aria-labelledby="{key}-title {key}-desc">'
        '<title id="{key}-title">{title}</title><desc id="{key}-desc">{told}</desc>{lines}{drawn}</svg>'
    ).format(width=_WIDTH, height=_HEIGHT, key=key, title=title, told=told, lines=lines, drawn=drawn)


def _step(largest: int) -> int:
    """Return a round distance between lines that makes at most five of them."""
    for power in count():
        for step in _STEPS:
            if largest <= 4 * step * 10**power:
                return int(step * 10**power)
    raise AssertionError


def _y(value: int, top: int) -> float:
    return _TOP + (_HEIGHT - _TOP - _BOTTOM) * (1 - value / top)


def _line(value: int, top: int) -> Markup:
    y = f"{_y(value, top):.1f}"
    return Markup(
        '<line class="grid" x1="{left}" x2="{width}" y1="{y}" y2="{y}"/>'
        '<text class="scale" x="{text}" y="{y}" dy="4" text-anchor="end">{value}</text>'
    ).format(left=_LEFT, width=_WIDTH, y=y, text=_LEFT - 6, value=value)


def _bar(at: int, bar: Bar, number: int, top: int) -> Markup:
    room = (_WIDTH - _LEFT - _RIGHT) / number
    x, y = _LEFT + room * (at + _GAP / 2), _y(bar.value, top)
    label = Markup('<text class="scale" x="{x:.1f}" y="{y}" text-anchor="middle">{label}</text>').format(
        x=x + room * (1 - _GAP) / 2, y=_HEIGHT - 8, label=bar.label
    )
    shape = Markup(
        '<rect class="bar" x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}">'
        "<title>{told}</title></rect>"
    ).format(x=x, y=y, w=room * (1 - _GAP), h=_y(0, top) - y, told=escape(bar.told))
    return shape + label
