"""What is kept, in plain words, with how much of it there is."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import func, select
from sqlmodel import SQLModel

from service.store.everything import OWNER, tables_of_owners
from service.web.caller import Caller
from service.words import N_

KEPT: Mapping[str, tuple[str, str, str]] = MappingProxyType(
    {
        "person": (
            N_("People"),
            N_("names, addresses, numbers and what is different for them, sealed"),
            N_("twelve months after the last contact, or until you erase them"),
        ),
        "person_key": (
            N_("How people are found"),
            N_("keyed hashes of addresses and numbers"),
            N_("as long as the person"),
        ),
        "note": (
            N_("Notes"),
            N_("their words, sealed; kind, source and days in the open"),
            N_("as long as the person"),
        ),
        "story": (N_("Your stories"), N_("their words, sealed"), N_("until you forget them")),
        "opener_use": (
            N_("What was told and asked"),
            N_("which story or question, with whom, when"),
            N_("as long as the person"),
        ),
        "setting": (N_("Your settings"), N_("what you chose, sealed"), N_("until you change them")),
        "calendar": (
            N_("Followed calendars"),
            N_("where they are, sealed; how far they were read"),
            N_("until you disconnect them"),
        ),
        "event": (
            N_("Meetings of the coming weeks"),
            N_("times, title, place and guests as rules need them, sealed; never the description"),
            N_("from yesterday to four weeks ahead; then forgotten"),
        ),
        "edit": (
            N_("What Plausch did"),
            N_("numbers in the open; title, and before and after of what was changed, sealed"),
            N_("until you disconnect the calendar"),
        ),
        "edit_person": (
            N_("Whom changes concerned"),
            N_("keyed hashes of addresses"),
            N_("until the person is erased or the account is deleted"),
        ),
        "hands_off": (
            N_("Meetings that are left alone"),
            N_("their ids"),
            N_("until you delete the account"),
        ),
        "contact": (
            N_("When somebody was first met"),
            N_("a keyed hash and a moment"),
            N_("until the person is erased or the account is deleted"),
        ),
        "run": (N_("Runs"), N_("counts and codes"), N_("until you disconnect the calendar")),
        "owner_key": (
            N_("How you are found"),
            N_("a keyed hash of your address"),
            N_("until you delete the account"),
        ),
        "session": (N_("Where you are signed in"), N_("a hash of a random secret"), N_("seven days at most")),
        "sign_in": (N_("Links to sign in"), N_("a hash of a random secret"), N_("a quarter of an hour")),
        "connection": (
            N_("Connected accounts"),
            N_("the provider's keys and your address, sealed"),
            N_("until you disconnect them; then the right is given back"),
        ),
        "channel": (
            N_("How a provider tells of changes"),
            N_("a number and the hash of a secret"),
            N_("until it ends, a few days"),
        ),
        "parting": (
            N_("What stayed in a calendar that did not answer"),
            N_("its name, days, minutes and kinds, sealed; no meeting and nobody"),
            N_("until you have seen it"),
        ),
        "consent_round": (N_("Consents under way"), N_("a random secret, sealed"), N_("minutes")),
    }
)
"""By table: what it is, what stands in it, and for how long."""


def counts_of(me: Caller) -> dict[str, object]:
    """Return every kind of row with its words and how many there are."""
    said = me.said
    rows = []
    with me.session() as session:
        for name in tables_of_owners():
            table = SQLModel.metadata.tables[name]
            query = select(func.count()).select_from(table).where(table.c[OWNER] == me.owned.id)
            what, holds, lasts = KEPT[name]
            count = session.connection().execute(query).scalar_one()
            rows.append(
                {
                    "what": said.text(what),
                    "holds": said.text(holds),
                    "lasts": said.text(lasts),
                    "count": count,
                }
            )
    return {"kept": rows}
