"""The pages, one module for each area; ``ROUTERS`` lists them all."""

from service.web.pages import (
    answers,
    connections,
    done,
    figures,
    first_look,
    live,
    people,
    person,
    person_notes,
    person_rights,
    privacy,
    settings,
    stories,
    today,
    week,
    welcome,
)

ROUTERS = (
    welcome.router,
    first_look.router,
    live.router,
    answers.router,
    connections.router,
    today.router,
    week.router,
    done.router,
    people.router,
    person.router,
    person_notes.router,
    person_rights.router,
    stories.router,
    settings.router,
    privacy.router,
    figures.router,
)
