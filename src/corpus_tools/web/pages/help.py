"""The page of help."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from corpus_tools.web.known import Known
from corpus_tools.web.pages.concordance import box
from corpus_tools.web.site import Site
from corpus_tools.web.view import View

router = APIRouter()


@router.get("/help", response_class=HTMLResponse, include_in_schema=False)
def help_page(request: Request) -> HTMLResponse:
    """Show how to ask, with examples that this corpus answers, and the keys."""
    site: Site = request.app.state.site
    known: Known = request.app.state.known
    return site.page(request, "help.html", examples=known.examples.all, **box(site, View()))
