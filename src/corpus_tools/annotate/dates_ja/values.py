"""A resolved calendar point to its TIMEX3 value, its EDTF and its modifier."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from corpus_tools.annotate.dates_ja.bounds import iso_day, last_day
from corpus_tools.annotate.dates_ja.parts import Point

PORTIONS: dict[str, str] = {
    "start": "START", "first-half": "START", "mid": "MID", "second-half": "END", "end": "END",
    "first-ten": "START", "middle-ten": "MID", "last-ten": "END",
}  # fmt: skip
"""Parts of a period and the modifier that says them."""

DECADE_YEARS = {"start": (0, 3), "first-half": (0, 4), "mid": (4, 6), "second-half": (5, 9), "end": (8, 9)}
CENTURY_YEARS = {
    "start": (1, 10),
    "first-half": (1, 50),
    "mid": (40, 60),
    "second-half": (51, 100),
    "end": (91, 100),
}
YEAR_MONTHS = {"start": (1, 3), "first-half": (1, 6), "mid": (5, 8), "second-half": (7, 12), "end": (11, 12)}
MONTH_DAYS = {
    "start": (1, 10), "first-ten": (1, 10), "first-half": (1, 15), "mid": (11, 20), "middle-ten": (11, 20),
}  # fmt: skip
SOME_LEAP_YEAR = 2000
FULL_DATE = len("2000-01-01")
SEASON_CODES = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}


@dataclass(frozen=True, slots=True)
class Rendered:
    """The attributes that a calendar point gives; ``edtf`` is ``None`` where EDTF has no word for it."""

    value: str
    edtf: str | None
    mod: str | None


def render(point: Point) -> Rendered:
    """Write a point as value, EDTF and mod; what is not known stands as ``X``."""
    value, edtf = _written(point)
    mod = PORTIONS[point.portion] if point.portion else None
    if point.passed:
        mod = mod or "AFTER"
    if point.approximate:
        mod = mod or "APPROX"
        edtf = _approximate(edtf, point)
    return Rendered(value, edtf, mod)


def join_range(first: Point, last: Point) -> Rendered:
    """Write a range that a sign joins: ``A/B``, in EDTF from the begin of A to the end of B."""
    begin, end = render(first), render(last)
    value = f"{begin.value.split('/')[0]}/{end.value.split('/')[-1]}"
    loose = first.approximate and last.approximate
    mod, mark = ("APPROX", "~") if loose else (None, "")
    if begin.edtf is None or end.edtf is None or "T" in f"{begin.edtf}{end.edtf}":
        return Rendered(value, None, mod)
    edtf = f"{interval_edge(begin.edtf, 0)}{mark}/{interval_edge(end.edtf, 1)}{mark}"
    return Rendered(value, None if "X" in edtf else edtf, mod)


def interval_edge(edtf: str, side: int) -> str:
    """Return the first (0) or last (1) point of an EDTF expression, fit to stand in an interval."""
    if "/" in edtf:
        return edtf.split("/")[side]
    year, rest = (
        edtf[:5] if edtf.startswith("-") else edtf[:4],
        edtf[5:] if edtf.startswith("-") else edtf[4:],
    )
    if "X" in year and "X" not in year[:2]:
        year = year.replace("X", "09"[side])
    return (year + rest).rstrip("~")


def _written(point: Point) -> tuple[str, str | None]:
    if point.precision == "century":
        return _century(point)
    if point.precision == "decade":
        return _decade(point)
    if point.precision in ("hour", "minute", "second") or point.daypart:
        return _time(point)
    if point.precision in ("week", "weekend"):
        return _week(point)
    if point.fiscal:
        return _fiscal(point)
    return _date(point)


def _century(point: Point) -> tuple[str, str | None]:
    if not point.year or point.year > 99:
        return ("XXXX", None)
    if point.year < 0:
        oldest = 1 + 100 * point.year
        return (f"BC{-point.year - 1:02d}XX", f"{_year(oldest)}/{_year(oldest + 99)}")
    base = (point.year - 1) * 100
    low, high = CENTURY_YEARS.get(point.portion or "", (1, 100))
    return (f"{point.year - 1:02d}XX", f"{base + low:04d}/{base + high:04d}")


def _decade(point: Point) -> tuple[str, str | None]:
    if point.year is None or not 0 <= point.year < 9990:
        return ("XXXX", None)
    low, high = DECADE_YEARS.get(point.portion or "", (0, 9))
    interval = f"{_year(point.year + low)}/{_year(point.year + high)}"
    if point.span:
        return (f"{_year(point.year)}/{_year(point.year + 9)}", interval)
    value = f"{point.year // 10:03d}X"
    return (value, interval if point.portion else value)


def _year(year: int | None) -> str:
    """Write an astronomical year as EDTF does: four digits, signed before year 0."""
    if year is None:
        return "XXXX"
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def _value_year(year: int | None) -> str:
    return f"BC{1 - year:04d}" if year is not None and year <= 0 else _year(year)


def _date(point: Point) -> tuple[str, str | None]:
    year, value = _year(point.year), _value_year(point.year)
    for code, number in _parts_of_year(point):
        known = None if point.year is None else f"{year}-{number}"
        return (f"{value}-{code}", known)
    if point.weekday is not None and point.day is None:
        return ("XXXX-WXX-" + str(point.weekday), None)
    if point.precision == "day" or point.day is not None:
        ending = f"-{_two(point.month)}-{_two(point.day)}"
        return (value + ending, year + _known_day(point))
    if point.precision == "month" or point.month is not None:
        return (f"{value}-{_two(point.month)}", _month_edtf(point))
    return (value, _year_edtf(point))


def _known_day(point: Point) -> str:
    """Write month and day; a day the month does not have (30 February) leaves the month."""
    impossible = point.day and point.month and point.day > last_day(point.year or SOME_LEAP_YEAR, point.month)
    return f"-{_two(point.month)}" + ("" if impossible else f"-{_two(point.day)}")


def _parts_of_year(point: Point) -> list[tuple[str, int]]:
    if point.season:
        return [(point.season, SEASON_CODES[point.season])]
    if point.quarter:
        return [(f"Q{point.quarter}", 32 + point.quarter)]
    if point.half:
        return [(f"H{point.half}", 39 + point.half)]
    return []


def _two(number: int | None) -> str:
    return "XX" if number is None else f"{number:02d}"


def _year_edtf(point: Point) -> str:
    year = _year(point.year)
    if point.year is None or point.portion not in YEAR_MONTHS:
        return year
    low, high = YEAR_MONTHS[point.portion]
    return f"{year}-{low:02d}/{year}-{high:02d}"


def _month_edtf(point: Point) -> str:
    written = f"{_year(point.year)}-{_two(point.month)}"
    if point.year is None or point.month is None or point.portion is None:
        return written
    final = last_day(point.year, point.month)
    late = {"last-ten": (21, final), "second-half": (16, final), "end": (final - 9, final)}
    low, high = {**MONTH_DAYS, **late}[point.portion]
    return f"{written}-{low:02d}/{written}-{high:02d}"


def _fiscal(point: Point) -> tuple[str, str | None]:
    if point.year is None or not 0 < point.year < 9999:
        return ("FYXXXX", None)
    name, (low, high) = f"FY{point.year:04d}", (4, 15)
    if point.quarter:
        name, (low, high) = f"{name}-Q{point.quarter}", (3 * point.quarter + 1, 3 * point.quarter + 3)
    elif point.half:
        name, (low, high) = f"{name}-H{point.half}", (6 * point.half - 2, 6 * point.half + 3)
    elif point.portion in YEAR_MONTHS:
        low, high = (month + 3 for month in YEAR_MONTHS[point.portion])
    return (name, f"{_shifted(point.year, low)}/{_shifted(point.year, high)}")


def _shifted(year: int, month: int) -> str:
    return f"{year + (month - 1) // 12:04d}-{(month - 1) % 12 + 1:02d}"


def _time(point: Point) -> tuple[str, str | None]:
    """Write a time; without any day only the part after ``T`` is known, and EDTF has no word for it."""
    clock = _clock(point)
    if point.weekday is not None and point.day is None:
        return (f"XXXX-WXX-{point.weekday}{clock}", None)
    if point.day is None and point.month is None and point.year is None:
        return (clock if point.reference is None else f"XXXX-XX-XX{clock}", None)
    day = f"-{_two(point.month)}-{_two(point.day)}"
    date = _year(point.year) + _known_day(point)
    known = "X" not in date and len(date.lstrip("-")) == FULL_DATE
    if point.hour is None or not known:
        return (_value_year(point.year) + day + clock, date)
    return (_value_year(point.year) + day + clock, date + clock + ("" if point.second is not None else ":00"))


def _clock(point: Point) -> str:
    if point.hour is None:
        return f"T{point.daypart or 'XX'}"
    seconds = f":{point.second:02d}" if point.second is not None else ""
    return f"T{point.hour:02d}:{point.minute or 0:02d}{seconds}"


def _week(point: Point) -> tuple[str, str | None]:
    """Write a week by ISO number; the EDTF is the interval of its days, for EDTF has no weeks."""
    if point.year is None or point.week is None:
        return ("XXXX-WXX" + ("-WE" if point.precision == "weekend" else ""), None)
    ends = (6, 7) if point.precision == "weekend" else (1, 7)
    days = [datetime.date.fromisocalendar(point.year, point.week, day) for day in ends]
    value = f"{point.year:04d}-W{point.week:02d}" + ("-WE" if point.precision == "weekend" else "")
    return (value, "/".join(iso_day(day.year, day.month, day.day) for day in days))


def _approximate(edtf: str | None, point: Point) -> str | None:
    """Add EDTF's ``~`` where it may stand: on a plain year, month or day."""
    plain = edtf is not None and not set(edtf) & set("/TX") and point.season is None and point.quarter is None
    return f"{edtf}~" if plain and point.half is None else edtf
