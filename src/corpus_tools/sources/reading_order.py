"""The order in which the lines of a page are read."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from corpus_tools.sources.glyphs import PageLine

BETWEEN_COLUMNS = 0.9
"""Room (em) between two columns that runs down all of a page, or of a part of it."""


def in_reading_order(lines: list[PageLine]) -> list[PageLine]:
    """Order lines by cutting the page between columns, and else where that frees columns (XY cut)."""
    if len(lines) < 2:
        return lines
    gap = _column_gap(lines)
    if gap is not None:
        return _cut(lines, [line.box[0] < gap for line in lines])
    for level in _levels(lines):
        first = [line.box[1] < level for line in lines]
        if any(_column_gap(side) is not None for side in _sides(lines, first)):
            return _cut(lines, first)
    return sorted(lines, key=lambda line: (line.box[1], line.box[0]))


def _cut(lines: list[PageLine], first: Sequence[bool]) -> list[PageLine]:
    above, below = _sides(lines, first)
    return [*in_reading_order(above), *in_reading_order(below)]


def _sides(lines: list[PageLine], first: Sequence[bool]) -> tuple[list[PageLine], list[PageLine]]:
    pairs = list(zip(lines, first, strict=True))
    return [line for line, one in pairs if one], [line for line, one in pairs if not one]


def _column_gap(lines: Sequence[PageLine]) -> float | None:
    """Return where the second column begins, if room runs down between the lines, two or more on each side.

    A page number may stand in the way.
    """
    em = median([line.size for line in lines] or [0.0])
    ends = sorted((line.box[0], line.box[2]) for line in lines if not _is_number(line))
    reach = ends[0][1] if ends else 0.0
    for n, (start, end) in enumerate(ends):
        if start - reach >= BETWEEN_COLUMNS * em and n >= 2 and len(ends) - n >= 2:
            return start
        reach = max(reach, end)
    return None


def _is_number(line: PageLine) -> bool:
    return all(glyph.text.isdigit() or glyph.text in "-–—" for glyph in line.glyphs)


def _levels(lines: Sequence[PageLine]) -> list[float]:
    """Return where lines begin above which others end, from the top."""
    tops = sorted((line.box[1], line.box[3]) for line in lines)
    levels, reach = [], tops[0][1]
    for top, bottom in tops:
        if top > reach:
            levels.append(top)
        reach = max(reach, bottom)
    return levels
