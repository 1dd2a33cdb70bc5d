"""Notes about a person."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter

from policies.context import NoteKind
from service.people_in_words import concerns_as_text
from service.store import people
from service.web.api.fields import PersonId, ShortId
from service.web.api.note_models import NoteIn, NoteOut, note_from, note_shown
from service.web.caller import Me
from service.web.one_person import find, key_for
from service.web.refusals import NotHereError, RefusedError
from service.words import N_

router = APIRouter(prefix="/people/{person}/notes", tags=["people"])
_CONCERN = N_(
    "{concerns} Nothing was kept. “Not today, without a reason” says as much (not-today-until); to keep the "
    "note all the same, confirm it."
)
_DAY_MISSING = N_("An occasion needs its day.")


@router.post("", status_code=201)
def add(me: Me, person: PersonId, wanted: NoteIn) -> NoteOut:
    """Keep a note; words that deserve a second thought are asked about first."""
    note = note_from(wanted)
    if note.kind is NoteKind.OCCASION and note.since is None:
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, "problem", _DAY_MISSING)
    with me.session() as session:
        key = key_for(find(me, session, person))
        concerns = " ".join(concerns_as_text(note.text, me.said))
        if concerns and not wanted.confirmed:
            raise RefusedError(HTTPStatus.CONFLICT, "concern", _CONCERN, concerns=concerns)
        kept = people.add_note(session, me.owned, key, note, now=me.now)
        session.flush()
        return note_shown(next(each for each in find(me, session, person).notes if each.id == kept))


@router.delete("/{note}", status_code=204)
def forget(me: Me, person: PersonId, note: ShortId) -> None:
    """Forget a note."""
    with me.session() as session:
        if note not in {each.id for each in find(me, session, person).notes}:
            raise NotHereError
        people.remove_note(session, me.owned, note)
