"""Sets of tokens as an index has them: by value, by region, one by one."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.index import PositionalAttribute
from corpus_tools.model import IntArray
from corpus_tools.query.positions import Flags, bounds, expand_ranges, flagged, runs

SCATTER_SHARE = 16
"""A window is filled from postings when fewer than one token in this many holds, else from the column."""
MAX_RUNS = 4
"""Up to this many runs of codes are compared one by one; more are looked up in a table."""


class Codes:
    """Tokens whose value of one attribute is among some values of its lexicon."""

    def __init__(self, attribute: PositionalAttribute, chosen: Flags) -> None:
        self.attribute = attribute
        self.chosen = chosen

    @cached_property
    def codes(self) -> IntArray:
        """The codes of the values."""
        return np.flatnonzero(self.chosen)

    @cached_property
    def count(self) -> int:
        """See ``Condition``."""
        return int(self._sizes.sum())

    @cached_property
    def _sizes(self) -> IntArray:
        offsets = self.attribute.postings_offsets
        return offsets[self.codes + 1] - offsets[self.codes]

    def positions(self) -> IntArray:
        """See ``Condition``."""
        if len(self.codes) == 1:
            return self.attribute.positions(int(self.codes[0]))
        n_tokens = len(self.attribute.codes)
        if self.count * 8 > n_tokens:
            return flagged(self.window(0, n_tokens))
        return np.sort(self._gathered(self.attribute.postings), kind="stable")

    def _gathered(self, postings: IntArray) -> IntArray:
        starts = self.attribute.postings_offsets[self.codes]
        first, last = runs(self.codes)
        if len(first) * 4 < len(self.codes) or len(first) < 64:
            ends = self.attribute.postings_offsets[self.codes[last] + 1]
            pieces = zip(starts[first].tolist(), ends.tolist(), strict=True)
            parts = [postings[start:end] for start, end in pieces]
            return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)
        return postings[expand_ranges(starts, starts + self._sizes)]

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        codes: npt.NDArray[Any] = np.take(self.attribute.codes, positions)
        if len(self.codes) == 1:
            return np.asarray(codes == codes.dtype.type(self.codes[0]), dtype=np.bool_)
        return np.take(self.chosen, codes)

    def window(self, start: int, stop: int) -> Flags:
        """See ``Condition``."""
        n_tokens = len(self.attribute.codes)
        if self._mostly:
            return ~Codes(self.attribute, ~self.chosen).window(start, stop)
        if len(self.codes) <= 8 and self.count * SCATTER_SHARE < n_tokens:
            return self._scattered(start, stop)
        codes = self.attribute.codes[start:stop]
        first, last = runs(self.codes)
        if len(first) <= MAX_RUNS:
            return self._compared(codes, self.codes[first].tolist(), self.codes[last].tolist())
        return np.take(self.chosen, codes)

    @cached_property
    def _mostly(self) -> bool:
        return len(self.codes) * 2 > len(self.chosen) and self.count * 2 > len(self.attribute.codes)

    def _scattered(self, start: int, stop: int) -> Flags:
        flags = np.zeros(stop - start, dtype=np.bool_)
        for code in self.codes.tolist():
            positions = self.attribute.positions(code)
            first, last = bounds(positions, start, stop)
            flags[positions[first:last] - start] = True
        return flags

    def _compared(self, codes: npt.NDArray[Any], first: list[int], last: list[int]) -> Flags:
        flags: Flags | None = None
        of_type = codes.dtype.type
        for low, high in zip(first, last, strict=True):
            # unsigned arithmetic wraps around, so that one comparison does for both borders
            run = codes == of_type(low) if low == high else codes - of_type(low) <= of_type(high - low)
            flags = run if flags is None else np.logical_or(flags, run, out=flags)
        return np.zeros(len(codes), dtype=np.bool_) if flags is None else flags


class Ranges:
    """Tokens inside ranges that neither touch nor overlap, in order."""

    def __init__(self, starts: IntArray, ends: IntArray) -> None:
        self.starts = starts
        self.ends = ends

    @classmethod
    def merged(cls, starts: IntArray, ends: IntArray) -> Ranges:
        """Make ranges from regions sorted by start, which may overlap."""
        if not len(starts):
            return cls(starts, ends)
        reach = np.maximum.accumulate(ends)
        opens = np.append(True, starts[1:] > reach[:-1])
        closes = np.append(opens[1:], True)
        return cls(starts[opens], reach[closes])

    @cached_property
    def count(self) -> int:
        """See ``Condition``."""
        return int((self.ends.astype(np.int64) - self.starts).sum())

    def positions(self) -> IntArray:
        """See ``Condition``."""
        return expand_ranges(self.starts, self.ends)

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        if not len(self.starts):
            return np.zeros(len(positions), dtype=np.bool_)
        if len(self.starts) * 8 < len(positions):
            return self._holds_by_range(positions)
        place = np.searchsorted(self.starts, positions, side="right") - 1
        return (place >= 0) & (positions < self.ends[place])

    def _holds_by_range(self, positions: IntArray) -> Flags:
        """Cut the positions at the ranges' borders: a search per range, not per position."""
        borders = np.stack((self.starts, self.ends), axis=1).ravel()
        cuts = np.concatenate(([0], np.searchsorted(positions, borders), [len(positions)]))
        inside = np.zeros(len(cuts) - 1, dtype=np.bool_)
        inside[1::2] = True
        return np.repeat(inside, np.diff(cuts))

    def window(self, start: int, stop: int) -> Flags:
        """See ``Condition``."""
        _, first = bounds(self.ends, start, start + 1)
        _, last = bounds(self.starts, start, stop)
        borders = np.stack((self.starts[first:last], self.ends[first:last]), axis=1).ravel()
        cuts = np.concatenate(([start], np.clip(borders, start, stop), [stop]))
        inside = np.zeros(len(cuts) - 1, dtype=np.bool_)
        inside[1::2] = True
        return np.repeat(inside, np.diff(cuts))


class Points:
    """An ascending array of positions."""

    def __init__(self, points: IntArray) -> None:
        self.points = points

    @property
    def count(self) -> int:
        """See ``Condition``."""
        return len(self.points)

    def positions(self) -> IntArray:
        """See ``Condition``."""
        return self.points

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        if not len(self.points):
            return np.zeros(len(positions), dtype=np.bool_)
        place = np.searchsorted(self.points, positions)
        return np.equal(self.points[np.minimum(place, len(self.points) - 1)], positions)

    def window(self, start: int, stop: int) -> Flags:
        """See ``Condition``."""
        flags = np.zeros(stop - start, dtype=np.bool_)
        first, last = bounds(self.points, start, stop)
        flags[self.points[first:last] - start] = True
        return flags
