"""Links: the right one of several documents, none by chance, and a reason where there is none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.model import Document
from corpus_tools.pipeline import Pipeline, load_pipeline

ROOT = Path(__file__).parents[3]
CONDITIONED = "nato-ukraine"
"""The document in which the shipped authority lets the generic forms stand for its names."""


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_pipeline(names=ROOT / "annotations" / "names")


def _other_topics() -> list[dict[str, str]]:
    path = ROOT / "tests" / "data" / "names" / "other_topics.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("text", _other_topics(), ids=lambda text: str(text["id"]))
def test_no_generic_form_links_in_texts_of_other_topics(pipeline: Pipeline, text: dict[str, str]) -> None:
    document = pipeline(Document(text["id"], text["text"]))
    links = {
        span.surface(document.text): span.attributes["name_id"]
        for layer in ("entity", "gloss")
        for span in document.spans(layer)
    }
    assert {form: link for form, link in links.items() if link and pipeline.authority.get(link)} == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1991年11月のローマ首脳会議では新しい「戦略概念」が採択された。", ["DOC04"]),
        ("2010年11月、加盟国はリスボンで新たな戦略概念を採択した。", ["DOC16"]),
        ("2022年6月のマドリッド首脳会議で「戦略概念」が採択された。", ["DOC31"]),
        ("平成22年の戦略概念は三つの任務を掲げる。", ["DOC16"]),
        ("２０１０年の「戦略概念」は三つの任務を掲げる。", ["DOC16"]),
        ("2010年の「戦略概念」に代わり、2022年に新しい戦略概念が採択された。", ["DOC16", "DOC31"]),
        ("1991年「戦略概念」と2010年「戦略概念」とを比べる。", ["DOC04", "DOC16"]),
        ("会議は2010年に開かれた。その戦略概念は協調を掲げた。", ["DOC16"]),
        ("2022年に侵攻が始まった。同年6月、12年ぶりに改められた「戦略概念」が採択された。", ["DOC31"]),
        ("戦略概念（2022年）は中国にも触れた。", ["DOC31"]),
        ("リスボンで採択された戦略概念は、三つの任務を掲げる。", ["DOC16"]),
        ("1999年の「戦略概念」は1991年の「戦略概念」に代わる。", [None, "DOC04"]),
        ("1990年代、同盟は戦略概念を見直した。", [None]),
        ("2010年代の同盟は戦略概念に沿って動いた。", [None]),
        ("戦略概念は加盟国の合意文書である。", [None]),
    ],
)
def test_dates_tell_documents_of_one_title_apart(
    pipeline: Pipeline, text: str, expected: list[str | None]
) -> None:
    document = pipeline(Document(CONDITIONED, text))
    mentions = [span for span in document.spans("entity") if span.surface(document.text) == "戦略概念"]
    assert [mention.attributes["name_id"] for mention in mentions] == expected
    assert all(mention.attributes["link_note"] for mention in mentions)


def test_every_mention_of_the_chapter_links_or_says_why_not(chapter: Corpus) -> None:
    spans = chapter.table("spans")
    mentions = spans[spans["layer"] == "entity"]
    assert len(mentions) > 800
    assert not (mentions["name_id"].isna() & mentions["link_note"].isna()).any()
