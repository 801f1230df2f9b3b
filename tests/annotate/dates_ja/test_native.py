"""Lengths with native numerals, untold lengths, and recurring days."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.dates_ja import find_dates


@pytest.mark.parametrize(
    ("text", "surface", "value", "mod"),
    [
        ("ひと月が過ぎた。", "ひと月", "P1M", None),
        ("ひと月もたたずに", "ひと月", "P1M", "LESS_THAN"),
        ("ふた月ほど待った。", "ふた月ほど", "P2M", "APPROX"),
        ("み月の間に", "み月", "P3M", None),
        ("ひと月半が過ぎた。", "ひと月半", "P1M15D", None),
        ("ひと月当たり3万円", "ひと月当たり", "P1M", None),
        ("ひと月ぶりに", "ひと月ぶり", "P1M", None),
        ("ひと夏を過ごした。", "ひと夏", "P1SU", None),
        ("ひと冬越した。", "ひと冬", "P1WI", None),
        ("一晩中起きていた。", "一晩", "PT1NI", None),
        ("ふた晩続けて", "ふた晩", "PT2NI", None),
        ("三日三晩続いた。", "三日三晩", "P3D", None),
        ("一昼夜に及んだ。", "一昼夜", "P1D", None),
        ("足かけ5年の工事", "足かけ5年", "P5Y", "EQUAL_OR_LESS"),
        ("何年も続いた。", "何年", "PXY", None),
        ("何十年もの間", "何十年", "PX0Y", None),
        ("何か月もかかった。", "何か月", "PXM", None),
        ("何年もたった。", "何年", "PXY", None),
        ("何年も前に", "何年も前", "PAST_REF", None),
        ("隔週水曜に", "隔週水曜", "XXXX-WXX-3", None),
        ("隔月15日に", "隔月15日", "XXXX-XX-15", None),
        ("毎週末に", "毎週末", "XXXX-WXX-WE", None),
        ("毎月末に", "毎月末", "XXXX-XX", "END"),
        ("毎年クリスマスに", "毎年クリスマス", "XXXX-12-25", None),
        ("毎年お盆に", "毎年お盆", "XXXX-08-13/XXXX-08-16", "APPROX"),
        ("第2・第4土曜日に", "第2・第4土曜日", "XXXX-WXX-6", None),
        ("偶数月の第4水曜日に", "第4水曜日", "XXXX-WXX-3", None),
        ("平日は開く。", "平日", "XXXX-WXX-WD", None),
        ("土日祝は休む。", "土日", "XXXX-WXX-WE", None),
    ],
)
def test_finds_it(text: str, surface: str, value: str, mod: str | None) -> None:
    (span,) = find_dates(text)
    found = (span.surface(text), span.attributes["value"], span.attributes["mod"])
    assert found == (surface, value, mod)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("平日は午後8時まで開いている。", "T20:00"),
        ("毎週土曜の10時から11時まで開いた。", "T11:00"),
        ("10日は午後8時まで開いた。", "2024-06-10T20:00"),
    ],
)
def test_a_time_of_a_recurring_day_is_on_no_day(text: str, value: str) -> None:
    assert find_dates(text, dct="2024-06-12")[-1].attributes["value"] == value


def test_every_other_is_told_by_the_quantifier() -> None:
    quants = [find_dates(text)[0].attributes["quant"] for text in ("隔週水曜に", "毎週水曜に", "隔週で")]
    assert quants == ["EVERY OTHER", "EVERY", "EVERY"]


def test_days_of_every_month_are_one_each() -> None:
    text = "毎月5、15、25日に配る。"
    found = [(span.surface(text), span.attributes["value"]) for span in find_dates(text)]
    assert found == [("毎月5", "XXXX-XX-05"), ("15", "XXXX-XX-15"), ("25日", "XXXX-XX-25")]


@pytest.mark.parametrize(
    "text",
    [
        "あのひと月曜会の", "休み月の表", "二晩目", "一夜漬け", "何年もつか", "何日に発つ", "何時も", "何百万年前", "平日ダイヤ", "平日料金",
        "土日本店", "隔週刊の雑誌", "第3土曜会", "第2回土曜講座", "静けさ",
    ],
)  # fmt: skip
def test_leaves_alone_what_is_none(text: str) -> None:
    assert find_dates(text) == []
