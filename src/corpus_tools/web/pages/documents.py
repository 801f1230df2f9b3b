"""The documents: what is known of each, and how the corpus was made."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from corpus_tools.corpus import Corpus
from corpus_tools.names.search import fold
from corpus_tools.web.known import Known
from corpus_tools.web.pages.read import said
from corpus_tools.web.paging import Page
from corpus_tools.web.site import Site

router = APIRouter(include_in_schema=False)
PAGE_SIZE = 50
FIRST = ("title", "author", "written", "language", "lang", "provenance", "rights", "redistribute")
"""The metadata that stand first, in this order."""
_FOUND_BY = ("document", "title", "author")
_TWICE = {"lang": "language", "id": "document", "sha256": "source_sha256"}
"""What says the same as another key."""
REPORTED = (
    "documents",
    "characters",
    "tokens",
    "types",
    "spans",
    "origins",
    "links",
    "widened",
    "seconds",
    "warnings",
)
"""What of a build report is shown; it names a folder of the machine, too."""


@router.get("/documents", response_class=HTMLResponse)
def documents(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    page: Annotated[int, Query(ge=1, le=1_000_000)] = 1,
) -> HTMLResponse:
    """List the documents, all or those that are asked for, and say how the corpus was made."""
    site: Site = request.app.state.site
    known: Known = request.app.state.known
    found = having(known.documents.values(), q.strip())
    return site.page(
        request,
        "documents.html",
        rows=found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        paging=Page(page, PAGE_SIZE, len(found), "/documents", {"q": q.strip()}),
        q=q,
        n_documents=len(known.documents),
        made=made(site.corpus),
        report=report(site.corpus),
    )


@router.get("/document/{document:path}", response_class=HTMLResponse)
def document(request: Request, document: str) -> HTMLResponse:
    """Show metadata, provenance and rights of a document, and the report of the build."""
    site: Site = request.app.state.site
    known: Known = request.app.state.known
    row = known.documents.get(document)
    if row is None:
        raise HTTPException(404, said(request, "no_document"))
    return site.page(
        request,
        "document.html",
        id=document,
        title=row.get("title") or document,
        metadata=metadata_of(row),
        counts=known.counts(document),
        made=made(site.corpus),
        report=report(site.corpus),
    )


def having(rows: Iterable[dict[str, Any]], query: str) -> list[dict[str, Any]]:
    """Return the documents whose id, title or author holds what was typed, however it is spelt."""
    wanted = fold(query) or query
    return [
        row for row in rows if not query or any(wanted in fold(str(row.get(one) or "")) for one in _FOUND_BY)
    ]


def metadata_of(row: dict[str, Any]) -> dict[str, Any]:
    """Return what is said of a document, the usual first; lists and tables as JSON."""
    own = json.loads(row["metadata"]) if row.get("metadata") else {}
    values = {**{key: value for key, value in row.items() if key not in ("metadata", "first")}, **own}
    for key, other in _TWICE.items():
        if other in values:
            values.pop(key, None)
    ordered = [key for key in FIRST if key in values] + sorted(set(values) - set(FIRST))
    return {key: _plain(values[key]) for key in ordered if values[key] not in (None, "")}


def made(corpus: Corpus) -> dict[str, Any]:
    """Return the versions that a corpus was made with."""
    manifest = corpus.manifest
    versions = {"data format": manifest.get("version"), "annotations": manifest.get("annotations_version")}
    recipe = {key: _plain(value) for key, value in manifest.get("recipe", {}).items() if key != "documents"}
    return {
        **manifest.get("made_with", {}),
        **{key: value for key, value in versions.items() if value},
        **recipe,
    }


def report(corpus: Corpus) -> dict[str, Any]:
    """Return the report of the last build without the folders it names; empty if there is none."""
    path = corpus.folder / "report.json"
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        whole = corpus.manifest.get("counts", {})
    folder = str(whole.get("folder") or corpus.folder)
    kept = {key: whole.get(key) for key in REPORTED}
    warnings = [str(one).replace(folder, "…") for one in kept["warnings"] or []]
    return {**kept, "warnings": warnings} if any(kept.values()) else {}


def _plain(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else value
