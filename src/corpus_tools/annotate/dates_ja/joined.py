"""Completes dates by the one they are joined to (来年の5月, 5月の第2日曜日, lists), and finds days that the year decides."""

from __future__ import annotations

from dataclasses import replace

from corpus_tools.annotate.dates_ja.completion import only_time
from corpus_tools.annotate.dates_ja.context import Context
from corpus_tools.annotate.dates_ja.feasts import nth_weekday, placed
from corpus_tools.annotate.dates_ja.parts import Expression, Point
from corpus_tools.annotate.dates_ja.resolved import Resolved

NEAREST = 3
"""So many characters may stand between a recurring day and its time."""


def joined(
    number: int, expression: Expression, point: Point, context: Context, before: Resolved | None
) -> Resolved | None:
    """Complete a date without a year by the date just before it, or return ``None`` if nothing joins the two."""
    ground = before.point if before is not None else None
    if before is not None and only_time(point) and _recurs(expression, before):
        return Resolved(expression, certainty="low")
    if before is None or ground is None or ground.year is None:
        return None
    if expression.listed and before.anaphoric:
        filled = _next_in_list(point, before.until or ground)
        return Resolved(expression, filled, None, True, before.anchor, before.certainty)
    distance = expression.start - before.expression.end
    if point.nth is not None and point.month is None:
        known = ground.month is not None and distance <= 1
        filled = replace(point, month=ground.month)
    else:
        whole = ground.precision == "year" and ground.portion is None and before.until is None
        part = point.month is not None or point.season is not None
        known, filled = whole and part and distance == 1 and context.lead.endswith("の"), point
    return Resolved(expression, replace(filled, year=ground.year), None, True, number - 1) if known else None


def _recurs(expression: Expression, before: Resolved) -> bool:
    """Tell whether a time is one of every such day: 平日は午後8時まで, 毎週土曜の10時から11時."""
    near = expression.start - before.expression.end <= NEAREST
    timed = before.point is not None and only_time(before.point) and before.point.day is None
    return near and (before.expression.kind == "set" or timed)


def moved(point: Point) -> tuple[Point, Point | None]:
    """Find the days that the year decides: 第2日曜日, 成人の日, お盆; the second is the end of several."""
    if point.feast is not None:
        return placed(point)
    open_day = replace(point, weekday=None, nth=None)
    if point.year is None or point.month is None or point.nth is None or point.weekday is None:
        return (open_day, None)
    day = nth_weekday(point.year, point.month, point.nth, point.weekday)
    return (replace(point, day=day.day, nth=None) if day.month == point.month else open_day, None)


def _next_in_list(point: Point, before: Point) -> Point:
    """Go on from the item before: in its year and month, or the next year where the month is smaller."""
    if before.year is None or before.month is None or point.year is not None:
        return point
    if point.month is None:
        return replace(point, year=before.year, month=before.month)
    return replace(point, year=before.year + (point.month < before.month))
