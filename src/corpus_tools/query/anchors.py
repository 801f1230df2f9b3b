"""Tokens near the hits of a result: the nearest, farthest, first or last one that passes a test."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corpus_tools.index import StructuralAttribute
from corpus_tools.model import IntArray
from corpus_tools.query.program import Choice, Side

UNSET = -1


@dataclass(frozen=True)
class Windows:
    """Where to look from each hit: corpus positions, both ends included.

    Attributes:
        first: First position of the window; -1 where there is no window.
        last: Its last position.
        base: The token to look from.
        base_end: The last of the tokens that are passed over.
    """

    first: IntArray
    last: IntArray
    base: IntArray
    base_end: IntArray


def found_near(
    windows: Windows, positions: IntArray, choice: Choice, side: Side, inclusive: bool
) -> IntArray:
    """Return for each window one of the positions (ascending), -1 where none lies inside.

    Args:
        inclusive: The tokens to look from count too.
    """
    known = windows.first >= 0
    first = windows.first if side != "right" else np.maximum(windows.first, windows.base)
    last = windows.last if side != "left" else np.minimum(windows.last, windows.base)
    until = windows.base if inclusive else windows.base - 1
    since = windows.base if inclusive else windows.base_end + 1
    left = (first, np.minimum(until, last))
    right = (np.maximum(since, first), last)
    left_first, left_last = _first(positions, *left), _last(positions, *left)
    right_first, right_last = _first(positions, *right), _last(positions, *right)
    match choice:
        case "leftmost":
            found = np.where(left_first >= 0, left_first, right_first)
        case "rightmost":
            found = np.where(right_last >= 0, right_last, left_last)
        case "nearest":
            found = _closer(windows.base, left_last, right_first)
        case _:
            found = _further(windows.base, left_first, right_last)
    return np.where(known, found, UNSET)


def token_windows(starts: IntArray, ends: IntArray, count: int, n_tokens: int) -> tuple[IntArray, IntArray]:
    """Return so many tokens before the one and after the other."""
    return np.maximum(starts - count, 0), np.minimum(ends + count, n_tokens - 1)


def region_windows(
    starts: IntArray, ends: IntArray, count: int, structure: StructuralAttribute
) -> tuple[IntArray, IntArray]:
    """Return the regions that both lie in, and ``count - 1`` more on each side; -1 outside all regions."""
    if not len(structure):
        return np.full(len(starts), UNSET), np.full(len(starts), UNSET)
    left, right = (np.searchsorted(structure.starts, at, side="right") - 1 for at in (starts, ends))
    inside = (left >= 0) & (structure.ends[left] > starts) & (structure.ends[right] > ends)
    first = structure.starts[np.maximum(left - (count - 1), 0)]
    last = structure.ends[np.minimum(right + (count - 1), len(structure) - 1)] - 1
    return np.where(inside, first, UNSET), np.where(inside, last, UNSET)


def _first(positions: IntArray, first: IntArray, last: IntArray) -> IntArray:
    places = np.searchsorted(positions, first, side="left")
    found = np.append(positions, np.iinfo(np.int32).max)[places]
    return np.where(found <= last, found, UNSET)


def _last(positions: IntArray, first: IntArray, last: IntArray) -> IntArray:
    places = np.searchsorted(positions, last, side="right")
    found = np.append(UNSET, positions)[places]
    return np.where(found >= np.maximum(first, 0), found, UNSET)


def _closer(base: IntArray, left: IntArray, right: IntArray) -> IntArray:
    take_left = (left >= 0) & ((right < 0) | (base - left <= right - base))
    return np.where(take_left, left, right)


def _further(base: IntArray, left: IntArray, right: IntArray) -> IntArray:
    take_left = (left >= 0) & ((right < 0) | (base - left >= right - base))
    return np.where(take_left, left, right)
