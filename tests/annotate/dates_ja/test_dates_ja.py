"""Recognition, values, traps and the two sets of sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from edtf import parse_edtf
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.annotate import Annotator
from corpus_tools.annotate.dates_ja import DateAnnotator, find_dates
from corpus_tools.annotate.dates_ja.attributes import DATE_ATTRIBUTES
from corpus_tools.errors import AnnotationError
from corpus_tools.evaluate.spans import Scores, score_spans
from corpus_tools.model import Document, Span
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import SourceText

DATA = Path(__file__).parents[2] / "data" / "dates"


def found(text: str, *, dct: str | None = None) -> list[tuple[str, str]]:
    return [(span.surface(text), span.attributes["value"]) for span in find_dates(text, dct=dct)]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("2022年2月24日に", "2022年2月24日", "2022-02-24"),
        ("２０２２年２月２４日に", "２０２２年２月２４日", "2022-02-24"),
        ("二〇二二年二月に", "二〇二二年二月", "2022-02"),
        ("千九百四十五年に", "千九百四十五年", "1945"),
        ("2022/2/24に", "2022/2/24", "2022-02-24"),
        ("2022.2.24に", "2022.2.24", "2022-02-24"),
        ("平成26年7月1日に", "平成26年7月1日", "2014-07-01"),
        ("令和元年に", "令和元年", "2019"),
        ("昭和二十年八月に", "昭和二十年八月", "1945-08"),
        ("明治三十七年に", "明治三十七年", "1904"),
        ("昭和20年代に", "昭和20年代", "1945/1954"),
        ("H26.7.1に", "H26.7.1", "2014-07-01"),
        ("1945（昭和20）年8月に", "1945（昭和20）年8月", "1945-08"),
        ("'90年代に", "'90年代", "199X"),
        ("21世紀初頭に", "21世紀初頭", "20XX"),
        ("紀元前431年に", "紀元前431年", "BC0431"),
        ("前5世紀に", "前5世紀", "BC04XX"),
        ("2020年第2四半期に", "2020年第2四半期", "2020-Q2"),
        ("2023年度に", "2023年度", "FY2023"),
        ("FY2023に", "FY2023", "FY2023"),
        ("2020年上半期に", "2020年上半期", "2020-H1"),
        ("2021年冬に", "2021年冬", "2021-WI"),
        ("2018年9月下旬に", "2018年9月下旬", "2018-09"),
        ("1月7日（金）に", "1月7日（金）", "XXXX-01-07"),
        ("2017年8月29日午前6時ごろに", "2017年8月29日午前6時ごろ", "2017-08-29T06:00"),
        ("午後3時半に", "午後3時半", "T15:30"),
        ("2022年2月24日未明に", "2022年2月24日未明", "2022-02-24TNI"),
        ("30年あまりの", "30年あまり", "P30Y"),
        ("十数年の", "十数年", "P1XY"),
        ("半年で", "半年", "P6M"),
        ("2週間にわたる", "2週間", "P2W"),
        ("90分の", "90分", "PT90M"),
        ("1年半ぶりに", "1年半ぶり", "P1Y6M"),
        ("毎年5月に", "毎年5月", "XXXX-05"),
        ("隔年で", "隔年", "P2Y"),
        ("10年ごとに", "10年ごと", "P10Y"),
        ("毎週月曜日に", "毎週月曜日", "XXXX-WXX-1"),
        ("1991-1994年に", "1991-1994年", "1991/1994"),
        ("2005－ 2010年に", "2005－ 2010年", "2005/2010"),
        ("2001〜06年に", "2001〜06年", "2001/2006"),
        ("2018年4〜6月期に", "2018年4〜6月期", "2018-04/2018-06"),
        ("（2019年－）", "2019年－", "2019"),
        ("（1740－1786）", "1740－1786", "1740/1786"),
        ("昭和40～45年に", "昭和40～45年", "1965/1970"),
        ("昭和30～40年代に", "昭和30～40年代", "1955/1974"),
        ("令和元～3年に", "令和元～3年", "2019/2021"),
        ("前3～前1世紀に", "前3～前1世紀", "BC02XX/BC00XX"),
        ("前5〜4世紀に", "前5〜4世紀", "BC04XX/BC03XX"),
        ("前431～404年に", "前431～404年", "BC0431/BC0404"),
        ("前202～220年に", "前202～220年", "BC0202/0220"),
        ("前27～後14年に", "前27～後14年", "BC0027/0014"),
        ("2024年元日に", "2024年元日", "2024-01-01"),
        ("大晦日の夜", "大晦日", "XXXX-12-31"),
        ("2/24(木)に", "2/24(木)", "XXXX-02-24"),
        ("1日平均100人が", "1日", "P1D"),
        ("2016年7\n月に", "2016年7\n月", "2016-07"),
        ("3．2014年ウクライナ危機", "2014年", "2014"),
        ("この春、", "この春", "XXXX-SP"),
        ("夏までに", "夏", "XXXX-SU"),
    ],
)
def test_finds_an_expression(text: str, surface: str, value: str) -> None:
    assert found(text) == [(surface, value)]


@pytest.mark.parametrize(
    "text",
    [
        "加盟30カ国の首脳", "条約第42条7項により", "C4やG8、F-16", "支持は15%~20%だ", "創立100周年", "十分な進展", "9.11後の世界",
        "小説『1984年』を読む", "二月革命と十月革命", "七月王政", "20歳の学生", "2期目の当選", "三日月と三日坊主", "一時停止する",
        "青春の秋田で春闘", "第3条の2", "百年戦争", "二・二六事件", "毎日新聞", "3年生と2年目", "電話03-3212-0321", "版は3.5.1だ",
        "日米と日中", "5分の1", "一日も早い復興", "衆参同日選", "「平成26年版防衛白書」", "今日の世界", "アラブの春", "七日間戦争", "9月30日事件", "小説「1984年」を読む", "千年紀", "年3%の成長", "五月祭", "雑誌の3月号", "今月号", "9月場所で優勝", "国土の2/3", "元日本代表", "地元日程", "現在の焦点", "六時中",
    ],
)  # fmt: skip
def test_leaves_alone_what_is_no_time(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "attributes"),
    [
        ("2022年以降、", {"mod": "ON_OR_AFTER", "edtf": "2022/..", "latest": None}),
        ("2015年以前の", {"mod": "ON_OR_BEFORE", "edtf": "../2015", "earliest": None}),
        ("2022年夏までに", {"mod": "ON_OR_BEFORE", "edtf": "2022-22", "role": "END"}),
        ("2004年末からの", {"mod": "END", "edtf": "2004-11/2004-12", "role": "BEGIN"}),
        ("約3時間の", {"mod": "APPROX", "edtf": None, "earliest": None}),
        ("3年以上の", {"mod": "EQUAL_OR_MORE"}),
        ("2週間以内に", {"mod": "EQUAL_OR_LESS"}),
        ("10年近くの", {"mod": "LESS_THAN"}),
        ("年2回の", {"quant": "EVERY", "freq": "2X", "value": "P1Y"}),
        ("週40時間の", {"freq": "PT40H", "value": "P1W"}),
        ("2022年、12年ぶりに", {"mod": None, "edtf": "2022"}),
    ],
)
def test_says_how_the_words_around_change_it(text: str, attributes: dict[str, Any]) -> None:
    span = find_dates(text)[0]
    assert {name: span.attributes[name] for name in attributes} == attributes


def test_a_duration_that_ends_now_is_anchored() -> None:
    span = find_dates("2022年に、12年ぶりに改訂した。")[1]
    assert (span.label, span.attributes["value"], span.attributes["edtf"]) == (
        "DURATION",
        "P12Y",
        "2010/2022",
    )


def test_particle_ranges_are_two_linked_items() -> None:
    begin, end = find_dates("1993年から1996年にかけて続いた。")
    assert (begin.attributes["role"], end.attributes["role"]) == ("BEGIN", "END")
    assert begin.attributes["range"] == end.attributes["range"] is not None


def test_the_winter_before_a_spring_starts_the_year() -> None:
    winter, spring = find_dates("2021年冬から春にかけて集結した。")
    assert (winter.attributes["earliest"], winter.attributes["latest"]) == ("2020-12-01", "2021-02-28")
    assert spring.attributes["value"] == "2021-SP"


def test_an_offset_is_resolved_by_the_date_that_explains_it() -> None:
    assert found("会議から4カ月後の2008年8月に起きた。") == [("4カ月後", "2008-08"), ("2008年8月", "2008-08")]


def test_the_afternoon_holds_to_the_end_of_a_range() -> None:
    assert found("午後1時から3時まで") == [("午後1時", "T13:00"), ("3時", "T15:00")]
    assert found("午後1時半～3時") == [("午後1時半～3時", "T13:30/T15:00")]


def test_the_annotator_keeps_the_contract() -> None:
    annotator = DateAnnotator(dct="2023-01")
    assert isinstance(annotator, Annotator)
    (span,) = annotator(Document("d", "昨年12月に", metadata={"written": "2023-01-15"}))
    assert (span.layer, span.origin, span.id) == ("date", "auto:dates", "date-0-5-DATE")
    assert tuple(span.attributes) == DATE_ATTRIBUTES
    assert span.attributes["value"] == "2022-12"


@pytest.mark.parametrize("dct", ["昨日", "2023-13", "2023-02-30", "23"])
def test_a_wrong_date_of_writing_is_refused(dct: str) -> None:
    with pytest.raises(AnnotationError, match="2023-01-15"):
        find_dates("翌年", dct=dct)


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "年" * 1_000_000,
        "「" * 1_000_000,
        "（" * 1_000_000,
        "一" * 1_000_000,
        " " * 1_000_000,
    ],
    ids=["digits", "years", "quotes", "parentheses", "numerals", "spaces"],
)
def test_a_megabyte_of_one_character_ends(text: str) -> None:
    assert find_dates(text) == []


PIECES = [
    *"0123456789一二三十千数半元年月日時分週世期末初前後同翌昨今来春夏秋冬朝午、。・-〜－/.（）「」『』 \n約ごろのに", "世紀", "四半期", "昭和",
    "ひと月", "一晩", "クリスマス", "お盆", "天皇誕生日", "平日", "何年も", "第2", "日曜日", "隔週", "及び", "元日",
    "令和", "年代", "か月", "時間", "同年", "翌年", "前日", "上旬", "後半", "毎年", "毎週", "月曜日", "未明", "2022年", "紀元前", "ぶり", "年度", "まで",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=24).map("".join),
    st.sampled_from([None, "2023", "2023-01", "2024-02-29", "0001-01-01"]),
)
def test_any_mixture_of_its_words_gives_ordered_spans_and_valid_edtf(text: str, dct: str | None) -> None:
    end = 0
    for span in find_dates(text, dct=dct):
        assert end <= span.start < span.end <= len(text)
        end = span.end
        if span.attributes["edtf"] is not None:
            parse_edtf(span.attributes["edtf"])


def test_the_chapter_is_read_by_its_narrative() -> None:
    """The year of 同年, 翌年 and bare months in a whole chapter, in reading order."""
    folder = Path(__file__).parents[3] / "corpus" / "nato-ukraine"
    source = (folder / "source.txt").read_text(encoding="utf-8")
    document = reconstruct(SourceText("chapter", source, {"written": "2023-01"}))
    spans = [span for span in DateAnnotator(dct="2023-01")(document) if span.attributes["anaphoric"]]
    years = [str(span.attributes["value"])[:4] for span in spans]
    assert years == CHAPTER_YEARS.split()


CHAPTER_YEARS = """
2022 1997 1995 2002 2002 2005 2008 2008 2008 2009 2010 2014 2014 2014 2014 2014 2017 2019 2021 2021
2018 2021 2021 2022 2022 2022 2022 2022 2022 2022 2022
"""


def records(name: str) -> Iterator[dict[str, Any]]:
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def predicted(record: dict[str, Any]) -> list[Span]:
    return find_dates(record["text"], dct=record["dct"])


def scores(name: str, *keys: str) -> Scores:
    """Score the annotator on a set of sentences by extent and the attributes named."""
    total = Scores(0, 0, 0)
    for record in records(name):
        gold = [(date["start"], date["end"], *(date[key] for key in keys)) for date in record["dates"]]
        spans = [(s.start, s.end, *(s.attributes[key] for key in keys)) for s in predicted(record)]
        total += score_spans(gold, spans, key=lambda item: item)
    return total


@pytest.mark.parametrize("name", ["dev", "test"])
def test_the_sentences_are_as_they_say(name: str) -> None:
    rows = list(records(name))
    assert len(rows) >= 150
    for row in rows:
        assert all(row["text"][date["start"] : date["end"]] == date["surface"] for date in row["dates"])


@pytest.mark.parametrize(("name", "extents", "values"), [("dev", 0.97, 0.96), ("test", 0.95, 0.92)])
def test_scores_do_not_fall(name: str, extents: float, values: float) -> None:
    assert scores(name).f1 >= extents
    assert scores(name, "value").f1 >= values


def test_every_edtf_parses_and_every_attribute_is_there() -> None:
    for name in ("dev", "test"):
        for record in records(name):
            for span in predicted(record):
                assert tuple(span.attributes) == DATE_ATTRIBUTES
                if span.attributes["edtf"] is not None:
                    parse_edtf(span.attributes["edtf"])
