"""First and last days of EDTF expressions."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.dates_ja.bounds import bounds


@pytest.mark.parametrize(
    ("edtf", "earliest", "latest"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2022-02-24", "2022-02-24", "2022-02-24"),
        ("2017-08-29T06:00:00", "2017-08-29", "2017-08-29"),
        ("2004~", "2004-01-01", "2004-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("2021-21", "2021-03-01", "2021-05-31"),
        ("2021-24", "2021-12-01", "2022-02-28"),
        ("2020-34", "2020-04-01", "2020-06-30"),
        ("2020-41", "2020-07-01", "2020-12-31"),
        ("1990/1993", "1990-01-01", "1993-12-31"),
        ("2023-04/2024-03", "2023-04-01", "2024-03-31"),
        ("2022/..", "2022-01-01", None),
        ("../2022-02", None, "2022-02-28"),
        ("-0430", "-0430-01-01", "-0430-12-31"),
        ("-0499/-0400", "-0499-01-01", "-0400-12-31"),
        ("XXXX-02-24", None, None),
        ("XXXX", None, None),
    ],
)
def test_bounds_of_an_expression(edtf: str, earliest: str | None, latest: str | None) -> None:
    assert bounds(edtf) == (earliest, latest)


def test_nothing_has_no_bounds() -> None:
    assert bounds(None) == (None, None)


@pytest.mark.parametrize("edtf", ["soon", "2022-2", "22", "2022-01-01-01"])
def test_what_is_no_edtf_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match="Not an EDTF"):
        bounds(edtf)
