"""The pages, one module for each area; ``ROUTERS`` lists them all."""

from service.web.pages import figures, overview, people, person, privacy, settings, stories

ROUTERS = (
    overview.router,
    people.router,
    person.router,
    stories.router,
    settings.router,
    privacy.router,
    figures.router,
)
