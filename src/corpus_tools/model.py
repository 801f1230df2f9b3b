"""A text and the spans that stand off from it.

Offsets are Unicode code points, half-open ``[start, end)``, everywhere. The text is never normalised:
normal forms are attributes.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import spacy.tokens

IntArray: TypeAlias = npt.NDArray[np.integer[Any]]
Metadata: TypeAlias = dict[str, Any]
Attributes: TypeAlias = dict[str, Any]
BlockType: TypeAlias = Literal["title", "author", "heading", "paragraph"]
PieceKind: TypeAlias = Literal["kept", "dropped", "replaced"]

TOKEN_ATTRIBUTES: tuple[str, ...] = (
    "word",
    "lemma",
    "reading",
    "pron",
    "pos",
    "upos",
    "ctype",
    "cform",
    "goshu",
    "norm",
    "lemma_unidic",
    "lemma_note",
)
"""The positional attributes of a token, in the order of every table and export."""


# ---------------------------------------------------------------------------------------------- spans


@dataclass(frozen=True, slots=True)
class Span:
    """A labelled stretch of a document's text.

    Attributes:
        id: Unique in its document.
        start: First character.
        end: Just after the last character; equal to ``start`` for an anchor of zero width.
        origin: ``gold`` or ``auto:<annotator>``.
        attributes: Every attribute of the layer, ``None`` when unknown; lists are never absent.
    """

    id: str
    layer: str
    start: int
    end: int
    label: str
    origin: str
    attributes: Attributes = field(default_factory=dict)

    def surface(self, text: str) -> str:
        """Return the characters the span covers in ``text``."""
        return text[self.start : self.end]


def automatic_id(layer: str, start: int, end: int, label: str) -> str:
    """Name an automatic span by what it is, so that the same run gives the same id."""
    return f"{layer}-{start}-{end}-{label}" if label else f"{layer}-{start}-{end}"


@dataclass(frozen=True, slots=True)
class Block:
    """A title line, author line, heading or paragraph of the running text.

    Attributes:
        level: 1, 2, … for headings, 0 otherwise.
    """

    type: BlockType
    level: int
    start: int
    end: int


# --------------------------------------------------------------------------------------------- offsets


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source and what became of it in the running text."""

    kind: PieceKind
    source_start: int
    source_end: int
    start: int
    end: int
    reason: str = ""


class OffsetMap:
    """The way between a source text and the running text made from it.

    The pieces stand in order; their source slices are exactly the source, their running slices exactly the
    text. A kept piece has the same characters on both sides, a dropped one no running characters, a replaced
    one other characters than the source (or none in the source: an insertion).
    """

    def __init__(self, pieces: Iterable[Piece]) -> None:
        self.pieces: tuple[Piece, ...] = tuple(pieces)
        self._source_starts = [piece.source_start for piece in self.pieces]
        self._visible = [piece for piece in self.pieces if piece.end > piece.start]
        self._starts = [piece.start for piece in self._visible]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Map a text of ``length`` characters onto itself."""
        return cls([Piece("kept", 0, length, 0, length)] if length else [])

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the source slice of a running slice.

        It runs from the place of the first covered character to just after the last one's, and so never
        begins or ends on a dropped character. An empty slice gives an empty slice, before the character
        that follows (after the last one at the end of the text).
        """
        if not self._visible:
            return (0, 0)
        if start == end:
            place = self._source_place(start) if start < self._visible[-1].end else self._source_close(start)
            return (place, place)
        return (self._source_place(start), self._source_close(end))

    def to_text(self, source_start: int, source_end: int) -> tuple[int, int]:
        """Return the running slice of a source slice; dropped characters at its edges shrink it."""
        start = self._text_place(source_start, after=True)
        end = max(start, self._text_place(source_end, after=False)) if source_end > source_start else start
        return (start, end)

    def check(self, source: str, text: str) -> None:
        """Raise ``ValueError`` unless the pieces rebuild both ``source`` and ``text``."""
        at_source = at = 0
        for piece in self.pieces:
            if (piece.source_start, piece.start) != (at_source, at):
                raise ValueError(f"Offset map has a gap or an overlap at {piece}.")
            if piece.source_end < piece.source_start or piece.end < piece.start:
                raise ValueError(f"Offset map has a piece that runs backwards: {piece}.")
            if (
                piece.kind == "kept"
                and source[piece.source_start : piece.source_end] != text[piece.start : piece.end]
            ):
                raise ValueError(f"Kept piece differs between source and text: {piece}.")
            if piece.kind == "dropped" and (piece.start != piece.end or not piece.reason):
                raise ValueError(f"Dropped piece without a reason, or with running characters: {piece}.")
            if piece.kind == "replaced" and not piece.reason:
                raise ValueError(f"Replaced piece without a reason: {piece}.")
            at_source, at = piece.source_end, piece.end
        if (at_source, at) != (len(source), len(text)):
            raise ValueError("Offset map does not cover the whole source and the whole text.")

    def _piece_at(self, place: int) -> Piece:
        return self._visible[max(0, bisect_right(self._starts, place) - 1)]

    def _source_place(self, start: int) -> int:
        piece = self._piece_at(start)
        return piece.source_start + (start - piece.start if piece.kind == "kept" else 0)

    def _source_close(self, end: int) -> int:
        piece = self._piece_at(end - 1)
        return piece.source_start + (end - piece.start) if piece.kind == "kept" else piece.source_end

    def _text_place(self, place: int, *, after: bool) -> int:
        """Map a source border; inside a replaced piece go out to its start (``after``) or end."""
        if not self.pieces:
            return 0
        index = (
            bisect_right(self._source_starts, place) - 1
            if after
            else bisect_left(self._source_starts, place) - 1
        )
        piece = self.pieces[max(0, index)]
        if piece.kind == "kept":
            return piece.start + min(max(place - piece.source_start, 0), piece.end - piece.start)
        return piece.start if after or piece.kind == "dropped" else piece.end


# ---------------------------------------------------------------------------------------------- tokens


class TokenTable:
    """The distinct token records of a run: one row per distinct tuple of attribute values.

    ``upos`` is not here: it depends on context. Rows are only ever added.
    """

    attributes: tuple[str, ...] = tuple(name for name in TOKEN_ATTRIBUTES if name != "upos")

    def __init__(self) -> None:
        self.rows: list[tuple[str, ...]] = []
        self._index: dict[tuple[str, ...], int] = {}

    def __len__(self) -> int:
        return len(self.rows)

    def add(self, row: tuple[str, ...]) -> int:
        """Return the number of ``row`` (values in the order of ``attributes``), adding it if it is new."""
        number = self._index.get(row)
        if number is None:
            number = self._index[row] = len(self.rows)
            self.rows.append(row)
        return number

    def column(self, name: str) -> list[str]:
        """Return one attribute of every row."""
        place = self.attributes.index(name)
        return [row[place] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one document, as columns.

    Attributes:
        starts: First characters. *Shape:* ``(n_tokens,)``, int32.
        ends: Just after the last characters. *Shape:* ``(n_tokens,)``, int32.
        records: Rows of ``table``. *Shape:* ``(n_tokens,)``, int32.
        upos: Codes into ``upos_values``. *Shape:* ``(n_tokens,)``, uint8.
        table: The records, shared between documents.
        upos_values: The UPOS tags, in code order.

    White space is never a token. Tokens stand in order and do not overlap.
    """

    starts: IntArray
    ends: IntArray
    records: IntArray
    upos: IntArray
    table: TokenTable
    upos_values: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def column(self, name: str) -> list[str]:
        """Return one attribute of every token, in order."""
        if name == "upos":
            return [self.upos_values[code] for code in self.upos.tolist()]
        place = self.table.attributes.index(name)
        rows = self.table.rows
        return [rows[number][place] for number in self.records.tolist()]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield ``start``, ``end`` and every attribute of each token, in the order of the exports."""
        columns = [self.column(name) for name in TOKEN_ATTRIBUTES]
        for start, end, *values in zip(self.starts.tolist(), self.ends.tolist(), *columns, strict=True):
            yield {"start": start, "end": end, **dict(zip(TOKEN_ATTRIBUTES, values, strict=True))}

    def compact(self) -> Tokens:
        """Return the same tokens with a table of their own records only, as is fit for sending elsewhere."""
        used, records = np.unique(self.records, return_inverse=True)
        table = TokenTable()
        for number in used.tolist():
            table.add(self.table.rows[number])
        return replace(self, records=records.astype(np.int32), table=table)

    @classmethod
    def from_columns(
        cls,
        starts: Sequence[int],
        ends: Sequence[int],
        columns: Mapping[str, Sequence[str]],
        *,
        table: TokenTable | None = None,
    ) -> Tokens:
        """Make tokens from one list of strings per attribute; an attribute that is missing is empty."""
        table = TokenTable() if table is None else table
        n_tokens = len(starts)
        lists = [columns.get(name, [""] * n_tokens) for name in table.attributes]
        records = [table.add(row) for row in zip(*lists, strict=True)]
        tags = columns.get("upos", [""] * n_tokens)
        upos_values = tuple(sorted(set(tags)))
        code = {tag: number for number, tag in enumerate(upos_values)}
        return cls(
            np.asarray(starts, dtype=np.int32),
            np.asarray(ends, dtype=np.int32),
            np.asarray(records, dtype=np.int32),
            np.asarray([code[tag] for tag in tags], dtype=np.uint8),
            table,
            upos_values,
        )


# -------------------------------------------------------------------------------------------- document


@dataclass(slots=True)
class Document:
    """The unit of a corpus: an immutable text, its tokens and its layers of spans.

    Attributes:
        text: The running text; its blocks are separated by line breaks.
        metadata: Flat values: ``title``, ``author``, ``written`` (the document creation time as EDTF), …
        blocks: Titles, author, headings and paragraphs, in order, not overlapping.
        layers: Spans by layer, each list in text order (start, then longest first).
        offsets: The way back to ``source``.
        source: The source text, where it is at hand.
    """

    id: str
    text: str
    lang: str = "ja"
    metadata: Metadata = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)
    tokens: Tokens | None = None
    layers: dict[str, list[Span]] = field(default_factory=dict)
    offsets: OffsetMap | None = None
    source: str | None = None

    def spans(self, layer: str) -> list[Span]:
        """Return a layer's spans; a layer that was not annotated has none."""
        return self.layers.get(layer, [])

    def source_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the source slice that a slice of the text came from."""
        return self.offsets.to_source(start, end) if self.offsets is not None else (start, end)

    def to_spacy(self, **options: Any) -> spacy.tokens.Doc:
        """Return the document as a spaCy ``Doc``; see ``corpus_tools.formats.spacy_doc.to_spacy``."""
        from corpus_tools.formats.spacy_doc import to_spacy

        return to_spacy(self, **options)


def in_text_order(spans: Iterable[Span]) -> list[Span]:
    """Sort spans by start, the longest first, then by label."""
    return sorted(spans, key=lambda span: (span.start, -span.end, span.label))
