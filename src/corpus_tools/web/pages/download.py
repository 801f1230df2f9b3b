"""All lines of a result as a file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import StreamingResponse

from corpus_tools.errors import Message, QueryError
from corpus_tools.web.files import FILES, all_lines
from corpus_tools.web.lines import ordered
from corpus_tools.web.narrowing import narrowed
from corpus_tools.web.pages.concordance import find
from corpus_tools.web.site import Site
from corpus_tools.web.turns import in_turns
from corpus_tools.web.view import View, view_of

router = APIRouter()


@router.get("/download/{kind}", include_in_schema=False)
def download(
    request: Request,
    kind: str,
    view: Annotated[View, Depends(view_of)],
) -> StreamingResponse:
    """Send every line of a result in the order of the view, made while it is sent.

    Raises:
        QueryError: No such format, or a question that cannot be answered.
    """
    site: Site = request.app.state.site
    if kind not in FILES:
        raise QueryError(
            Message("No format {name!r}. Available: {available}.", name=kind, available=", ".join(FILES))
        )
    found = find(site, view.q)
    hits = narrowed(site.corpus, found.hits, view.only)
    file = FILES[kind]
    lines = all_lines(site.corpus, hits, ordered(site.corpus, hits, view), view.context)
    headers = {"content-disposition": f'attachment; filename="concordance.{kind}"'}
    pieces = in_turns(file.write(lines, view.q))
    return StreamingResponse(pieces, media_type=file.media_type, headers=headers)
