"""Finds the two ends of a length of time: 12年ぶり, 2014年から10年間, 2022年までの7年, その後7年."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from corpus_tools.annotate.dates_ja.context import Context
from corpus_tools.annotate.dates_ja.narrative import Narrative
from corpus_tools.annotate.dates_ja.parts import Amount, Expression, Point
from corpus_tools.annotate.dates_ja.resolved import Resolved
from corpus_tools.annotate.dates_ja.steps import Moment, apply_offset

Ends: TypeAlias = tuple[Point, Point, int | str | None]
"""First point, last point, and what they lean on."""
NEAREST = 4
"""So many characters may stand between a date and the length that it begins or ends."""
_FROM = ("から", "からの", "より", "以来", "以降")
_UNTIL = ("までの",)
_AFTER_THAT = ("その後", "それから", "それ以来")


def known_ends(
    number: int,
    expression: Expression,
    context: Context,
    before: Sequence[Resolved],
    narrative: Narrative,
) -> Ends | None:
    """Return both ends of length ``number``, or ``None`` when one of them is not told.

    Years end as many on as they count (2014年から10年間: 2014/2024), so does what follows その後; months, weeks and
    days that a date begins are counted with the first (5月1日から3日間: to the 3rd).

    Args:
        before: The one or two expressions before it.
    """
    amount, now = expression.amount, narrative.current()
    if amount is None or amount.count is None:
        return None
    if expression.again:
        return _from(now, amount, -1) if amount.unit == "year" else None
    beside = bool(before) and expression.start - before[-1].expression.end <= NEAREST
    if context.lead.endswith(_AFTER_THAT) or (context.lead.endswith("以来") and not beside):
        return _from(now, amount, 1)
    return _beside(number, amount, context.lead, before) if beside else None


def _beside(number: int, amount: Amount, lead: str, before: Sequence[Resolved]) -> Ends | None:
    """Read the ends off the date just before: its begin, its end, or the range that it is the length of."""
    date = before[-1]
    point = date.point
    if point is None:
        return None
    if date.until is not None:
        return (point, date.until, number - 1) if lead.endswith("の") else None
    if lead.endswith(_UNTIL):
        begun = before[0]
        if (begun.expression.role, date.expression.role) == ("BEGIN", "END") and begun.point is not None:
            return (begun.point, point, number - 1)
        return _from(_at(point, number - 1), _with_first(amount), -1)
    return _from(_at(point, number - 1), _with_first(amount), 1) if lead.endswith(_FROM) else None


def _at(point: Point, number: int) -> Moment:
    known = point.precision in ("year", "month", "day")
    return Moment(point.year if known else None, point.month, point.day, anchor=number)


def _from(base: Moment | None, amount: Amount, direction: int) -> Ends | None:
    """Measure the length from a moment; ``None`` when the moment is known less finely than the length counts."""
    if base is None or base.year is None or amount.count is None:
        return None
    begin = apply_offset(replace(amount, count=0), base, 1)
    end = apply_offset(amount, base, direction)
    if begin is None or end is None or min(begin.year or 0, end.year or 0) <= 0:
        return None
    return (begin, end, base.anchor) if direction > 0 else (end, begin, base.anchor)


def _with_first(amount: Amount) -> Amount:
    """Count the month or day that a length begins or ends with as one of it."""
    if amount.count is None or amount.unit not in ("month", "week", "day"):
        return amount
    days = amount.count * 7 if amount.unit == "week" else amount.count
    return replace(amount, count=days - 1, unit="month" if amount.unit == "month" else "day")
