"""Japanese written numbers."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.dates_ja.numerals import integer


@pytest.mark.parametrize(
    ("numeral", "expected"),
    [
        ("2022", 2022), ("1,200", 1200), ("〇", 0), ("二〇二二", 2022), ("九三", 93), ("十", 10), ("三十一", 31),
        ("千九百四十五", 1945), ("百二十", 120), ("元", 1), ("3万", 30_000), ("1万2000", 12_000), ("二億", 200_000_000),
    ],
)  # fmt: skip
def test_reads_whole_numbers(numeral: str, expected: int) -> None:
    assert integer(numeral) == expected


@pytest.mark.parametrize("numeral", ["", "年", "十年", "3.5", "数"])
def test_other_characters_are_no_number(numeral: str) -> None:
    assert integer(numeral) is None
