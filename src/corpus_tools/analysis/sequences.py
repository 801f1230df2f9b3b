"""Sequences of tokens that follow each other, counted by sorting their numbers together with where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from corpus_tools.analysis.counting import counted, is_few
from corpus_tools.analysis.regions import Flags, innermost
from corpus_tools.index import StructuralAttribute
from corpus_tools.index.column import Column
from corpus_tools.model import IntArray

GROUP = 1 << 24
"""About so many tokens begin the sequences that are counted at once; more than one value of them, if any can be."""
CHUNK = 1 << 22
"""So many tokens are looked at together."""


@dataclass(frozen=True)
class Places:
    """Where sequences may stand.

    Attributes:
        allowed: Tokens that may be in one. *Shape:* ``(n_tokens,)``.
        stretch: A number that two tokens share if a sequence may go from one to the other. *Shape:* ``(n_tokens,)``.
    """

    allowed: Flags
    stretch: IntArray


@dataclass(frozen=True)
class Sequences:
    """The sequences that are frequent enough, in the order of their codes.

    Attributes:
        codes: The tokens of each, a column per place. *Shape:* ``(n_sequences,)`` each, as of ``counts``.
        counts: How often each occurs.
        ranges: In how many regions.
        rarer: How many sequences are rarer, though their beginnings are not.
    """

    codes: tuple[IntArray, ...]
    counts: IntArray
    ranges: IntArray
    rarer: int


def count_sequences(
    column: Column,
    n_values: int,
    places: Places,
    starts: IntArray | None,
    *,
    n: int,
    least: int,
    regions: StructuralAttribute,
) -> Sequences:
    """Count the sequences of ``n`` tokens that occur at least so often.

    Those that begin with different values have nothing to do with each other: they are counted in groups, so that the
    memory needed does not grow with the corpus.

    Args:
        column: The code of every token.
        n_values: What the codes lie below.
        starts: Where sequences may begin; anywhere if not given. *Shape:* ``(n,)``, ascending.
        regions: Whose number is counted.
    """
    totals = np.zeros(n_values, dtype=np.int64)
    for _, codes in _chunks(column, places, starts):
        totals += np.bincount(codes, minlength=n_values)
    frequent = np.flatnonzero(totals >= least)
    found = [_nothing(n)]
    for first, last in _groups(totals[frequent]):
        occurrences = _begun(column, n_values, places, starts, frequent[first:last])
        rarer = 0
        for step in range(1, n):
            occurrences, rarer = _longer(column, n_values, places, occurrences, step, least)
        found.append(_finished(occurrences, regions, len(places.allowed), rarer))
    whole = _joined(found)
    return whole if n > 1 else replace(whole, rarer=int(np.count_nonzero(totals)) - len(frequent))


@dataclass(frozen=True)
class _Occurrences:
    """Sequences of one length and where they begin; those of one sequence stand in the order of their places.

    Attributes:
        codes: The tokens of each sequence, a column per place. *Shape:* ``(n_sequences,)`` each.
        items: Which sequence each occurrence is. *Shape:* ``(n_occurrences,)``.
        positions: Where it begins. *Shape:* ``(n_occurrences,)``.
    """

    codes: tuple[IntArray, ...]
    items: IntArray
    positions: IntArray


def _chunks(column: Column, places: Places, starts: IntArray | None) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield where sequences may begin and the codes there, a stretch of the corpus at a time."""
    for first in range(0, len(places.allowed) if starts is None else len(starts), CHUNK):
        if starts is None:
            chosen = np.flatnonzero(places.allowed[first : first + CHUNK])
            codes = np.asarray(column[first : first + CHUNK])
            yield first + chosen, codes if len(chosen) == len(codes) else codes[chosen]
        else:
            some = starts[first : first + CHUNK]
            some = some[places.allowed[some]]
            yield some, column[some]


def _groups(totals: IntArray) -> Iterator[tuple[int, int]]:
    """Yield from which value to which those of a group are."""
    sums = np.cumsum(totals)
    borders = np.searchsorted(sums, np.arange(GROUP, int(sums[-1]) if len(sums) else 0, GROUP)) + 1
    yield from (
        pair for pair in pairwise([0, *np.unique(borders).tolist(), len(totals)]) if pair[0] < pair[1]
    )


def _begun(
    column: Column, n_values: int, places: Places, starts: IntArray | None, values: IntArray
) -> _Occurrences:
    """Find the tokens with some values."""
    numbers = np.full(n_values, -1, dtype=np.int32)
    numbers[values] = np.arange(len(values))
    items, positions = [], []
    for some, codes in _chunks(column, places, starts):
        found = numbers[codes]
        items.append(found[found >= 0])
        positions.append(some[found >= 0].astype(np.int32))
    return _Occurrences((values,), np.concatenate(items), np.concatenate(positions))


def _longer(
    column: Column, n_values: int, places: Places, found: _Occurrences, step: int, least: int
) -> tuple[_Occurrences, int]:
    """Go on with the next token; return what is frequent enough, and how many sequences are not."""
    lasts = found.positions + step
    fits = lasts < len(places.stretch)
    fits[fits] = places.stretch[lasts[fits]] == places.stretch[found.positions[fits]]
    positions = found.positions[fits]
    keys = found.items[fits].astype(np.uint64) * np.uint64(n_values) + column[lasts[fits]].astype(np.uint64)
    number = _by_table if is_few(len(keys), len(found.codes[0]) * n_values) else _by_sorting
    distinct, counts, items, positions = number(keys, positions, least)
    before, last = np.divmod(distinct[counts >= least].astype(np.int64), n_values)
    codes = (*(one[before] for one in found.codes), last)
    return _Occurrences(codes, items, positions), int((counts < least).sum())


_Numbered: TypeAlias = tuple[IntArray, IntArray, IntArray, IntArray]
"""Distinct keys and how often they occur; the number among the frequent of each occurrence left, and its place."""


def _by_table(keys: IntArray, positions: IntArray, least: int) -> _Numbered:
    keys = keys.astype(np.int64)
    totals = np.bincount(keys, minlength=1)
    distinct = np.flatnonzero(totals)
    numbers = np.full(len(totals), -1, dtype=np.int32)
    frequent = np.flatnonzero(totals >= least)
    numbers[frequent] = np.arange(len(frequent))
    items = numbers[keys]
    kept = items >= 0
    return distinct, totals[distinct], items[kept], positions[kept]


def _by_sorting(keys: IntArray, positions: IntArray, least: int) -> _Numbered:
    keys, positions = _sorted(keys, positions)
    borders = _borders(keys)
    counts = np.diff(borders, append=len(keys))
    frequent = counts >= least
    items = np.repeat(np.arange(int(frequent.sum()), dtype=np.int32), counts[frequent])
    return keys[borders], counts, items, positions[np.repeat(frequent, counts)]


def _sorted(keys: IntArray, positions: IntArray) -> tuple[IntArray, IntArray]:
    """Sort by key; places of one key stay in their order. Both in one number are sorted several times as fast."""
    if not len(keys):
        return keys, positions
    if int(keys.max()) < 1 << 16:  # these NumPy sorts by counting
        order = np.argsort(keys.astype(np.uint16), kind="stable")
        return keys[order], positions[order]
    bits = int(positions.max()).bit_length()
    if int(keys.max()).bit_length() + bits > 64:
        order = np.argsort(keys, kind="stable")
        return keys[order], positions[order]
    packed = keys.astype(np.uint64) << np.uint64(bits)
    packed |= positions.astype(np.uint64)
    packed.sort()
    where = (packed & np.uint64((1 << bits) - 1)).astype(np.int32)
    packed >>= np.uint64(bits)
    return packed, where


def _borders(keys: IntArray) -> IntArray:
    """Return where equal keys begin. *Shape:* ``(n_distinct,)``."""
    differs = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(keys[1:], keys[:-1], out=differs[1:])
    return np.flatnonzero(differs)


def _finished(found: _Occurrences, regions: StructuralAttribute, n_tokens: int, rarer: int) -> Sequences:
    counts = np.bincount(found.items, minlength=len(found.codes[0]))
    return Sequences(found.codes, counts, _ranges(found, regions, n_tokens), rarer)


def _ranges(found: _Occurrences, regions: StructuralAttribute, n_tokens: int) -> IntArray:
    """Return in how many regions each sequence occurs."""
    n_items = len(found.codes[0])
    size = max(len(regions), 1)
    owners = _owners(regions, found.positions, n_tokens)
    inside = owners >= 0
    items, owners = found.items[inside], owners[inside]
    if regions.overlapping or is_few(len(items), n_items * size):
        pairs, _ = counted(items.astype(np.int64) * size + owners, max(n_items, 1) * size)
        return np.bincount(pairs // size, minlength=n_items)
    if (items[1:] < items[:-1]).any():
        items, owners = _sorted(items, owners)
    new = np.ones(len(items), dtype=np.bool_)
    new[1:] = (items[1:] != items[:-1]) | (owners[1:] != owners[:-1])
    return np.bincount(items[new], minlength=n_items)


def _owners(regions: StructuralAttribute, positions: IntArray, n_tokens: int) -> IntArray:
    """Return the region of each place; of many places those of all tokens are looked up first."""
    if len(positions) * 8 < n_tokens:
        return innermost(regions, positions)
    owners = np.empty(n_tokens, dtype=np.int32)
    for first in range(0, n_tokens, CHUNK):
        some = np.arange(first, min(first + CHUNK, n_tokens), dtype=np.int32)
        owners[first : first + CHUNK] = innermost(regions, some)
    return owners[positions]


def _nothing(n: int) -> Sequences:
    none = np.zeros(0, dtype=np.int64)
    return Sequences((none,) * n, none, none, 0)


def _joined(found: list[Sequences]) -> Sequences:
    codes = tuple(np.concatenate(place) for place in zip(*(one.codes for one in found), strict=True))
    counts, ranges = (np.concatenate([getattr(one, name) for one in found]) for name in ("counts", "ranges"))
    return Sequences(codes, counts, ranges, sum(one.rarer for one in found))
