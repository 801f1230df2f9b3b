"""What is drawn of dates: all of it inside the picture, each date counted once, equal extents drawn once."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.analysis.periods import Period
from corpus_tools.web.timeline_drawing import WIDTH, Bounds, Drawing, draw

OPEN = Period(None, None)
days = st.dates().map(str)
bounds_of = st.tuples(st.none() | days, st.none() | days).map(
    lambda pair: tuple(sorted(pair)) if all(pair) else pair  # type: ignore[type-var]
)


def drawn(pairs: list[Bounds], period: Period = OPEN) -> Drawing | None:
    counted = sorted(Counter(pairs).items(), key=lambda one: (one[0][0] or "9999", one[0][1] or "9999"))
    rows: list[dict[str, Any]] = [
        {"earliest": first, "latest": last} for (first, last), count in counted for _ in range(count)
    ]
    return draw(counted, rows[:250], period)


@given(st.lists(bounds_of, max_size=40))
def test_every_date_is_drawn_once_inside_the_picture(pairs: list[Bounds]) -> None:
    drawing = drawn(pairs)
    if drawing is None:
        assert not any(any(pair) for pair in pairs)
        return
    in_columns = sum(column.count for column in drawing.columns)
    in_lines = sum(line.count for line in drawing.lines)
    assert in_columns + in_lines + drawing.lines_left_out + pairs.count((None, None)) == len(pairs)
    assert len(drawing.dots) in (0, in_columns)
    for dot in drawing.dots:
        assert drawing.radius <= dot.x <= WIDTH - drawing.radius
        assert drawing.radius <= dot.y <= drawing.axis - drawing.radius
    for column in drawing.columns:
        assert column.x >= 0 and column.x + column.width <= WIDTH and 0 <= column.height <= drawing.axis
    for line in drawing.lines:
        assert 0 <= line.x1 < line.x2 <= WIDTH and drawing.axis < line.y < drawing.height


@given(st.lists(bounds_of, max_size=40))
def test_nothing_covers_anything_else(pairs: list[Bounds]) -> None:
    drawing = drawn(pairs)
    if drawing is None:
        return
    for one, other in combinations(drawing.lines, 2):
        assert one.y != other.y or one.x2 < other.x1 or other.x2 < one.x1
    for one, other in combinations(drawing.dots, 2):
        assert (one.x - other.x) ** 2 + (one.y - other.y) ** 2 >= (2 * drawing.radius) ** 2 - 1
    labels = [
        (column.x + column.width / 2, len(column.label) * 6.5) for column in drawing.columns if column.label
    ]
    for (left, wide), (right, wide_too) in combinations(labels, 2):
        assert abs(left - right) >= (wide + wide_too) / 2


def test_dates_of_one_extent_are_one_line_with_their_count() -> None:
    year, month = ("2014-01-01", "2014-12-31"), ("2014-03-01", "2014-03-31")
    drawing = drawn([year] * 9 + [month] * 2, Period("2014-01-01", "2014-12-31"))
    assert drawing is not None and drawing.unit == "month"
    (line,) = drawing.lines
    assert (line.count, line.place, line.row) == (9, 0, None) and len(drawing.dots) == 2


def test_a_single_long_date_leads_to_itself() -> None:
    drawing = drawn(
        [("2014-03-05", "2014-03-05"), ("2014-01-01", "2014-12-31")], Period("2014-01-01", "2014-12-31")
    )
    assert drawing is not None
    assert [(line.count, line.place, line.row) for line in drawing.lines] == [
        (1, 0, {"earliest": "2014-01-01", "latest": "2014-12-31"})
    ]


@pytest.mark.parametrize(
    ("first", "last", "unit"),
    [
        ("2014-09-01", "2014-09-30", "day"),
        ("2014-01-01", "2014-12-31", "month"),
        ("1990-01-01", "2024-12-31", "year"),
        ("1600-01-01", "2024-12-31", "decade"),
        ("-0300-01-01", "2024-12-31", "century"),
        ("0001-01-01", "9999-12-31", "century"),
    ],
)
def test_the_unit_fits_the_period(first: str, last: str, unit: str) -> None:
    drawing = draw([((first, first), 1), ((last, last), 1)], [], OPEN)
    assert drawing is not None and drawing.unit == unit
    assert drawing.columns[0].count == drawing.columns[-1].count == 1
