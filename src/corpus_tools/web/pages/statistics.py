"""Statistics on a result: one page for each of ``tables.KINDS``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse, Response

from corpus_tools.errors import QueryError
from corpus_tools.web.counts import Settings, count
from corpus_tools.web.files import write_rows
from corpus_tools.web.narrowing import narrowed
from corpus_tools.web.pages.concordance import box, find, refused, summary
from corpus_tools.web.site import Site
from corpus_tools.web.tables import KINDS, MEASURES, PARTS, counted
from corpus_tools.web.view import View, changed, view_of

router = APIRouter()
_NAMES = {"window": "span", "parts": "pieces"}
"""What settings are called in an address, where that is not their name."""
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
QUICK = (
    ("word", "node"),
    ("lemma", "node"),
    ("pos", "node"),
    ("word", "L1"),
    ("word", "R1"),
    ("section_title", "node"),
)
"""Frequencies that are asked for most: attribute and position."""


def asked_of(
    request: Request,
    kind: str,
    attribute: str = "",
    position: str = "node",
    span: Annotated[int, Query(ge=1, le=50)] = 5,
    measure: str = "log-likelihood",
    n: Annotated[int, Query(ge=2, le=8)] = 3,
    pieces: str = "50",
    min_frequency: Annotated[int, Query(ge=1)] = 1,
) -> Settings:
    """Read out of an address what is counted: forms or lemmas where it does not say, as far as the corpus has them."""
    known = request.app.state.site.corpus.index.positional
    usual = "word" if kind == "frequency" else "lemma"
    attribute = attribute or (usual if usual in known else next(iter(known)))
    return Settings(attribute, position, span, measure, n, pieces, min_frequency)


@router.get("/statistics/{kind}.csv", include_in_schema=False)
def download(
    request: Request,
    kind: str,
    view: Annotated[View, Depends(view_of)],
    asked: Annotated[Settings, Depends(asked_of)],
) -> Response:
    """Send all that is counted as a spreadsheet opens it."""
    site: Site = request.app.state.site
    hits = narrowed(site.corpus, find(site, view.q).hits, view.only)
    table = count(site.corpus, hits, kind, asked)
    content = b"".join(write_rows(table.columns, table.itertuples(index=False)))
    headers = {"content-disposition": f'attachment; filename="{kind}.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


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
        **summary(site, found, hits),
        **_settings(site, kind),
        kind=kind,
        asked=asdict(asked),
        table=table,
        file=_way(view, f"{kind}.csv", asked),
        quick=list(_quick(site, view, asked)) if kind == "frequency" else [],
    )


def _way(view: View, name: str, asked: Settings) -> str:
    """Return the address of statistics with all that is set of them; what is as usual is left out."""
    usual = asdict(Settings(attribute=""))
    given = {key: value for key, value in asdict(asked).items() if value != usual[key]}
    named = {_NAMES.get(key, key): value for key, value in given.items()}
    return f"/statistics/{name}?{urlencode([*changed(view, page=1), *named.items()])}"


def _quick(site: Site, view: View, asked: Settings) -> Iterator[tuple[str, str, str, bool]]:
    """Yield attribute, position and address of frequencies, and whether they are the ones shown."""
    index = site.corpus.index
    for attribute, position in QUICK:
        if attribute in index.positional or attribute in index.structural_values():
            way = _way(view, "frequency", replace(asked, attribute=attribute, position=position))
            yield attribute, position, way, (asked.attribute, asked.position) == (attribute, position)


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
