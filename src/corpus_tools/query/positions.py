"""Sorted arrays of corpus positions."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from corpus_tools.model import IntArray

Flags: TypeAlias = npt.NDArray[np.bool_]


def bounds(positions: IntArray, start: int, stop: int) -> tuple[int, int]:
    """Return the places of the positions in ``[start, stop)``.

    The borders get the type of the positions, because NumPy would convert all positions to theirs.
    """
    limits = np.iinfo(positions.dtype)
    keys = np.array([max(start, limits.min), min(stop, limits.max)], dtype=positions.dtype)
    first, last = positions.searchsorted(keys).tolist()
    return first, last


def expand_ranges(starts: IntArray, ends: IntArray) -> IntArray:
    """Return every integer of the ranges ``[start, end)``, range after range."""
    lengths = ends - starts
    filled = lengths > 0
    starts, lengths = starts[filled], lengths[filled]
    total = int(lengths.sum())
    if not total:
        return np.empty(0, dtype=starts.dtype)
    steps = np.ones(total, dtype=starts.dtype)
    at = np.cumsum(lengths)
    steps[0] = starts[0]
    steps[at[:-1]] = starts[1:] - (starts[:-1] + lengths[:-1] - 1)
    return np.cumsum(steps, dtype=starts.dtype)


def unique_sorted(positions: IntArray) -> IntArray:
    """Return the distinct integers, ascending."""
    ordered = np.sort(positions, kind="stable")
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else ordered


def flagged(flags: Flags) -> IntArray:
    """Return the places of the flags that are set."""
    return np.flatnonzero(flags).astype(np.int32)


def runs(codes: IntArray) -> tuple[IntArray, IntArray]:
    """Return the places of the first and last code of each run of neighbouring codes."""
    breaks = np.flatnonzero(np.diff(codes) != 1)
    return np.append(0, breaks + 1)[: max(len(codes), 0)], np.append(breaks, len(codes) - 1)[: len(codes)]
