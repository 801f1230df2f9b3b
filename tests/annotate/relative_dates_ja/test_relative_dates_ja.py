"""Times that an event or the telling gives, kept apart from the dates."""

from __future__ import annotations

import pytest
import spacy
from edtf import parse_edtf

from corpus_tools.annotate import Annotator
from corpus_tools.annotate.dates_ja import find_dates
from corpus_tools.annotate.relative_dates_ja import RelativeDateAnnotator, find_relative_dates
from corpus_tools.model import Document, Span
from corpus_tools.pipeline import load_pipeline
from corpus_tools.reconstruct import as_running_text


def found(text: str) -> list[tuple[str, str, str | None]]:
    spans = find_relative_dates(text)
    return [(span.surface(text), span.attributes["value"], span.attributes["relation"]) for span in spans]


@pytest.mark.parametrize(
    ("text", "surface", "value", "relation"),
    [
        ("開戦後、物価が上がった。", "開戦後", "PAST_REF", "AFTER"),
        ("冷戦終結以来の課題", "冷戦終結以来", "PAST_REF", "AFTER"),
        ("独立の直前に", "独立の直前", "PAST_REF", "BEFORE"),
        ("占領下の行政", "占領下", "PAST_REF", "DURING"),
        ("前大統領の政権期に", "政権期", "PAST_REF", "DURING"),
        ("会談の翌日に", "会談の翌日", "PAST_REF", "STEP"),
        ("独立から3年後に", "独立から3年後", "PAST_REF", "STEP"),
        ("事件の2日前に", "事件の2日前", "PAST_REF", "STEP"),
        ("戦後の復興", "戦後", "PAST_REF", "AFTER"),
        ("侵攻が始まった後、", "侵攻が始まった後", "PAST_REF", "AFTER"),
        ("会談が開かれる直前に", "会談が開かれる直前", "PAST_REF", "BEFORE"),
        ("停戦が成立してから十年", "停戦が成立してから", "PAST_REF", "AFTER"),
        ("内戦が終わった後も", "内戦が終わった後", "PAST_REF", "AFTER"),
        ("現在、審議中だ。", "現在", "PRESENT_REF", None),
        ("今後も続く。", "今後", "FUTURE_REF", None),
        ("長らく続いた。", "長らく", "PAST_REF", None),
    ],
)
def test_finds_a_relative_time(text: str, surface: str, value: str, relation: str | None) -> None:
    assert (surface, value, relation) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "攻撃が始まった後方",
        "会議が始まる前日",
        "最後の授業",
        "午後の会議室",
        "前後の文脈",
        "2023年1月現在の数",
        "2015年以前の記録",
    ],
)
def test_leaves_alone_what_is_no_relative_time(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "edtf", "earliest", "latest"),
    [
        (
            "2022年2月24日の全面侵攻で一変した。全面侵攻開始後、申請した。",
            "2022-02-24/..",
            "2022-02-24",
            None,
        ),
        ("2022年2月24日の全面侵攻だ。侵攻が始まった後に発った。", "2022-02-24/..", "2022-02-24", None),
        ("終戦（1945年8月）を迎えた。終戦前に発った。", "../1945-08", None, "1945-08-31"),
        ("2014年ウクライナ危機以来の制裁", "2014/..", "2014-01-01", None),
        ("1960年に生まれた国だ。独立から3年後、政変が起きた。", "1963", "1963-01-01", "1963-12-31"),
    ],
)
def test_is_resolved_where_the_text_dates_the_event(
    text: str, edtf: str, earliest: str | None, latest: str | None
) -> None:
    (span,) = find_relative_dates(text)
    assert [span.attributes[key] for key in ("edtf", "earliest", "latest")] == [edtf, earliest, latest]
    assert span.attributes["anchor"] in {date.id for date in find_dates(text)}
    parse_edtf(edtf)


def test_an_event_with_two_dates_is_not_resolved() -> None:
    (span,) = find_relative_dates("1956年の戦争と1967年の戦争があった。戦争後、国境は動いた。")
    assert (span.attributes["edtf"], span.attributes["certainty"]) == (None, "low")


def test_the_dates_are_the_same_with_and_without_the_tier() -> None:
    text = "2012年に会談し、会談の翌日、つまり2012年5月3日に共同声明を出した。現在も有効だ。"
    layers = ["sentences", "dates"]
    plain = load_pipeline(layers=layers)(as_running_text("a", text, {}))
    both = load_pipeline(layers=[*layers, "relative_dates"])(as_running_text("a", text, {}))
    assert plain.spans("date") == both.spans("date")
    assert [span.surface(text) for span in both.spans("relative_date")] == ["会談の翌日", "現在"]


def test_the_annotator_keeps_the_contract() -> None:
    annotator = RelativeDateAnnotator()
    assert isinstance(annotator, Annotator)
    document = Document("d", "開戦後に", layers={"date": []})
    (span,) = annotator(document)
    assert (span.layer, span.label, span.origin) == ("relative_date", "EVENT", "auto:relative_dates")
    assert isinstance(span, Span)


def test_the_spacy_component_finds_the_tier_when_asked() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("ja_timex", config={"relative": True})
    doc = nlp("1999年 の 開戦後")
    assert [span.text for span in doc.spans["date"]] == ["1999年"]
    assert len(doc.spans["relative_date"]) == 1


@pytest.mark.parametrize("text", ["後" * 200_000, "戦争" * 100_000, "終結の" * 70_000, "ア" * 200_000])
def test_long_repetitions_end(text: str) -> None:
    assert len(find_relative_dates(text)) < len(text)
