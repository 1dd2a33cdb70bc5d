"""The pages, one module for each area; ``ROUTERS`` lists them all."""

from service.web.pages import (
    answers,
    done,
    figures,
    live,
    people,
    person,
    privacy,
    settings,
    stories,
    today,
    week,
)

ROUTERS = (
    live.router,
    answers.router,
    today.router,
    week.router,
    done.router,
    people.router,
    person.router,
    stories.router,
    settings.router,
    privacy.router,
    figures.router,
)
