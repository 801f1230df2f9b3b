"""Where the characters of an old text stand in an edited one.

Lines that are equal are aligned first. Stretches of lines that changed are cut at groups of characters that stand
once on each side, long groups first; only what is between those is compared character by character, so that no
comparison is large.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import pairwise

import numpy as np

from corpus_tools.model import IntArray

NOWHERE = -1
SHORTEST_RUN = 4
"""Characters in a row that have to be equal: fewer meet by chance in a rewritten sentence."""

_GROUPS = (16, 8, 4)
_MOST_CELLS = 1_000_000
"""Characters of one side times those of the other, above which a stretch is not compared by character."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")


def align_texts(old: str, new: str) -> IntArray:
    """Return for each character of ``old`` its place in ``new``, or ``NOWHERE``.

    Returns:
        Places, rising where they are not ``NOWHERE``. *Shape:* ``(len(old),)``, int64.
    """
    places = np.full(len(old), NOWHERE, dtype=np.int64)
    _align_lines(old, new, places)
    _drop_short_runs(places, len(old), len(new))
    return places


def _align_lines(old: str, new: str, places: IntArray) -> None:
    sides: list[list[str]] = [_LINE.findall(text) for text in (old, new)]
    starts = [[0, *np.cumsum([len(line) for line in lines]).tolist()] for lines in sides]
    matcher = SequenceMatcher(None, sides[0], sides[1], autojunk=False)
    for kind, low, high, first, last in matcher.get_opcodes():
        a, b = (starts[0][low], starts[0][high]), (starts[1][first], starts[1][last])
        if kind == "equal":
            _put(places, a[0], b[0], a[1] - a[0])
        elif kind == "replace":
            _align_groups(old[slice(*a)], new[slice(*b)], places[slice(*a)], b[0], _GROUPS)


def _align_groups(old: str, new: str, places: IntArray, at_new: int, sizes: tuple[int, ...]) -> None:
    """Align two stretches; ``places`` is that of ``old``, and ``new`` begins at ``at_new``."""
    if not sizes:
        _align_characters(old, new, places, at_new)
        return
    size = sizes[0]
    after_old = after_new = 0
    for start, place in (*_common_groups(old, new, size), (len(old), len(new))):
        if start > after_old and place > after_new:
            gap = places[after_old:start]
            _align_groups(old[after_old:start], new[after_new:place], gap, at_new + after_new, sizes[1:])
        _put(places, start, at_new + place, min(size, len(old) - start))
        after_old, after_new = start + size, place + size


def _common_groups(old: str, new: str, size: int) -> Iterator[tuple[int, int]]:
    """Yield the places of groups that stand once on each side, rising on both; those that overlap agree."""
    once = _once(new, size)
    pairs = [(start, once[group]) for group, start in _once(old, size).items() if group in once]
    before: tuple[int, int] | None = None
    for start, place in rising(sorted(pairs)):
        if before is None or (start >= before[0] + size and place >= before[1] + size):
            yield (start, place)
            before = (start, place)


def _once(text: str, size: int) -> dict[str, int]:
    groups = [text[start : start + size] for start in range(len(text) - size + 1)]
    numbers = Counter(groups)
    return {group: start for start, group in enumerate(groups) if numbers[group] == 1}


def rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest series of pairs whose second parts rise too."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        last[at : at + 1] = [number]
        before.append(last[at - 1] if at else -1)
    series, number = [], last[-1] if last else -1
    while number >= 0:
        series.append(pairs[number])
        number = before[number]
    return series[::-1]


def _align_characters(old: str, new: str, places: IntArray, at_new: int) -> None:
    """Align characters: the ends that are equal, then, if it is not too much, what is between."""
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    _put(places, 0, at_new, head)
    _put(places, len(old) - tail, at_new + len(new) - tail, tail)
    one, other = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(one) * len(other) <= _MOST_CELLS:
        for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
            _put(places, head + block.a, at_new + head + block.b, block.size)


def _common(one: str, other: str) -> int:
    length = min(len(one), len(other))
    return next((place for place in range(length) if one[place] != other[place]), length)


def _put(places: IntArray, start: int, at_new: int, length: int) -> None:
    places[start : start + length] = np.arange(at_new, at_new + length)


def _drop_short_runs(places: IntArray, n_old: int, n_new: int) -> None:
    """Take back what is equal for a few characters only.

    It stays where it stands as far from its old place as a long run beside it: then single characters around it
    were put for others. It stays too if it is a whole text.
    """
    if not n_old or min(n_old, n_new) < SHORTEST_RUN:
        return
    shifts = places - np.arange(n_old)
    breaks = np.flatnonzero((np.diff(places) != 1) | (places[1:] == NOWHERE) | (places[:-1] == NOWHERE)) + 1
    runs = [(start, end) for start, end in pairwise([0, *breaks.tolist(), n_old]) if places[start] != NOWHERE]
    long_runs = [(start, end) for start, end in runs if end - start >= SHORTEST_RUN]
    starts = [start for start, _ in long_runs]
    for start, end in runs:
        at = bisect_left(starts, start)
        beside = [shifts[one] for one, _ in long_runs[max(0, at - 1) : at + 1]]
        if end - start < SHORTEST_RUN and shifts[start] not in beside:
            places[start:end] = NOWHERE
