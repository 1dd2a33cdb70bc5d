"""What may come of a round of consent, each with what happened, what was kept safe and a way on."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from http import HTTPStatus
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import Response

from service.web.languages import words_for
from service.web.page import Way, message_page
from service.words import N_


class Outcome(Enum):
    """How a round ended that connected nothing: its status, what happened, and what was kept safe."""

    STALE = (
        HTTPStatus.GONE,
        N_("This way to Google and back is over"),
        N_("It was used already, took too long, or began in another browser. Nothing was connected."),
    )
    DECLINED = (
        HTTPStatus.OK,
        N_("You declined at Google"),
        N_(
            "Nothing was connected. The way stays open, and a calendar file can be tried without any account."
        ),
    )
    ADMINISTRATOR = (
        HTTPStatus.FORBIDDEN,
        N_("Your organisation does not allow Plausch yet"),
        N_(
            "Its administrator can: in the Google admin console, under Security, API controls. What is asked "
            "for and why stands in docs/permissions.md."
        ),
    )
    SET_UP = (
        HTTPStatus.BAD_GATEWAY,
        N_("Google does not know this Plausch as it is set up"),
        N_("Nothing was connected. Whoever runs it can see why: plausch doctor google"),
    )
    REFUSED = (
        HTTPStatus.GONE,
        N_("Google did not take its own answer back"),
        N_("Nothing was connected. Please try again."),
    )
    NO_ANSWER = (
        HTTPStatus.BAD_GATEWAY,
        N_("Google did not answer"),
        N_("Nothing was changed. Please try again in a moment."),
    )
    FORGED = (
        HTTPStatus.FORBIDDEN,
        N_("What came back was not from Google"),
        N_("Nothing was connected."),
    )
    NOT_INVITED = (
        HTTPStatus.FORBIDDEN,
        N_("There is no place for this account here"),
        N_(
            "Nothing of it was kept. Whoever runs this Plausch can give you a link, or let your organisation "
            "in."
        ),
    )
    TAKEN = (
        HTTPStatus.CONFLICT,
        N_("This account is connected here by somebody else"),
        N_("Nothing was changed."),
    )
    ANOTHER = (
        HTTPStatus.CONFLICT,
        N_("This is another Google account than the one that was to be connected again"),
        N_("Nothing was changed. Choose that one at Google, or connect this one besides."),
    )
    NOTHING_LASTING = (
        HTTPStatus.BAD_GATEWAY,
        N_("Google gave no right that lasts"),
        N_(
            "Take Plausch's access away at https://myaccount.google.com/connections and connect again. "
            "Nothing was connected."
        ),
    )


OF_ERRORS: Mapping[str, Outcome] = MappingProxyType(
    {
        "access_denied": Outcome.DECLINED,
        "admin_policy_enforced": Outcome.ADMINISTRATOR,
        "org_internal": Outcome.ADMINISTRATOR,
        "redirect_uri_mismatch": Outcome.SET_UP,
        "deleted_client": Outcome.SET_UP,
        "disabled_client": Outcome.SET_UP,
        "invalid_client": Outcome.SET_UP,
        "invalid_request": Outcome.SET_UP,
        "unauthorized_client": Outcome.SET_UP,
    }
)
"""By Google's code; another code is an answer that is none."""


def page_of(request: Request, outcome: Outcome, again: str = "") -> Response:
    """Return the page of an outcome; ``again`` is the connection that was to be connected again."""
    said = words_for(request.headers)
    status, happened, then = outcome.value
    repeat = Way(path=f"/connections/{again}/again", label=said.text("Choose the account again"))
    connect = Way(path="/connect/google", label=said.text("Connect with Google"))
    home = Way(path="/", label=said.text("To the start page"))
    ways = (repeat, connect, home) if again else (connect, home)
    return message_page(request, said.text(happened), said.text(then), status=status, ways=ways)
