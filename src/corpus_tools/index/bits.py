"""Flags of tokens, packed: one bit per token, the first in the lowest bit of the first word."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

Words: TypeAlias = npt.NDArray[np.uint64]
WORD = 64
SLOW_SHARE, FAST_SHARE = 0.025, 0.1
"""Between these shares of set flags, NumPy is slow to find them."""


def n_words(n_flags: int) -> int:
    """Return how many words hold so many flags and one more, so that a border after the last token has a bit."""
    return n_flags // WORD + 1


def packed(flags: npt.NDArray[np.bool_], size: int | None = None) -> Words:
    """Pack flags into words, with as many unset ones after them as fill ``size`` (a multiple of 64)."""
    data = np.packbits(flags, bitorder="little")
    wanted = (len(flags) + WORD - 1) // WORD * 8 if size is None else size // 8
    if len(data) < wanted:
        data = np.concatenate((data, np.zeros(wanted - len(data), dtype=np.uint8)))
    return data.view("<u8")


def unpacked(words: Words) -> npt.NDArray[np.bool_]:
    """Return one flag per bit."""
    return np.unpackbits(np.ascontiguousarray(words).view(np.uint8), bitorder="little").view(np.bool_)


def places(words: Words) -> npt.NDArray[np.int64]:
    """Return the places of the bits that are set, ascending."""
    count = int(np.bitwise_count(words).sum(dtype=np.int64))
    if count * 2 < len(words):
        filled = np.flatnonzero(words != 0)
        found = np.flatnonzero(unpacked(words[filled]))
        at: npt.NDArray[np.int64] = (filled[found >> 6] << 6) + (found & 63)
        return at
    share = count / (len(words) * WORD)
    if not SLOW_SHARE < share < FAST_SHARE:
        return np.flatnonzero(unpacked(words))
    # NumPy branches on every flag unless many are set: so some are added, and left out again
    flags = np.ones(int(len(words) * WORD * 1.09), dtype=np.bool_)
    flags[: len(words) * WORD] = unpacked(words)
    return np.flatnonzero(flags)[:count]


def shifted(words: Words, distance: int, size: int) -> Words:
    """Return ``size`` words whose first bit is the one at ``distance``; there must be one word more than that."""
    first, rest = divmod(distance, WORD)
    if not rest:
        return words[first : first + size]
    result = words[first : first + size] >> np.uint64(rest)
    result |= words[first + 1 : first + 1 + size] << np.uint64(WORD - rest)
    return result


def moved(words: Words, distance: int, size: int) -> Words:
    """Return ``size`` words in which every bit stands ``distance`` further on; there must be room for all."""
    first, rest = divmod(distance, WORD)
    result = np.zeros(size, dtype=np.uint64)
    result[first : first + len(words)] = words << np.uint64(rest)
    if rest:
        result[first + 1 : first + 1 + len(words)] |= words >> np.uint64(WORD - rest)
    return result


def is_set(words: Words, at: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Return whether the bits at some places are set."""
    found: npt.NDArray[np.bool_] = ((words[at >> 6] >> (at & 63).astype(np.uint64)) & np.uint64(1)).astype(
        np.bool_
    )
    return found


def first_bits(count: int, size: int) -> Words:
    """Return ``size`` words whose first ``count`` bits are set."""
    words = np.zeros(size, dtype="<u8")
    full, rest = divmod(max(min(count, size * WORD), 0), WORD)
    words[:full] = np.uint64(0xFFFFFFFFFFFFFFFF)
    if rest:
        words[full] = np.uint64((1 << rest) - 1)
    return words
