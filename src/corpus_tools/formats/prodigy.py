"""Prodigy's JSON Lines: one task a line, for ``spans.manual`` and ``ner.manual``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, TextIO

from corpus_tools.annotate.corrections.marks import Mark, Marked
from corpus_tools.formats.jsonl import dumps
from corpus_tools.formats.marked import (
    ALL_CARRIED,
    DEFAULT_LAYERS,
    STAMP,
    checked_text,
    read_mark,
    read_stamp,
    tool_label,
)
from corpus_tools.formats.marking import TextUnit, Writing, first_character
from corpus_tools.formats.reading import json_lines
from corpus_tools.model import Document

_REMEDY = "Export from Prodigy again with `prodigy db-out`."
_UNDECIDED = ("reject", "ignore")


def write(
    documents: Iterable[Document],
    stream: TextIO,
    *,
    unit: TextUnit = "paragraph",
    layers: Sequence[str] = DEFAULT_LAYERS,
) -> dict[str, Any]:
    """Write tasks with tokens and spans; tokens are cut where a span begins or ends inside one."""
    writing = Writing(unit, layers)
    for document in documents:
        borders = _token_borders(document)
        for marked in writing(document):
            stream.write(dumps(_task(marked, borders)) + "\n")
    return writing.counts()


def read(path: Path) -> Iterator[Marked]:
    """Read tasks; rejected and ignored ones are left aside.

    Raises:
        FormatError: A line is no task.
    """
    return json_lines(path, _REMEDY, _marked)


def _token_borders(document: Document) -> list[tuple[int, int]]:
    """Return the tokens of a document, or its characters where it has none, in places of the whole document."""
    by = first_character(document)
    if document.tokens is None:
        return [(by + at, by + at + 1) for at, one in enumerate(document.text) if not one.isspace()]
    starts, ends = (document.tokens.starts + by).tolist(), (document.tokens.ends + by).tolist()
    return list(zip(starts, ends, strict=True))


def _task(marked: Marked, borders: list[tuple[int, int]]) -> dict[str, Any]:
    assert marked.stamp is not None and marked.text is not None
    tokens = _tokens(marked, borders)
    starts = {token["start"]: token["id"] for token in tokens}
    ends = {token["end"]: token["id"] for token in tokens}
    return {
        "text": marked.text,
        "tokens": tokens,
        "spans": [_span(mark, starts, ends) for mark in marked.marks],
        "meta": {"document": marked.stamp.document, "start": marked.stamp.start},
        STAMP: marked.stamp.as_dict(),
    }


def _tokens(marked: Marked, borders: list[tuple[int, int]]) -> list[dict[str, Any]]:
    """Cut the text at the borders of tokens and marks; white space other than one space is a token too."""
    assert marked.stamp is not None and marked.text is not None
    text, first = marked.text, marked.stamp.start
    at = {place - first for border in borders for place in border if first <= place <= first + len(text)}
    at |= {place for mark in marked.marks for place in (mark.start, mark.end)} | {0, len(text)}
    tokens: list[dict[str, Any]] = []
    ordered = sorted(at)
    starts = {mark.start for mark in marked.marks}
    for start, end in pairwise(ordered):
        if text[start:end] == " " and tokens and start not in starts and tokens[-1]["end"] == start:
            tokens[-1]["ws"] = True
        else:
            tokens.append(
                {"text": text[start:end], "start": start, "end": end, "id": len(tokens), "ws": False}
            )
    return tokens


def _span(mark: Mark, starts: dict[int, int], ends: dict[int, int]) -> dict[str, Any]:
    return {
        "start": mark.start,
        "end": mark.end,
        "token_start": starts[mark.start],
        "token_end": ends[mark.end],
        "label": tool_label(mark.layer, mark.label),
        "id": mark.id,
        "attributes": mark.attributes,
    }


def _marked(task: dict[str, Any], where: str) -> Marked:
    text = checked_text(task["text"])
    answer = task.get("answer", "accept")
    if answer not in ("accept", *_UNDECIDED):
        raise ValueError(f"answer {answer!r} is none of: accept, {', '.join(_UNDECIDED)}")
    marks = [_mark(span, where) for span in task.get("spans") or []]
    skipped = f"answered with {answer}" if answer in _UNDECIDED else ""
    aside = ("relations",) if task.get("relations") else ()
    return Marked(where, text, read_stamp(task.get(STAMP)), tuple(marks), ALL_CARRIED, skipped, aside)


def _mark(span: dict[str, Any], where: str) -> Mark:
    given = span.get("attributes") or {}
    return read_mark(
        where, span["label"], span["start"], span["end"], span_id=span.get("id"), attributes=given
    )
