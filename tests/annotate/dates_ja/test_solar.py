"""The sun's longitude against published moments."""

from __future__ import annotations

import datetime

import pytest

from corpus_tools.annotate.dates_ja.solar import solar_day, solar_moment

NEAR = datetime.timedelta(minutes=2, seconds=30)


@pytest.mark.parametrize(
    ("year", "degrees", "moment"),
    [
        (2024, 0, "2024-03-20T03:06"),
        (2024, 90, "2024-06-20T20:51"),
        (2024, 180, "2024-09-22T12:44"),
        (2024, 270, "2024-12-21T09:20"),
        (2021, 315, "2021-02-03T14:59"),
    ],
)
def test_the_moment_is_within_minutes(year: int, degrees: int, moment: str) -> None:
    assert abs(solar_moment(year, degrees) - datetime.datetime.fromisoformat(moment)) <= NEAR


@pytest.mark.parametrize(
    ("degrees", "days"),
    [
        (0, ["1960-03-20", "1992-03-20", "2012-03-20", "2023-03-21", "2024-03-20"]),
        (180, ["1979-09-24", "2012-09-22", "2023-09-23", "2024-09-22"]),
        (270, ["2023-12-22", "2024-12-21"]),
        (315, ["1984-02-05", "2021-02-03", "2024-02-04", "2025-02-03"]),
    ],
)
def test_the_day_is_that_of_japanese_calendars(degrees: int, days: list[str]) -> None:
    assert [str(solar_day(int(day[:4]), degrees)) for day in days] == days
