"""Completes dates without a year from the narrative, or from the day of writing by the tense of the sentence."""

from __future__ import annotations

import datetime
from dataclasses import replace

from corpus_tools.annotate.dates_ja.completion import in_month, on_day, only_time
from corpus_tools.annotate.dates_ja.context import Context, Tense
from corpus_tools.annotate.dates_ja.parts import Point
from corpus_tools.annotate.dates_ja.steps import Moment, as_date, valid_date

ROLLOVER = (10, 3)
"""From October on, a month up to March in the same sentence lies in the next year."""
TURN = 20
"""A day so much smaller than the one before it, in the same sentence, is of the next month."""
SOON = 14
"""So many days ahead a month and day are rather the coming ones than a year old, whatever the tense."""
SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def from_narrative(point: Point, base: Moment, context: Context, *, dct: Moment | None) -> Point | None:
    """Complete a bare date, or a time, from the moment the narrative stands at.

    Args:
        dct: The day of writing of a text that is dated to the day.
    """
    if point.weekday is not None and point.day is None and point.month is None:
        return nearest_weekday(point, base, context.tense)
    if point.month is not None:
        return replace(point, year=_year_of_month(point, base, context, dct))
    if point.day is not None or point.last:
        return in_month(replace(point, following=point.following or _turns(point, base, context)), base)
    if only_time(point):
        return on_day(point, base)
    return replace(point, year=base.year)


def from_writing_date(point: Point, dct: Moment, tense: Tense) -> Point | None:
    """Complete a bare month, day, weekday, season or quarter; ``None`` when nothing fits."""
    if dct.year is None:
        return None
    if point.weekday is not None and point.day is None and point.month is None:
        return nearest_weekday(point, dct, tense)
    if point.month is not None:
        return replace(point, year=_year(point.month, point.day, dct, tense))
    if point.day is not None:
        return _month(point, dct, tense)
    if point.last:
        return replace(point, year=dct.year, month=dct.month)
    start = (
        SEASON_START.get(point.season or "") or (point.quarter or 0) * 3 - 2
        if point.quarter or point.season
        else None
    )
    return replace(point, year=dct.year if start is None else _year(start, None, dct, tense))


def nearest_weekday(point: Point, base: Moment, tense: Tense) -> Point | None:
    """Return the last such weekday, or the next one when the sentence looks ahead."""
    day = as_date(base)
    if day is None or point.weekday is None:
        return None
    back = (day.isoweekday() - point.weekday) % 7
    shift = (7 - back) % 7 if tense == "future" else -back
    try:
        found = day + datetime.timedelta(days=shift)
    except OverflowError:
        return None
    return replace(point, year=found.year, month=found.month, day=found.day)


def _turns(point: Point, base: Moment, context: Context) -> bool:
    """Tell whether a day lies in the next month: 12月30日に発ち、2日に着いた."""
    near = base.sentence == context.sentence and not context.background
    return near and (base.day or 0) - (point.day or 0) >= TURN


def _year_of_month(point: Point, base: Moment, context: Context, dct: Moment | None) -> int | None:
    """Keep the narrative's year; over the turn of a year go on to the next.

    That is: from autumn to spring within one sentence, or, in a text dated to the day, where the next
    year is the year of writing.
    """
    month, turns = point.month or 12, point.following
    same = month == base.month and turns
    if base.year is None or base.month is None or (month >= base.month and not same):
        return base.year
    late, early = ROLLOVER
    turns = turns or (base.month >= late and month <= early and base.sentence == context.sentence)
    written = dct is not None and dct.year == base.year + 1 and month <= (dct.month or 0)
    return base.year + 1 if turns or written else base.year


def _year(month: int, day: int | None, dct: Moment, tense: Tense) -> int:
    """Choose the year: the last such month for the past, the next for what is planned, else the same year."""
    year = dct.year or 0
    if dct.month is None:
        return year
    here, there = (
        (dct.month, dct.day or 0),
        (month, day if day is not None and dct.day is not None else dct.day or 0),
    )
    if day is not None and (ahead := _soon(month, day, dct)) is not None:
        return ahead.year  # 12月1日に予定されていた, told on 30 November
    if tense == "past" and there > here:
        return year - 1
    if tense == "future" and there < here:
        return year + 1
    return year


def _soon(month: int, day: int, dct: Moment) -> datetime.date | None:
    """Return the next such day when it is so near that the last one, a year ago, is hardly meant."""
    today = as_date(dct)
    if today is None:
        return None
    days = [valid_date(today.year + turn, month, day) for turn in (0, 1)]
    return next((one for one in days if one is not None and 0 <= (one - today).days <= SOON), None)


def _month(point: Point, dct: Moment, tense: Tense) -> Point | None:
    """Choose the month of a bare day in the same way, skipping months that are too short."""
    if dct.year is None or dct.month is None or point.day is None:
        return None
    if dct.day is None:
        return replace(point, year=dct.year, month=dct.month)
    step = 0
    if tense == "past" and point.day > dct.day:
        step = -1
    elif tense == "future" and point.day < dct.day:
        step = 1
    return _valid_month(point, dct.year, dct.month, step)


def _valid_month(point: Point, year: int, month: int, step: int) -> Point | None:
    direction = step or -1
    for distance in range(3):
        total = year * 12 + month - 1 + step + direction * distance
        found = valid_date(total // 12, total % 12 + 1, point.day or 0)
        if found is not None:
            return replace(point, year=found.year, month=found.month)
    return None
