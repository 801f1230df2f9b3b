"""Sets of tokens as an index has them: by value, by region, one by one."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.index import PositionalAttribute, Tuples
from corpus_tools.index.bits import WORD, Words, first_bits, is_set, packed, places
from corpus_tools.model import IntArray
from corpus_tools.query.cover import FIND, Cover, cover_of
from corpus_tools.query.positions import Flags, bounds, expand_ranges

FEW_VALUES = 64
"""The tuples of up to this many values are looked up value by value."""


class Codes:
    """Tokens whose values of some attributes are among chosen ones: a set of tuples.

    Args:
        attribute: The attribute that is asked for.
        chosen: Which of its values. *Shape:* ``(n_values,)``.
    """

    def __init__(self, attribute: PositionalAttribute, chosen: Flags) -> None:
        self.attributes: tuple[PositionalAttribute, ...] = (attribute,)
        self.tuples: Tuples = attribute.tuples
        self._chosen: Flags | None = chosen

    @classmethod
    def of_tuples(cls, codes: IntArray, attributes: Sequence[PositionalAttribute]) -> Codes:
        """Return the tokens that have one of some tuples (ascending), chosen by some attributes."""
        new = cls.__new__(cls)
        new.attributes = tuple(dict.fromkeys(attributes))
        new.tuples = new.attributes[0].tuples
        new._chosen = None
        new.codes = codes
        return new

    @cached_property
    def codes(self) -> IntArray:
        """The tuples, ascending."""
        assert self._chosen is not None
        attribute = self.attributes[0]
        if len(self.values) > FEW_VALUES:
            return np.flatnonzero(np.take(self._chosen, attribute.of_tuples))
        found = [attribute.tuples_of(value) for value in self.values.tolist()]
        return found[0] if len(found) == 1 else np.sort(np.concatenate([np.empty(0, np.int32), *found]))

    @cached_property
    def values(self) -> IntArray:
        """The values of the only attribute."""
        return np.flatnonzero(self._chosen) if self._chosen is not None else np.empty(0, dtype=np.int64)

    @cached_property
    def count(self) -> int:
        """See ``Condition``."""
        attribute = self.attributes[0]
        if self.on_bytes:
            return int(attribute.sizes[self.values].sum())
        return int(self.tuples.sizes[self.codes].sum())

    @cached_property
    def flags(self) -> Flags:
        """Which tuples are among them. *Shape:* ``(n_tuples,)``."""
        flags = np.zeros(len(self.tuples), dtype=np.bool_)
        flags[self.codes] = True
        return flags

    def has(self, tuples: IntArray) -> Flags:
        """Return which of some tuples are among these."""
        if self._chosen is not None:
            return np.take(self._chosen, self.attributes[0].of_tuples[tuples])
        return self.flags[tuples]

    def complement(self) -> Codes:
        """Return the other tokens."""
        if self._chosen is not None:
            return Codes(self.attributes[0], ~self._chosen)
        return Codes.of_tuples(np.flatnonzero(~self.flags), self.attributes)

    @staticmethod
    def combined(several: Sequence[Codes], combine: Callable[[Flags, Flags], Flags]) -> Codes:
        """Return the tokens in all of them, or in any of them."""
        if len(several) == 1:
            return several[0]
        attributes = [attribute for one in several for attribute in one.attributes]
        if len(set(attributes)) == 1 and all(one._chosen is not None for one in several):
            chosen = [one._chosen for one in several if one._chosen is not None]
            return Codes(attributes[0], np.asarray(combine.reduce(chosen)))  # type: ignore[attr-defined]
        if combine is np.logical_or:
            codes = np.unique(np.concatenate([one.codes for one in several]))
            return Codes.of_tuples(codes, attributes)
        rarest, *others = sorted(several, key=lambda one: len(one.values) if one._chosen is not None else 0)
        codes = rarest.codes
        for other in others:
            codes = codes[other.has(codes)]
        return Codes.of_tuples(codes, attributes)

    def positions(self) -> IntArray:
        """See ``Condition``."""
        if self._merge_cost <= self.positions_cost:
            return self.tuples.positions(self.codes)
        return set_positions(self.words, self.tuples.n_tokens)

    @property
    def _merge_cost(self) -> float:
        return self.count * 2.0 * math.log2(max(len(self.codes), 1))

    @cached_property
    def positions_cost(self) -> float:
        """About how many nanoseconds the positions cost: merged from lists, or taken from bits."""
        merged = self._merge_cost
        if merged < self.tuples.n_tokens * FIND:
            return merged
        return min(merged, self.cover.cost + self.tuples.n_tokens * FIND)

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        if self.on_bytes:
            direct: Any = self.attributes[0].direct
            return _among(np.take(direct, positions), self.values, self._chosen)
        found: npt.NDArray[Any] = np.take(self.tuples.column, positions)
        return _among(found, self.codes, self.flags if len(self.codes) != 1 else None)

    @property
    def lookup_bytes(self) -> int:
        """How many bytes of the index a look at one token takes."""
        return 1 if self.on_bytes else 4

    @property
    def on_bytes(self) -> bool:
        """Whether one attribute with a column of bytes says it all."""
        return self._chosen is not None and self.attributes[0].direct is not None

    @cached_property
    def cover(self) -> Cover:
        """How its bits are put together."""
        return cover_of(self)

    def words(self, start: int, size: int) -> Words:
        """See ``Condition``."""
        return self.cover.words(start, size)


def _among(found: npt.NDArray[Any], codes: IntArray, flags: Flags | None) -> Flags:
    if len(codes) == 1:
        return np.asarray(found == found.dtype.type(codes[0]), dtype=np.bool_)
    assert flags is not None
    return np.take(flags, found)


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
        return int(self.ends.sum(dtype=np.int64) - self.starts.sum(dtype=np.int64))

    def positions(self) -> IntArray:
        """See ``Condition``."""
        return expand_ranges(self.starts, self.ends)

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        if not len(self.starts):
            return np.zeros(len(positions), dtype=np.bool_)
        if len(self.starts) * 8 < len(positions):
            return self._holds_by_range(positions)
        keys = positions.astype(self.starts.dtype, copy=False)
        place = np.searchsorted(self.starts, keys, side="right") - 1
        return (place >= 0) & (positions < self.ends[place])

    def among(self, positions: IntArray) -> IntArray:
        """Return those of ascending positions that are inside."""
        if len(self.starts) * 8 >= len(positions):
            return positions[self.holds(positions)]
        cuts = self._cuts(positions).tolist()
        pieces = [positions[first:last] for first, last in zip(cuts[::2], cuts[1::2], strict=True)]
        return np.concatenate(pieces) if pieces else positions[:0]

    def _cuts(self, positions: IntArray) -> IntArray:
        borders = np.stack((self.starts, self.ends), axis=1).ravel()
        return np.searchsorted(positions, borders.astype(positions.dtype, copy=False))

    def _holds_by_range(self, positions: IntArray) -> Flags:
        """Cut the positions at the ranges' borders: a search per range, not per position."""
        cuts = np.concatenate(([0], self._cuts(positions), [len(positions)]))
        inside = np.zeros(len(cuts) - 1, dtype=np.bool_)
        inside[1::2] = True
        return np.repeat(inside, np.diff(cuts))

    def words(self, start: int, size: int) -> Words:
        """See ``Condition``."""
        stop = start + size * WORD
        _, first = bounds(self.ends, start, start + 1)
        _, last = bounds(self.starts, start, stop)
        borders = np.stack((self.starts[first:last], self.ends[first:last]), axis=1).ravel()
        cuts = np.concatenate(([start], np.clip(borders, start, stop), [stop]))
        inside = np.zeros(len(cuts) - 1, dtype=np.bool_)
        inside[1::2] = True
        return packed(np.repeat(inside, np.diff(cuts)))


class Points:
    """An ascending array of positions.

    Args:
        bits: The same as one bit per token, where the index has them.
    """

    def __init__(self, points: IntArray, bits: Words | None = None) -> None:
        self.points = points
        self.bits = bits

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
        if self.bits is not None:
            return is_set(self.bits, positions)
        place = np.searchsorted(self.points, positions.astype(self.points.dtype, copy=False))
        return np.equal(self.points[np.minimum(place, len(self.points) - 1)], positions)

    def words(self, start: int, size: int) -> Words:
        """See ``Condition``."""
        if self.bits is not None:
            return slice_of(self.bits, start, size)
        flags = np.zeros(size * WORD, dtype=np.bool_)
        first, last = bounds(self.points, start, start + size * WORD)
        flags[self.points[first:last] - start] = True
        return packed(flags)


def slice_of(bits: Words, start: int, size: int) -> Words:
    """Return some words of a column of bits, with unset ones beyond its end."""
    words = bits[start // WORD : start // WORD + size]
    if len(words) < size:
        words = np.concatenate((words, np.zeros(size - len(words), dtype=np.uint64)))
    return words


BLOCK = 1 << 19


def set_positions(words: Callable[[int, int], Words], n_tokens: int) -> IntArray:
    """Return the positions of all bits that are set."""
    found = []
    for start in range(0, n_tokens, BLOCK):
        size = -(-min(BLOCK, n_tokens - start) // WORD)
        block = words(start, size)
        if n_tokens - start < size * WORD:
            block = block & first_bits(n_tokens - start, size)
        found.append(np.add(places(block), start, dtype=np.int32, casting="unsafe"))
    return np.concatenate(found) if found else np.empty(0, dtype=np.int32)
