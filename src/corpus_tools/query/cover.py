"""A set of tuples as one bit per token: put together from stored bits, byte columns and lists of positions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from corpus_tools.index import PositionalAttribute, Tuples
from corpus_tools.index.bits import WORD, Words, packed
from corpus_tools.model import IntArray
from corpus_tools.query.positions import Flags, bounds

if TYPE_CHECKING:
    from corpus_tools.query.token_sets import Codes

LOOK_UP = 1.0
"""What it costs to look up one token's tuple in a table: nanoseconds, about; …"""
SCATTER, MERGE = 2.5, 25.0
"""… to set one bit from a list of positions, one of few or one of many lists; …"""
COMPARE, READ, FIND = 0.08, 0.02, 0.4
"""… to compare one token's byte, to read one token's bit, to turn it into a position."""
FEW_RUNS = 16


@dataclass
class Cover:
    """A set of tuples: a base by the values of one attribute, and the exceptions to it.

    Attributes:
        base: The attribute, its values, and whether they are those left out.
        added: Tuples besides the base; ``removed``: those of the base that are not in the set.
        whole: Look every token up in a table instead.
    """

    tuples: Tuples
    flags: Flags | None = None
    base: tuple[PositionalAttribute, list[int], bool] | None = None
    everything: bool = False
    added: IntArray = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    removed: IntArray = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    @cached_property
    def cost(self) -> float:
        """About how many nanoseconds all bits cost."""
        n_tokens = self.tuples.n_tokens
        if self.flags is not None:
            return n_tokens * LOOK_UP
        cost = 0.0
        if self.base is not None:
            attribute, values, _ = self.base
            stored = sum(attribute.bits(value) is not None for value in values)
            cost += n_tokens * (READ * stored + COMPARE * (len(values) - stored))
        for some in (self.added, self.removed):
            known = self.tuples.with_bits
            stored = sum(code in known for code in some.tolist()) if len(some) <= len(known) * 64 else 0
            rest = np.array([code for code in some.tolist() if code not in known], dtype=np.int64)
            each = SCATTER if len(rest) <= FEW_RUNS else MERGE
            cost += n_tokens * READ * stored + float(self.tuples.sizes[rest].sum()) * each
            cost += n_tokens * COMPARE if len(rest) else 0.0
        return cost

    def words(self, start: int, size: int) -> Words:
        """Return the bits of ``size`` words of tokens from ``start`` on, which is a multiple of 64."""
        if self.flags is not None:
            codes = self.tuples.column[start : start + size * WORD]
            return packed(np.take(self.flags, codes), size * WORD)
        words = self._base_words(start, size)
        if len(self.added):
            words = words | self._exceptions(self._added, start, size)
        if len(self.removed):
            words = words & ~self._exceptions(self._removed, start, size)
        return words

    def _base_words(self, start: int, size: int) -> Words:
        if self.base is None:
            fill = 0xFFFFFFFFFFFFFFFF if self.everything else 0
            return np.full(size, fill, dtype=np.uint64)
        attribute, values, negated = self.base
        words: Words | None = None
        for value in values:
            one = _value_words(attribute, value, start, size)
            words = one if words is None else words | one
        if words is None:
            words = np.zeros(size, dtype=np.uint64)
        return ~words if negated else words

    def _exceptions(self, parts: _Parts, start: int, size: int) -> Words:
        from corpus_tools.query.token_sets import slice_of

        words: Words | None = None
        for bits in parts.bits:
            one = slice_of(bits, start, size)
            words = one if words is None else words | one
        if parts.runs:
            flags = np.zeros(size * WORD, dtype=np.bool_)
            for run in parts.runs:
                first, last = bounds(run, start, start + size * WORD)
                flags[run[first:last].astype(np.int64) - start] = True
            words = packed(flags) if words is None else words | packed(flags)
        return np.zeros(size, dtype=np.uint64) if words is None else words

    @cached_property
    def _added(self) -> _Parts:
        return _parts(self.tuples, self.added)

    @cached_property
    def _removed(self) -> _Parts:
        return _parts(self.tuples, self.removed)


@dataclass(frozen=True)
class _Parts:
    bits: list[Words]
    runs: list[npt.NDArray[np.int32]]


def _parts(tuples: Tuples, codes: IntArray) -> _Parts:
    known = tuples.with_bits
    bits = [words for code in codes.tolist() if code in known and (words := tuples.bits(code)) is not None]
    rest = np.array([code for code in codes.tolist() if code not in known], dtype=np.int64)
    if not len(rest):
        return _Parts(bits, [])
    return _Parts(bits, tuples.runs(rest) if len(rest) <= FEW_RUNS else [tuples.positions(rest)])


def _value_words(attribute: PositionalAttribute, value: int, start: int, size: int) -> Words:
    from corpus_tools.query.token_sets import slice_of

    bits = attribute.bits(value)
    if bits is not None:
        return slice_of(bits, start, size)
    direct: Any = attribute.direct
    return packed(direct[start : start + size * WORD] == np.uint8(value), size * WORD)


def cover_of(codes: Codes) -> Cover:
    """Return the cheapest way to the bits of a set of tuples."""
    tuples = codes.tuples
    if codes.on_bytes:
        # the values themselves say it all
        attribute, negated = codes.attributes[0], len(codes.values) * 2 > len(codes.attributes[0].lexicon)
        values = codes.complement().values if negated else codes.values
        return Cover(tuples, base=(attribute, values.tolist(), negated))
    ways = [Cover(tuples, flags=codes.flags), Cover(tuples, added=codes.codes)]
    if len(codes.codes) * 2 > len(tuples):
        ways.append(Cover(tuples, everything=True, removed=np.flatnonzero(~codes.flags)))
    ways += [_with_base(codes, attribute) for attribute in codes.attributes if attribute.direct is not None]
    return min(ways, key=lambda way: way.cost)


def _with_base(codes: Codes, attribute: PositionalAttribute) -> Cover:
    """Take the values most of whose tokens are in the set, and note the exceptions."""
    tuples, table, n_values = codes.tuples, attribute.of_tuples, len(attribute.lexicon)
    inside = np.bincount(table[codes.codes], weights=tuples.sizes[codes.codes], minlength=n_values)
    total = np.bincount(table, weights=tuples.sizes, minlength=n_values)
    chosen = inside * 2 > total
    based = np.take(chosen, table)
    negated = bool(chosen.sum() * 2 > len(chosen))
    values = np.flatnonzero(~chosen if negated else chosen).tolist()
    return Cover(
        tuples,
        base=(attribute, values, negated),
        added=codes.codes[~based[codes.codes]],
        removed=np.flatnonzero(based & ~codes.flags),
    )
