"""The way from a place in the running text back to the characters of its source."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from corpus_tools.corpus import Corpus
from corpus_tools.errors import SourceError
from corpus_tools.model import OffsetMap, Piece
from corpus_tools.sources.text_file import read_text_file

LINES_AROUND = 3
_WIDEST = 4000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the source and what became of it.

    Attributes:
        text: Its characters; of what was dropped ``None`` where the source is not at hand.
        asked: It belongs to the place that was asked for.
    """

    kind: str
    text: str | None
    reason: str
    asked: bool


@dataclass(frozen=True, slots=True)
class SourcePlace:
    """A place in a source.

    Attributes:
        start: First character in the source.
        line: Number of the first line of the place; none where the source is not at hand.
        lines: The lines around with their numbers; one without a number where the source is not at hand.
    """

    start: int
    end: int
    line: int | None
    lines: list[tuple[int | None, list[Stretch]]]


class Sources:
    """The sources of a corpus' documents: what the tables know of them, and the files where they are at hand.

    Args:
        folder: Holds a folder per document with ``source.txt``. A file is used only if it is the very one that the
            corpus was made from, by its SHA-256.
    """

    def __init__(self, corpus: Corpus, folder: Path | None = None) -> None:
        self._corpus = corpus
        self._folder = folder
        self._offsets = lru_cache(maxsize=8)(self._read_offsets)
        self._source = lru_cache(maxsize=8)(self._read_source)

    def place(self, document: str, text: str, start: int, end: int) -> SourcePlace | None:
        """Return where a range of the running text stands in the source; none if the corpus does not say."""
        found = self._offsets(document)
        if found is None:
            return None
        offsets, checksum = found
        begin, close = offsets.to_source(start, end)
        close = min(close, begin + _WIDEST)
        source = self._source(document, checksum)
        if source is None:
            pieces = _without_source(offsets, text, begin, close)
            return SourcePlace(begin, close, None, [(None, list(pieces))])
        return SourcePlace(
            begin, close, source.count("\n", 0, begin) + 1, _lines(offsets, source, begin, close)
        )

    def _read_offsets(self, document: str) -> tuple[OffsetMap, str] | None:
        import pyarrow.parquet as pq

        for part in self._corpus.parts:
            path = part / "tables" / "documents.parquet"
            if not path.is_file():
                continue
            wanted = [("document", "=", document)]
            rows = pq.read_table(path, columns=["pieces", "source_sha256"], filters=wanted).to_pylist()
            if rows and rows[0]["pieces"] is not None:
                return OffsetMap(Piece(**piece) for piece in rows[0]["pieces"]), rows[0]["source_sha256"]
        return None

    def _read_source(self, document: str, checksum: str) -> str | None:
        if self._folder is None:
            return None
        folder = self._folder.resolve()
        path = (folder / document / "source.txt").resolve()
        # An id is what somebody wrote: it must not lead out of the folder.
        if path.parent.parent != folder or not path.is_file():
            return None
        try:
            source = read_text_file(path, encoding="utf-8")
        except SourceError:
            return None
        found = hashlib.sha256(source.text.encode("utf-8")).hexdigest()
        return source.text if found == checksum else None


def _lines(offsets: OffsetMap, source: str, start: int, end: int) -> list[tuple[int | None, list[Stretch]]]:
    begin, close = start, end
    for _ in range(LINES_AROUND + 1):
        begin = max(0, source.rfind("\n", 0, max(0, begin - 1)) + 1) if begin else 0
        after = source.find("\n", close + 1)
        close = len(source) if after < 0 else after
    begin, close = max(begin, start - _WIDEST), min(close, end + _WIDEST)
    number = source.count("\n", 0, begin) + 1
    lines: list[tuple[int | None, list[Stretch]]] = [(number, [])]
    for stretch in _stretches(offsets, source, begin, close, (start, end)):
        for count, text in enumerate((stretch.text or "").splitlines(keepends=True)):
            if count or (lines[-1][1] and (lines[-1][1][-1].text or "").endswith("\n")):
                number += 1
                lines.append((number, []))
            lines[-1][1].append(Stretch(stretch.kind, text, stretch.reason, stretch.asked))
    return lines


def _stretches(
    offsets: OffsetMap, source: str, begin: int, close: int, asked: tuple[int, int]
) -> Iterator[Stretch]:
    """Yield the source from ``begin`` to ``close``, cut at the borders of pieces and of the place asked for."""
    for piece in _pieces_from(offsets, begin):
        if piece.source_start >= close:
            break
        edges = sorted(
            {max(begin, piece.source_start), min(close, piece.source_end)}
            | {edge for edge in asked if max(begin, piece.source_start) < edge < min(close, piece.source_end)}
        )
        for first, last in pairwise(edges):
            inside = asked[0] <= first < asked[1]
            yield Stretch(piece.kind, source[first:last], piece.reason, inside)


def _without_source(offsets: OffsetMap, text: str, begin: int, close: int) -> Iterator[Stretch]:
    """Yield what the tables alone tell: the kept characters, and the reasons of what was dropped."""
    for piece in _pieces_from(offsets, begin):
        if piece.source_start >= close:
            break
        if piece.kind == "dropped":
            yield Stretch(piece.kind, None, piece.reason, asked=True)
            continue
        skipped = max(0, begin - piece.source_start) if piece.kind == "kept" else 0
        length = min(close, piece.source_end) - piece.source_start if piece.kind == "kept" else None
        end = piece.end if length is None else piece.start + length
        yield Stretch(piece.kind, text[piece.start + skipped : end], piece.reason, asked=True)


def _pieces_from(offsets: OffsetMap, begin: int) -> Iterator[Piece]:
    starts = [piece.source_start for piece in offsets.pieces]
    first = max(0, bisect_right(starts, begin) - 1)
    yield from offsets.pieces[first:]
