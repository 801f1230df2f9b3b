"""Entities: exact to the character, nested, each source of evidence leaving its name, links with reasons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus_tools.annotate.entities_ja import EntityAnnotator
from corpus_tools.annotate.entities_ja.candidates import SOURCES
from corpus_tools.annotate.glosses_ja import GlossAnnotator
from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.evaluate.spans import Scores, score_spans
from corpus_tools.model import Block, Document, Span
from corpus_tools.names import ENTITY_TYPES, Name, NameAuthority, Variant

SENTENCES = Path(__file__).parents[2] / "data" / "entities"
ATTRIBUTES = {"name_id", "en", "link_by", "link_note", "parent", "depth", "context", "optional"}
CONCEPTS = NameAuthority(
    (
        Name(
            "C1",
            "DOCUMENT",
            (Variant("海洋白書", scope=("x",)),),
            "Ocean Paper 1994",
            date="1994-03",
            place="Kobe",
        ),
        Name(
            "C2",
            "DOCUMENT",
            (Variant("海洋白書", scope=("x",)),),
            "Ocean Paper 2005",
            date="2005",
            place="Nara",
        ),
        Name(
            "M1",
            "PROGRAM",
            (Variant("港湾整備計画"), Variant("HIP", after=True)),
            "Harbour Plan",
            acronym="HIP",
        ),
        Name("K1", "CONCEPT", (Variant("指揮統制"),), "Command and Control"),
    )
)


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer()


@pytest.fixture(scope="module")
def annotator() -> EntityAnnotator:
    return EntityAnnotator()


def _document(text: str, tokenizer: Tokenizer | None, name: str = "x") -> Document:
    document = Document(name, text)
    document.tokens = tokenizer(document) if tokenizer is not None else None
    document.layers["gloss"] = list(GlossAnnotator()(document))
    return document


def _found(document: Document, annotator: EntityAnnotator) -> list[str]:
    return [f"{span.label} {span.surface(document.text)}" for span in annotator(document)]


CASES = [
    ("日米安全保障条約", ["DOCUMENT 日米安全保障条約", "GPE 日", "GPE 米"]),
    ("仏独は反対した。", ["GPE 仏", "GPE 独"]),
    ("欧米と米欧", ["LOC 欧", "GPE 米", "GPE 米", "LOC 欧"]),
    ("対ロ制裁と対EU関係", ["GPE ロ", "ORG EU"]),
    ("米大統領は訪中した。", ["GPE 米", "GPE 中"]),
    ("日中は暑く、中東や北米でも米を食べる。", ["LOC 中東", "LOC 北米"]),
    ("在韓米軍が移転した。", ["FORCE 在韓米軍", "GPE 韓", "GPE 米"]),
    ("米国務省は発表した。", ["ORG 米国務省", "GPE 米"]),
    ("米国内の世論", ["GPE 米国"]),
    ("英国人とロシア語", ["GPE 英国", "GPE ロシア"]),
    ("旧ソ連製の戦車", ["GPE ソ連"]),
    ("日本政府と政府", ["GPE 日本"]),
    ("クリミア半島とクリミア", ["LOC クリミア半島", "GPE クリミア"]),
    ("四川省と文部科学省", ["GPE 四川省", "ORG 文部科学省"]),
    ("各省庁は与党と協議した。", []),
    ("トランプ前大統領は", ["PERSON トランプ"]),
    ("ブッシュ（George W. Bush）米大統領は", ["PERSON ブッシュ", "PERSON George W. Bush", "GPE 米"]),
    ("プラユット・タイ首相", ["PERSON プラユット", "GPE タイ"]),
    ("経済学者のピケティは富の偏りを論じた。", ["PERSON ピケティ"]),
    ("グループ代表とアニメーション監督", []),
    ("田中角栄内閣が成立した。", ["ORG 田中角栄内閣", "PERSON 田中角栄"]),
    (
        "ドゥテルテ（Rodrigo Duterte）政権",
        ["ORG ドゥテルテ（Rodrigo Duterte）政権", "PERSON ドゥテルテ", "PERSON Rodrigo Duterte"],
    ),
    ("2008年南オセチア紛争と2008年の紛争", ["EVENT 2008年南オセチア紛争", "GPE 南オセチア"]),
    ("ASEANバンコク首脳会議と首脳会議", ["EVENT ASEANバンコク首脳会議", "ORG ASEAN", "GPE バンコク"]),
    ("中国によるチベット侵攻", ["GPE 中国", "EVENT チベット侵攻", "GPE チベット"]),
    ("児童の権利に関する条約", ["DOCUMENT 児童の権利に関する条約"]),
    ("「平和五原則に関する共同宣言」と「文明の対話」", ["DOCUMENT 平和五原則に関する共同宣言"]),
    ("F-35とMiG-29、COVID-19とG-7", ["WEAPON F-35", "WEAPON MiG-29"]),
    ("ルイ14世の時代", ["PERSON ルイ14世"]),
    ("イスラム国家とネクタイとアメリカン", []),
    ("インド洋とインド", ["LOC インド洋", "GPE インド"]),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_entities(text: str, expected: list[str], tokenizer: Tokenizer, annotator: EntityAnnotator) -> None:
    assert _found(_document(text, tokenizer), annotator) == expected


@pytest.mark.parametrize("text", ["日米安全\n保障条約が", "日米 安全保\n\n障条約が", "日米安全保障条約が"])
def test_blanks_inside_a_word_do_not_end_a_span(
    text: str, tokenizer: Tokenizer, annotator: EntityAnnotator
) -> None:
    document = _document(text, tokenizer)
    spans = list(annotator(document))
    assert spans[0].surface(text) == text[:-1]
    assert [span.surface(text) for span in spans[1:]] == ["日", "米"]


def test_a_block_border_ends_a_span(tokenizer: Tokenizer, annotator: EntityAnnotator) -> None:
    document = _document("国際\n連盟", tokenizer)
    document.blocks = [Block("heading", 1, 0, 2), Block("paragraph", 0, 3, 5)]
    assert _found(document, annotator) == []


def test_it_works_without_tokens(annotator: EntityAnnotator) -> None:
    assert _found(_document("ロシア軍と日米安全保障条約", None), annotator) == [
        "FORCE ロシア軍",
        "GPE ロシア",
        "DOCUMENT 日米安全保障条約",
        "GPE 日",
        "GPE 米",
    ]


def test_every_span_has_every_attribute_and_its_source(
    tokenizer: Tokenizer, annotator: EntityAnnotator
) -> None:
    spans = list(annotator(_document("ロシア軍の司令官、ハシモト氏", tokenizer)))
    assert all(set(span.attributes) == ATTRIBUTES and span.label in ENTITY_TYPES for span in spans)
    assert [span.origin for span in spans] == ["auto:composition", "auto:gazetteer", "auto:pattern"]
    assert (spans[1].attributes["parent"], spans[1].attributes["depth"]) == (spans[0].id, 1)
    assert spans[0].attributes["link_note"]


@pytest.mark.parametrize(
    ("switch", "lost"),
    [("gazetteer", "ORG 国連"), ("composition", "ORG 水産技術審議会"), ("gloss", "ORG OWS")],
)
def test_a_source_can_be_switched_off(switch: str, lost: str, tokenizer: Tokenizer) -> None:
    document = _document("国連の東方水産研究所（OWS）と水産技術審議会はOWSに賛成した。", tokenizer)
    assert lost in _found(document, EntityAnnotator())
    assert lost not in _found(document, EntityAnnotator(sources=set(SOURCES) - {switch}))


def _links(text: str, tokenizer: Tokenizer, name: str = "x") -> list[tuple[str, Any]]:
    document = _document(text, tokenizer, name)
    spans = EntityAnnotator(authority=CONCEPTS)(document)
    return [
        (span.surface(text), span.attributes["name_id"])
        for span in spans
        if span.label in {"DOCUMENT", "PROGRAM"}
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1994年の「海洋白書」と2005年の「海洋白書」", ["C1", "C2"]),
        ("2005年に奈良で「海洋白書」が出た。", ["C2"]),
        ("神戸で「海洋白書」が出た。", ["C1"]),
        ("「海洋白書」が出た。", [None]),
    ],
)
def test_the_year_beside_it_tells_documents_of_one_title_apart(
    text: str, expected: list[str], tokenizer: Tokenizer
) -> None:
    assert [name_id for _, name_id in _links(text, tokenizer)] == expected


def test_an_undecided_link_says_so(tokenizer: Tokenizer) -> None:
    span = next(iter(EntityAnnotator(authority=CONCEPTS)(_document("海洋白書が出た。", tokenizer))))
    assert span.attributes["link_note"] == "may be C1, C2: no year or place nearby decides"


def test_a_conditional_form_waits_for_its_condition(tokenizer: Tokenizer) -> None:
    assert _links("HIPは腰である。", tokenizer) == []
    assert _links("港湾整備計画が決まり、HIPが始まった。HIPSとSHIPは別である。", tokenizer) == [
        ("港湾整備計画", "M1"),
        ("HIP", "M1"),
    ]
    assert _links("海洋白書が出た。", tokenizer, "another") == []


def test_a_person_once_glossed_is_linked_wherever_it_recurs(
    tokenizer: Tokenizer, annotator: EntityAnnotator
) -> None:
    text = "ムルシ（Mohamed Morsi）大統領は演説した。その後ムルシは拘束された。"
    persons = [span for span in annotator(_document(text, tokenizer)) if span.label == "PERSON"]
    assert [(span.surface(text), span.attributes["context"]) for span in persons] == [
        ("ムルシ", "text"),
        ("Mohamed Morsi", "gloss"),
        ("ムルシ", "text"),
    ]
    assert {span.attributes["name_id"] for span in persons} == {"text:mohamed-morsi"}


def test_names_inside_an_english_title_are_nested(tokenizer: Tokenizer, annotator: EntityAnnotator) -> None:
    text = "「友好条約（Treaty of Friendship between Japan and the Russian Federation）」"
    spans = list(annotator(_document(text, tokenizer)))
    inner = [span.surface(text) for span in spans if span.attributes["context"] == "title"]
    assert inner == ["Japan", "Russian Federation"]


def _scores(half: str, tokenizer: Tokenizer) -> tuple[Scores, dict[str, Scores]]:
    """Score one half, exact span and label; optional mentions count neither way."""
    annotator = EntityAnnotator()
    rows = [
        json.loads(line) for line in (SENTENCES / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    gold, auto, optional = set(), set(), set()
    for row in rows:
        for entity in row["entities"]:
            key = (row["id"], entity["start"], entity["end"], entity["label"])
            (optional if entity["optional"] else gold).add(key)
        spans: list[Span] = list(annotator(_document(row["text"], tokenizer, row["id"])))
        auto |= {(row["id"], s.start, s.end, s.label) for s in spans if not s.attributes["optional"]}
    auto -= optional
    types = {
        t: score_spans([k for k in gold if k[3] == t], [k for k in auto if k[3] == t], key=hash)
        for t in ENTITY_TYPES
    }
    return score_spans(gold, auto, key=hash), types


@pytest.mark.parametrize(("half", "least"), [("dev", 0.95), ("test", 0.92)])
def test_unseen_sentences_of_other_topics(half: str, least: float, tokenizer: Tokenizer) -> None:
    scores, types = _scores(half, tokenizer)
    assert scores.f1 >= least, {label: round(score.f1, 3) for label, score in types.items()}


def test_the_sentences_cover_what_their_offsets_say() -> None:
    for half in ("dev", "test"):
        for line in (SENTENCES / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            assert all(row["text"][e["start"] : e["end"]] == e["surface"] for e in row["entities"])
