"""Days with names of their own: the table, their days in a year, what is none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from corpus_tools.annotate.dates_ja import find_dates
from corpus_tools.annotate.dates_ja.feasts import feast_point, feast_words, placed


def found(text: str, *, dct: str | None = None) -> list[tuple[str, str]]:
    return [(span.surface(text), span.attributes["value"]) for span in find_dates(text, dct=dct)]


@pytest.mark.parametrize("year", [1880, 1940, 1985, 2019, 2020, 2024])
def test_every_row_gives_a_day_or_says_that_it_was_not_held(year: int) -> None:
    for word in feast_words():
        point = feast_point(word)
        first, last = placed(replace(point, year=year)) if point.feast else (point, None)
        assert (first.month is None) == (first.day is None), word
        assert last is None or last.day, word


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2024年元日に", "2024-01-01"),
        ("2024年三が日に", "2024-01-01/2024-01-03"),
        ("2023年年末年始に", "2023-12-29/2024-01-03"),
        ("1999年成人の日に", "1999-01-15"),
        ("2000年成人の日に", "2000-01-10"),
        ("2021年節分に", "2021-02-02"),
        ("2024年春分の日に", "2024-03-20"),
        ("2023年夏至に", "2023-06-21"),
        ("2020年海の日に", "2020-07-23"),
        ("2024年海の日に", "2024-07-15"),
        ("2024年お盆に", "2024-08-13/2024-08-16"),
        ("2002年敬老の日に", "2002-09-15"),
        ("1988年天皇誕生日に", "1988-04-29"),
        ("平成30年天皇誕生日に", "2018-12-23"),
        ("2019年天皇誕生日に", "2019-XX-XX"),
        ("2024年天皇誕生日に", "2024-02-23"),
        ("大正3年天長節に", "1914-08-31"),
        ("2024年クリスマスに", "2024-12-25"),
        ("2024年春の彼岸に", "2024-03-17/2024-03-23"),
        ("2025年八十八夜に", "2025-05-01"),
        ("2024年母の日に", "2024-05-12"),
    ],
)
def test_the_year_decides_the_day(text: str, value: str) -> None:
    assert [span.attributes["value"] for span in find_dates(text)] == [value]


def test_what_custom_sets_is_approximate() -> None:
    (span,) = find_dates("2024年のお盆に"[6:], dct="2024-09-01")
    attributes = [span.attributes[name] for name in ("edtf", "mod", "earliest", "latest")]
    assert attributes == ["2024-08-13~/2024-08-16~", "APPROX", "2024-08-13", "2024-08-16"]


def test_what_custom_sets_does_not_move_the_narrative() -> None:
    assert found("2024年6月3日に越した。年末年始は休んだ。翌日、役所に行った。")[-1] == ("翌日", "2024-06-04")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("来年の元日に会う。", [("来年", "2024"), ("元日", "2024-01-01")]),
        ("再来年の春に会う。", [("再来年", "2025"), ("春", "2025-SP")]),
        ("昨年の体育の日に会った。", [("昨年", "2022"), ("体育の日", "2022-XX-XX")]),
        ("去年の秋分の日に会った。", [("去年", "2022"), ("秋分の日", "2022-09-23")]),
        ("5月の第2日曜日に会った。", [("5月", "2023-05"), ("第2日曜日", "2023-05-14")]),
        ("5月第2日曜日に会った。", [("5月第2日曜日", "2023-05-14")]),
    ],
)
def test_the_date_before_gives_the_year_or_month(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, dct="2023-06-10") == expected


@pytest.mark.parametrize(
    "text",
    [
        "元日本代表", "お盆に湯のみを載せる", "盆栽と盆地", "盆に盛った桃", "お盆のような月", "12GWhの蓄電池", "3GWの設備", "クリスマスツリー",
        "メリー・クリスマス！", "ホワイトクリスマス", "山の日記", "海の日に焼けた顔", "文化の日本", "こどもの日課", "年末年始休業のお知らせ", "秋分点", "冬至かぼちゃ",
        "彼岸の向こう", "三が月", "三ヶ日みかん", "大型連休対策本部", "歌「大晦日」を聞く", "二百十日", "お盆明け",
    ],
)  # fmt: skip
def test_other_things_of_that_name_are_left_alone(text: str) -> None:
    assert found(text) == []
