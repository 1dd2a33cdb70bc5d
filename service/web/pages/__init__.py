"""The pages, one module for each area; ``ROUTERS`` lists them all."""

from service.web.pages import answers, done, first_look, live, today, week, welcome

ROUTERS = (
    welcome.router,
    first_look.router,
    live.router,
    answers.router,
    today.router,
    week.router,
    done.router,
)
