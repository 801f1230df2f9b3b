"""Makes the application: pages, interface for programs, static files, and what keeps it safe."""

from __future__ import annotations

import importlib
from importlib.resources import files

from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.staticfiles import StaticFiles

from corpus_tools._version import __version__
from corpus_tools.corpus import Corpus
from corpus_tools.errors import CorpusToolsError
from corpus_tools.web.safety import RateLimit, SecurityHeaders
from corpus_tools.web.site import Site, SiteLimits

PAGES: dict[str, str] = {
    "concordance": "corpus_tools.web.pages.concordance:router",
}
"""The pages by name, each ``module:attribute`` of its router."""


def create_app(corpus: Corpus, *, limits: SiteLimits | None = None) -> FastAPI:
    """Make the site of an opened corpus.

    The corpus is only ever read. Errors that a user can mend are pages of status 400 with the message and nothing else.

    Args:
        limits: Of query time, result size, and requests per visitor.
    """
    # The interactive documentation of FastAPI fetches its scripts from elsewhere; ours is a page of our own.
    app = FastAPI(
        title="corpus-tools",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
    )
    app.state.site = Site(corpus, limits or SiteLimits())
    for reference in PAGES.values():
        module, _, attribute = reference.partition(":")
        app.include_router(getattr(importlib.import_module(module), attribute))
    app.mount(
        "/static", StaticFiles(directory=str(files("corpus_tools.web").joinpath("static"))), name="static"
    )
    app.add_exception_handler(CorpusToolsError, _refuse)
    app.add_middleware(RateLimit, site=app.state.site)
    app.add_middleware(SecurityHeaders)
    return app


async def _refuse(request: Request, error: Exception) -> Response:
    site: Site = request.app.state.site
    return site.page(request, "error.html", status=400, message=str(error))
