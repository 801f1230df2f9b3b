"""Conditions on single tokens, each answered for whole arrays of corpus positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from corpus_tools.index import PositionalAttribute
from corpus_tools.model import IntArray

Flags: TypeAlias = npt.NDArray[np.bool_]
SCATTER_SHARE = 16
"""A window is filled from postings when fewer than one token in this many holds, else from the column."""

MAX_RUNS = 4
"""Up to this many runs of codes are compared one by one; more are looked up in a table."""


class Condition(Protocol):
    """A set of corpus positions that is never listed unless it must be."""

    @property
    def count(self) -> int:
        """How many positions hold, at most."""
        ...

    def positions(self) -> IntArray:
        """Return the positions that hold, ascending."""
        ...

    def holds(self, positions: IntArray) -> Flags:
        """Test positions, all of them inside the corpus, in ascending order."""
        ...

    def window(self, start: int, stop: int) -> Flags:
        """Return one flag per position in ``[start, stop)``."""
        ...


@dataclass(frozen=True)
class Everything:
    """Every token (or, with ``holding=False``, none)."""

    n_tokens: int
    holding: bool = True

    @property
    def count(self) -> int:
        """See ``Condition``."""
        return self.n_tokens if self.holding else 0

    def positions(self) -> IntArray:
        """See ``Condition``."""
        return np.arange(self.count, dtype=np.int32)

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        return np.full(len(positions), self.holding)

    def window(self, start: int, stop: int) -> Flags:
        """See ``Condition``."""
        return np.full(stop - start, self.holding)


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
            return _positions(self.window(0, n_tokens))
        return np.sort(self._gathered(self.attribute.postings), kind="stable")

    def _gathered(self, postings: IntArray) -> IntArray:
        starts = self.attribute.postings_offsets[self.codes]
        first, last = _runs(self.codes)
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
        first, last = _runs(self.codes)
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


class Complement:
    """The tokens where another condition does not hold."""

    def __init__(self, condition: Condition, n_tokens: int) -> None:
        self._condition = condition
        self._n_tokens = n_tokens

    @property
    def count(self) -> int:
        """See ``Condition``."""
        exact = isinstance(self._condition, Everything | Codes | Ranges | Points)
        return self._n_tokens - self._condition.count if exact else self._n_tokens

    def positions(self) -> IntArray:
        """See ``Condition``."""
        return _positions(self.window(0, self._n_tokens))

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        return ~self._condition.holds(positions)

    def window(self, start: int, stop: int) -> Flags:
        """See ``Condition``."""
        return ~self._condition.window(start, stop)


class Both:
    """The tokens where all of several conditions hold."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self._conditions = sorted(conditions, key=lambda condition: condition.count)

    @property
    def count(self) -> int:
        """See ``Condition``."""
        return self._conditions[0].count

    def positions(self) -> IntArray:
        """See ``Condition``."""
        rarest, *others = self._conditions
        positions = rarest.positions()
        for condition in others:
            positions = positions[condition.holds(positions)]
        return positions

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        flags = self._conditions[0].holds(positions)
        for condition in self._conditions[1:]:
            left = np.flatnonzero(flags)
            flags[left] = condition.holds(positions[left])
        return flags

    def window(self, start: int, stop: int) -> Flags:
        """See ``Condition``."""
        flags = self._conditions[0].window(start, stop)
        for condition in self._conditions[1:]:
            flags &= condition.window(start, stop)
        return flags


class Either:
    """The tokens where one of several conditions holds."""

    def __init__(self, conditions: Sequence[Condition], n_tokens: int) -> None:
        self._conditions = conditions
        self._n_tokens = n_tokens

    @cached_property
    def count(self) -> int:
        """See ``Condition``."""
        return min(self._n_tokens, sum(condition.count for condition in self._conditions))

    def positions(self) -> IntArray:
        """See ``Condition``."""
        if self.count * 8 > self._n_tokens:
            return _positions(self.window(0, self._n_tokens))
        return unique_sorted(np.concatenate([condition.positions() for condition in self._conditions]))

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        flags = self._conditions[0].holds(positions)
        for condition in self._conditions[1:]:
            flags |= condition.holds(positions)
        return flags

    def window(self, start: int, stop: int) -> Flags:
        """See ``Condition``."""
        flags = self._conditions[0].window(start, stop)
        for condition in self._conditions[1:]:
            flags |= condition.window(start, stop)
        return flags


def bounds(positions: IntArray, start: int, stop: int) -> tuple[int, int]:
    """Return the places of the positions in ``[start, stop)``.

    The borders get the type of the positions, because NumPy would convert all positions to theirs.
    """
    limits = np.iinfo(positions.dtype)
    keys = np.array([max(start, limits.min), min(stop, limits.max)], dtype=positions.dtype)
    first, last = positions.searchsorted(keys).tolist()
    return first, last


def both(conditions: Sequence[Condition], n_tokens: int) -> Condition:
    """Return the conjunction, merging conditions on the values of one attribute."""
    merged = _merged(conditions, np.logical_and)
    parts = [condition for condition in merged if not _is_everything(condition, True)]
    if any(condition.count == 0 for condition in parts):
        return Everything(n_tokens, holding=False)
    if len(parts) <= 1:
        return parts[0] if parts else Everything(n_tokens)
    return Both(parts)


def either(conditions: Sequence[Condition], n_tokens: int) -> Condition:
    """Return the disjunction, merging conditions on the values of one attribute."""
    merged = _merged(conditions, np.logical_or)
    if any(_is_everything(condition, True) for condition in merged):
        return Everything(n_tokens)
    parts = [condition for condition in merged if condition.count]
    if len(parts) <= 1:
        return parts[0] if parts else Everything(n_tokens, holding=False)
    return Either(parts, n_tokens)


def complement(condition: Condition, n_tokens: int) -> Condition:
    """Return the negation."""
    if isinstance(condition, Everything):
        return Everything(n_tokens, not condition.holding)
    if isinstance(condition, Codes):
        return Codes(condition.attribute, ~condition.chosen)
    return Complement(condition, n_tokens)


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


def _positions(flags: Flags) -> IntArray:
    return np.flatnonzero(flags).astype(np.int32)


def _runs(codes: IntArray) -> tuple[IntArray, IntArray]:
    """Return the places of the first and last code of each run of neighbouring codes."""
    breaks = np.flatnonzero(np.diff(codes) != 1)
    return np.append(0, breaks + 1)[: max(len(codes), 0)], np.append(breaks, len(codes) - 1)[: len(codes)]


def _is_everything(condition: Condition, holding: bool) -> bool:
    return isinstance(condition, Everything) and condition.holding is holding


def _merged(conditions: Sequence[Condition], combine: Any) -> list[Condition]:
    result: list[Condition] = []
    codes: dict[str, Codes] = {}
    for condition in conditions:
        if isinstance(condition, Codes):
            known = codes.get(condition.attribute.name)
            chosen = condition.chosen if known is None else combine(known.chosen, condition.chosen)
            codes[condition.attribute.name] = Codes(condition.attribute, chosen)
        else:
            result.append(condition)
    return [*codes.values(), *result]
