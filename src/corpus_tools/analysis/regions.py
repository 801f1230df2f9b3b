"""Which region a token lies in, and stretches of tokens as positions: for many at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.index import StructuralAttribute

Flags: TypeAlias = npt.NDArray[np.bool_]


def structure(corpus: Corpus, name: str) -> StructuralAttribute:
    """Return a structural attribute by name.

    Raises:
        QueryError: The corpus has none of that name.
    """
    found = corpus.index.structural.get(name)
    if found is None:
        available = ", ".join(corpus.index.structural)
        raise QueryError(
            Message(
                "No structural attribute {name!r}. Available: {available}.", name=name, available=available
            )
        )
    return found


def innermost(regions: StructuralAttribute, positions: IntArray) -> IntArray:
    """Return the innermost region that covers each position, -1 where none does. *Shape:* that of ``positions``.

    Of overlapping regions it is the one that begins last.
    """
    if not len(regions) or not len(positions):
        return np.full(len(positions), -1, dtype=np.int64)
    found = _last_begun(np.asarray(regions.starts), np.asarray(positions))
    ends, reach = np.asarray(regions.ends), np.asarray(regions.reach)
    pending = np.flatnonzero((found >= 0) & (ends[found] <= positions))
    while len(pending):
        inside = reach[found[pending]] > positions[pending]
        found[pending[~inside]] = -1
        pending = pending[inside]
        found[pending] -= 1
        pending = pending[(found[pending] >= 0) & (ends[found[pending]] <= positions[pending])]
    return found


def covering(regions: StructuralAttribute, starts: IntArray, ends: IntArray) -> IntArray:
    """Return the innermost region that covers each range whole, -1 where none does. *Shape:* ``(n_ranges,)``."""
    found = innermost(regions, starts)
    region_ends = np.asarray(regions.ends)
    pending = np.flatnonzero((found >= 0) & (region_ends[found] < ends))
    while len(pending):
        found[pending] -= 1
        pending = pending[found[pending] >= 0]
        inside = np.asarray(regions.reach)[found[pending]] >= ends[pending]
        found[pending[~inside]] = -1
        pending = pending[inside]
        pending = pending[region_ends[found[pending]] < ends[pending]]
    return found


def exact(regions: StructuralAttribute, starts: IntArray, ends: IntArray) -> tuple[IntArray, IntArray]:
    """Return pairs of a range and a region with the very same tokens, by range.

    Returns:
        Numbers of ranges and of regions. *Shape:* ``(n_pairs,)`` each; a range with two such regions has two.
    """
    first = np.searchsorted(regions.starts, starts, side="left")
    last = np.searchsorted(regions.starts, starts, side="right")
    ranges = np.repeat(np.arange(len(starts)), last - first)
    candidates = spread(first, last)
    same = np.asarray(regions.ends)[candidates] == np.asarray(ends)[ranges]
    return ranges[same], candidates[same]


def overlapping(regions: StructuralAttribute, starts: IntArray, ends: IntArray) -> tuple[IntArray, IntArray]:
    """Return pairs of a range of tokens and a region that overlaps it, by range, then by region.

    Returns:
        Numbers of ranges and of regions. *Shape:* ``(n_pairs,)`` each.
    """
    # numbers of another type would make NumPy convert the whole column
    earliest = (np.asarray(starts) - regions.longest).astype(np.int32)
    first = np.searchsorted(regions.starts, earliest, side="right")
    last = np.searchsorted(regions.starts, np.asarray(ends).astype(np.int32), side="left")
    last = np.maximum(first, last)
    ranges = np.repeat(np.arange(len(starts)), last - first)
    candidates = spread(first, last)
    reaches = np.asarray(regions.ends)[candidates] > np.asarray(starts)[ranges]
    return ranges[reaches], candidates[reaches]


def sentence_numbers(corpus: Corpus, positions: IntArray) -> list[int | None]:
    """Return the number of each token's sentence in its document, from 1; none outside of sentences."""
    regions = corpus.index.structural.get("s")
    if regions is None:
        return [None] * len(positions)
    found = innermost(regions, positions)
    begins = np.asarray(corpus.texts.starts)[corpus.document_number(np.asarray(positions, dtype=np.int32))]
    numbers = found - np.searchsorted(regions.starts, begins) + 1
    return [n if at >= 0 else None for n, at in zip(numbers.tolist(), found.tolist(), strict=True)]


def limits(regions: StructuralAttribute, positions: IntArray) -> tuple[IntArray, IntArray]:
    """Return first token and end of the region around each position; an empty range where there is none."""
    found = innermost(regions, positions)
    outside = found < 0
    if not len(regions):
        return positions, positions
    firsts = np.asarray(regions.starts)[found]
    ends = np.asarray(regions.ends)[found]
    return np.where(outside, positions, firsts), np.where(outside, positions, ends)


def sizes(regions: StructuralAttribute) -> IntArray:
    """Return how many tokens have each region as their innermost. *Shape:* ``(n_regions,)``."""
    starts, ends = np.asarray(regions.starts), np.asarray(regions.ends)
    if not regions.overlapping:
        return (ends - starts).astype(np.int64)
    borders = np.unique(np.concatenate((starts, ends)))
    owner = innermost(regions, borders[:-1])
    lengths = np.diff(borders)
    return np.bincount(owner[owner >= 0], weights=lengths[owner >= 0], minlength=len(regions)).astype(
        np.int64
    )


def merged(starts: IntArray, ends: IntArray) -> tuple[IntArray, IntArray]:
    """Return the same tokens as ranges that do not overlap, in order; empty ranges are left out."""
    order = slice(None) if _ascending(starts) else np.argsort(starts, kind="stable")
    starts, ends = np.asarray(starts)[order], np.asarray(ends)[order]
    reached = np.empty_like(ends)
    if len(ends):
        reached[0] = starts[0]
        np.maximum.accumulate(ends[:-1], out=reached[1:])
    firsts = np.maximum(starts, reached)
    kept = firsts < ends
    return (firsts, ends) if kept.all() else (firsts[kept], ends[kept])


def spread(starts: IntArray, ends: IntArray) -> IntArray:
    """Return every position of half-open ranges, one range after the other. *Shape:* ``(sum of lengths,)``."""
    lengths = np.asarray(ends) - starts
    total = int(lengths.sum(dtype=np.int64))
    if not total:
        return np.empty(0, dtype=np.int64)
    steps = np.ones(total, dtype=np.int64)
    filled = lengths > 0
    starts, lengths = np.asarray(starts)[filled], lengths[filled]
    steps[0] = starts[0]
    borders = np.cumsum(lengths[:-1], dtype=np.int64)
    steps[borders] = starts[1:] - (starts[:-1] + lengths[:-1] - 1)
    return np.cumsum(steps, out=steps)


def _last_begun(starts: IntArray, positions: IntArray) -> npt.NDArray[np.int64]:
    """Return the last region that starts at or before each position, -1 for none."""
    if len(positions) > 4 * len(starts) and _ascending(positions):
        borders = np.searchsorted(positions, starts, side="left")
        counts = np.diff(borders, prepend=0, append=len(positions))
        return np.repeat(np.arange(-1, len(starts)), counts)
    return np.searchsorted(starts, positions, side="right").astype(np.int64, copy=False) - 1


def _ascending(values: IntArray) -> bool:
    return bool((values[1:] >= values[:-1]).all())
