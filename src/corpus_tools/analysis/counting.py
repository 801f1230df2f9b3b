"""How often each combination of codes occurs: by a table of counts where codes are few, else by sorting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus_tools.model import IntArray

_TALLIED = 1 << 22
"""So many different combinations are counted in a table of their own; more are sorted."""
_WIDEST = 1 << 62
_DIGIT_BITS = 16
_DIGIT = (1 << _DIGIT_BITS) - 1


class CodedColumn(Protocol):
    """One code per row."""

    @property
    def codes(self) -> IntArray:
        """Codes from -1 up."""

    @property
    def size(self) -> int:
        """What the codes lie below."""

    @property
    def looked(self) -> tuple[IntArray, IntArray] | None:
        """A table of codes and a number of it per row, where the codes are ``table[numbers]``."""


def combinations_of(columns: Sequence[CodedColumn]) -> tuple[list[IntArray], npt.NDArray[np.int64]]:
    """Count each combination of values; see ``combinations``."""
    if len(columns) == 1 and (looked := columns[0].looked) is not None:
        distinct, counts = counted_through(*looked, columns[0].size)
        return [distinct], counts
    return combinations([(one.codes, one.size) for one in columns])


def combinations(columns: Sequence[tuple[IntArray, int]]) -> tuple[list[IntArray], npt.NDArray[np.int64]]:
    """Count each combination of codes.

    Args:
        columns: Codes from -1 up, and what they lie below. *Shape:* ``(n_rows,)`` each.

    Returns:
        The codes of each column and how often they occur together, in ascending order.
        *Shape:* ``(n_combinations,)`` each.
    """
    keys, size = packed(columns)
    if keys is None:
        order = np.lexsort([codes for codes, _ in columns][::-1])
        return _runs([np.asarray(codes)[order] for codes, _ in columns])
    distinct, counts = counted(keys, size)
    return unpacked(distinct, [size for _, size in columns]), counts


def packed(columns: Sequence[tuple[IntArray, int]]) -> tuple[IntArray | None, int]:
    """Return one number from -1 up per row, and what they lie below; None where it would not fit."""
    total = 1
    for _, size in columns:
        total *= size + 1
    if total >= _WIDEST:
        return None, total
    keys: IntArray = np.asarray(columns[0][0])
    if len(columns) == 1:
        return keys, columns[0][1]
    keys = keys.astype(np.int64) + 1
    for codes, size in columns[1:]:
        keys *= size + 1
        keys += codes
        keys += 1
    return keys, total


def unpacked(keys: IntArray, sizes: Sequence[int]) -> list[IntArray]:
    """Return the columns that ``packed`` made numbers of."""
    if len(sizes) == 1:
        return [keys]
    found = []
    for size in reversed(sizes[1:]):
        keys, codes = np.divmod(keys, size + 1)
        found.append(codes - 1)
    return [keys - 1, *reversed(found)]


def counted(keys: IntArray, size: int) -> tuple[IntArray, npt.NDArray[np.int64]]:
    """Return the distinct keys, ascending, and how often each occurs; keys are -1 or more and below ``size``."""
    if is_few(len(keys), size):
        return _tallied(keys)
    ordered = np.sort(keys)
    differs = np.ones(len(ordered), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:])
    borders = np.flatnonzero(differs)
    return ordered[borders].astype(np.int64), np.diff(borders, append=len(keys)).astype(np.int64)


def numbered(
    keys: IntArray, size: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the distinct keys, ascending, how often each occurs, and which of them each row is.

    Args:
        keys: From 0 up.
        size: What they lie below.
    """
    if is_few(len(keys), size):
        totals = np.bincount(keys, minlength=1)
        distinct = np.flatnonzero(totals)
        return distinct, totals[distinct], (np.cumsum(totals > 0) - 1)[keys]
    order = np.argsort(keys)
    ordered = keys[order]
    differs = np.ones(len(keys), dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:])
    numbers = np.empty(len(keys), dtype=np.int64)
    numbers[order] = np.cumsum(differs) - 1
    borders = np.flatnonzero(differs)
    counts = np.diff(borders, append=len(keys)).astype(np.int64, copy=False)
    return ordered[borders].astype(np.int64, copy=False), counts, numbers


def counted_through(table: IntArray, numbers: IntArray, size: int) -> tuple[IntArray, npt.NDArray[np.int64]]:
    """Return the distinct codes of ``table[numbers]`` and how often each occurs; many are counted by number first.

    Args:
        size: What the codes lie below.
    """
    if len(numbers) < len(table):
        return counted(np.take(table, numbers), size)
    # -1, no value, is counted as 0
    weights = np.bincount(numbers, minlength=len(table))
    totals = np.bincount(table.astype(np.int64) + 1, weights=weights, minlength=1)
    distinct = np.flatnonzero(totals)
    return distinct - 1, totals[distinct].astype(np.int64)


def dense(keys: IntArray) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the rank of each key among the distinct ones, and where one of each first stands."""
    _, firsts, ranks = np.unique(keys, return_index=True, return_inverse=True)
    return ranks.astype(np.int64), firsts.astype(np.int64)


def by_frequency(counts: IntArray, *, minimum: int = 1) -> npt.NDArray[np.int64]:
    """Return the places of counts of ``minimum`` or more, the largest first, equal ones as they stand."""
    kept = np.flatnonzero(counts >= minimum)
    chosen = np.asarray(counts)[kept]
    return kept[radix_order(chosen.max() - chosen)] if len(kept) else kept


def radix_order(keys: IntArray) -> npt.NDArray[np.int64]:
    """Return the places of numbers of 0 or more in ascending order, equal ones as they stand.

    NumPy sorts numbers of 16 bits by counting, several times faster than wider ones by comparing.
    """
    bits = int(keys.max()).bit_length() if len(keys) else 0
    order = np.argsort((keys & _DIGIT).astype(np.uint16), kind="stable")
    for shift in range(_DIGIT_BITS, bits, _DIGIT_BITS):
        digits = ((keys >> shift) & _DIGIT).astype(np.uint16)
        order = order[np.argsort(digits[order], kind="stable")]
    return order


def is_few(n_rows: int, size: int) -> bool:
    """Return whether a table of so many counts is worth its room."""
    return size < max(_TALLIED, 2 * n_rows) and size < 64 * max(n_rows, 1 << 12)


def _tallied(keys: IntArray) -> tuple[IntArray, npt.NDArray[np.int64]]:
    shifted = keys if keys.dtype.kind == "u" else keys + 1
    counts = np.bincount(shifted, minlength=1)
    distinct = np.flatnonzero(counts)
    return distinct if shifted is keys else distinct - 1, counts[distinct]


def _runs(columns: list[IntArray]) -> tuple[list[IntArray], npt.NDArray[np.int64]]:
    n_rows = len(columns[0])
    differs = np.ones(n_rows, dtype=np.bool_)
    if n_rows:
        differs[1:] = np.any([one[1:] != one[:-1] for one in columns], axis=0)
    borders = np.flatnonzero(differs)
    return [one[borders] for one in columns], np.diff(borders, append=n_rows).astype(np.int64)
