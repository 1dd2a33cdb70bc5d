"""The pages, one module for each area; ``ROUTERS`` lists them all."""

from service.web.pages import overview

ROUTERS = (overview.router,)
