"""Reads ahead: an expression may be told by a date that follows it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from corpus_tools.annotate.dates_ja.context import Context
from corpus_tools.annotate.dates_ja.parts import Expression, Point
from corpus_tools.annotate.dates_ja.steps import Moment, moment_of

Ahead: TypeAlias = Sequence[tuple[Expression, Context]]
"""The next expressions and what stands around them."""
FARTHEST = 3
"""How many of them are looked at."""


def explanation(expression: Expression, ahead: Ahead) -> Point | None:
    """Return the date in 4カ月後の2008年8月, as finely as the unit of the offset counts."""
    following = ahead[0][0] if ahead else None
    if following is None or following.start != expression.end + 1 or following.point is None:
        return None
    point, unit = following.point, expression.amount.unit if expression.amount is not None else "day"
    if (
        point.year is None
        or point.short
        or point.precision not in ("year", "month", "day")
        or following.until is not None
    ):
        return None
    if unit == "year" or point.month is None:
        return Point("year", point.year)
    if unit == "month" or point.day is None:
        return Point("month", point.year, month=point.month)
    return Point("day", point.year, month=point.month, day=point.day)


def restated(expression: Expression, ahead: Ahead) -> bool:
    """Tell whether a step says the same time once more, so that only one of the two moves the narrative: 半年後の翌年5月."""
    following = ahead[0][0] if ahead else None
    if expression.kind != "offset" or following is None or following.start != expression.end + 1:
        return False
    return following.point is not None and following.point.reference is not None


def glossed(number: int, expression: Expression, ahead: Ahead) -> Moment | None:
    """Return the date in the parenthesis of その翌年（1998年）."""
    if not ahead or not ahead[0][1].parenthesised or ahead[0][0].start != expression.end + 1:
        return None
    following, context = ahead[0]
    point = following.point
    if point is None or point.year is None or point.short or following.until is not None:
        return None
    return moment_of(point, anchor=number + 1, sentence=context.sentence, paragraph=context.paragraph)


def modified_year(number: int, context: Context, ahead: Ahead) -> Moment | None:
    """Return the year whose clause names its months: 1月と3月に感染が広がった2020年は."""
    for place, (following, near) in enumerate(ahead, start=number + 1):
        point = following.point
        if point is None or near.sentence != context.sentence:
            return None
        if point.year is not None and point.precision == "year" and near.modified and not point.short:
            headless = near.attachment == "noun" or following.role or following.relation or following.until
            moment = moment_of(point, anchor=place, sentence=near.sentence, paragraph=near.paragraph)
            return None if headless else moment
        if point.year is not None or point.month is None:
            return None
    return None
