"""Results as sets of ranges: joined, intersected, shortened; their anchors put somewhere else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from corpus_tools.model import IntArray
from corpus_tools.query import ranges
from corpus_tools.query.hits import Hits
from corpus_tools.query.positions import Flags
from corpus_tools.query.program import Operation

UNSET = -1


def combined(operation: Operation, left: Hits, right: Hits) -> Hits:
    """Return two results joined, intersected, or the first without the second.

    Two hits are the same when they begin and end together; labels are those of the first, or of the only
    one that has the hit.
    """
    return _OPERATIONS[operation](left, right)


def _intersection(left: Hits, right: Hits) -> Hits:
    return left.take(_is_in(left, right))


def _difference(left: Hits, right: Hits) -> Hits:
    return left.take(~_is_in(left, right))


def _union(left: Hits, right: Hits) -> Hits:
    added = right.take(~_is_in(right, left))
    starts, ends = np.concatenate((left.starts, added.starts)), np.concatenate((left.ends, added.ends))
    labels = {
        name: np.concatenate((_column(left, name), _column(added, name)))
        for name in sorted({*left.labels, *added.labels})
    }
    joined = replace(left, starts=starts, ends=ends, labels=labels)
    return joined.take(ranges.sorted_order(starts, ends))


_OPERATIONS: dict[str, Callable[[Hits, Hits], Hits]] = {
    "intersection": _intersection,
    "difference": _difference,
    "union": _union,
}


def _is_in(hits: Hits, others: Hits) -> Flags:
    return np.isin(_keys(hits), _keys(others))


def _keys(hits: Hits) -> IntArray:
    return (hits.starts.astype(np.int64) << 32) + hits.ends


def _column(hits: Hits, name: str) -> IntArray:
    return hits.labels.get(name, np.full(len(hits), UNSET, dtype=np.int32))


def sampled(hits: Hits, size: int, *, seed: int) -> Hits:
    """Return so many hits at random, in corpus order; all of them if there are no more."""
    if size >= len(hits):
        return hits
    chosen = np.random.default_rng(seed).choice(len(hits), size=size, replace=False)
    return hits.take(np.sort(chosen))


def maximal(hits: Hits) -> Hits:
    """Return the hits that no other one contains."""
    kept = ranges.competing(hits.starts, hits.ends, "longest", np.empty(0, dtype=np.int64))
    return hits if kept is None else hits.take(kept)


def anchor_positions(hits: Hits, name: str, offset: int, *, n_tokens: int) -> IntArray:
    """Return where an anchor or label of every hit stands, -1 where it is not set or out of the corpus.

    Raises:
        KeyError: The result has no such anchor.
    """
    fixed = {"match": hits.starts, "matchend": hits.ends - 1}
    places = fixed[name] if name in fixed else hits.labels[name]
    moved = places.astype(np.int64) + offset
    return np.where((places >= 0) & (moved >= 0) & (moved < n_tokens), moved, UNSET)


def with_anchor(hits: Hits, name: str, places: IntArray, *, overwrite: bool) -> Hits:
    """Return a result with an anchor of every hit put somewhere, -1 for nowhere.

    Args:
        overwrite: Take an anchor away that is put nowhere, and the hit with it where it would be left without
            a first or a last token; otherwise these stay as they are.
    """
    if name in {"match", "matchend"}:
        return _moved(hits, name, places, overwrite=overwrite)
    before = _column(hits, name)
    column = places if overwrite else np.where(places >= 0, places, before)
    return replace(hits, labels={**hits.labels, name: column.astype(np.int32)})


def without_anchor(hits: Hits, name: str) -> Hits:
    """Return a result without an anchor."""
    return replace(hits, labels={label: column for label, column in hits.labels.items() if label != name})


def _moved(hits: Hits, name: str, places: IntArray, *, overwrite: bool) -> Hits:
    starts, ends = hits.starts.astype(np.int64), hits.ends.astype(np.int64)
    if name == "match":
        fits = (places >= 0) & (places < ends)
        starts = np.where(fits, places, starts)
    else:
        fits = places >= starts
        ends = np.where(fits, places + 1, ends)
    moved = replace(hits, starts=starts.astype(np.int32), ends=ends.astype(np.int32))
    return in_order(moved.take(fits) if overwrite else moved)


def in_order(hits: Hits) -> Hits:
    """Return a result whose ranges were changed in corpus order again, each range once."""
    return hits.take(ranges.sorted_order(hits.starts, hits.ends))
