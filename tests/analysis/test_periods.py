from __future__ import annotations

import pytest

from corpus_tools.analysis.periods import Period
from corpus_tools.errors import QueryError


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        ("1997", "1997", "1997-01-01", "1997-12-31"),
        ("1997-02", "2000-02", "1997-02-01", "2000-02-29"),
        ("1997-07-08", None, "1997-07-08", None),
        (None, "1900-02", None, "1900-02-28"),
    ],
)
def test_a_period_runs_from_first_to_last_day(start: str, end: str, first: str, last: str) -> None:
    assert Period.between(start, end) == Period(first, last)


@pytest.mark.parametrize("wrong", ["97", "1997-13", "1997-00", "1997-02-30", "0000", "1997/01", "last year"])
def test_what_is_no_calendar_time_is_refused(wrong: str) -> None:
    with pytest.raises(QueryError, match=wrong):
        Period.between(wrong, None)


def test_a_period_that_runs_backwards_is_refused() -> None:
    with pytest.raises(QueryError, match="backwards"):
        Period.between("1998", "1997")


@pytest.mark.parametrize(
    ("earliest", "latest", "within", "overlap"),
    [
        ("1997-05-27", "1997-05-27", True, True),
        ("1996-12-01", "1997-02-28", False, True),
        ("1997-01-01", None, False, True),  # open: from 1997 on
        (None, "1997-12-31", False, True),
        (None, None, False, False),
        ("1998-01-01", "1998-12-31", False, False),
    ],
)
def test_dates_lie_in_a_period_or_touch_it(earliest: str, latest: str, within: bool, overlap: bool) -> None:
    year = Period.between("1997", "1997")
    assert year.holds(earliest, latest, match="within") == within
    assert year.holds(earliest, latest, match="overlap") == overlap
