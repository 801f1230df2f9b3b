"""Conditions on single tokens, each answered for whole arrays of corpus positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np

from corpus_tools.index.bits import Words
from corpus_tools.model import IntArray
from corpus_tools.query.cover import COMPARE, FIND, LOOK_UP, MERGE, READ, SCATTER
from corpus_tools.query.positions import Flags, unique_sorted
from corpus_tools.query.token_sets import Codes, Points, Ranges, set_positions


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

    def words(self, start: int, size: int) -> Words:
        """Return one bit per position in ``size`` words from ``start`` on, which is a multiple of 64.

        What it says of positions beyond the corpus means nothing, but for borders.
        """
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

    def words(self, start: int, size: int) -> Words:
        """See ``Condition``."""
        return np.full(size, 0xFFFFFFFFFFFFFFFF if self.holding else 0, dtype=np.uint64)


class Complement:
    """The tokens where another condition does not hold."""

    def __init__(self, condition: Condition, n_tokens: int) -> None:
        self._condition = condition
        self._n_tokens = n_tokens
        self.parts = (condition,)

    @property
    def count(self) -> int:
        """See ``Condition``."""
        exact = isinstance(self._condition, Everything | Codes | Ranges | Points)
        return self._n_tokens - self._condition.count if exact else self._n_tokens

    def positions(self) -> IntArray:
        """See ``Condition``."""
        return set_positions(self.words, self._n_tokens)

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        return ~self._condition.holds(positions)

    def words(self, start: int, size: int) -> Words:
        """See ``Condition``."""
        return ~self._condition.words(start, size)


class Both:
    """The tokens where all of several conditions hold."""

    def __init__(self, conditions: Sequence[Condition]) -> None:
        self._conditions = sorted(conditions, key=lambda condition: condition.count)
        self.parts = tuple(conditions)

    @property
    def count(self) -> int:
        """See ``Condition``."""
        return self._conditions[0].count

    def positions(self) -> IntArray:
        """See ``Condition``."""
        rarest, *others = self._conditions
        positions = rarest.positions()
        for condition in others:
            if isinstance(condition, Ranges):
                positions = condition.among(positions)
            else:
                positions = positions[condition.holds(positions)]
        return positions

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        flags = self._conditions[0].holds(positions)
        for condition in self._conditions[1:]:
            left = np.flatnonzero(flags)
            flags[left] = condition.holds(positions[left])
        return flags

    def words(self, start: int, size: int) -> Words:
        """See ``Condition``."""
        words = self._conditions[0].words(start, size)
        for condition in self._conditions[1:]:
            words = words & condition.words(start, size)
        return words


class Either:
    """The tokens where one of several conditions holds."""

    def __init__(self, conditions: Sequence[Condition], n_tokens: int) -> None:
        self._conditions = conditions
        self._n_tokens = n_tokens
        self.parts = tuple(conditions)

    @cached_property
    def count(self) -> int:
        """See ``Condition``."""
        return min(self._n_tokens, sum(condition.count for condition in self._conditions))

    def positions(self) -> IntArray:
        """See ``Condition``."""
        if self.count * 8 > self._n_tokens:
            return set_positions(self.words, self._n_tokens)
        return unique_sorted(np.concatenate([condition.positions() for condition in self._conditions]))

    def holds(self, positions: IntArray) -> Flags:
        """See ``Condition``."""
        flags = self._conditions[0].holds(positions)
        for condition in self._conditions[1:]:
            flags |= condition.holds(positions)
        return flags

    def words(self, start: int, size: int) -> Words:
        """See ``Condition``."""
        words = self._conditions[0].words(start, size)
        for condition in self._conditions[1:]:
            words = words | condition.words(start, size)
        return words


def words_cost(condition: Condition, n_tokens: int) -> float:
    """Return about how many nanoseconds all bits of a condition cost."""
    match condition:
        case Codes():
            return condition.cover.cost
        case Everything():
            return n_tokens * READ
        case Points():
            return (
                n_tokens * READ
                if condition.bits is not None
                else n_tokens * COMPARE + condition.count * SCATTER
            )
        case Ranges():
            return n_tokens * COMPARE + len(condition.starts) * MERGE
        case Complement() | Both() | Either():
            return sum(words_cost(part, n_tokens) for part in condition.parts)
        case _:
            return n_tokens * LOOK_UP


def positions_cost(condition: Condition, n_tokens: int) -> float:
    """Return about how many nanoseconds it costs to list the positions of a condition."""
    match condition:
        case Codes():
            return condition.positions_cost
        case Points():
            return 0.0
        case Ranges():
            return float(condition.count)
        case Both():
            return positions_cost(min(condition.parts, key=lambda part: part.count), n_tokens)
        case _:
            return words_cost(condition, n_tokens) + n_tokens * FIND


def both(conditions: Sequence[Condition], n_tokens: int) -> Condition:
    """Return the conjunction, merging conditions on positional attributes."""
    merged = _merged(conditions, np.logical_and)
    parts = [condition for condition in merged if not _is_everything(condition, True)]
    if any(condition.count == 0 for condition in parts):
        return Everything(n_tokens, holding=False)
    if len(parts) <= 1:
        return parts[0] if parts else Everything(n_tokens)
    return Both(parts)


def either(conditions: Sequence[Condition], n_tokens: int) -> Condition:
    """Return the disjunction, merging conditions on positional attributes."""
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
        return condition.complement()
    return Complement(condition, n_tokens)


def _is_everything(condition: Condition, holding: bool) -> bool:
    return isinstance(condition, Everything) and condition.holding is holding


def _merged(conditions: Sequence[Condition], combine: Any) -> list[Condition]:
    codes = [condition for condition in conditions if isinstance(condition, Codes)]
    others = [condition for condition in conditions if not isinstance(condition, Codes)]
    return [Codes.combined(codes, combine), *others] if codes else others
