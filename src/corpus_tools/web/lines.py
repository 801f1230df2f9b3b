"""Hits to the lines of a page: tokens in order, cut to the context, tinted by what is annotated on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.analysis.furigana import shared_out
from corpus_tools.analysis.kwic import dates_on, entities_on, place_of
from corpus_tools.analysis.sampling import sampled
from corpus_tools.analysis.sorting import sort_order
from corpus_tools.model import IntArray
from corpus_tools.render import dates_on_line, names_on_line
from corpus_tools.web.view import View

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits


@dataclass(frozen=True, slots=True)
class Token:
    """A token as it is shown.

    Attributes:
        space: White space before it.
        ruby: Pieces of its text with their readings; one piece without a reading where none are shown.
        sorted: Whether the lines are sorted by it.
    """

    space: str
    ruby: tuple[tuple[str, str], ...]
    sorted: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens that stand under one and the same span, or under none.

    Attributes:
        kind: ``DATE``, ``GPE`` …; empty under none.
        note: What the span means, with ``=`` or ``≈`` before it.
    """

    kind: str
    note: str
    tokens: tuple[Token, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A concordance line.

    Attributes:
        number: Of the hit in corpus order, from 0.
        first: Corpus position of the first token shown; those of the line follow each other.
        beside: English names and dates of the line, those nearest to the node first.
    """

    number: int
    document: str
    start: int
    end: int
    first: int
    left: tuple[Piece, ...]
    node: tuple[Piece, ...]
    right: tuple[Piece, ...]
    section: str | None
    sentence_n: int | None
    beside: tuple[str, ...]

    @property
    def node_length(self) -> int:
        """How many characters the node has."""
        return sum(len(text) for piece in self.node for token in piece.tokens for text, _ in token.ruby)


def ordered(corpus: Corpus, hits: Hits, view: View) -> IntArray:
    """Return the numbers of the hits of a view: drawn, then sorted. *Shape:* ``(n_lines,)``.

    Raises:
        QueryError: No such sort key or attribute.
    """
    numbers = np.arange(len(hits)) if not view.sample else sampled(len(hits), view.sample, seed=view.seed)
    if view.sort:
        numbers = numbers[sort_order(corpus, hits, numbers, view.sort, attribute=view.by)]
    return numbers


def page_of_lines(corpus: Corpus, hits: Hits, view: View) -> tuple[list[Line], int]:
    """Return the lines of a view's page, and how many lines there are on all pages."""
    numbers = ordered(corpus, hits, view)
    offset = (view.page - 1) * view.size
    chosen = numbers[offset : offset + view.size].tolist()
    return [line_of(corpus, hits, number, view) for number in chosen], len(numbers)


def line_of(corpus: Corpus, hits: Hits, number: int, view: View) -> Line:
    """Return one hit as a line."""
    start, end = int(hits.starts[number]), int(hits.ends[number])
    document = corpus.document_of(start)
    first, last = _reach(corpus, document, start, end, view)
    spans = _spans(corpus, first, last)
    shown = _shown(corpus, document, (first, last), view)
    kinds = _kinds(spans, first, last)
    place = place_of(corpus, document, start)
    pieces = [
        _pieces(shown[a - first : b - first], kinds[a - first : b - first])
        for a, b in ((first, start), (start, end), (end, last))
    ]
    pieces = _mark_sorted(pieces, view.sort)
    return Line(
        number, corpus.document_id(document), start, end, first,
        pieces[0], pieces[1], pieces[2],
        place["section"], place["sentence_n"], _beside(spans, start, end),
    )  # fmt: skip


def _reach(corpus: Corpus, document: int, start: int, end: int, view: View) -> tuple[int, int]:
    """Return the tokens of a line; a context in characters takes the tokens that they touch."""
    begin, close = int(corpus.texts.starts[document]), int(corpus.texts.ends[document])
    characters = corpus.character_range(start, end)
    if view.unit == "tokens" or characters is None:
        return max(begin, start - view.context), min(max(close, end), end + view.context)
    starts, ends = corpus.index.numbers("char_start"), corpus.index.numbers("char_end")
    first = begin + int(np.searchsorted(ends[begin:start], characters[0] - view.context, side="right"))
    last = end + int(np.searchsorted(starts[end:close], characters[1] + view.context, side="left"))
    return first, last


def _shown(corpus: Corpus, document: int, borders: tuple[int, int], view: View) -> list[Token]:
    first, last = borders
    text = corpus.text(document)
    words = corpus.index.positional["word"].values(np.arange(first, last)) if text is None else []
    spaces = [""] * (last - first)
    if text is not None:
        starts = corpus.index.numbers("char_start")[first:last].tolist()
        ends = corpus.index.numbers("char_end")[first:last].tolist()
        words = [_flat(text[a:b]) for a, b in zip(starts, ends, strict=True)]
        spaces = ["", *(_flat(text[a:b]) for a, b in zip(ends, starts[1:], strict=False))]
    reading = corpus.index.positional.get("reading") if view.ruby else None
    if reading is None:
        return [Token(space, ((word, ""),)) for space, word in zip(spaces, words, strict=True)]
    readings = reading.values(np.arange(first, last))
    return [Token(*one) for one in zip(spaces, map(shared_out, words, readings), strict=True)]


@dataclass(frozen=True, slots=True)
class _Marked:
    start: int
    end: int
    kind: str
    note: str
    said: str


def _spans(corpus: Corpus, first: int, last: int) -> list[_Marked]:
    found = []
    for layer, on in (("entity", entities_on), ("date", dates_on)):
        attribute = corpus.index.structural.get(layer)
        regions = corpus.regions(layer, first, last)
        if (
            attribute is None
            or not regions
            or not {"surface", "origin", "label"} <= set(attribute.attributes)
        ):
            continue
        for region, span in zip(regions, on(corpus, first, last), strict=True):
            said = names_on_line([span]) if layer == "entity" else dates_on_line([span])
            kind = span["label"] if layer == "entity" else "DATE"
            note = _note(span, layer)
            borders = int(attribute.starts[region]), int(attribute.ends[region])
            found.append(_Marked(*borders, kind or "", note, said[0] if said else ""))
    return found


def _note(span: dict[str, Any], layer: str) -> str:
    meaning = span["en"] if layer == "entity" else span["edtf"] or span["value"]
    sign = "=" if span.get("origin") == "gold" else "≈"
    return f"{sign} {meaning}" if meaning else ""


def _kinds(spans: Sequence[_Marked], first: int, last: int) -> list[tuple[str, str, int]]:
    """Return kind, note and span of each token: of nested spans those of the innermost."""
    kinds = [("", "", -1)] * (last - first)
    order = sorted(range(len(spans)), key=lambda number: spans[number].start - spans[number].end)
    for number in order:
        span = spans[number]
        for cpos in range(max(span.start, first), min(span.end, last)):
            kinds[cpos - first] = (span.kind, span.note, number)
    return kinds


def _pieces(tokens: Sequence[Token], kinds: Sequence[tuple[str, str, int]]) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    before = -2
    for token, (kind, note, number) in zip(tokens, kinds, strict=True):
        if number == before:
            pieces[-1] = Piece(kind, note, (*pieces[-1].tokens, token))
        else:
            pieces.append(Piece(kind, note, (token,)))
        before = number
    return tuple(pieces)


def _mark_sorted(pieces: list[tuple[Piece, ...]], sort: str) -> list[tuple[Piece, ...]]:
    """Mark the token that ``L3`` or ``R1`` names."""
    key = sort.partition(":")[0]
    side = {"L": 0, "R": 2}.get(key[:1])
    if side is None or not key[1:].isdigit():
        return pieces
    count = sum(len(piece.tokens) for piece in pieces[side])
    place = count - int(key[1:]) if side == 0 else int(key[1:]) - 1
    marked, at = [], 0
    for piece in pieces[side]:
        tokens = tuple(
            Token(token.space, token.ruby, at + number == place) for number, token in enumerate(piece.tokens)
        )
        marked.append(Piece(piece.kind, piece.note, tokens))
        at += len(tokens)
    return [*pieces[:side], tuple(marked), *pieces[side + 1 :]]


def _beside(spans: Sequence[_Marked], start: int, end: int) -> tuple[str, ...]:
    near = sorted(spans, key=lambda span: max(span.start - end, start - span.end, 0))
    return tuple(dict.fromkeys(span.said for span in near if span.said))


def _flat(text: str) -> str:
    """Return a text on one line: a line break is a space."""
    return text if text.isprintable() else " ".join(f"{text}.".splitlines())[:-1]
