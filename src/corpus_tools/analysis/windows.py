"""The tokens around hits: how often each value stands in their windows, or in the regions they lie in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from corpus_tools.analysis.counting import counted
from corpus_tools.analysis.regions import Flags, innermost, limits, merged, spread, structure
from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.index import PositionalAttribute
    from corpus_tools.query import Hits

Ranges: TypeAlias = tuple[IntArray, IntArray]

STRETCH = 250_000
"""How many tokens are counted at once."""


@dataclass(frozen=True)
class Cooccurrence:
    """How often values stand near hits, and how often at all; hits' own tokens are in none of the counts.

    Attributes:
        codes: The values that stand near hits. *Shape:* ``(n_items,)``.
        near: How often each does (O11).
        anywhere: How often each occurs (C1).
        sample: Tokens (or regions) near hits (R1).
        size: All of them (N).
    """

    codes: IntArray
    near: IntArray
    anywhere: IntArray
    sample: int
    size: int


def in_windows(
    corpus: Corpus,
    hits: Hits,
    attribute: PositionalAttribute,
    *,
    window: int | tuple[int, int],
    within: str = "text",
    only: Hits | None = None,
) -> Cooccurrence:
    """Count tokens up to a distance from hits (surface co-occurrence).

    Args:
        window: Tokens on each side, or on the left and on the right; it stops at the edge of ``within``. A token
            in the windows of several hits counts once.
        only: Only the tokens of these hits are counted, everywhere.

    Raises:
        QueryError: A negative window, or no such structure.
    """
    left, right = (window, window) if isinstance(window, int) else window
    if left < 0 or right < 0 or left + right == 0:
        raise QueryError(
            Message(
                "A window of {left} and {right} tokens is none. Right would be 5, or 5 and 0.",
                left=left,
                right=right,
            )
        )
    starts, ends = np.asarray(hits.starts, dtype=np.int64), np.asarray(hits.ends, dtype=np.int64)
    firsts, lasts = limits(structure(corpus, within), starts)
    reach = merged(
        np.minimum(np.maximum(starts - left, firsts), starts),
        np.maximum(np.minimum(ends + right, lasts), ends),
    )
    every = None if only is None else _flags(len(corpus), only)
    return _counted(attribute, reach, merged(starts, ends), every, len(corpus))


def in_regions(
    corpus: Corpus, hits: Hits, attribute: PositionalAttribute, *, unit: str, only: Hits | None = None
) -> Cooccurrence:
    """Count regions that hold a value and a hit (textual co-occurrence); a region counts once for each value.

    Raises:
        QueryError: No such structure, or one whose regions overlap.
    """
    regions = structure(corpus, unit)
    if regions.overlapping:
        raise QueryError(
            Message(
                "The regions of {name!r} overlap, so that a token is in several. Use a plain one: s, p or text.",
                name=unit,
            )
        )
    inside = np.unique(innermost(regions, np.asarray(hits.starts)))
    inside = inside[inside >= 0]
    counted_tokens: Flags = (
        np.ones(len(corpus), dtype=np.bool_) if only is None else _flags(len(corpus), only)
    )
    counted_tokens[spread(*merged(hits.starts, hits.ends))] = False
    near = _regions_per_value(attribute, regions.starts[inside], regions.ends[inside], counted_tokens)
    codes, counts = near
    everywhere, totals = _regions_per_value(attribute, regions.starts, regions.ends, counted_tokens)
    anywhere = totals[np.searchsorted(everywhere, codes)]
    return Cooccurrence(codes, counts, anywhere, len(inside), len(regions))


def _counted(
    attribute: PositionalAttribute, reach: Ranges, nodes: Ranges, every: Flags | None, n_tokens: int
) -> Cooccurrence:
    """Count values; nodes lie inside the reach of the windows, so they are taken off again."""
    near, n_near = _values_in(attribute, reach, every)
    in_nodes, n_nodes = _values_in(attribute, nodes, every)
    size = n_tokens if every is None else int(every.sum())
    frequencies = np.asarray(attribute.frequencies) if every is None else _tally(attribute, every)
    near -= in_nodes
    codes = np.flatnonzero(near)
    anywhere = frequencies[codes] - in_nodes[codes]
    return Cooccurrence(codes, near[codes], anywhere, n_near - n_nodes, size - n_nodes)


def _values_in(
    attribute: PositionalAttribute, ranges: Ranges, every: Flags | None
) -> tuple[npt.NDArray[np.int64], int]:
    """Count each value on the tokens of ranges, and the tokens; a stretch at a time, so that it stays in the cache.

    *Shape:* ``(n_values,)``.
    """
    direct = attribute.direct
    table = None if direct is not None else np.asarray(attribute.of_tuples)
    column = direct if direct is not None else attribute.tuples.column
    totals = np.zeros(len(attribute.lexicon) if table is None else len(table), dtype=np.int64)
    n_tokens = 0
    for starts, ends in _stretches(*ranges):
        positions = spread(starts, ends)
        positions = positions if every is None else positions[every[positions]]
        n_tokens += len(positions)
        _add(totals, np.take(column, positions))
    if table is not None:
        totals = np.bincount(table, weights=totals, minlength=len(attribute.lexicon)).astype(np.int64)
    return totals, n_tokens


def _add(totals: npt.NDArray[np.int64], numbers: IntArray) -> None:
    """Add how often each number occurs; few numbers touch few totals."""
    if len(numbers) * 8 < len(totals):
        distinct, counts = np.unique(numbers, return_counts=True)
        totals[distinct] += counts
    else:
        counts = np.bincount(numbers)
        totals[: len(counts)] += counts


def _stretches(starts: IntArray, ends: IntArray) -> Iterator[Ranges]:
    """Cut ranges into groups of about so many tokens."""
    lengths = np.cumsum(np.asarray(ends) - starts, dtype=np.int64)
    total = int(lengths[-1]) if len(lengths) else 0
    borders = np.searchsorted(lengths, np.arange(STRETCH, total, STRETCH)).tolist()
    for first, last in pairwise([0, *borders, len(lengths)]):
        if first < last:
            yield starts[first:last], ends[first:last]


def _regions_per_value(
    attribute: PositionalAttribute, starts: IntArray, ends: IntArray, inside: Flags
) -> tuple[IntArray, IntArray]:
    lengths = np.asarray(ends) - starts
    positions = spread(starts, ends)
    numbers = np.repeat(np.arange(len(lengths)), lengths)
    chosen = inside[positions]
    n_values = max(len(attribute.lexicon), 1)
    pairs = np.unique(numbers[chosen] * n_values + attribute.codes[positions[chosen]])
    return counted(pairs % n_values, n_values)


def _flags(n_tokens: int, hits: Hits) -> Flags:
    flags = np.zeros(n_tokens, dtype=np.bool_)
    flags[spread(*merged(hits.starts, hits.ends))] = True
    return flags


def _tally(attribute: PositionalAttribute, flags: Flags) -> IntArray:
    return np.bincount(attribute.codes[flags], minlength=len(attribute.lexicon))
