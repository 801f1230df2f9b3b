"""The concordance: one box, and the lines it finds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Depends, Path, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from corpus_tools.analysis.kwic import place_of
from corpus_tools.corpus import Corpus
from corpus_tools.errors import Message, QueryError
from corpus_tools.query import Hits
from corpus_tools.web.addresses import sentence_address
from corpus_tools.web.asked import Asked, retried, understand
from corpus_tools.web.details import described, paragraph
from corpus_tools.web.known import Known
from corpus_tools.web.lines import Line, page_of_lines
from corpus_tools.web.messages import in_language
from corpus_tools.web.narrowing import narrowed
from corpus_tools.web.page_fit import LONG_ADDRESS, lines_on_page
from corpus_tools.web.site import Site
from corpus_tools.web.view import CONTEXTS, PAGE_SIZES, View, view_of
from corpus_tools.web.words import language_of

router = APIRouter()
Place = Annotated[int, Path(ge=0)]
NODE_WIDTHS = (2, 4, 6, 8, 11, 15, 20)
"""Widths of the node's column in characters; the style sheet has a class for each."""


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
    view: Annotated[View, Depends(view_of)],
    open_: Annotated[int, Query(alias="open", ge=-1)] = -1,
) -> HTMLResponse:
    """Show the search box, and the lines of one page if something was asked."""
    site: Site = request.app.state.site
    if not view.q:
        known: Known = request.app.state.known
        return site.page(request, "start.html", examples=known.examples.first, **box(site, view))
    try:
        found = find(site, view.q)
        hits = narrowed(site.corpus, found.hits, view.only)
        size = lines_on_page(view, hits)
        lines, n_lines = page_of_lines(site.corpus, hits, replace(view, size=size))
    except QueryError as error:
        return refused(site, request, view, error)
    opened = next((line for line in lines if line.number == open_), None)
    return site.page(
        request,
        "concordance.html",
        **box(site, view),
        **summary(site, found, hits),
        lines=lines,
        languages=request.app.state.known.languages,
        n_lines=n_lines,
        named=_named(site.corpus, lines[0]) if lines and found.asked.kind == "simple" else None,
        size=size,
        pages=max(1, -(-n_lines // size)),
        long_address=len(view.address()) > LONG_ADDRESS,
        node_width=_width(max((line.node_length for line in lines), default=0)),
        opened=opened,
        **(_opened(request, opened.start, opened.end) if opened else {}),
    )


@router.get("/line/{start}-{end}", response_class=HTMLResponse, include_in_schema=False)
def line(request: Request, start: Place, end: Place) -> HTMLResponse:
    """Show the paragraph around a hit, and every attribute of its tokens: a page, or a piece of one for htmx."""
    site: Site = request.app.state.site
    _check(site, start, end)
    template = "_line.html" if "hx-request" in request.headers else "line.html"
    page = site.page(request, template, **_opened(request, start, end))
    page.headers["vary"] = "hx-request"
    return page


@router.get("/at/{cpos}", include_in_schema=False)
def place(request: Request, cpos: Place) -> RedirectResponse:
    """Lead to the sentence of a token in the running text."""
    site: Site = request.app.state.site
    _check(site, cpos, cpos + 1)
    document = site.corpus.document_of(cpos)
    sentence = place_of(site.corpus, document, cpos)["sentence_n"]
    return RedirectResponse(sentence_address(site.corpus.document_id(document), sentence), status_code=303)


@router.get("/token/{cpos}", response_class=HTMLResponse, include_in_schema=False)
def token(request: Request, cpos: Place) -> HTMLResponse:
    """Show every attribute of a token: a piece of a page."""
    site: Site = request.app.state.site
    _check(site, cpos, cpos + 1)
    return site.page(request, "_token.html", token=described(site.corpus, cpos))


def find(site: Site, q: str) -> Found:
    """Answer a question; a quoted string without hits is tried again as simple search."""
    asked = understand(q)
    hits = site.hits(asked)
    again = retried(asked) if not len(hits) else None
    if again is not None and len(simple := site.hits(again)):
        return Found(again, simple, retried=True)
    return Found(asked, hits)


def box(site: Site, view: View) -> dict[str, Any]:
    """Return what the search box and its settings need of a page."""
    return {
        "view": view,
        "attributes": list(site.corpus.index.positional),
        "contexts": CONTEXTS,
        "page_sizes": [size for size in PAGE_SIZES if size <= site.limits.page_size],
        "has_readings": "reading" in site.corpus.index.positional,
        "has_names": "entity" in site.corpus.index.structural,
        "labels": _labels(site),
        "structures": [name for name in ("s", "p", "section") if name in site.corpus.index.structural],
    }


def summary(site: Site, found: Found, hits: Hits) -> dict[str, Any]:
    """Return what a page says of a result."""
    return {
        "found": found,
        "n_hits": len(hits),
        "n_all": len(found.hits),
        "n_documents": _n_documents(site.corpus, hits) if site.corpus.n_documents > 1 else 1,
        "per_million": len(hits) / max(1, len(site.corpus)) * 1e6,
    }


def refused(site: Site, request: Request, view: View, error: QueryError) -> HTMLResponse:
    """Show the box with what was typed, and under it what is wrong and where."""
    language = language_of(request)
    said = [in_language(one, language) for one in (error.message, error.hint) if one]
    place = None
    if error.query is not None and error.column is not None:
        at = max(error.column - 1, 0)
        place = (error.query[:at], error.query[at : at + 1], error.query[at + 1 :])
    return site.page(request, "refused.html", status=400, **box(site, view), messages=said, place=place)


def _labels(site: Site) -> list[str]:
    entity = site.corpus.index.structural.get("entity")
    return entity.lexicon("label").decoded() if entity and "label" in entity.attributes else []


def _named(corpus: Corpus, line: Line) -> tuple[str, str, str] | None:
    """Return id, name and language of the name that a hit is, if it is one that has a page."""
    entity = corpus.index.structural.get("entity")
    if entity is None or not {"name_id", "surface"} <= set(entity.attributes):
        return None
    for region in corpus.regions("entity", line.start, line.end):
        name = entity.value("name_id", region)
        if name and (int(entity.starts[region]), int(entity.ends[region])) == (line.start, line.end):
            english = entity.value("en_shown", region) if "en_shown" in entity.attributes else None
            return name, english or entity.value("surface", region) or name, "en" if english else "ja"
    return None


def _n_documents(corpus: Corpus, hits: Hits) -> int:
    """Return in how many documents hits begin; they are in the order of the corpus."""
    edges = np.append(corpus.texts.starts, len(corpus))
    return int(np.count_nonzero(np.diff(np.searchsorted(hits.starts, edges))))


def _opened(request: Request, start: int, end: int) -> dict[str, Any]:
    """Return what an opened line shows, and how it is cited."""
    found = paragraph(request.app.state.site.corpus, start, end)
    document = request.app.state.known.documents[found.document]
    named = [document.get(name) for name in ("author", "title", "written")]
    cited = [*named, found.section, f"s{found.sentence_n}" if found.sentence_n else None]
    return {
        "described": found,
        "citation": ", ".join(str(one) for one in cited if one) or found.document,
        "text_language": request.app.state.known.languages.get(found.document, "ja"),
    }


def _check(site: Site, start: int, end: int) -> None:
    if not start < end <= len(site.corpus):
        raise QueryError(
            Message(
                "No tokens {start}-{end}. The corpus has those from 0 to {n_tokens}.",
                start=start,
                end=end,
                n_tokens=len(site.corpus),
            )
        )


def _width(longest: int) -> int:
    return next((width for width in NODE_WIDTHS if width >= longest), NODE_WIDTHS[-1])
