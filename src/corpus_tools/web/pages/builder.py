"""The query builder: a form that writes CQL."""

from __future__ import annotations

from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from corpus_tools.web.cql_form import TESTS, TIMES, TOKENS, cql_of, fields_of
from corpus_tools.web.pages.concordance import box
from corpus_tools.web.site import Site
from corpus_tools.web.view import View

router = APIRouter()


@router.get("/build", response_class=HTMLResponse, include_in_schema=False)
def build(request: Request) -> Response:
    """Show the form with the CQL it stands for, or answer it."""
    site: Site = request.app.state.site
    cql = written(request)
    if cql and "search" in request.query_params:
        return RedirectResponse(f"/?{urlencode({'q': cql})}", status_code=303)
    return site.page(
        request,
        "builder.html",
        **box(site, View(q=cql)),
        cql=cql,
        fields=fields_of(request.query_params),
        tests=TESTS,
        times=tuple(TIMES),
        n_tokens=TOKENS,
        chosen=request.query_params,
    )


@router.get("/build/cql", response_class=HTMLResponse, include_in_schema=False)
def preview(request: Request) -> HTMLResponse:
    """Show the CQL that the form stands for: a piece of a page."""
    site: Site = request.app.state.site
    return site.page(request, "_cql.html", cql=written(request))


def written(request: Request) -> str:
    """Return the CQL of the form's fields."""
    asked = request.query_params
    return cql_of(fields_of(asked), label=asked.get("label", ""), within=asked.get("within", ""))
