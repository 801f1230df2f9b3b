"""Fills what is missing of a point from a moment: its day, its month, the end of its range."""

from __future__ import annotations

from dataclasses import replace

from corpus_tools.annotate.dates_ja.parts import Point
from corpus_tools.annotate.dates_ja.steps import Moment


def only_time(point: Point) -> bool:
    """Tell whether a point is a time of day and nothing else."""
    timed = point.hour is not None or point.daypart is not None
    return timed and point.day is None and point.month is None and point.weekday is None


def in_month(point: Point, base: Moment) -> Point:
    """Put a bare day into the narrative's month; 翌1日 after the 31st is in the next one."""
    if (
        not point.following
        or point.day is None
        or base.day is None
        or base.month is None
        or point.day > base.day
    ):
        return replace(point, year=base.year, month=base.month)
    turned = base.month == 12
    return replace(point, year=None if base.year is None else base.year + turned, month=base.month % 12 + 1)


def on_day(point: Point, base: Moment) -> Point | None:
    """Put a time on the day the narrative stands at; a bare 11時 after 昨夜 is late."""
    if base.day is None:
        return None
    hour = point.hour
    if hour is not None and base.late and 5 <= hour < 12 and point.daypart is None and not point.morning:
        hour += 12
    return replace(point, year=base.year, month=base.month, day=base.day, hour=hour)


def in_era(point: Point, first: int) -> Point:
    """Count a number of years from the first year of an era: the 45年 of 昭和40～45年."""
    year = first + (point.year or 1) - 1
    return replace(point, year=year, short=False, era=first, span=10 if point.precision == "decade" else 0)


def until(last: Point | None, first: Point) -> Point | None:
    """Complete a range's end from its begin: 1997-98年, 11〜2月, 5〜翌年3月."""
    if last is None or (last.year is not None and not last.short):
        return last
    if first.year is None:
        return last
    if last.short and first.era is not None:
        return in_era(last, first.era)
    if last.short and last.year is not None:
        year = first.year // 100 * 100 + last.year
        return replace(last, year=year + 100 if year < first.year else year, short=False)
    if last.reference is not None:
        return replace(last, year=first.year + last.reference.shift, reference=None)
    turned = first.month is not None and last.month is not None and last.month < first.month
    day = first.day if last.day is None and last.hour is not None else last.day
    return replace(last, year=first.year + turned, month=last.month or first.month, day=day)
