"""Both ends of a length, steps of the clock, and what only looks like a length."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.dates_ja import find_dates


def last(text: str, *, dct: str | None = None) -> tuple[str, str, str | None]:
    span = find_dates(text, dct=dct)[-1]
    return (span.surface(text), span.attributes["value"], span.attributes["edtf"])


@pytest.mark.parametrize(
    ("text", "surface", "value", "edtf"),
    [
        ("2014年から10年間で倍増する。", "10年間", "P10Y", "2014/2024"),
        ("2015年に合意した。その後7年、停滞した。", "7年", "P7Y", "2015/2022"),
        ("2001年に始まった。以来20年、続いた。", "20年", "P20Y", "2001/2021"),
        ("2022年までの7年", "7年", "P7Y", "2015/2022"),
        ("2008年から12年までの5年間", "5年間", "P5Y", "2008/2012"),
        ("1912～26年の15年を呼ぶ", "15年", "P15Y", "1912/1926"),
        ("2020年4月から3カ月間", "3カ月間", "P3M", "2020-04/2020-06"),
        ("2020年5月1日から3日間", "3日間", "P3D", "2020-05-01/2020-05-03"),
        ("5月1日から3日間", "3日間", "P3D", None),
        ("戦争が8年にわたって続くなか", "8年", "P8Y", None),
        ("記録は1時間59分40秒だ", "1時間59分40秒", "PT1H59M40S", None),
        (
            "1912年4月14日午後11時40分に衝突し、2時間40分後に沈んだ。",
            "2時間40分後",
            "1912-04-15T02:20",
            "1912-04-15T02:20:00",
        ),
    ],
)
def test_ends_of_a_length(text: str, surface: str, value: str, edtf: str | None) -> None:
    assert last(text) == (surface, value, edtf)


def test_an_anchored_length_names_its_anchor_and_days() -> None:
    begin, length = find_dates("2014年から10年間で")
    assert length.attributes["anchor"] == begin.id
    assert (length.attributes["earliest"], length.attributes["latest"]) == ("2014-01-01", "2024-12-31")


@pytest.mark.parametrize(
    "text", ["一年を経ずして", "1年もたたないうちに", "3カ月とたたずに", "1年に満たない", "2年を待たずに"]
)
def test_a_length_that_was_not_reached(text: str) -> None:
    assert find_dates(text)[0].attributes["mod"] == "LESS_THAN"


@pytest.mark.parametrize(
    "text",
    ["三年二組の担任", "3年B組", "高校2年で", "6年の山田さん", "統一日報の記事", "何百万年も前から", "関連付けされている", "10年国債の利回り", "百年の恋", "2千年"],
)  # fmt: skip
def test_neither_a_length_nor_a_date(text: str) -> None:
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1887年、91年、1902年、12年と更新した", ["1887", "1891", "1902", "1912"]),
        ("72年に成立し、87年と96年に改めた", ["1972", "1987", "1996"]),
        ("77年に離党し、80年の衆参同日選で勝った", ["1977", "1980"]),
        ("1975年4月に陥ちた。それから3年後の78年12月", ["1975-04", "1978", "1978-12"]),
        ("1946年11月3日に公布され、半年後の翌年5月3日に施行された", ["1946-11-03", "1947-05", "1947-05-03"]),
        ("平成7年に起きた。翌8年、退陣した", ["1995", "1996"]),
        ("1950、60年代の映画", ["195X/196X"]),
        ("2020.3.1-2021.2.28", ["2020-03-01/2021-02-28"]),
        ("建長五年に開かれ、永享十年に焼けた", ["1253", "1438"]),
        ("十四、五年の間", ["P14Y/P15Y"]),
        ("12月30日に発ち、2日に着いた", ["XXXX-12-30", "XXXX-01-02"]),
    ],
)
def test_years_and_lengths_side_by_side(text: str, values: list[str]) -> None:
    assert [span.attributes["value"] for span in find_dates(text)] == values


@pytest.mark.parametrize(
    ("dct", "text", "value"),
    [
        ("2019-08-07", "先月29日に始まった大会は、9日に閉幕する。", "2019-08-09"),
        ("2022-11-30", "スト突入は12月1日とされていたが、回避された。", "2022-12-01"),
        ("1904-02-11", "八日夜に始まり、昨十日に宣戦の詔が下った。", "1904-02-10"),
        ("2023-05-16", "列車は午前8時5分に駅を出発し、約40分後に着いた。", "2023-05-16T08:45"),
        ("2023-05-16", "営業時間は9時30分～17時です。", "T09:30/T17:00"),
    ],
)
def test_counts_from_the_day_of_writing(dct: str, text: str, value: str) -> None:
    assert last(text, dct=dct)[1] == value
