"""The concordance: one box, and the lines it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from corpus_tools.analysis.kwic import kwic
from corpus_tools.analysis.rows import rows
from corpus_tools.query import Hits
from corpus_tools.web.asked import Asked, retried, understand
from corpus_tools.web.site import Site

router = APIRouter()
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A question with its answer.

    Attributes:
        retried: The question was a quoted string without hits, answered as simple search.
    """

    asked: Asked
    hits: Hits
    retried: bool = False


@router.get("/", response_class=HTMLResponse, include_in_schema=False)
def concordance(
    request: Request,
    q: str = "",
    sort: str = "",
    context: Annotated[int, Query(ge=1, le=50)] = 12,
    page: Annotated[int, Query(ge=1)] = 1,
) -> HTMLResponse:
    """Show the search box, and the lines of one page if something was asked."""
    site: Site = request.app.state.site
    if not q.strip():
        return site.page(
            request, "concordance.html", q="", found=None, lines=[], page=1, sort="", context=context
        )
    found = find(site, q)
    offset = (page - 1) * PAGE_SIZE
    table = kwic(site.corpus, found.hits, context=context, sort=sort or None, limit=PAGE_SIZE, offset=offset)
    return site.page(
        request,
        "concordance.html",
        q=q,
        found=found,
        lines=rows(table),
        page=page,
        sort=sort,
        context=context,
    )


def find(site: Site, q: str) -> Found:
    """Answer a question; a quoted string without hits is tried again as simple search."""
    asked = understand(q)
    hits = site.hits(asked)
    again = retried(asked) if not len(hits) else None
    if again is not None and len(simple := site.hits(again)):
        return Found(again, simple, retried=True)
    return Found(asked, hits)
