"""The names: their table, and a page for each."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, Response

from corpus_tools.analysis.mentions import entity_mentions
from corpus_tools.analysis.rows import rows
from corpus_tools.web.addresses import name_address
from corpus_tools.web.dates_near import dates_near
from corpus_tools.web.known import Known
from corpus_tools.web.name_lists import COLUMNS, chosen, written
from corpus_tools.web.network_drawing import draw
from corpus_tools.web.pages.read import said
from corpus_tools.web.paging import Page
from corpus_tools.web.site import Site

router = APIRouter(include_in_schema=False)
PAGE_SIZE = 50
MENTIONS = 25
_MEDIA = {"csv": "text/csv; charset=utf-8", "tbx": "application/xml; charset=utf-8"}

Typed = Annotated[str, Query(max_length=200)]
Type = Annotated[str, Query(alias="type", max_length=100)]
Sort = Annotated[str, Query(pattern=f"^-?({'|'.join(COLUMNS)})$")]
PageNumber = Annotated[int, Query(ge=1, le=1_000_000)]


@router.get("/names", response_class=HTMLResponse)
def names(
    request: Request, q: Typed = "", kind: Type = "", sort: Sort = "-mentions", page: PageNumber = 1
) -> HTMLResponse:
    """Show the table of names."""
    site: Site = request.app.state.site
    known: Known = request.app.state.known
    found = chosen(known.names, find=known.find, query=q, kind=kind, sort=sort)
    return site.page(
        request,
        "names.html",
        rows=found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        paging=Page(page, PAGE_SIZE, len(found), "/names", {"q": q, "type": kind, "sort": sort}),
        q=q,
        kind=kind,
        kinds=sorted({row["type"] for row in known.names.values()}),
        sort=sort,
        columns=COLUMNS,
    )


@router.get("/names.{form}")
def download(
    request: Request,
    form: Literal["csv", "tbx"],
    q: Typed = "",
    kind: Type = "",
    sort: Sort = "-mentions",
) -> Response:
    """Send the names of the table, all pages of it, as a spreadsheet or a termbase."""
    known: Known = request.app.state.known
    found = chosen(known.names, find=known.find, query=q, kind=kind, sort=sort)
    headers = {"content-disposition": f'attachment; filename="names.{form}"'}
    return Response(written(form, found), media_type=_MEDIA[form], headers=headers)


@router.get("/name/{name_id:path}", response_class=HTMLResponse)
def name(request: Request, name_id: str, page: PageNumber = 1) -> HTMLResponse:
    """Show a name: what the list says of it, its mentions, the dates near it, its neighbours."""
    site: Site = request.app.state.site
    known: Known = request.app.state.known
    row = known.names.get(name_id)
    if row is None:
        raise HTTPException(404, said(request, "no_name"))
    near, left_out = dates_near(site.corpus, name_id)
    table = entity_mentions(
        site.corpus,
        names={name_id},
        context=12,
        beside=("dates",),
        limit=MENTIONS,
        offset=(page - 1) * MENTIONS,
    )
    return site.page(
        request,
        "name.html",
        name=row,
        mentions=rows(table),
        paging=Page(page, MENTIONS, table.attrs["total"], name_address(name_id), {}),
        dates=near,
        dates_left_out=left_out,
        drawing=draw(name_id, known.neighbourhoods.of(name_id), known.names),
        cql=f'<entity_name_id="{_escaped(name_id)}"/>',
    )


def _escaped(name_id: str) -> str:
    """Write an id so that CQL finds it as it is."""
    return "".join(one if one.isalnum() else f"\\{one}" for one in name_id)
