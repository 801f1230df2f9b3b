"""Statistics on a result: one page for each of ``tables.KINDS``."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse

from corpus_tools.errors import QueryError
from corpus_tools.web.narrowing import narrowed
from corpus_tools.web.pages.concordance import box, find, refused, summary
from corpus_tools.web.site import Site
from corpus_tools.web.tables import KINDS, MEASURES, PARTS, Settings, counted
from corpus_tools.web.view import View, view_of

router = APIRouter()
POSITIONS = ("L3", "L2", "L1", "node", "R1", "R2", "R3")
SETTINGS: dict[str, tuple[str, ...]] = {
    "frequency": ("attribute", "position", "min_frequency"),
    "collocates": ("attribute", "window", "measure", "min_frequency"),
    "dispersion": ("parts",),
    "ngrams": ("attribute", "n", "min_frequency"),
    "keywords": ("attribute", "measure", "min_frequency"),
    "sections": (),
}
"""What can be set of each kind of statistics."""


def asked_of(
    attribute: str = "lemma",
    position: str = "node",
    span: Annotated[int, Query(ge=1, le=50)] = 5,
    measure: str = "log-likelihood",
    n: Annotated[int, Query(ge=2, le=8)] = 3,
    pieces: str = "50",
    min_frequency: Annotated[int, Query(ge=1)] = 1,
) -> Settings:
    """Read out of an address what is counted."""
    return Settings(attribute, position, span, measure, n, pieces, min_frequency)


@router.get("/statistics/{kind}", response_class=HTMLResponse, include_in_schema=False)
def statistics(
    request: Request,
    kind: str,
    view: Annotated[View, Depends(view_of)],
    asked: Annotated[Settings, Depends(asked_of)],
) -> HTMLResponse:
    """Count something on a result, and lead from each row back to its lines."""
    site: Site = request.app.state.site
    try:
        found = find(site, view.q)
        hits = narrowed(site.corpus, found.hits, view.only)
        table = counted(site.corpus, hits, kind, view, asked)
    except QueryError as error:
        return refused(site, request, view, error)
    return site.page(
        request,
        "statistics.html",
        **box(site, view),
        **summary(found, hits),
        **_settings(site, kind),
        kind=kind,
        asked=asdict(asked),
        table=table,
    )


def _settings(site: Site, kind: str) -> dict[str, Any]:
    index = site.corpus.index
    structural = [name for name in index.structural_values() if not name.endswith(("_id", "_surface"))]
    return {
        "kinds": tuple(KINDS),
        "settings": SETTINGS[kind],
        "counted_by": [*index.positional, *(structural if kind == "frequency" else [])],
        "positions": POSITIONS,
        "measures": MEASURES,
        "parts": PARTS,
    }
