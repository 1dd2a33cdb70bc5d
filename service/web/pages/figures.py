"""The owner's own figures: plots drawn here, with the same numbers as a table beneath."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from service import figures, steer
from service.figures import Week
from service.store import preferences
from service.web.caller import Here
from service.web.forms import Posted, back
from service.web.page import page
from service.web.plot import Bar, bars
from service.whose import owner_of
from service.words import N_, Words

router = APIRouter(prefix="/figures", include_in_schema=False)
_PLOTS: tuple[tuple[str, str, str, Callable[[Week], int]], ...] = (
    (
        "minutes",
        N_("Minutes of room"),
        N_("Minutes of room in each of the last {weeks} weeks, {sum} in all."),
        lambda week: week.minutes,
    ),
    (
        "video",
        N_("Calls by phone turned into video"),
        N_("Calls turned into video in each of the last {weeks} weeks, {sum} in all."),
        lambda week: week.video,
    ),
    (
        "openers",
        N_("Cards before a meeting"),
        N_("Cards in each of the last {weeks} weeks, {sum} in all."),
        lambda week: week.openers,
    ),
)


@router.get("")
def show(request: Request, me: Here) -> Response:
    """Show the figures of the last weeks."""
    with me.session() as session:
        written = preferences.written_choices(session, me.owned)
        zone = owner_of(frozenset(), written).zone
        shown = figures.weeks(session, me.owned, now=me.now, zone=zone) if figures.is_on(written) else ()
    values = {
        "on": figures.is_on(written),
        "weeks": [_row(each, me.said) for each in shown],
        "plots": [_plot(each, shown, me.said) for each in _PLOTS],
        "minutes": sum(each.minutes for each in shown),
        "anything": any((each.minutes, each.video, each.openers) != (0, 0, 0) for each in shown),
    }
    return page(request, "figures.html", values)


@router.post("/switch")
def switch(request: Request, me: Here, form: Posted) -> Response:
    """Show figures, or do not."""
    with me.session() as session:
        steer.choose(session, me.owned, figures.SETTING, "on" if form.plain("to") == "on" else "off")
    return back(request, "/figures", "kept")


def _row(week: Week, said: Words) -> dict[str, object]:
    return {
        "week": said.text("week of {day}", day=said.day_and_year(week.monday)),
        "minutes": week.minutes,
        "video": week.video,
        "openers": week.openers,
    }


def _plot(
    plot: tuple[str, str, str, Callable[[Week], int]], weeks: Sequence[Week], said: Words
) -> dict[str, object]:
    key, title, told, value = plot
    title = said.text(title)
    told = said.text(told, weeks=len(weeks), sum=sum(map(value, weeks)))
    shown = [
        Bar(
            label=said.short_day(week.monday) if at % 2 else "",
            value=value(week),
            told=f"{said.text('week of {day}', day=said.day_and_year(week.monday))}: {value(week)}",
        )
        for at, week in enumerate(weeks)
    ]
    return {"key": key, "title": title, "svg": bars(key, title, told, shown)}
