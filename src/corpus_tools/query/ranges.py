"""Sets of ranges of corpus positions: which of several matches count, and how two sets relate."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus_tools.model import IntArray
from corpus_tools.query.positions import Flags
from corpus_tools.query.syntax import Strategy

MAX_SPREAD = 16
"""Lengths of matches that differ by no more than this are compared pair by pair instead of sorted."""


def sorted_order(starts: IntArray, ends: IntArray, keys: IntArray | None = None) -> IntArray:
    """Return the places of ranges in order of start, end and key, each range with its key once."""
    order = np.argsort(starts, kind="stable")
    if bool(np.all(starts[order[1:]] > starts[order[:-1]])):
        return order
    columns = [ends, starts] if keys is None or not len(keys) else [keys, ends, starts]
    order = np.lexsort(columns)
    differs = np.ones(len(order), dtype=np.bool_)
    differs[1:] = np.logical_or.reduce([column[order[1:]] != column[order[:-1]] for column in columns])
    return order[differs]


def is_sorted(starts: IntArray, ends: IntArray) -> bool:
    """Return whether ranges stand in order of start and end, each once."""
    if bool(np.all(starts[1:] > starts[:-1])):
        return True
    same = starts[1:] == starts[:-1]
    return bool(np.all((starts[1:] > starts[:-1]) | (same & (ends[1:] > ends[:-1]))))


def competing(starts: IntArray, ends: IntArray, strategy: Strategy, last: IntArray) -> Flags | None:
    """Return which matches a strategy keeps; None for all of them.

    Args:
        starts: Sorted, with ``ends``.
        last: Matches with one end and different values here do not compete under ``standard``; it may be empty.
    """
    match strategy:
        case "standard":
            return _leftmost(starts, ends, last)
        case "shortest":
            return _innermost(starts, ends)
        case "longest":
            return _outermost(starts, ends)
        case _:
            return None


def _leftmost(starts: IntArray, ends: IntArray, last: IntArray) -> Flags | None:
    """Of matches with the same end keep the first, which begins furthest to the left."""
    if len(ends) < 2 or bool(np.all(ends[1:] > ends[:-1])):
        return None
    lengths = ends - starts
    spread = int(lengths.max()) - int(lengths.min())
    if spread <= MAX_SPREAD and not len(last) and bool(np.all(starts[1:] > starts[:-1])):
        return _first_of_neighbours(ends, spread)
    order = np.lexsort((last, ends)) if len(last) else np.argsort(ends, kind="stable")
    kept = np.ones(len(ends), dtype=np.bool_)
    same = ends[order[1:]] == ends[order[:-1]]
    if len(last):
        same &= last[order[1:]] == last[order[:-1]]
    kept[order[1:]] = ~same
    return kept


def _first_of_neighbours(ends: IntArray, spread: int) -> Flags:
    """Keep the first match of each end, where those with one end are at most ``spread`` places apart."""
    kept = np.ones(len(ends), dtype=np.bool_)
    for distance in range(1, min(spread, len(ends) - 1) + 1):
        kept[distance:] &= ends[distance:] != ends[:-distance]
    return kept


def _innermost(starts: IntArray, ends: IntArray) -> Flags:
    """Drop every match that contains another."""
    kept = np.ones(len(ends), dtype=np.bool_)
    if len(ends) > 1:
        nearest = np.minimum.accumulate(ends[::-1])[::-1]
        kept[1:] = starts[1:] != starts[:-1]
        kept[:-1] &= ends[:-1] < nearest[1:]
    return kept


def _outermost(starts: IntArray, ends: IntArray) -> Flags:
    """Drop every match that another contains."""
    kept = np.ones(len(ends), dtype=np.bool_)
    if len(ends) > 1:
        kept[:-1] = starts[1:] != starts[:-1]
        kept[1:] &= ends[1:] > np.maximum.accumulate(ends)[:-1]
    return kept


def apart(starts: IntArray, ends: IntArray) -> IntArray | None:
    """Return the places of ranges that overlap none kept before them; None for all of them."""
    if not len(starts) or bool(np.all(starts[1:] >= ends[:-1])):
        return None
    following = np.searchsorted(starts, ends, side="left").tolist()
    kept, place = [], 0
    while place < len(starts):
        kept.append(place)
        place = following[place]
    return np.array(kept, dtype=np.int64)


def lies_within(starts: IntArray, ends: IntArray, other_starts: IntArray, other_ends: IntArray) -> Flags:
    """Return which ranges lie inside one of the others (sorted by start)."""
    if not len(other_starts):
        return np.zeros(len(starts), dtype=np.bool_)
    reach = np.maximum.accumulate(other_ends)
    place = np.searchsorted(other_starts, starts, side="right") - 1
    return (place >= 0) & (reach[place] >= ends)


def contains(starts: IntArray, ends: IntArray, other_starts: IntArray, other_ends: IntArray) -> Flags:
    """Return which ranges have one of the others (sorted by start) inside."""
    if not len(other_starts):
        return np.zeros(len(starts), dtype=np.bool_)
    nearest = np.minimum.accumulate(other_ends[::-1])[::-1]
    place = np.searchsorted(other_starts, starts, side="left")
    found: Flags = np.append(nearest, np.iinfo(np.int64).max)[place] <= ends
    return found


def overlaps(starts: IntArray, ends: IntArray, other_starts: IntArray, other_ends: IntArray) -> Flags:
    """Return which ranges share a token with one of the others (sorted by start)."""
    if not len(other_starts):
        return np.zeros(len(starts), dtype=np.bool_)
    reach = np.maximum.accumulate(other_ends)
    place = np.searchsorted(other_starts, ends, side="left") - 1
    return (place >= 0) & (reach[place] > starts)


def widened_left(starts: IntArray, ends: IntArray, positions: IntArray, count: int) -> IntArray:
    """Move first positions to the start of their region, or of one before; outside regions they stay."""
    place = np.searchsorted(starts, positions, side="right") - 1
    inside = (place >= 0) & (ends[place] > positions)
    return np.where(inside, starts[np.maximum(place - (count - 1), 0)], positions)


def widened_right(starts: IntArray, ends: IntArray, positions: IntArray, count: int) -> IntArray:
    """Move ends to the end of the last token's region, or of one after; outside regions they stay."""
    place = np.searchsorted(starts, positions - 1, side="right") - 1
    inside = (place >= 0) & (ends[place] >= positions)
    return np.where(inside, ends[np.minimum(place + (count - 1), len(ends) - 1)], positions)


def positions_type(n_tokens: int) -> npt.DTypeLike:
    """Return the type of corpus positions."""
    return np.int32 if n_tokens < 2**31 else np.int64
