"""Hits to the lines of a page, looked up together: tokens cut to the context, tinted by what is annotated on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from markupsafe import Markup

from corpus_tools.analysis.regions import innermost, sentence_numbers
from corpus_tools.analysis.sampling import sampled
from corpus_tools.analysis.sorting import sort_order
from corpus_tools.analysis.values import listed
from corpus_tools.model import IntArray
from corpus_tools.web.line_html import tokens_html
from corpus_tools.web.line_marks import LineMark, marks_on
from corpus_tools.web.view import View

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits

Tokens: TypeAlias = tuple[list[str], list[str]]
"""Words, and the white space before each of them."""

NODE_TOKENS = 24
"""Of a longer node only so many tokens are shown, and ``…``; no column is wider."""
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Line:
    """A concordance line.

    Attributes:
        number: Of the hit in corpus order, from 0.
        first: Corpus position of the first token shown; those of the line follow each other, but for a node that is
            cut: the right context goes on at ``end``.
        left: An element per token, in marks where something is annotated; so are ``node`` and ``right``.
        node_length: How many characters the node has as it is shown.
        beside: English names and dates of the line, those nearest to the node first.
    """

    number: int
    document: str
    start: int
    end: int
    first: int
    left: Markup
    node: Markup
    right: Markup
    node_length: int
    section: str | None
    sentence_n: int | None
    beside: tuple[str, ...]

    @property
    def is_cut(self) -> bool:
        """Whether only the beginning of the node is shown."""
        return self.end - self.start > NODE_TOKENS


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
    return lines_of(corpus, hits, numbers[offset : offset + view.size], view), len(numbers)


def lines_of(corpus: Corpus, hits: Hits, numbers: IntArray, view: View) -> list[Line]:
    """Return some of the hits as lines.

    Args:
        numbers: Which hits. *Shape:* ``(n_lines,)``.
    """
    page = _Page(corpus, np.asarray(hits.starts)[numbers], np.asarray(hits.ends)[numbers], view)
    return [page.line(place, number) for place, number in enumerate(numbers.tolist())]


class _Page:
    """The hits of a page, with what is looked up for all of them at once.

    Args:
        starts: First tokens of the hits. *Shape:* ``(n_lines,)``, as ``ends``.
    """

    def __init__(self, corpus: Corpus, starts: IntArray, ends: IntArray, view: View) -> None:
        self._corpus = corpus
        self._view = view
        self._starts, self._ends = starts.astype(np.int64), ends.astype(np.int64)
        self._shown_ends = np.minimum(self._ends, self._starts + NODE_TOKENS)
        self._documents = corpus.document_number(starts.astype(np.int32))
        self._reading = corpus.index.positional.get("reading") if view.ruby else None

    def line(self, place: int, number: int) -> Line:
        """Return one line."""
        document = int(self._documents[place])
        start, shown, end = (int(one[place]) for one in (self._starts, self._shown_ends, self._ends))
        first, last = (int(one[place]) for one in self._reaches)
        marks = self._marks[place]
        if shown == end:
            before, node, after = self._cells(document, (first, start, end, last), marks)
        else:
            before, node, _ = self._cells(document, (first, start, shown, shown), marks)
            _, _, after = self._cells(document, (end, end, end, last), marks)
            node = (node[0] + tokens_html([_MORE], [""], [None]), node[1] + len(_MORE))
        return Line(
            number, self._corpus.document_id(document), start, end, first,
            before[0], node[0], after[0], node[1],
            self._sections[place], self._sentences[place], _beside(marks, start, end),
        )  # fmt: skip

    def _cells(
        self, document: int, borders: tuple[int, int, int, int], marks: Sequence[LineMark]
    ) -> list[tuple[Markup, int]]:
        """Return left side, node and right side of a stretch of tokens, with their lengths in characters."""
        first, last = borders[0], borders[-1]
        words, spaces = self._tokens(document, first, last)
        readings = None if self._reading is None else self._reading.values(np.arange(first, last))
        over = _innermost(marks, first, last)
        cells = []
        for side, (a, b) in enumerate(pairwise(borders)):
            part = slice(a - first, b - first)
            written = tokens_html(
                words[part], spaces[part], over[part],
                readings=None if readings is None else readings[part],
                sorted_by=self._sorted(side, b - a),
            )  # fmt: skip
            cells.append((written, sum(map(len, words[part]))))
        return cells

    def _tokens(self, document: int, first: int, last: int) -> Tokens:
        text = self._corpus.text(document)
        if text is None:
            return self._corpus.index.positional["word"].values(np.arange(first, last)), [""] * (last - first)
        starts = self._corpus.index.numbers("char_start")[first:last].tolist()
        ends = self._corpus.index.numbers("char_end")[first:last].tolist()
        words = [_flat(text[a:b]) for a, b in zip(starts, ends, strict=True)]
        gaps = [_flat(text[a:b]) if a < b else "" for a, b in zip(ends, starts[1:], strict=False)]
        return words, ["", *gaps][: len(words)]

    def _sorted(self, side: int, length: int) -> int:
        """Return which token of a side ``L3`` or ``R1`` names; -1 for none."""
        key = self._view.sort.partition(":")[0]
        if not key[1:].isdigit() or {"L": 0, "R": 2}.get(key[:1]) != side:
            return -1
        return length - int(key[1:]) if side == 0 else int(key[1:]) - 1

    @cached_property
    def _reaches(self) -> tuple[IntArray, IntArray]:
        """The first tokens of the lines, and the ends of the last ones; no line leaves its document."""
        texts = self._corpus.texts
        begins, closes = np.asarray(texts.starts)[self._documents], np.asarray(texts.ends)[self._documents]
        if self._view.unit == "characters" and self._corpus.character_range(0, 1) is not None:
            return self._reaches_in_characters(begins.tolist(), closes.tolist())
        context = self._view.context
        return (
            np.maximum(begins, self._starts - context),
            np.minimum(np.maximum(closes, self._ends), self._ends + context),
        )

    def _reaches_in_characters(
        self, begins: Sequence[int], closes: Sequence[int]
    ) -> tuple[IntArray, IntArray]:
        """Take the tokens that a context in characters touches; each has one character or more."""
        starts, ends = (self._corpus.index.numbers(name) for name in ("char_start", "char_end"))
        context = self._view.context
        firsts, lasts = [], []
        hits = zip(self._starts.tolist(), self._ends.tolist(), begins, closes, strict=True)
        for start, end, begin, close in hits:
            begin, close = max(begin, start - context), min(close, end + context)
            left, right = int(starts[start]) - context, int(ends[end - 1]) + context
            firsts.append(begin + int(np.searchsorted(ends[begin:start], left, side="right")))
            lasts.append(end + int(np.searchsorted(starts[end:close], right, side="left")))
        return np.asarray(firsts, dtype=np.int64), np.asarray(lasts, dtype=np.int64)

    @cached_property
    def _marks(self) -> list[list[LineMark]]:
        """The marks on what is shown of each line."""
        firsts, lasts = self._reaches
        cut = np.flatnonzero(self._shown_ends < self._ends)
        found = marks_on(
            self._corpus, firsts, np.where(self._shown_ends < self._ends, self._shown_ends, lasts)
        )
        for place, marks in zip(
            cut.tolist(), marks_on(self._corpus, self._ends[cut], lasts[cut]), strict=True
        ):
            found[place] += marks
        return found

    @cached_property
    def _sections(self) -> Sequence[str | None]:
        """The title of each line's innermost section."""
        regions = self._corpus.index.structural.get("section")
        if regions is None or "title" not in regions.attributes:
            return [None] * len(self._starts)
        found = innermost(regions, self._starts)
        codes, lexicon = regions.values("title")
        return listed(lexicon, np.append(codes, -1)[found])

    @cached_property
    def _sentences(self) -> list[int | None]:
        """The number of each line's sentence in its document, from 1."""
        return sentence_numbers(self._corpus, self._starts)


def _innermost(marks: Sequence[LineMark], first: int, last: int) -> list[LineMark | None]:
    """Return the mark of each token: of nested ones the shortest."""
    over: list[LineMark | None] = [None] * (last - first)
    for mark in sorted(marks, key=lambda mark: mark.start - mark.end):
        start, end = max(mark.start, first) - first, min(mark.end, last) - first
        if start < end:
            over[start:end] = [mark] * (end - start)
    return over


def _beside(marks: Sequence[LineMark], start: int, end: int) -> tuple[str, ...]:
    near = sorted(marks, key=lambda mark: max(mark.start - end, start - mark.end, 0))
    return tuple(dict.fromkeys(mark.said for mark in near if mark.said))


def _flat(text: str) -> str:
    """Return a text on one line: a line break is a space."""
    return text if text.isprintable() else " ".join(f"{text}.".splitlines())[:-1]
