"""Sequences of tokens with some left out in between (Guthrie et al. 2006: k-skip-n-grams)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from corpus_tools.analysis.counting import counted, numbered
from corpus_tools.analysis.regions import innermost
from corpus_tools.analysis.sequences import Places, Sequences
from corpus_tools.index import StructuralAttribute
from corpus_tools.index.column import Column
from corpus_tools.model import IntArray


@dataclass(frozen=True)
class _Grams:
    """Occurrences of sequences of one length.

    Attributes:
        starts: First tokens. *Shape:* ``(n,)``.
        lasts: Last tokens. *Shape:* ``(n,)``.
        skipped: Tokens left out so far. *Shape:* ``(n,)``.
        items: Which sequence each is. *Shape:* ``(n,)``.
        codes: The tokens of each sequence, a column per place. *Shape:* ``(n_items,)`` each.
        counts: How often each sequence occurs. *Shape:* ``(n_items,)``.
    """

    starts: IntArray
    lasts: IntArray
    skipped: IntArray
    items: IntArray
    codes: tuple[IntArray, ...]
    counts: IntArray


def count_skipgrams(
    column: Column,
    n_values: int,
    places: Places,
    starts: IntArray | None,
    *,
    n: int,
    skip: int,
    least: int,
    regions: StructuralAttribute,
) -> Sequences:
    """Count the sequences of ``n`` tokens, with up to ``skip`` left out, that occur at least so often.

    The arguments are those of ``count_sequences``. No sequence is left out because its beginning is rare: that may go
    on in several ways.
    """
    starts = np.flatnonzero(places.allowed) if starts is None else starts
    grams = _grown(column, n_values, places, starts, n, skip)
    frequent = np.flatnonzero(grams.counts >= least)
    ranges = _ranges(regions, _frequent(grams, least))
    codes = tuple(one[frequent] for one in grams.codes)
    return Sequences(codes, grams.counts[frequent], ranges[frequent], len(grams.counts) - len(frequent))


def _grown(column: IntArray, n_values: int, places: Places, starts: IntArray, n: int, skip: int) -> _Grams:
    """Count sequences of growing length."""
    starts = starts[places.allowed[starts]]
    values, counts = counted(column[starts], n_values)
    numbers = np.zeros(n_values, dtype=np.int64)
    numbers[values] = np.arange(len(values))
    items = numbers[column[starts]]
    grams = _Grams(starts, starts, np.zeros(len(starts), dtype=np.int8), items, (values,), counts)
    for _ in range(n - 1):
        grams = _longer(column, n_values, places, grams, skip)
    return grams


def _frequent(grams: _Grams, least: int) -> _Grams:
    keep = (grams.counts >= least)[grams.items]
    if keep.all():
        return grams
    return _Grams(
        grams.starts[keep],
        grams.lasts[keep],
        grams.skipped[keep],
        grams.items[keep],
        grams.codes,
        grams.counts,
    )


def _longer(column: IntArray, n_values: int, places: Places, grams: _Grams, skip: int) -> _Grams:
    pieces = list(_steps(places, grams, skip))
    starts, lasts, skipped, items = (np.concatenate(one) for one in zip(*pieces, strict=True))
    keys = items * max(n_values, 1) + column[lasts]
    distinct, counts, numbers = numbered(keys, len(grams.counts) * max(n_values, 1))
    before, last = np.divmod(distinct, max(n_values, 1))
    return _Grams(starts, lasts, skipped, numbers, (*(one[before] for one in grams.codes), last), counts)


def _steps(
    places: Places, grams: _Grams, skip: int
) -> Iterator[tuple[IntArray, IntArray, IntArray, IntArray]]:
    """Yield the sequences that go on with the next token, or with one after it."""
    n_tokens = len(places.stretch)
    for gap in range(skip + 1):
        lasts = grams.lasts + 1 + gap
        fits = lasts < n_tokens
        if gap:
            fits &= grams.skipped + gap <= skip
        places_of = np.minimum(lasts, n_tokens - 1)
        fits &= places.stretch[places_of] == places.stretch[grams.lasts]
        yield grams.starts[fits], lasts[fits], grams.skipped[fits] + np.int8(gap), grams.items[fits]


def _ranges(regions: StructuralAttribute, grams: _Grams) -> IntArray:
    """Return in how many regions each sequence occurs."""
    found = innermost(regions, grams.starts)
    inside = found >= 0
    size = max(len(regions), 1)
    pairs, _ = counted(grams.items[inside] * size + found[inside], max(len(grams.counts), 1) * size)
    return np.bincount(pairs // size, minlength=len(grams.counts))
