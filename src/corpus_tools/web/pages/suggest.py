"""Suggestions while a question is typed: a piece of a page."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from corpus_tools.web.asked import understand
from corpus_tools.web.known import Known
from corpus_tools.web.site import Site

router = APIRouter()


@router.get("/suggest", response_class=HTMLResponse, include_in_schema=False)
def suggest(request: Request, q: Annotated[str, Query(max_length=4000)] = "") -> HTMLResponse:
    """Show what a person may be about to type; nothing for CQL."""
    site: Site = request.app.state.site
    known: Known = request.app.state.known
    found = known.suggestions.of(q) if understand(q).kind == "simple" else []
    return site.page(request, "_suggest.html", suggestions=found)
