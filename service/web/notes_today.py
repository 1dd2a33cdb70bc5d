"""The ten-second note after a meeting: what was learned, and when it is worth asking again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from http import HTTPStatus
from types import MappingProxyType

from policies.context import Note, NoteKind, Person, Source
from service.people_in_words import concerns_as_text
from service.store import calendars, people
from service.web.caller import Caller
from service.web.forms import Form
from service.web.persons import keep
from service.web.refusals import RefusedError
from service.words import N_

_AFTER: Mapping[str, timedelta] = MappingProxyType(
    {"next": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
)
_EMPTY = N_("Write a few words first, or leave it.")
_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A note as it was sent. ``sure`` keeps one whose words deserve a second thought."""

    text: str
    again: str
    source: str
    sure: bool

    @staticmethod
    def of(form: Form) -> Draft:
        """Read it; raises RefusedError for an empty one."""
        text = form.plain("text", most=_MOST)
        if not text:
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "problem", _EMPTY)
        again, source = form.plain("again"), form.plain("source")
        return Draft(
            text=text,
            again=again if again in {*_AFTER, "fact"} else "next",
            source=source if source in set(Source) else Source.TOLD_ME.value,
            sure=form.plain("sure") == "yes",
        )

    def note(self, today: date) -> Note:
        """Return it as a note."""
        after = _AFTER.get(self.again)
        return Note(
            id="",
            kind=NoteKind.THREAD if after else NoteKind.FACT,
            text=self.text,
            source=Source(self.source),
            since=today + after if after else None,
        )


def keep_note(me: Caller, person: Person, draft: Draft, today: date) -> list[str]:
    """Keep a note about a person; return the words that deserve a thought first, with nothing kept then."""
    concerns = [] if draft.sure else concerns_as_text(draft.text, me.said)
    if concerns:
        return concerns
    with me.session() as session:
        key = keep(session, me, person)
        people.add_note(session, me.owned, key, draft.note(today), now=me.now)
        calendars.trigger(session, me.owned.id)
        ids = calendars.ids(session, me.owned)
    me.wake(*ids)
    return []
