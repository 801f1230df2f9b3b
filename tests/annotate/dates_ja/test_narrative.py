"""Which year, month and day an expression leans on."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.dates_ja import DateAnnotator, find_dates
from corpus_tools.model import Block, Document


def value_of(text: str, surface: str, *, dct: str | None = None) -> str:
    (span,) = [span for span in find_dates(text, dct=dct) if span.surface(text) == surface]
    return str(span.attributes["value"])


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        # The plain case: the main line's year.
        ("2005年2月に訪問した。同年4月に合意した。", "同年4月", "2005-04"),
        ("1994年2月に加わり、翌年12月に派兵した。", "翌年12月", "1995-12"),
        # A tenure in parentheses has a time of its own.
        ("2014年3月に占領した。大統領（2000－2008年）が命じた。同年6月に終わった。", "同年6月", "2014-06"),
        # A year inside a quotation is the speaker's.
        ("2014年、彼は「2008年の二の舞になる」と恐れた。同年9月に会議があった。", "同年9月", "2014-09"),
        # A year in a relative clause belongs to its head noun.
        ("2002年5月、1999年に就任した大統領が署名した。同年11月に発効した。", "同年11月", "2002-11"),
        # An earlier year that modifies a noun serves its own sentence only.
        ("2022年2月に侵攻した。2010年の「概念」は古びた。同年6月に改めた。", "同年6月", "2022-06"),
        ("2022年2月の侵攻は、2014年以降の流れを速めた。同年6月に会議が開かれた。", "同年6月", "2022-06"),
        ("2021年に就任した。ようやく2018年初頭の要請を受けて、同年7月に確認した。", "同年7月", "2018-07"),
        # A flashback in the main clause lasts to the end of the paragraph.
        ("2019年に会談した。1994年には父が死去していた。同年7月のことだった。", "同年7月", "1994-07"),
        ("2019年に会談した。1994年には父が死去していた。\n同年7月、再び会った。", "同年7月", "2019-07"),
        # 前年 and 前日 look back without moving.
        ("2016年に可決した。前年の案を直したものだ。翌年施行された。", "翌年", "2017"),
        # A goal ahead is not where the story stands.
        ("2015年に採択した。2030年までに達成する。翌年、各国が批准した。", "翌年", "2016"),
        # A bare date that repeats a full one is that one.
        (
            "2022年2月24日に始まった。直前の2021年12月には要求した。2月24日の演説で述べた。",
            "2月24日",
            "2022-02-24",
        ),
        # A bare month does so only for the same event.
        (
            "2022年2月の全面侵攻で変わった。割合は2021年に入って増え、2月の全面侵攻以降に跳ねた。",
            "2月",
            "2022-02",
        ),
        # A state that held, a cleft, a parallel and a founding year are background.
        ("2015年9月に発覚した。装置は2009年から使われていた。同月23日に辞任した。", "同月23日", "2015-09-23"),
        (
            "2009年11月に和解した。提訴したのは2003年2月で、判決は2006年だった。翌月、謝罪した。",
            "翌月",
            "2009-12",
        ),
        ("2011年3月に起きた。1896年にも津波があった。同年6月に法ができた。", "同年6月", "2011-06"),
        ("2018年9月に発覚した。担当者は5月に気づいていた。翌月、辞任した。", "翌月", "2018-10"),
        ("2016年4月、1973年創業の会社を買い、同年8月に払った。", "同年8月", "2016-08"),
        ("1994年に結んだ。1979年の例に続くもので、同年の賞を受けた。", "同年", "1994"),
        # A step takes the nearest moment that knows its unit.
        ("2015年9月に発覚した。2009年には不正が続いた。同月、辞任した。", "同月", "2015-09"),
        # A diary's last night is over with its sentence.
        ("大正七年三月五日。昨夜、十時に寝る。午後二時、客あり。", "午後二時", "1918-03-05T14:00"),
        # A date that follows may tell what a bare one means.
        ("1月と3月に流行した2020年は、大会がなかった。", "1月", "2020-01"),
        ("党はその翌年（1955年）に合同した。", "翌年", "1955"),
        # A recurring begin serves its end.
        ("2020年に定めた。毎年4月1日から同月30日までとする。", "同月30日", "XXXX-04-30"),
        # From autumn to spring within one sentence the year turns.
        ("2020年11月に当選し、1月に就任した。", "1月", "2021-01"),
    ],
)
def test_the_narrative_gives_the_year(text: str, surface: str, value: str) -> None:
    assert value_of(text, surface) == value


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("11日に衝突した。", "11日", "2024-03-11"),
        ("30日に衝突した。", "30日", "2024-01-30"),
        ("20日に開かれる予定だ。", "20日", "2024-03-20"),
        ("12月に輸出が増えた。", "12月", "2023-12"),
        ("10月に施行される見通しだ。", "10月", "2024-10"),
        ("昨年末に合意した。", "昨年末", "2023"),
        ("来春に開業する。", "来春", "2025-SP"),
        ("先週金曜日に会った。", "先週金曜日", "2024-03-08"),
        ("来週の月曜に発表する。", "月曜", "2024-03-18"),
        ("3年前に始めた。", "3年前", "2021"),
        ("2011年3月11日の震災から13年になる。12日、県が発表した。", "12日", "2024-03-12"),
    ],
)
def test_a_text_dated_to_the_day_counts_from_it(text: str, surface: str, value: str) -> None:
    assert value_of(text, surface, dct="2024-03-12") == value


def test_a_heading_sets_the_time_of_its_section() -> None:
    lines = [
        "3．2014年の危機",
        "2013年11月末から始まった混乱が広がるなか、介入が続いた。7月に入ると制裁は本格化した。",
    ]
    text = "\n".join(lines)
    blocks = [Block("heading", 1, 0, len(lines[0])), Block("paragraph", 0, len(lines[0]) + 1, len(text))]
    spans = list(DateAnnotator()(Document("d", text, blocks=blocks)))
    assert [span.attributes["value"] for span in spans] == ["2014", "2013-11", "2014-07"]


@pytest.mark.parametrize(
    ("text", "surface", "value"),
    [
        ("2024年3月12日と13日に開く予定だ。", "13日", "2024-03-13"),
        ("来年3月12日、13日、14日に開く。", "14日", "2024-03-14"),
        ("2024年3月12日および13日に開くことを決めた。", "13日", "2024-03-13"),
        ("2024年3月12日に始まり、15日に終わる予定だ。", "15日", "2024-03-15"),
        ("来年3月12日に開くと15日に発表した。", "15日", "2023-06-15"),
        ("来年4月1日の施行を目指し、20日に提出する。", "20日", "2023-06-20"),
    ],
)
def test_a_day_goes_on_from_a_plan_for_next_year(text: str, surface: str, value: str) -> None:
    assert value_of(text, surface, dct="2023-06-15") == value


def test_a_new_section_may_go_back_in_time() -> None:
    text = "前史\n2020年に改めた。\n深まる関係\n2014年の危機を経て変わった。\n同年9月に会議が開かれた。"
    assert value_of(text, "同年9月") == "2014-09"


def test_an_anchor_names_the_date_it_rests_on() -> None:
    first, second = find_dates("1997年5月に締結した。同年7月に会議があった。")
    assert (second.attributes["anchor"], second.attributes["anaphoric"]) == (first.id, True)
    (yesterday,) = find_dates("昨日会った。", dct="2020-01-01")
    assert yesterday.attributes["anchor"] == "DCT"


@pytest.mark.parametrize(
    ("text", "surface", "value", "anchor"),
    [
        ("1904年に開戦し、翌05年に終わった。", "翌05年", "1905", "date-0-5-DATE"),
        ("昭和11年の後、12年に起きた。", "12年", "1937", "date-0-5-DATE"),
        ("1860年代に始まり、70年代に終わった。", "70年代", "187X", "date-0-6-DATE"),
        ("1997年、98年に行われた。", "98年", "1998", "date-0-5-DATE"),
        ("1960年代から70年代の", "70年代", "197X", None),
        ("2001〜06年に", "2001〜06年", "2001/2006", None),
        ("98〜2003年に", "98〜2003年", "1998/2003", None),
        ("97年に始まった。", "97年", "1997", None),
    ],
)
def test_a_short_year_leans_on_the_date_that_completes_it(
    text: str, surface: str, value: str, anchor: str | None
) -> None:
    """Unless a full year stands in the same range."""
    (span,) = [span for span in find_dates(text) if span.surface(text) == surface]
    assert (span.attributes["value"], span.attributes["anchor"]) == (value, anchor)
    assert span.attributes["anaphoric"] == (anchor is not None)


def test_without_any_ground_the_year_stays_open() -> None:
    (span,) = find_dates("同年7月に会議があった。")
    assert (span.attributes["value"], span.attributes["certainty"]) == ("XXXX-07", "low")
