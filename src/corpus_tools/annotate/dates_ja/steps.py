"""Arithmetic on partly known moments: 翌月, 前日, 4カ月後, 来週金曜日."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from corpus_tools.annotate.dates_ja.bounds import last_day
from corpus_tools.annotate.dates_ja.parts import Amount, Point, Reference

SOME_LEAP_YEAR = 2000
EARLIEST, LATEST = 1, 9998
"""Years that :mod:`datetime` can step through safely."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment that others lean on, known to the year, month or day.

    Attributes:
        anchor: Index of the expression it came from, or ``DCT``.
        fiscal: The year is a fiscal one.
        deictic: It was counted from the day of writing (昨年末).
        attached: It only belonged to a noun (3月11日の震災).
        late: It was an afternoon, an evening or a night: a bare 11時 after it is 23:00.
        sentence: Where the expression stands.
    """

    year: int | None
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    quarter: int | None = None
    fiscal: bool = False
    late: bool = False
    deictic: bool = False
    attached: bool = False
    anchor: int | str | None = None
    sentence: int = 0
    paragraph: int = 0


def moment_of(
    point: Point,
    *,
    anchor: int | str | None,
    sentence: int,
    paragraph: int,
    deictic: bool = False,
    attached: bool = False,
    quarter: int | None = None,
) -> Moment:
    """Keep of a resolved point what others can lean on."""
    return Moment(
        year=point.year,
        month=point.month,
        day=point.day,
        hour=point.hour,
        minute=point.minute,
        quarter=point.quarter or quarter,
        fiscal=point.fiscal,
        late=point.daypart in ("AF", "EV", "NI") or (point.hour or 0) > 12,
        deictic=deictic,
        attached=attached,
        anchor=anchor,
        sentence=sentence,
        paragraph=paragraph,
    )


def apply_reference(point: Point, base: Moment, reference: Reference) -> Point | None:
    """Take a step from ``base``; ``None`` when ``base`` does not know enough."""
    if reference.unit == "month":
        return _month_step(point, base, reference.shift)
    if reference.unit == "day":
        return _day_step(point, base, reference.shift)
    if base.year is None:
        return None
    if reference.unit == "century":
        return replace(point, year=(base.year - 1) // 100 + 1 + reference.shift)
    if reference.unit == "turn":
        return replace(point, year=base.year + (base.month is None or base.month >= 6))
    if reference.unit == "year":
        beyond = base.year + reference.shift > LATEST + 1
        return None if beyond else _year_step(point, base, base.year, reference.shift)
    day = as_date(base)
    return None if day is None else _week_step(point, day, reference.shift)


def apply_offset(amount: Amount, base: Moment, direction: int) -> Point | None:
    """Go on or back by a measured length; the result is as fine as the unit."""
    if amount.count is None:
        return None
    count = amount.count * direction
    if amount.unit == "year":
        beyond = base.year is None or abs(base.year) + abs(count) > LATEST  # 1億年前: no calendar reaches it
        return None if beyond or base.year is None else Point("year", base.year + count)
    if amount.unit == "month":
        return _month_step(Point("month"), base, count)
    if amount.unit in ("hour", "minute"):
        return _clock_step(base, datetime.timedelta(**{f"{amount.unit}s": count}))
    if amount.unit not in ("day", "week") or base.day is None:
        return None
    return _day_step(Point("day"), base, count * (7 if amount.unit == "week" else 1))


def _clock_step(base: Moment, step: datetime.timedelta) -> Point | None:
    """Step by hours or minutes from a moment that is known to the hour."""
    day = as_date(base)
    if day is None or base.hour is None:
        return None
    start = datetime.datetime.combine(day, datetime.time(minute=base.minute or 0))
    try:
        at = start + datetime.timedelta(hours=base.hour) + step
    except OverflowError:
        return None
    return Point("minute", at.year, month=at.month, day=at.day, hour=at.hour, minute=at.minute)


def as_date(moment: Moment) -> datetime.date | None:
    """Return a moment as a date when it is known to the day."""
    if (
        moment.year is None
        or moment.month is None
        or moment.day is None
        or not EARLIEST <= moment.year <= LATEST
    ):
        return None
    return valid_date(moment.year, moment.month, moment.day)


def valid_date(year: int, month: int, day: int) -> datetime.date | None:
    """Return the date, or ``None`` for 31 April and the like."""
    if not EARLIEST <= year <= LATEST or not 1 <= day <= last_day(year, month):
        return None
    return datetime.date(year, month, day)


def _year_step(point: Point, base: Moment, year: int, shift: int) -> Point:
    if point.fiscal and not base.fiscal and base.month is not None and base.month <= 3:
        year -= 1
    stepped = replace(point, year=year + shift)
    if point.precision == "month" and point.month is None:
        return replace(stepped, month=base.month, precision="month" if base.month else "year")
    if point.precision == "quarter" and point.quarter is None and point.half is None:
        return replace(stepped, quarter=base.quarter, precision="quarter" if base.quarter else "year")
    if point.precision == "day" and point.day is None and point.month is None:
        return replace(stepped, month=base.month, day=base.day)
    return stepped


def _month_step(point: Point, base: Moment, shift: int) -> Point | None:
    if base.month is None:
        return None
    year, month = _months_on(base.year or SOME_LEAP_YEAR, base.month, shift)
    return replace(point, year=year if base.year is not None else None, month=month)


def _months_on(year: int, month: int, shift: int) -> tuple[int, int]:
    total = year * 12 + month - 1 + shift
    return (total // 12, total % 12 + 1)


def _day_step(point: Point, base: Moment, shift: int) -> Point | None:
    """Step by days; where the year is not known, within some year."""
    day = as_date(base if base.year is not None else replace(base, year=SOME_LEAP_YEAR))
    if day is None:
        known = shift == 0 and base.month is not None
        return replace(point, year=base.year, month=base.month, day=base.day) if known else None
    stepped = _on(point, day, shift)
    return replace(stepped, year=None) if stepped is not None and base.year is None else stepped


def _on(point: Point, day: datetime.date, days: int) -> Point | None:
    try:
        day += datetime.timedelta(days=days)
    except OverflowError:
        return None
    return replace(point, year=day.year, month=day.month, day=day.day)


def _week_step(point: Point, day: datetime.date, shift: int) -> Point | None:
    moved = _on(point, day, 7 * shift)
    if moved is None or moved.year is None or moved.month is None or moved.day is None:
        return None
    year, week, weekday = datetime.date(moved.year, moved.month, moved.day).isocalendar()
    if point.weekday is not None:
        return _on(moved, datetime.date(moved.year, moved.month, moved.day), point.weekday - weekday)
    return replace(point, year=year, week=week, month=None, day=None)
