"""What syncs came to, told in the terminal as it happens: a line for each run, and one for each edit."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from calendar_sync.edit import EditState
from service.app import App
from service.calendars_in_words import alarm_in_words, error_in_words
from service.cli.frame import say
from service.cli.show import LOOSE, SEWN, STITCH
from service.edits_in_words import reason_in_words, state_in_words
from service.store import preferences, runs
from service.store.accounts import Account, Asked, accounts
from service.store.owners import Owned
from service.store.tables import RunRow
from service.whose import owner_of
from service.words import Words

_MOST = 1000
_SEAMS: Mapping[EditState, str] = MappingProxyType(
    {
        EditState.AWAITING: STITCH * 2,
        EditState.DONE: SEWN * 2,
        EditState.UNDONE: LOOSE * 2,
        EditState.REFUSED: "  ",
    }
)
"""The states that are told of, each with its mark."""


class Report:
    """Tells what is new since it told last."""

    def __init__(self, app: App, owned: Owned, calendar: str, said: Words) -> None:
        """Take whose calendar is told of, and in which language."""
        self._app = app
        self._owned = owned
        self._calendar = calendar
        self._said = said
        self._last_run = 0
        self._states: dict[str, EditState] = {}

    def begin(self) -> None:
        """Take what there is already as told."""
        self._new_runs()
        self._new_edits()

    def tell(self) -> None:
        """Say what is new."""
        for run in self._new_runs():
            say(self._run(run))
        for each in self._new_edits():
            say(self._edit(each))

    def _new_runs(self) -> list[RunRow]:
        with self._app.store.session() as session:
            found = runs.latest(session, self._owned, calendar=self._calendar)
            zone = owner_of(frozenset(), preferences.written_choices(session, self._owned)).zone
        fresh = [run for run in reversed(found) if (run.id or 0) > self._last_run]
        for run in fresh:
            self._last_run = max(self._last_run, run.id or 0)
            run.ended = run.ended.astimezone(zone)
        return fresh

    def _new_edits(self) -> list[Account]:
        with self._app.store.session() as session:
            found = accounts(session, self._owned, Asked(calendar=self._calendar, most=_MOST))
        before, self._states = self._states, {each.entry.id: each.entry.state for each in found}
        fresh = [each for each in found if before.get(each.entry.id) is not each.entry.state]
        return [each for each in reversed(fresh) if each.entry.state in _SEAMS]

    def _run(self, run: RunRow) -> str:
        said = self._said
        changed = run.changed + run.gone
        parts = [
            (changed, said.plural("{n} entry is new or changed", "{n} entries are new or changed", changed)),
            (run.done, said.plural("{n} change was made", "{n} changes were made", run.done)),
            (run.undone, said.plural("{n} change was taken back", "{n} changes were taken back", run.undone)),
            (run.refused, said.plural("{n} change was not made", "{n} changes were not made", run.refused)),
        ]
        told = ", ".join(text for number, text in parts if number)
        trouble = alarm_in_words(run.alarm, said) or error_in_words(run.error, said)
        return f"{said.time(run.ended)}  {' '.join(filter(None, (told, trouble)))}"

    def _edit(self, each: Account) -> str:
        entry, said = each.entry, self._said
        title = entry.title or said.text("(no title)")
        state = ". ".join(filter(None, (state_in_words(each, said), reason_in_words(each, said))))
        what = ", ".join(entry.summary)
        return f"   {_SEAMS[entry.state]} {said.date(entry.day)}  {title}: {what} [{entry.id[:6]}] {state}"
