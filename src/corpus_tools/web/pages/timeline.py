"""The timeline: what the texts date when."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from corpus_tools.analysis.chronology import Match
from corpus_tools.analysis.periods import Period
from corpus_tools.web.addresses import address
from corpus_tools.web.known import Known
from corpus_tools.web.paging import Page
from corpus_tools.web.site import Site
from corpus_tools.web.timeline_drawing import draw
from corpus_tools.web.timeline_rows import dates_drawn, dates_listed

router = APIRouter(include_in_schema=False)
PAGE_SIZE = 40
DRAWN = 250

Day = Annotated[str, Query(max_length=10)]


@router.get("/timeline", response_class=HTMLResponse)
def timeline(
    request: Request,
    start: Annotated[Day, Query(alias="from")] = "",
    end: Annotated[Day, Query(alias="to")] = "",
    match: Match = "within",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """Draw the dates of a period, and list them with their sentences."""
    site: Site = request.app.state.site
    period = Period.between(start.strip() or None, end.strip() or None)
    asked = period if start.strip() or end.strip() else None
    known: Known = request.app.state.known
    found = known.chronology.regions(period=asked, match=match)
    drawn = dates_drawn(site.corpus, found[:DRAWN])
    listed = dates_listed(site.corpus, found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE])
    query = {"from": start, "to": end, "match": match if match != "within" else None}
    return site.page(
        request,
        "timeline.html",
        drawing=draw(known.chronology.bounds(period=asked, match=match), drawn, period),
        listed=listed,
        paging=Page(page, PAGE_SIZE, len(found), "/timeline", query),
        trail=list(_trail(start.strip(), end.strip())),
        start=start,
        end=end,
        match=match,
        other=address("/timeline", **{**query, "match": "overlap" if match == "within" else None}),
    )


def _trail(start: str, end: str) -> list[tuple[str, str]]:
    """Return the larger periods around one, as names and addresses, the largest first."""
    if not start and not end:
        return []
    larger = []
    if start[:4] == end[:4] and len(start) > 4:
        larger.append((start[:4], address("/timeline", **{"from": start[:4], "to": start[:4]})))
    if start[:7] == end[:7] and len(start) > 7:
        larger.append((start[:7], address("/timeline", **{"from": start[:7], "to": start[:7]})))
    return larger
