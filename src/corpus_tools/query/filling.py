"""Arrays of hits, filled block by block."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus_tools.index.bits import WORD, Words, is_set, unpacked
from corpus_tools.model import IntArray

FEW = 32
"""Where fewer than one token in so many begins a match, lengths are looked up match by match."""


def lengths_at(found: list[tuple[int, Words]], at: IntArray) -> IntArray:
    """Return the length of the match that begins at each place; of several the longest."""
    few = len(at) * FEW < len(found[0][1]) * WORD
    return _lengths_of_few(found, at) if few else _lengths(found, at)


def _lengths_of_few(found: list[tuple[int, Words]], at: IntArray) -> IntArray:
    lengths: npt.NDArray[np.int64] = np.zeros(len(at), dtype=np.int64)
    for length, words in found:
        # a start has one shortest match; of the longest ones the last counts
        lengths[is_set(words, at)] = length
    return lengths


def _lengths(found: list[tuple[int, Words]], at: IntArray) -> IntArray:
    """Return the length of each match, from one number per token."""
    dtype = np.min_scalar_type(found[-1][0])
    lengths = np.zeros(len(found[0][1]) * WORD, dtype=dtype)
    for length, words in found:
        np.maximum(lengths, unpacked(words).view(np.uint8) * dtype.type(length), out=lengths)
    return lengths[at]


class Growing:
    """An array of positions that is filled from the left; memory beyond what is filled is never touched."""

    def __init__(self, most: int) -> None:
        self._array = np.empty(most, dtype=np.int32)
        self._count = 0

    def add(self, places: IntArray, offset: int) -> None:
        """Append places, each with an offset."""
        end = self._count + len(places)
        added = self._array[self._count : end]
        np.copyto(added, places, casting="unsafe")
        added += np.int32(offset)
        self._count = end

    def array(self) -> IntArray:
        """Return what was added; nothing can be added any more."""
        self._array.resize(self._count, refcheck=False)
        return self._array
