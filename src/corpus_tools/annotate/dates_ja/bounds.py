"""The first and the last day an EDTF expression can mean, from a table of our own.

The ``edtf`` package spreads a season or an approximate date by conventions that differ from those of Japanese
(its winter, for one, is January to March); a search by time needs days a reader would agree with.
"""

from __future__ import annotations

import re

SEASON_MONTHS: dict[int, tuple[int, int]] = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip
"""First and last month by EDTF season code; above 12 is in the following year. Winter of a year begins in its
December."""

_POINT = re.compile(
    r"(?P<sign>-?)(?P<year>[0-9X]{4})(?:-(?P<month>[0-9X]{2})(?:-(?P<day>[0-9X]{2})(?:T[0-9:]+)?)?)?[~?%]?"
)


def bounds(edtf: str | None) -> tuple[str | None, str | None]:
    """Return the earliest and the latest ISO day of an EDTF expression.

    Args:
        edtf: A date, date and time, season, quarter, half-year, unspecified date or interval.

    Returns:
        ISO days (years before 1 BC are negative, of four digits). An open end is ``None``, and so are both when
        the year is unknown or ``edtf`` is ``None``.

    Raises:
        ValueError: Not an expression of this kind.
    """
    if edtf is None:
        return (None, None)
    first, slash, last = edtf.partition("/")
    if not slash:
        return _point_bounds(first)
    return (_edge(first, 0), _edge(last, 1))


def last_day(year: int, month: int) -> int:
    """Return the last day of a month of the proleptic Gregorian calendar (year 0 is 1 BC)."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def iso_day(year: int, month: int, day: int) -> str:
    """Write a day as ISO 8601 does, with a signed year before year 0."""
    return f"{'-' if year < 0 else ''}{abs(year):04d}-{month:02d}-{day:02d}"


def _edge(point: str, side: int) -> str | None:
    return None if point in ("", "..") else _point_bounds(point)[side]


def _point_bounds(point: str) -> tuple[str | None, str | None]:
    match = _POINT.fullmatch(point)
    if match is None:
        raise ValueError(f"Not an EDTF date that has bounds: {point!r}.")
    years = _year_range(match["sign"], match["year"])
    if years is None:
        return (None, None)
    return _spread(years, match["month"], match["day"])


def _year_range(sign: str, digits: str) -> tuple[int, int] | None:
    """Return the first and last year of ``199X``; ``None`` when not even the century is given."""
    if digits.startswith("X"):
        return None
    low, high = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return (-high, -low) if sign else (low, high)


def _spread(years: tuple[int, int], month: str | None, day: str | None) -> tuple[str | None, str | None]:
    first, last = years
    if month is None or "X" in month:
        return (iso_day(first, 1, 1), iso_day(last, 12, 31))
    number = int(month)
    if number in SEASON_MONTHS:
        return _season(years, number)
    if day is None or "X" in day:
        return (iso_day(first, number, 1), iso_day(last, number, last_day(last, number)))
    return (iso_day(first, number, int(day)), iso_day(last, number, int(day)))


def _season(years: tuple[int, int], code: int) -> tuple[str, str]:
    begin, end = SEASON_MONTHS[code]
    last_year, last_month = (years[1] + 1, end - 12) if end > 12 else (years[1], end)
    return (iso_day(years[0], begin, 1), iso_day(last_year, last_month, last_day(last_year, last_month)))
