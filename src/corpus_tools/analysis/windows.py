"""The tokens around hits: how often each value stands in their windows, or in the regions they lie in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from corpus_tools.analysis.counting import counted, counted_through
from corpus_tools.analysis.regions import Flags, innermost, limits, merged, spread, structure
from corpus_tools.errors import QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.index import PositionalAttribute
    from corpus_tools.query import Hits


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
        raise QueryError(f"A window of {left} and {right} tokens is none. Right would be 5, or 5 and 0.")
    starts, ends = np.asarray(hits.starts, dtype=np.int64), np.asarray(hits.ends, dtype=np.int64)
    firsts, lasts = limits(structure(corpus, within), starts)
    reach = merged(
        np.minimum(np.maximum(starts - left, firsts), starts),
        np.maximum(np.minimum(ends + right, lasts), ends),
    )
    around, nodes = spread(*reach), spread(*merged(starts, ends))
    size, every = len(corpus), None
    if only is not None:
        every = _flags(len(corpus), only)
        around, nodes, size = around[every[around]], nodes[every[nodes]], int(every.sum())
    return _counted(attribute, around, nodes, every, size)


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
            f"The regions of {unit!r} overlap, so that a token is in several. Use a plain one: s, p or text."
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
    attribute: PositionalAttribute, around: IntArray, nodes: IntArray, every: Flags | None, size: int
) -> Cooccurrence:
    """Count values; nodes lie inside the reach of the windows, so they are taken off again."""
    codes, near = values_at(attribute, around)
    node_codes, in_nodes = values_at(attribute, nodes)
    frequencies = np.asarray(attribute.frequencies) if every is None else _tally(attribute, every)
    anywhere = frequencies[codes]
    places = np.searchsorted(codes, node_codes)
    near[places] -= in_nodes
    anywhere[places] -= in_nodes
    kept = near > 0
    return Cooccurrence(codes[kept], near[kept], anywhere[kept], len(around) - len(nodes), size - len(nodes))


def values_at(attribute: PositionalAttribute, positions: IntArray) -> tuple[IntArray, IntArray]:
    """Return the codes of the values on tokens, ascending, and how often each occurs there."""
    size = len(attribute.lexicon)
    if attribute.direct is not None:
        return counted(attribute.direct[positions], size)
    return counted_through(attribute.of_tuples, np.take(attribute.tuples.column, positions), size)


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
