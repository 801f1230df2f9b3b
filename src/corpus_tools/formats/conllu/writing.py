"""Documents to the lines of CoNLL-U."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from corpus_tools.errors import FormatError
from corpus_tools.formats.flat import place
from corpus_tools.formats.sentences import sentence_tokens
from corpus_tools.formats.standoff import SPELLING_TOKENS, without_spelling
from corpus_tools.formats.white_space import escape
from corpus_tools.model import Document, Span, Tokens, in_text_order

MISC_COLUMNS = {
    "Reading": "reading",
    "Pron": "pron",
    "CType": "ctype",
    "CForm": "cform",
    "Goshu": "goshu",
    "LemmaUniDic": "lemma_unidic",
}
"""Keys of MISC and the token attributes they hold."""

_USUAL_GAPS = {"": ["SpaceAfter=No"], " ": []}
_MARKED = {"entity": ("Entity", "NameID", "name_id"), "date": ("Date", "DateValue", "value")}


def write(documents: Iterable[Document], stream: TextIO, *, standoff_only: bool = False) -> int:
    """Write documents with tokens.

    Args:
        standoff_only: Leave out the text and whatever spells it: forms and lemmas are ``_``, and MISC has
            ``TokenRange=start:end``.

    Returns:
        The number of documents.

    Raises:
        FormatError: A document has no tokens.
    """
    number = 0
    for document in documents:
        for line in document_lines(document, standoff_only):
            stream.write(line + "\n")
        number += 1
    return number


def document_lines(document: Document, standoff_only: bool) -> Iterator[str]:
    """Yield the lines of a document, an empty one after each sentence."""
    if document.tokens is None:
        raise FormatError(f"Document {document.id!r} has no tokens; run the tokenizer on it first.")
    tokens = document.tokens
    rows = _token_lines(document, tokens, standoff_only)
    blocks = {block.start: block for block in document.blocks}
    spans = [span for layer, group in document.layers.items() if layer != "s" for span in group]
    sentences = sentence_tokens(document, tokens)
    borders = [0, *(int(tokens.starts[first]) for first, _ in sentences[1:]), len(document.text) + 1]
    for number, (first, last) in enumerate(sentences, start=1):
        start, end = int(tokens.starts[first]), int(tokens.ends[last - 1])
        if number == 1:
            yield f"# newdoc id = {document.id}"
            yield f"# meta = {_json({'lang': document.lang, **document.metadata})}"
        if start in blocks:
            yield "# newpar"
            yield f"# block = {blocks[start].type} {blocks[start].level}"
        yield f"# sent_id = {document.id}-s{number}"
        if not standoff_only:
            yield f"# text = {_one_line(document.text[start:end])}"
        here = [span for span in spans if borders[number - 1] <= span.start < borders[number]]
        if here:
            yield f"# spans = {_json([_span_record(span, standoff_only) for span in in_text_order(here)])}"
        for position, row in enumerate(rows[first:last], start=1):
            yield f"{position}\t{row}"
        yield ""


def _token_lines(document: Document, tokens: Tokens, standoff_only: bool) -> list[str]:
    marks = _marks(document, tokens)
    gaps = _gaps(document.text, tokens)
    return [
        _token_line(row, mark, gap, standoff_only)
        for row, mark, gap in zip(tokens.rows(), marks, gaps, strict=True)
    ]


def _token_line(row: dict[str, Any], marks: list[str], gaps: list[str], standoff_only: bool) -> str:
    misc = [
        f"{key}={escape(row[column])}"
        for key, column in MISC_COLUMNS.items()
        if row[column] and not (standoff_only and column in SPELLING_TOKENS)
    ]
    if standoff_only:
        misc.append(f"TokenRange={row['start']}:{row['end']}")
    form, lemma = ("_", "_") if standoff_only else (row["word"], row["lemma"] or row["word"])
    columns = (form, lemma, row["upos"] or "_", row["pos"] or "_", *"____")
    return "\t".join((*columns, "|".join([*marks, *misc, *gaps]) or "_"))


def _gaps(text: str, tokens: Tokens) -> Iterator[list[str]]:
    """Say for each token how the text goes on to the next."""
    starts, ends = tokens.starts.tolist(), tokens.ends.tolist()
    before = text[: starts[0]] if starts else ""
    for end, following in zip(ends, [*starts[1:], len(text)][: len(ends)], strict=True):
        gap = text[end:following]
        leading = [f"SpacesBefore={escape(before)}"] if before else []
        yield [*leading, *_USUAL_GAPS.get(gap, [f"SpacesAfter={escape(gap)}"])]
        before = ""


def _marks(document: Document, tokens: Tokens) -> list[list[str]]:
    """Return the MISC values that say which spans cover each token."""
    marks: list[list[str]] = [[] for _ in range(len(tokens))]
    for layer, (key, value_key, attribute) in _MARKED.items():
        covering: dict[int, list[tuple[str, str]]] = {}
        for one in place(tokens, document.spans(layer))[0]:
            value = one.span.attributes.get(attribute) or "_"
            for number in range(one.first, one.last):
                tag = f"{'B' if number == one.first else 'I'}-{one.span.label}"
                covering.setdefault(number, []).append((tag, value))
        for number, pairs in covering.items():
            marks[number].append(f"{key}={','.join(tag for tag, _ in pairs)}")
            if any(value != "_" for _, value in pairs):
                marks[number].append(f"{value_key}={escape(','.join(value for _, value in pairs))}")
    return marks


def _span_record(span: Span, standoff_only: bool) -> dict[str, Any]:
    attributes = without_spelling(span.layer, span.attributes) if standoff_only else span.attributes
    return {
        "id": span.id,
        "layer": span.layer,
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "origin": span.origin,
        "attributes": attributes,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text
