"""One sentence for the next page: what was just done. Only a code travels, signed, and is said once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from service.web.cookies import NOTICE, browser_key, give, is_tied, take, tied
from service.words import N_, Words

_SECONDS = 60
_LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """What a code means; with ``many`` it is worded by its number."""

    one: str
    many: str = ""


NOTICES: Mapping[str, Sentence] = MappingProxyType(
    {
        "person_kept": Sentence(one=N_("Kept. Now a note about what you learned?")),
        "people_kept": Sentence(one=N_("{n} person was taken over."), many=N_("{n} people were taken over.")),
        "note_forgotten": Sentence(one=N_("The note is forgotten.")),
        "person_erased": Sentence(one=N_("The person is erased, with everything that was kept.")),
        "story_kept": Sentence(one=N_("The story is kept. Nobody hears it twice.")),
        "story_removed": Sentence(one=N_("The story is forgotten.")),
        "closing": Sentence(one=N_("Your calendars are being left. Then everything is deleted.")),
        "approved": Sentence(one=N_("It is being made now.")),
        "skipped": Sentence(one=N_("Left as it is.")),
        "never": Sentence(one=N_("This meeting is left alone from now on, and its series with it.")),
        "never_person": Sentence(one=N_("Meetings with this person are left alone from now on.")),
        "undoing": Sentence(
            one=N_("{n} change is being taken back. What somebody changed since stays."),
            many=N_("{n} changes are being taken back. What somebody changed since stays."),
        ),
        "nothing_to_undo": Sentence(one=N_("There was nothing left to take back.")),
        "goes_on": Sentence(one=N_("The calendar goes on.")),
        "resumed": Sentence(one=N_("The pause is over.")),
        "level_watch": Sentence(one=N_("Plausch only watches now. Nothing is changed.")),
        "level_ask": Sentence(one=N_("Plausch asks before each change now.")),
        "level_automatic": Sentence(one=N_("What fits your settings is changed by itself now.")),
        "connected": Sentence(one=N_("The calendar is followed now. Nothing is changed yet.")),
        "noted": Sentence(one=N_("Kept. It comes back when it is worth asking.")),
        "not_today": Sentence(one=N_("No small talk with this person today.")),
        "today_again": Sentence(one=N_("There is a card for this person again.")),
        "kept_short": Sentence(one=N_("Meetings with this person are kept short from now on.")),
        "not_kept_short": Sentence(one=N_("Meetings with this person may take their time again.")),
        "everywhere_out": Sentence(one=N_("You are signed out on every device.")),
        "disconnected": Sentence(one=N_("The account is disconnected, and the right is given back.")),
        "disconnecting": Sentence(
            one=N_("What is still to come is being taken back. Then it is disconnected.")
        ),
        "left": Sentence(one=N_("The calendar is not followed any more. What was made there stays.")),
        "looking": Sentence(one=N_("The calendar is being looked at.")),
        "listening": Sentence(one=N_("Google is being asked anew to tell of changes.")),
        "kept": Sentence(one=N_("Saved.")),
    }
)


def leave(request: Request, response: Response, code: str, number: int = 0) -> None:
    """Leave a notice for the next page; raises KeyError for a code that says nothing."""
    told = f"{code}.{number}" if NOTICES[code] else ""
    signature = tied(browser_key(request), f"notice {told}")
    give(request, response, NOTICE, f"{told}.{signature}", _SECONDS)


def shown_once(request: Request, response: Response, said: Words) -> str:
    """Return the notice that was left, and take it away; empty where there is none of ours."""
    left = request.cookies.get(NOTICE, "")
    if not left:
        return ""
    take(response, NOTICE)
    return _read(left, browser_key(request), said)


def worded(code: str, number: int, said: Words) -> str:
    """Return what a notice says."""
    sentence = NOTICES[code]
    many = sentence.many and number != 1
    return said.text(sentence.many if many else sentence.one, n=number)


def _read(left: str, key: str, said: Words) -> str:
    told, _, signature = left.rpartition(".")
    code, _, number = told.rpartition(".")
    if len(left) > _LONGEST or not is_tied(key, f"notice {told}", signature) or code not in NOTICES:
        return ""
    return worded(code, int(number), said)
