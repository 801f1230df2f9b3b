"""What went wrong, with no path of the machine in it: a page in the visitor's language, or JSON in English.

Programs read what stands under ``/api/``; its messages are the same whatever language a browser prefers.
"""

from __future__ import annotations

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from corpus_tools.errors import CorpusToolsError, QueryError
from corpus_tools.web.messages import OWN, Said, in_language
from corpus_tools.web.parameters import problem
from corpus_tools.web.places import BusyError
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
        return refusal(request, 400, error.message, error.hint, column=error.column, whole=str(error))
    if isinstance(error, BusyError):
        return refusal(request, 503, str(error), headers={"retry-after": "5"})
    _LOG.warning("%s: %s", request.url.path, error)
    return refusal(request, 500, _HIDDEN)


async def _of_parameters(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return refusal(request, 422, *map(problem, error.errors()))


async def _of_address(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        # a detail of ours is in the visitor's language already
        language = OWN if _for_programs(request) else language_of(request)
        own = None if error.detail == "Not Found" else str(error.detail)
        return refusal(request, 404, Said(own or WORDS[language]["not_found"], language))
    return refusal(request, error.status_code, str(error.detail), headers=dict(error.headers or {}))


async def _of_program(request: Request, error: Exception) -> Response:
    _LOG.error("%s failed", request.url.path, exc_info=error)
    return refusal(request, 500, _HIDDEN)


def refusal(
    request: Request,
    status: int,
    *messages: str | Said,
    column: int | None = None,
    whole: str | None = None,
    headers: dict[str, str] | None = None,
) -> Response:
    """Say what is wrong: as JSON under ``/api/``, else as a page.

    Args:
        messages: A paragraph each; empty ones are left out.
        whole: What programs read instead, with the place shown.
    """
    language = OWN if _for_programs(request) else language_of(request)
    said = [one if isinstance(one, Said) else in_language(one, language) for one in messages if one]
    site: Site = request.app.state.site
    folder = str(site.corpus.folder)
    if len(folder) > 1:
        said = [Said(one.text.replace(folder, "…"), one.language) for one in said]
        whole = whole and whole.replace(folder, "…")
    if _for_programs(request):
        place = {"column": column} if column is not None else {}
        error = whole or "\n".join(one.text for one in said)
        return JSONResponse({"error": error, **place}, status_code=status, headers=headers)
    page = site.page(request, "error.html", status=status, messages=said)
    page.headers.update(headers or {})
    return page


def _for_programs(request: Request) -> bool:
    return request.url.path.startswith("/api/") or request.url.path == "/healthz"
