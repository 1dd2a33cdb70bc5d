"""The pages, one module for each area; ``ROUTERS`` lists them all."""

from service.web.pages import answers, done, live, today, week

ROUTERS = (live.router, answers.router, today.router, week.router, done.router)
