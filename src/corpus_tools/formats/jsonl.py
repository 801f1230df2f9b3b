"""JSON Lines: one annotated document a line, the contract of ``annotate`` and of ``export jsonl``."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TextIO

from corpus_tools.errors import FormatError
from corpus_tools.formats.reading import checked, malformed
from corpus_tools.formats.standoff import SPELLING_TOKENS, without_spelling
from corpus_tools.model import TOKEN_ATTRIBUTES, Block, Document, Span, Tokens

_LAYER_KEYS = {"dates": ("date", "type"), "entities": ("entity", "label"), "glosses": ("gloss", "kind")}


def write(documents: Iterable[Document], stream: TextIO, *, standoff_only: bool = False) -> int:
    """Write documents with all that is annotated, one a line.

    Args:
        standoff_only: Leave out the text and whatever spells it (words, lemmas, readings, surfaces).

    Returns:
        The number of documents.
    """
    number = 0
    for document in documents:
        record = {**document_record(document), **_whole(document)}
        stream.write(dumps(without_text(record) if standoff_only else record) + "\n")
        number += 1
    return number


def dumps(record: dict[str, Any]) -> str:
    """Return a record as one line of JSON, Japanese as it is."""
    return json.dumps(record, ensure_ascii=False)


def document_record(document: Document, *, source: bool = False) -> dict[str, Any]:
    """Return a document as ``annotate`` prints it.

    Args:
        source: Add ``source_start`` and ``source_end`` to every token and span.
    """
    tokens = list(document.tokens.rows()) if document.tokens is not None else []
    record: dict[str, Any] = {
        "id": document.id,
        "text": document.text,
        "tokens": tokens,
        "sentences": [{"start": span.start, "end": span.end} for span in document.spans("s")],
        **{
            key: [_span_record(document, span, label) for span in document.spans(layer)]
            for key, (layer, label) in _LAYER_KEYS.items()
        },
    }
    if source:
        for key in ("tokens", "sentences", *_LAYER_KEYS):
            for row in record[key]:
                row["source_start"], row["source_end"] = document.source_range(row["start"], row["end"])
    return record


def read(stream: TextIO, *, name: str = "input") -> Iterator[Document]:
    """Read documents that ``write`` wrote.

    Raises:
        FormatError: A line is no JSON object or lacks the text; the line is named.
    """
    for number, line in enumerate(stream, start=1):
        if line.strip():
            place = f"{name}, line {number}"
            with malformed(place, "Correct the line, or export the file again."):
                yield checked(_document(_parse(line, place), place))


def without_text(record: dict[str, Any]) -> dict[str, Any]:
    """Return a record without the text and whatever spells it."""
    tokens = [
        {key: value for key, value in row.items() if key not in SPELLING_TOKENS} for row in record["tokens"]
    ]
    spans = {
        key: [without_spelling(layer, row) for row in record[key]] for key, (layer, _) in _LAYER_KEYS.items()
    }
    if "spans" in record:
        spans["spans"] = [without_spelling(row["layer"], row) for row in record["spans"]]
    return {**record, "text": None, "tokens": tokens, **spans}


def _span_record(document: Document, span: Span, label: str) -> dict[str, Any]:
    return {
        "id": span.id,
        "start": span.start,
        "end": span.end,
        "surface": span.surface(document.text),
        label: span.label,
        **span.attributes,
        "origin": span.origin,
    }


def _whole(document: Document) -> dict[str, Any]:
    """Return what ``annotate`` does not print but a reader needs to have the whole document back."""
    named = {layer for layer, _ in _LAYER_KEYS.values()}
    others = [
        {"layer": layer, **_span_record(document, span, "label")}
        for layer, spans in sorted(document.layers.items())
        if layer not in named
        for span in spans
    ]
    blocks = [
        {"type": block.type, "level": block.level, "start": block.start, "end": block.end}
        for block in document.blocks
    ]
    return {"lang": document.lang, "metadata": document.metadata, "blocks": blocks, "spans": others}


def _parse(line: str, place: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise FormatError(f"{place}: not JSON ({error.msg}, column {error.colno}).") from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise FormatError(
            f"{place}: expected an object with a text; a stand-off export cannot be read without one."
        )
    return record


def _document(record: dict[str, Any], place: str) -> Document:
    read_span: Callable[[dict[str, Any], str, str], Span] = _span
    layers: dict[str, list[Span]] = {}
    try:
        for key, (layer, label) in _LAYER_KEYS.items():
            layers[layer] = [read_span(row, layer, label) for row in record.get(key, [])]
        for row in record.get("spans", []):
            layers.setdefault(row["layer"], []).append(
                read_span({k: v for k, v in row.items() if k != "layer"}, row["layer"], "label")
            )
        blocks = [
            Block(row["type"], row["level"], row["start"], row["end"]) for row in record.get("blocks", [])
        ]
        tokens = _tokens(record.get("tokens", []))
    except (KeyError, TypeError) as error:
        raise FormatError(
            f"{place}: a token, span or block lacks or misspells {error}. Correct it, or export again."
        ) from error
    return Document(
        id=str(record["id"]),
        text=record["text"],
        lang=record.get("lang", "ja"),
        metadata=record.get("metadata", {}),
        blocks=blocks,
        tokens=tokens,
        layers=layers,
    )


def _tokens(rows: list[dict[str, Any]]) -> Tokens:
    columns = {name: [row.get(name, "") for row in rows] for name in TOKEN_ATTRIBUTES}
    return Tokens.from_columns([row["start"] for row in rows], [row["end"] for row in rows], columns)


def _span(row: dict[str, Any], layer: str, label: str) -> Span:
    fixed = {"id", "start", "end", "surface", label, "origin"}
    attributes = {key: value for key, value in row.items() if key not in fixed}
    return Span(row["id"], layer, row["start"], row["end"], row[label], row["origin"], attributes)
