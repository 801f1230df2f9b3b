"""The running text, and the way from a place in it to the characters of its source."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse

from corpus_tools.web.known import Known
from corpus_tools.web.reading import LAYERS, SHOWN, shown
from corpus_tools.web.running_text import RunningText
from corpus_tools.web.site import Site
from corpus_tools.web.words import WORDS, language_of

router = APIRouter(include_in_schema=False)
English = Literal["title", "beside"]


@router.get("/read/{document:path}", response_class=HTMLResponse)
def read(
    request: Request,
    document: str,
    s: Annotated[int | None, Query(ge=1)] = None,
    part: Annotated[int, Query(ge=1)] = 1,
    show: Annotated[list[str] | None, Query(max_length=20)] = None,
    english: English = "title",
) -> HTMLResponse:
    """Show a page of a document's text: the one with sentence ``s``, or by number."""
    site: Site = request.app.state.site
    text = text_of(request, document)
    if s is not None:
        part = text.part_at(sentence_of(request, text, s)[0])
    if part > len(text.parts):
        raise HTTPException(404, said(request, "no_part", n=len(text.parts)))
    layers = SHOWN if show is None else tuple(name for name in LAYERS if name in show)
    chosen = {"show": list(layers) or ["none"], "english": english}
    kept = {} if show is None and english == "title" else chosen
    known: Known = request.app.state.known
    return site.page(
        request,
        "read.html",
        text=text,
        title=known.documents[text.id].get("title") or text.id,
        text_language=known.languages.get(text.id, "ja"),
        path=f"/read/{quote(text.id, safe='')}",
        part=part,
        n_parts=len(text.parts),
        paragraphs=shown(text, text.parts[part - 1], layers),
        layers=layers,
        all_layers=LAYERS,
        english=english,
        kept=kept,
        sentence=s,
    )


@router.get("/source/{document:path}", response_class=HTMLResponse)
def source(
    request: Request,
    document: str,
    s: Annotated[int | None, Query(ge=1)] = None,
    start: Annotated[int, Query(ge=0)] = 0,
    end: Annotated[int | None, Query(ge=0)] = None,
) -> HTMLResponse:
    """Show the source characters of a sentence, or of a range of the running text."""
    site: Site = request.app.state.site
    known: Known = request.app.state.known
    text = text_of(request, document)
    if s is not None:
        start, end = sentence_of(request, text, s)
    close = min(len(text.text), start + 1 if end is None else end)
    if start >= close:
        raise HTTPException(404, said(request, "no_place", n=len(text.text)))
    return site.page(
        request,
        "source.html",
        text=text,
        title=known.documents[text.id].get("title") or text.id,
        text_language=known.languages.get(text.id, "ja"),
        start=start,
        end=close,
        surface=text.text[start:close],
        place=known.sources.place(text.id, text.text, start, close),
        sentence=s or next((n for n, _, last in text.sentences(start, start + 1) if last > start), None),
    )


def text_of(request: Request, document: str) -> RunningText:
    """Return the text of a document that the corpus has, or answer 404."""
    known: Known = request.app.state.known
    number = known.texts.number(document)
    if number is None:
        raise HTTPException(404, said(request, "no_document"))
    return known.texts[number]


def sentence_of(request: Request, text: RunningText, number: int) -> tuple[int, int]:
    """Return the characters of a sentence, or answer 404."""
    found = text.sentence(number)
    if found is None:
        raise HTTPException(404, said(request, "no_sentence", n=text.n_sentences))
    return found


def said(request: Request, key: str, **values: object) -> str:
    """Return a text of the interface in the visitor's language."""
    return WORDS[language_of(request)][key].format(**values)
