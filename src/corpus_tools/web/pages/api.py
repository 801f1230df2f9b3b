"""The interface for programs: the same answers as the pages, as JSON, described by OpenAPI."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeVar

import pandas as pd
from fastapi import APIRouter, HTTPException, Query, Request

from corpus_tools._version import __version__
from corpus_tools.analysis.collocates import collocates
from corpus_tools.analysis.frequency import freq
from corpus_tools.analysis.kwic import kwic
from corpus_tools.analysis.measures import MEASURES
from corpus_tools.analysis.mentions import date_mentions, entity_mentions
from corpus_tools.analysis.ngrams import ngrams
from corpus_tools.analysis.periods import Period
from corpus_tools.analysis.rows import rows
from corpus_tools.web import api_models as models
from corpus_tools.web.addresses import address
from corpus_tools.web.asked import Asked
from corpus_tools.web.known import Known
from corpus_tools.web.name_lists import chosen
from corpus_tools.web.site import Site

_REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": models.ApiError, "description": "The query cannot be answered."},
    404: {"model": models.ApiError, "description": "There is no such thing."},
    422: {"model": models.ApiError, "description": "A parameter is missing or has no such value."},
    429: {"model": models.ApiError, "description": "Too many requests."},
    503: {"model": models.ApiError, "description": "Too many are being answered; try again in a moment."},
}
router = APIRouter(tags=["corpus"], responses=_REFUSALS)

Listed = TypeVar("Listed", bound=models.Listed)
Limit = Annotated[int, Query(ge=1, le=500, description="So many rows.")]
Offset = Annotated[int, Query(ge=0, le=100_000_000, description="From this row on.")]
Cql = Annotated[str, Query(min_length=1, max_length=4000, description="A CQL query.")]
Context = Annotated[int, Query(ge=0, le=100, description="Tokens on each side.")]
Sort = Annotated[
    str | None, Query(max_length=200, description="Sort keys: R1, L2..L1.lemma, text_year:desc.")
]
Keys = Annotated[
    str, Query(min_length=1, max_length=200, description="Keys with commas: lemma, R1.pos, text_year.")
]
Attribute = Annotated[str, Query(max_length=100, description="Positional attribute.")]
Least = Annotated[int, Query(ge=1, le=1_000_000_000, description="Least frequency.")]
Typed = Annotated[str, Query(max_length=200)]
Type = Annotated[str, Query(alias="type", max_length=100, description="Of PERSON, ORG, DOCUMENT …")]
Day = Annotated[str | None, Query(max_length=10, description="Year, month or day.")]


@router.get("/healthz")
def health(request: Request) -> models.Health:
    """Say that the site answers."""
    corpus = _site(request).corpus
    return models.Health(status="ok", version=__version__, documents=corpus.n_documents, tokens=len(corpus))


@router.get("/api/query")
def query(
    request: Request,
    cql: Cql,
    context: Context = 10,
    sort: Sort = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> models.Hits:
    """Return the concordance of a CQL query."""
    return _lines(request, Asked(cql, "cql"), context, sort, limit, offset)


@router.get("/api/search")
def search(
    request: Request,
    text: Annotated[str, Query(min_length=1, max_length=4000, description="Words, a reading, or a name.")],
    context: Context = 10,
    sort: Sort = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> models.Hits:
    """Return the concordance of what a person types without CQL."""
    return _lines(request, Asked(text, "simple"), context, sort, limit, offset)


@router.get("/api/frequency")
def frequency(
    request: Request,
    cql: Annotated[str | None, Query(max_length=4000, description="Without one, every token.")] = None,
    by: Keys = "word",
    min_frequency: Least = 1,
    limit: Limit = 50,
    offset: Offset = 0,
) -> models.Frequencies:
    """Count hits by attributes at any positions."""
    site = _site(request)
    hits = site.hits(Asked(cql, "cql")) if cql else None
    table = freq(site.corpus, hits, by=by, min_frequency=min_frequency)
    return _page(request, models.Frequencies, table, limit, offset)


@router.get("/api/collocates")
def collocates_of(
    request: Request,
    cql: Cql,
    attribute: Attribute = "lemma",
    window: Annotated[int, Query(ge=1, le=50, description="Tokens on each side.")] = 5,
    measure: Annotated[str, Query(description=f"One of {', '.join(MEASURES)}.")] = "log-likelihood",
    min_frequency: Least = 1,
    limit: Limit = 50,
    offset: Offset = 0,
) -> models.Collocates:
    """Score the words that occur near hits."""
    site = _site(request)
    hits = site.hits(Asked(cql, "cql"))
    table = collocates(
        site.corpus,
        hits,
        attribute=attribute,
        window=window,
        measure=measure,
        min_frequency=min_frequency,
    )
    return _page(request, models.Collocates, table, limit, offset)


@router.get("/api/ngrams")
def ngrams_of(
    request: Request,
    cql: Annotated[str | None, Query(max_length=4000, description="Only sequences that hold a hit.")] = None,
    n: Annotated[int, Query(ge=1, le=8)] = 2,
    attribute: Attribute = "word",
    min_frequency: Least = 2,
    limit: Limit = 50,
    offset: Offset = 0,
) -> models.Ngrams:
    """Count sequences of tokens that recur."""
    site = _site(request)
    hits = site.hits(Asked(cql, "cql")) if cql else None
    table = ngrams(site.corpus, hits, n=n, attribute=attribute, min_frequency=min_frequency)
    return _page(request, models.Ngrams, table, limit, offset)


@router.get("/api/names")
def names(
    request: Request, q: Typed = "", kind: Type = "", limit: Limit = 50, offset: Offset = 0
) -> models.Names:
    """List the bilingual names, those with most mentions first."""
    found = chosen(_known(request).names, find=_known(request).find, query=q, kind=kind)
    return _listed(request, models.Names, found[offset : offset + limit], len(found), limit, offset)


@router.get("/api/names/{name_id:path}")
def name(request: Request, name_id: str) -> models.Name:
    """Return one name by id."""
    found = _known(request).names.get(name_id)
    if found is None:
        raise HTTPException(404, f"No name {name_id!r}. /api/names lists them.")
    return models.Name.model_validate(found)


@router.get("/api/entities")
def entities(
    request: Request,
    name: Annotated[
        str | None, Query(max_length=200, description="In Japanese or English; none for all.")
    ] = None,
    name_id: Annotated[str | None, Query(max_length=200, description="Instead of a name, its id.")] = None,
    context: Context = 10,
    limit: Limit = 50,
    offset: Offset = 0,
) -> models.Mentions:
    """List the mentions of a name, asked for in either language."""
    corpus = _site(request).corpus
    ids, surfaces = _known(request).find(name) if name else (None, None)
    if name_id is not None:
        ids, surfaces = {name_id}, None
    table = entity_mentions(corpus, names=ids, surfaces=surfaces, context=context, limit=limit, offset=offset)
    return _listed(request, models.Mentions, rows(table), table.attrs["total"], limit, offset)


@router.get("/api/dates")
def dates(
    request: Request,
    start: Annotated[Day, Query(alias="from")] = None,
    end: Annotated[Day, Query(alias="to")] = None,
    match: Literal["within", "overlap"] = "within",
    kinds: Annotated[
        str | None, Query(alias="type", max_length=100, description="Of DATE,TIME,DURATION,SET.")
    ] = None,
    context: Context = 10,
    limit: Limit = 50,
    offset: Offset = 0,
) -> models.Dates:
    """List what the texts date to a period, in order of time."""
    period = Period.between(start, end) if start or end else None
    types = {one.strip().upper() for one in kinds.split(",")} if kinds else None
    table = date_mentions(
        _site(request).corpus,
        period=period,
        match=match,
        types=types,
        context=context,
        limit=limit,
        offset=offset,
        chronology=_known(request).chronology,
    )
    return _listed(request, models.Dates, rows(table), table.attrs["total"], limit, offset)


@router.get("/api/documents")
def documents(request: Request, limit: Limit = 50, offset: Offset = 0) -> models.Documents:
    """List the documents."""
    found = list(_known(request).documents.values())
    items = [_document(row) for row in found[offset : offset + limit]]
    return _listed(request, models.Documents, items, len(found), limit, offset)


@router.get("/api/documents/{document:path}")
def document(request: Request, document: str) -> models.Document:
    """Return what is said of one document."""
    found = _known(request).documents.get(document)
    if found is None:
        raise HTTPException(404, f"No document {document!r}. /api/documents lists them.")
    return models.Document.model_validate(_document(found))


@router.get("/api/{rest:path}", include_in_schema=False)
def nothing(rest: str) -> None:
    """Say in JSON that there is no such address."""
    raise HTTPException(404, "No such address. /api/openapi.json describes those that there are.")


def _lines(
    request: Request, asked: Asked, context: int, sort: str | None, limit: int, offset: int
) -> models.Hits:
    site = _site(request)
    hits = site.hits(asked)
    table = kwic(site.corpus, hits, context=context, sort=sort or None, limit=limit, offset=offset)
    return _listed(request, models.Hits, rows(table), len(hits), limit, offset)


def _page(
    request: Request, model: Callable[..., Listed], table: pd.DataFrame, limit: int, offset: int
) -> Listed:
    return _listed(request, model, rows(table.iloc[offset : offset + limit]), len(table), limit, offset)


def _listed(
    request: Request, model: Callable[..., Listed], items: list[Any], total: int, limit: int, offset: int
) -> Listed:
    kept = {key: value for key, value in request.query_params.multi_items() if key not in ("limit", "offset")}
    more = offset + limit < total
    following = address(request.url.path, **kept, limit=limit, offset=offset + limit) if more else None
    plain = [{key: _finite(value) for key, value in item.items()} for item in items]
    return model(items=plain, total=total, limit=limit, offset=offset, next=following)


def _finite(value: Any) -> Any:
    """JSON has no infinite numbers: a score without a value is null."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _document(row: dict[str, Any]) -> dict[str, Any]:
    fields = models.Document.model_fields
    own = json.loads(row["metadata"]) if row.get("metadata") else {}
    return {**{key: value for key, value in row.items() if key in fields}, "metadata": own}


def _site(request: Request) -> Site:
    site: Site = request.app.state.site
    return site


def _known(request: Request) -> Known:
    known: Known = request.app.state.known
    return known
