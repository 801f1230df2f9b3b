"""A stretch of a document as a document of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np

from corpus_tools.model import Block, Document, IntArray, OffsetMap, Piece, Span, Tokens

Unit: TypeAlias = Literal["section", "paragraph"]

SpanPlaces: TypeAlias = dict[str, tuple[IntArray, IntArray]]

_CONTAINERS = ("section", "page", "p")
_PLACES: dict[str, tuple[str, ...]] = {"gloss": ("ja_start", "ja_end", "en_start", "en_end")}


def pieces(document: Document, unit: Unit) -> Iterator[tuple[int, int]]:
    """Yield where the sections or paragraphs of a document begin and end, without the white space around them.

    Sections are the stretches from one heading to the next, whatever their level; what stands before the first heading
    is one too. No sentence is cut: where one runs across a border, both sides are one piece.
    """
    text = document.text
    borders = sorted({0, *_whole_sentences(document, _borders(document, unit)), len(text)})
    for start, end in pairwise(borders):
        stripped = text[start:end].strip()
        if stripped:
            start += len(text[start:end]) - len(text[start:end].lstrip())
            yield start, start + len(stripped)


def span_places(document: Document) -> SpanPlaces:
    """Return the starts and ends of every layer's spans, for cutting many pieces."""
    return {
        layer: (
            np.fromiter((span.start for span in spans), np.int64, len(spans)),
            np.fromiter((span.end for span in spans), np.int64, len(spans)),
        )
        for layer, spans in document.layers.items()
    }


def cut(
    document: Document, start: int, end: int, *, name: str, places: SpanPlaces | None = None
) -> tuple[Document, Counter[str]]:
    """Return the piece of a document, and how many spans of each layer cross its border and so are not in it.

    Sections, pages and blocks that reach beyond the piece are cut to it. ``metadata`` says where the piece is from:
    ``part_of``, ``part_start``, ``part_end``.

    Args:
        name: The id of the piece.
        places: What ``span_places`` says of the document, where many pieces are cut from it.
    """
    places = places if places is not None else span_places(document)
    crossing: Counter[str] = Counter()
    layers: dict[str, list[Span]] = {}
    for layer, spans in document.layers.items():
        layers[layer] = []
        starts, ends = places[layer]
        for number in np.flatnonzero((starts <= end) & (ends >= start)).tolist():
            span = spans[number]
            if span.layer in _CONTAINERS and span.start < end and span.end > start:
                span = replace(span, start=max(span.start, start), end=min(span.end, end))
            if _inside(span, start, end):
                layers[layer].append(_moved(span, -start))
            elif span.start < end and span.end > start:
                crossing[layer] += 1
    blocks = [block for block in document.blocks if block.start < end and block.end > start]
    piece = Document(
        id=name,
        text=document.text[start:end],
        lang=document.lang,
        metadata={**document.metadata, "part_of": document.id, "part_start": start, "part_end": end},
        blocks=[
            Block(block.type, block.level, max(block.start, start) - start, min(block.end, end) - start)
            for block in blocks
        ],
        tokens=_tokens(document.tokens, start, end) if document.tokens is not None else None,
        layers=layers,
        offsets=_offsets(document.offsets, start, end) if document.offsets is not None else None,
    )
    return piece, crossing


def _borders(document: Document, unit: Unit) -> set[int]:
    if unit == "section" and document.spans("section"):
        return {span.start for span in document.spans("section")}
    if unit == "section":
        return {block.start for block in document.blocks if block.type == "heading"}
    if document.blocks:
        return {block.start for block in document.blocks}
    return {at + 1 for at, character in enumerate(document.text) if character == "\n"}


def _whole_sentences(document: Document, borders: set[int]) -> set[int]:
    ordered = np.array(sorted(borders), dtype=np.int64)
    cutting: set[int] = set()
    for span in document.spans("s"):
        first, last = np.searchsorted(ordered, (span.start + 1, span.end))
        cutting.update(ordered[first:last].tolist())
    return borders - cutting


def _inside(span: Span, start: int, end: int) -> bool:
    if span.start == span.end:  # an anchor belongs to what stands before it
        return start < span.start <= end
    return start <= span.start and span.end <= end


def _moved(span: Span, by: int) -> Span:
    attributes: dict[str, Any] = dict(span.attributes)
    for name in _PLACES.get(span.layer, ()):
        if attributes.get(name) is not None:
            attributes[name] += by
    return replace(span, start=span.start + by, end=span.end + by, attributes=attributes)


def _tokens(tokens: Tokens, start: int, end: int) -> Tokens:
    first, last = np.searchsorted(tokens.starts, (start, end))
    inside = slice(int(first), int(last))
    return replace(
        tokens,
        starts=tokens.starts[inside] - start,
        ends=tokens.ends[inside] - start,
        records=tokens.records[inside],
        upos=tokens.upos[inside],
    )


def _offsets(offsets: OffsetMap, start: int, end: int) -> OffsetMap:
    """Cut the way back to the source; the pieces' source places stay those of the whole source."""
    found = []
    for piece in offsets.pieces:
        if piece.end <= start or piece.start >= end:
            continue
        before, after = max(0, start - piece.start), max(0, piece.end - end)
        kept = piece.kind == "kept"
        found.append(
            Piece(
                piece.kind,
                piece.source_start + (before if kept else 0),
                piece.source_end - (after if kept else 0),
                piece.start + before - start,
                piece.end - after - start,
                piece.reason,
            )
        )
    return OffsetMap(found)
