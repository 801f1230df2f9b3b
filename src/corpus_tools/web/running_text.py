"""A document's running text as pages of it: sections, blocks, sentences and spans by character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from corpus_tools.corpus import Corpus
from corpus_tools.model import IntArray

PART_SIZE = 3500
"""About how many characters a page of running text has."""
_SMALL = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A block of the text, or a piece of a long one.

    Attributes:
        kind: ``title author heading paragraph``.
        continued: It is not the first piece of its block.
    """

    kind: str
    level: int
    start: int
    end: int
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A section and the page that it begins on."""

    title: str
    level: int
    start: int
    part: int


class RunningText:
    """One document of a corpus, by characters.

    A corpus that came as tokens has no texts; its words are joined without spaces then.

    Attributes:
        number: Of the document in the corpus.
        text: Its running text.
    """

    def __init__(self, corpus: Corpus, number: int) -> None:
        self.corpus = corpus
        self.number = number
        self.id = corpus.document_id(number)
        self.first = int(corpus.texts.starts[number])
        self.last = int(corpus.texts.ends[number])
        kept = corpus.text(number)
        self._own_characters = kept is not None
        self.starts, self.ends, self.text = self._characters(kept)

    def tokens(self, start: int, end: int) -> tuple[int, int]:
        """Return the corpus positions of the tokens that overlap a range of characters."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        last = int(np.searchsorted(self.starts, end, side="left"))
        return self.first + first, self.first + max(first, last)

    def spans(self, layer: str, start: int, end: int, fields: tuple[str, ...]) -> Iterator[dict[str, Any]]:
        """Yield the spans of a layer that overlap a range: ``start``, ``end``, and fields, ``None`` if unknown."""
        attribute = self.corpus.index.structural.get(layer)
        first, last = self.tokens(start, end)
        if attribute is None or first >= last:
            return
        known = [name for name in fields if name in attribute.attributes]
        for region in self.corpus.regions(layer, first, last):
            begin, close = self.characters_of(layer, region)
            if begin <= end and close >= start:
                values = {name: attribute.value(name, region) for name in known}
                yield {**dict.fromkeys(fields), **values, "start": begin, "end": close, "region": region}

    def characters_of(self, layer: str, region: int) -> tuple[int, int]:
        """Return the exact characters of a region: the span's own, which may be fewer than its tokens'."""
        attribute = self.corpus.index.structural[layer]
        if self._own_characters and {"char_start", "char_end"} <= set(attribute.attributes):
            return int(attribute.value("char_start", region) or 0), int(
                attribute.value("char_end", region) or 0
            )
        first, last = int(attribute.starts[region]) - self.first, int(attribute.ends[region]) - self.first
        return int(self.starts[max(0, first)]), int(self.ends[min(last, len(self.ends)) - 1])

    @property
    def n_sentences(self) -> int:
        """Return the number of sentences."""
        return self._sentence_regions[1] - self._sentence_regions[0]

    def sentence(self, number: int) -> tuple[int, int] | None:
        """Return the characters of a sentence, numbered from 1; none if there is no such."""
        first, last = self._sentence_regions
        return self.characters_of("s", first + number - 1) if 1 <= number <= last - first else None

    def sentences(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield number, first character and end of the sentences that overlap a range."""
        for span in self.spans("s", start, end, ()):
            yield span["region"] - self._sentence_regions[0] + 1, span["start"], span["end"]

    @cached_property
    def parts(self) -> list[list[Row]]:
        """The pages: a new one begins with a section, unless it would be very short, or where one is full."""
        parts: list[list[Row]] = [[]]
        size = 0
        for row in self._rows():
            length = row.end - row.start
            full = size + length > PART_SIZE or (row.kind == "heading" and size >= _SMALL)
            if full and parts[-1] and not (parts[-1][-1].kind == "heading" and size + length < 2 * PART_SIZE):
                parts.append([])
                size = 0
            parts[-1].append(row)
            size += length
        return parts

    def part_at(self, character: int) -> int:
        """Return the page, numbered from 1, on which a character stands."""
        starts = [part[0].start for part in self.parts if part]
        return max(1, int(np.searchsorted(starts, character, side="right")))

    @cached_property
    def sections(self) -> list[Section]:
        """The contents."""
        spans = self.spans("section", 0, len(self.text), ("title", "level"))
        return [
            Section(span["title"] or "…", int(span["level"] or 1), span["start"], self.part_at(span["start"]))
            for span in spans
        ]

    @cached_property
    def _sentence_regions(self) -> tuple[int, int]:
        regions = self.corpus.index.structural.get("s")
        if regions is None:
            return (0, 0)
        return (
            int(np.searchsorted(regions.starts, np.int32(self.first))),
            int(np.searchsorted(regions.starts, np.int32(self.last))),
        )

    def _characters(self, kept: str | None) -> tuple[IntArray, IntArray, str]:
        numbers = slice(self.first, self.last)
        if kept is not None:
            index = self.corpus.index
            return index.numbers("char_start")[numbers], index.numbers("char_end")[numbers], kept
        words = self.corpus.index.positional["word"].values(np.arange(self.first, self.last))
        ends = np.cumsum([len(word) for word in words], dtype=np.int32)
        return np.concatenate(([0], ends[:-1])).astype(np.int32), ends, "".join(words)

    def _rows(self) -> Iterator[Row]:
        """Yield the blocks in order, long ones in pieces; text between blocks is a paragraph of its own."""
        at = 0
        for span in self.spans("p", 0, len(self.text), ("type", "level")):
            if span["end"] <= at:
                continue
            yield from self._pieces("paragraph", 0, at, max(at, span["start"]))
            yield from self._pieces(
                span["type"] or "paragraph", int(span["level"] or 0), max(at, span["start"]), span["end"]
            )
            at = span["end"]
        yield from self._pieces("paragraph", 0, at, len(self.text))

    def _pieces(self, kind: str, level: int, start: int, end: int) -> Iterator[Row]:
        """Cut a block after the last sentence that fits on a page, or where it is full."""
        begun = start
        while start < end and self.text[start:end].strip():
            close = end
            if end - start > PART_SIZE:
                fitting = [
                    last
                    for _, _, last in self.sentences(start, start + PART_SIZE)
                    if start < last <= start + PART_SIZE
                ]
                close = max(fitting, default=start + PART_SIZE)
            yield Row(kind, level, start, close, continued=start > begun)
            start = close
