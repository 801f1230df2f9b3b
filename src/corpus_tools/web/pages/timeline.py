"""The timeline: what the texts date when."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from corpus_tools.analysis.kwic import entities_on
from corpus_tools.analysis.mentions import date_bounds, date_mentions
from corpus_tools.analysis.periods import Period
from corpus_tools.analysis.rows import rows
from corpus_tools.corpus import Corpus
from corpus_tools.web.addresses import address
from corpus_tools.web.known import Known
from corpus_tools.web.paging import Page
from corpus_tools.web.site import Site
from corpus_tools.web.timeline_drawing import draw

router = APIRouter(include_in_schema=False)
PAGE_SIZE = 40
DRAWN = 250

Match = Literal["within", "overlap"]
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
    corpus = site.corpus
    period = Period.between(start.strip() or None, end.strip() or None)
    asked = period if start.strip() or end.strip() else None
    drawn = rows(date_mentions(corpus, period=asked, match=match, context=0, limit=DRAWN))
    table = date_mentions(
        corpus, period=asked, match=match, context=0, limit=PAGE_SIZE, offset=(page - 1) * PAGE_SIZE
    )
    query = {"from": start, "to": end, "match": match if match != "within" else None}
    return site.page(
        request,
        "timeline.html",
        drawing=draw(_bounds(corpus, asked, match), drawn, period),
        listed=[_with_names(request, row) for row in rows(table)],
        paging=Page(page, PAGE_SIZE, table.attrs["total"], "/timeline", query),
        trail=list(_trail(start.strip(), end.strip())),
        start=start,
        end=end,
        match=match,
        other=address("/timeline", **{**query, "match": "overlap" if match == "within" else None}),
    )


def _bounds(
    corpus: Corpus, period: Period | None, match: Match
) -> list[tuple[tuple[str | None, str | None], int]]:
    """Return the first and last days of the dates in a period, with how many dates have them."""
    ranks, pairs = date_bounds(corpus)
    counts = np.bincount(ranks, minlength=len(pairs)).tolist()
    return [
        (pair, count)
        for pair, count in zip(pairs, counts, strict=True)
        if period is None or period.holds(*pair, match=match)
    ]


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


def _with_names(request: Request, row: dict[str, Any]) -> dict[str, Any]:
    """Add the names in the sentence of a date, each once."""
    known: Known = request.app.state.known
    number = known.texts.number(row["document"])
    place = None
    if number is not None and row["sentence_n"]:
        text = known.texts[number]
        place = text.sentence(row["sentence_n"])
    if place is None:
        return {**row, "names": []}
    found = entities_on(text.corpus, *text.tokens(*place))
    names = {one["name_id"]: one["en"] or one["surface"] for one in found if one["name_id"]}
    return {**row, "names": list(names.items())}
