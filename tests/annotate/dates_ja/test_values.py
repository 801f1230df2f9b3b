"""Resolved points as TIMEX3 values and EDTF."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.dates_ja.parts import Point
from corpus_tools.annotate.dates_ja.values import join_range, render


@pytest.mark.parametrize(
    ("point", "value", "edtf", "mod"),
    [
        (Point("year", 1997), "1997", "1997", None),
        (Point("year", -430), "BC0431", "-0430", None),
        (Point("year", 2004, portion="end"), "2004", "2004-11/2004-12", "END"),
        (Point("month", 2013, month=11, portion="end"), "2013-11", "2013-11-21/2013-11-30", "END"),
        (Point("month", 2021, month=2, portion="last-ten"), "2021-02", "2021-02-21/2021-02-28", "END"),
        (Point("decade", 1990, portion="start"), "199X", "1990/1993", "START"),
        (Point("decade", 1945, span=10), "1945/1954", "1945/1954", None),
        (Point("century", 20, portion="mid"), "19XX", "1940/1960", "MID"),
        (Point("century", -5), "BC04XX", "-0499/-0400", None),
        (Point("fiscal", 2023, fiscal=True), "FY2023", "2023-04/2024-03", None),
        (Point("season", 2021, season="WI"), "2021-WI", "2021-24", None),
        (Point("quarter", 2020, quarter=2), "2020-Q2", "2020-34", None),
        (Point("quarter", 2020, half=2), "2020-H2", "2020-41", None),
        (Point("day", month=2, day=24), "XXXX-02-24", "XXXX-02-24", None),
        (Point("season", season="SP"), "XXXX-SP", None, None),
        (Point("week", 2024, week=11), "2024-W11", "2024-03-11/2024-03-17", None),
        (
            Point("minute", 2017, month=8, day=29, hour=15, minute=30),
            "2017-08-29T15:30",
            "2017-08-29T15:30:00",
            None,
        ),
        (Point("day", 2017, month=8, day=29, daypart="NI"), "2017-08-29TNI", "2017-08-29", None),
        (Point("minute", hour=15, minute=30), "T15:30", None, None),
        (Point("year", 2004, approximate=True), "2004", "2004~", "APPROX"),
    ],
)
def test_writes_a_point(point: Point, value: str, edtf: str | None, mod: str | None) -> None:
    rendered = render(point)
    assert (rendered.value, rendered.edtf, rendered.mod) == (value, edtf, mod)


@pytest.mark.parametrize(
    ("first", "last", "value", "edtf"),
    [
        (Point("year", 1991), Point("year", 1994), "1991/1994", "1991/1994"),
        (Point("decade", 1980), Point("decade", 1990), "198X/199X", "1980/1999"),
        (Point("century", 18), Point("century", 19), "17XX/18XX", "1701/1900"),
        (Point("month", month=4), Point("month", month=6), "XXXX-04/XXXX-06", None),
    ],
)
def test_writes_a_range(first: Point, last: Point, value: str, edtf: str | None) -> None:
    rendered = join_range(first, last)
    assert (rendered.value, rendered.edtf) == (value, edtf)
