from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus_tools.annotate.gold.timex_values import contradict, edtf_fault, is_value, runs_backwards

DATA = Path(__file__).parents[2] / "data" / "dates"


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("DATE", "1997 1997-05 1997-05-27 199X 19XX XXXX XXXX-02-24 XXXX-XX BC0431 BC04XX BC0044-03-15"),
        ("DATE", "FY2023 FY2023-Q1 2020-Q2 2020-H1 2021-WI XXXX-SP 2024-W11 2024-W11-WE XXXX-WXX-1"),
        ("DATE", "1991/1994 198X/199X 2018-04/2018-06 PAST_REF PRESENT_REF FUTURE_REF"),
        ("TIME", "2017-08-29T15:30 2022-08-20TEV T15:30 T09:30/T17:00 XXXX-XX-XXT06:00 XXXX-WXX-1TMO"),
        ("DURATION", "P30Y PT90M P1Y6M PXY P1XY PX0Y P2Q P3W PT1H30M P1.5Y P2Y/P3Y"),
        ("SET", "XXXX-05 XXXX-WXX-1 P2Y P1D XXXX-XX-XXT06:00"),
    ],
)
def test_values_of_the_guidelines_are_well_formed(label: str, values: str) -> None:
    assert [value for value in values.split() if not is_value(value, label)] == []


@pytest.mark.parametrize(
    ("label", "values"),
    [
        ("DATE", "97 1997-13 1997-5 1997-05-32 1997/05/27 19X7 2022-XMAS 2022-02-24T06:00 P2Y 平成9年"),
        ("TIME", "15:30 2017-08-29 T15:60 T15 2017-08-29TXYZ"),
        ("DURATION", "30Y P PT P30 PY 1997 P2Y3 PAST_REF"),
        ("SET", "P 05 EVERY"),
    ],
)
def test_other_values_are_not(label: str, values: str) -> None:
    assert [value for value in values.split() if is_value(value, label)] == []


def test_the_values_of_the_annotated_sentences_are_well_formed() -> None:
    for line in (DATA / "dev.jsonl").read_text(encoding="utf-8").splitlines():
        for date in json.loads(line)["dates"]:
            assert is_value(date["value"], date["type"]), date
            assert date["edtf"] is None or edtf_fault(date["edtf"]) is None, date


@pytest.mark.parametrize(
    ("edtf", "fault"),
    [
        ("1997-05-27", None),
        ("2019/..", None),
        ("-0430", None),
        ("2020-34", None),
        ("2022~", None),
        ("2017-08-29T06:00:00", None),
        ("2022-02-30", "is not EDTF"),
        ("FY2023", "is not EDTF"),
        ("1998/1997", "runs backwards"),
        ("2021-24/2021-21", "is an interval of seasons, which EDTF does not define"),
    ],
)
def test_edtf_is_judged_with_its_reason(edtf: str, fault: str | None) -> None:
    assert edtf_fault(edtf) == fault


@pytest.mark.parametrize(
    ("value", "edtf", "expected"),
    [
        ("1997-05", "1997-05", False),
        ("1997", "1997/..", False),
        ("2004", "2004-11/2004-12", False),
        ("1997-05", "1997-06", True),
        ("1997", "1998/..", True),
        ("199X", "2001", False),
        ("2022-02-30", "2022-02", False),
    ],
)
def test_a_value_and_its_edtf_have_a_day_in_common(value: str, edtf: str, expected: bool) -> None:
    assert contradict(value, edtf) is expected


def test_days_before_christ_are_compared_as_numbers() -> None:
    assert not runs_backwards("-0499-01-01", "-0400-12-31")
    assert runs_backwards("-0400-01-01", "-0499-12-31")
