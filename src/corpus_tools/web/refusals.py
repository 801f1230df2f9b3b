"""What went wrong, as a page for people and as JSON for programs, with no path of the machine in it."""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from corpus_tools.errors import CorpusToolsError, QueryError
from corpus_tools.web.site import Site
from corpus_tools.web.words import WORDS, language_of

_LOG = logging.getLogger(__name__)
_HIDDEN = "The corpus cannot answer this. Its keeper finds the reason in the log of the server."


def add_refusals(app: FastAPI) -> None:
    """Let an application answer its errors here."""
    app.add_exception_handler(CorpusToolsError, _of_corpus)
    app.add_exception_handler(RequestValidationError, _of_parameters)
    app.add_exception_handler(HTTPException, _of_address)
    app.add_exception_handler(Exception, _of_program)


async def _of_corpus(request: Request, error: Exception) -> Response:
    """Show what is wrong with a query; other messages name files, which are nobody's business."""
    if isinstance(error, QueryError):
        folder = str(request.app.state.site.corpus.folder)
        message = str(error) if len(folder) < 2 else str(error).replace(folder, "…")
        return refusal(request, 400, message, column=error.column)
    _LOG.warning("%s: %s", request.url.path, error)
    return refusal(request, 500, _HIDDEN)


async def _of_parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    problems = [f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors()]
    return refusal(request, 422, "\n".join(problems))


async def _of_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        own = None if error.detail == "Not Found" else str(error.detail)
        return refusal(request, 404, own or WORDS[language_of(request)]["not_found"])
    return refusal(request, error.status_code, str(error.detail), headers=dict(error.headers or {}))


async def _of_program(request: Request, error: Exception) -> Response:
    _LOG.error("%s failed", request.url.path, exc_info=error)
    return refusal(request, 500, _HIDDEN)


def refusal(
    request: Request,
    status: int,
    message: str,
    *,
    column: int | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """Say what is wrong: as JSON under ``/api/``, else as a page."""
    if request.url.path.startswith("/api/") or request.url.path == "/healthz":
        place = {"column": column} if column is not None else {}
        return JSONResponse({"error": message, **place}, status_code=status, headers=headers)
    site: Site = request.app.state.site
    page = site.page(request, "error.html", status=status, message=message)
    page.headers.update(headers or {})
    return page
