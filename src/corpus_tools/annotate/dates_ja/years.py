"""Completes written years: the century of 93年, the era of 24年, the month of 19年同月, and where each comes from."""

from __future__ import annotations

from dataclasses import replace

from corpus_tools.annotate.dates_ja.completion import in_era
from corpus_tools.annotate.dates_ja.narrative import Narrative
from corpus_tools.annotate.dates_ja.parts import Expression, Point
from corpus_tools.annotate.dates_ja.resolved import Resolved
from corpus_tools.annotate.dates_ja.steps import Moment

THIS_YEAR, PLANNED = 2025, 12
"""Without a date of writing, the year a text is taken for; how many years on 35年 may still lie."""
LAST_YEAR = 9999
LONGEST_JOINT = 3
"""Between the two years of 1994年から96年, in characters."""


def written_year(
    expression: Expression, point: Point, *, narrative: Narrative, before: Resolved | None
) -> Resolved:
    """Complete a date whose year is written, if only in part.

    Args:
        before: The expression before, which may be the begin of the same range.
    """
    full, ground = _full_year(expression, point, narrative, before)
    filled = _same_part(full, narrative)
    if filled is not full:
        ground = narrative.current() or narrative.dct
    anchor = ground.anchor if ground is not None else None
    return Resolved(expression, filled, None, filled is not full or ground is not None, anchor)


def _same_part(point: Point, narrative: Narrative) -> Point:
    """Take the month of 19年同月, or the quarter of 19年同期, from the narrative."""
    base = narrative.current() or narrative.dct
    month, quarter = (base.month, base.quarter) if base is not None else (None, None)
    if point.precision == "month" and point.month is None:
        return replace(point, month=month, precision="month" if month else "year")
    if point.precision == "quarter" and point.quarter is None and point.half is None:
        return replace(point, quarter=quarter, precision="quarter" if quarter else "year")
    return point


def _full_year(
    expression: Expression, point: Point, narrative: Narrative, before: Resolved | None
) -> tuple[Point, Moment | None]:
    """Complete 93年 by its range, the era that counts, the narrative's century, or the writing."""
    number = point.year
    if not point.short or number is None:
        return (point, None)
    last, begin = _range_end(expression), _range_begin(expression, before)
    if last is not None:
        return (_in_century(point, number, last, latest=last), None)
    if begin is not None and begin.year is not None:
        if begin.era is not None:
            return (in_era(point, begin.era), None)
        return (_in_century(point, number, begin.year + 99, latest=begin.year + 99), None)
    era = narrative.named.era_of(number)
    if era is not None:
        return (in_era(point, era[0]), era[1])
    base = narrative.current() if narrative.knows_year() else narrative.named.last
    if base is not None and base.year is not None:
        return (_in_century(point, number, base.year), base)
    limit = narrative.dct.year if narrative.dct is not None and narrative.dct.year else THIS_YEAR
    limit += 0 if point.precision == "decade" else PLANNED
    return (_in_century(point, number, limit, latest=limit), narrative.dct)


def _in_century(point: Point, number: int, middle: int, *, latest: int | None = None) -> Point:
    """Choose the century that brings the year nearest to another, or to the last one it may be."""
    years = [middle // 100 * 100 + number + shift for shift in (-100, 0, 100)]
    possible = [year for year in years if year <= (LAST_YEAR if latest is None else min(latest, LAST_YEAR))]
    return replace(point, year=min(possible, key=lambda year: abs(year - middle)), short=False)


def _range_end(expression: Expression) -> int | None:
    """Return the full end of 98～2001年."""
    last = expression.until
    return last.year if last is not None and not last.short else None


def _range_begin(expression: Expression, before: Resolved | None) -> Point | None:
    """Return the full begin of 1994年から96年."""
    if before is None or before.expression.role != "BEGIN" or before.expression.point is None:
        return None
    near = expression.start - before.expression.end <= LONGEST_JOINT
    full = before.expression.point.year is not None and not before.expression.point.short
    return before.point if near and full else None
