"""Makes the application: pages, interface for programs, static files, and what keeps it safe."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.trustedhost import TrustedHostMiddleware

from corpus_tools._version import __version__
from corpus_tools.corpus import Corpus
from corpus_tools.web.known import Known
from corpus_tools.web.refusals import add_refusals
from corpus_tools.web.safety import RateLimit, ReadOnly, SecurityHeaders
from corpus_tools.web.site import Site, SiteLimits

PAGES: dict[str, str] = {
    "concordance": "corpus_tools.web.pages.concordance:router",
    "statistics": "corpus_tools.web.pages.statistics:router",
    "download": "corpus_tools.web.pages.download:router",
    "suggest": "corpus_tools.web.pages.suggest:router",
    "builder": "corpus_tools.web.pages.builder:router",
    "help": "corpus_tools.web.pages.help:router",
    "read": "corpus_tools.web.pages.read:router",
    "names": "corpus_tools.web.pages.names:router",
    "timeline": "corpus_tools.web.pages.timeline:router",
    "documents": "corpus_tools.web.pages.documents:router",
    "api": "corpus_tools.web.pages.api:router",
}
"""The pages by name, each ``module:attribute`` of its router."""


def create_app(
    corpus: Corpus,
    *,
    limits: SiteLimits | None = None,
    sources: Path | None = None,
    hosts: Sequence[str] = ("*",),
) -> FastAPI:
    """Make the site of an opened corpus.

    The corpus is only ever read. Errors that a user can mend are pages of status 400 with the message and nothing else.

    Args:
        limits: Of query time, result size, and requests per visitor.
        sources: A folder of document folders; where it has the very source of a document, the site shows its
            characters.
        hosts: The names by which browsers may ask for it; ``*`` for any.
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
    app.state.known = Known(corpus, sources)
    for reference in PAGES.values():
        module, _, attribute = reference.partition(":")
        app.include_router(getattr(importlib.import_module(module), attribute))
    app.mount(
        "/static", StaticFiles(directory=str(files("corpus_tools.web").joinpath("static"))), name="static"
    )
    add_refusals(app)
    app.add_middleware(RateLimit, site=app.state.site)
    app.add_middleware(ReadOnly)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    app.add_middleware(SecurityHeaders)
    return app
