"""The cost grows with the length of a text, whatever is repeated."""

from __future__ import annotations

import sys

import pytest

from corpus_tools.annotate.dates_ja import find_dates

SHORT, LONG = 1_500, 6_000
PIECES = [
    "1",
    "年",
    "（",
    "「",
    "同",
    "・",
    "、",
    "一",
    "'",
    "第1",
    "1年",
    "翌年",
    "同1年、（2・一「年3月",
    "1990年から",
    "1、",
    "クリスマス",
    "ひと",
]


def calls(text: str) -> int:
    """Count the calls of Python and C functions, which no busy machine changes."""
    count = 0

    def tally(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(tally)
    try:
        find_dates(text)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_text_takes_about_four_times_the_calls(piece: str) -> None:
    find_dates(piece * 100)  # patterns are compiled once
    short, long = (calls(piece * (length // len(piece))) for length in (SHORT, LONG))
    assert long <= 5 * short + 1000


@pytest.mark.parametrize(
    "text", ["・" * 1_000_000, "、" * 1_000_000, "同" * 1_000_000, "')" * 500_000, "（）「」" * 250_000]
)
def test_a_megabyte_of_signs_holds_no_date(text: str) -> None:
    assert find_dates(text) == []
