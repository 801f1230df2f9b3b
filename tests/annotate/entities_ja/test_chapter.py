"""On the shipped chapter every name of the authority is found; elsewhere its ambiguous forms mean nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.annotate.dates_ja import DateAnnotator
from corpus_tools.annotate.entities_ja import EntityAnnotator
from corpus_tools.annotate.glosses_ja import GlossAnnotator
from corpus_tools.annotate.tokens_ja import Tokenizer
from corpus_tools.model import Document, Span
from corpus_tools.names import NameAuthority
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import read_document_folder

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def annotator() -> EntityAnnotator:
    return EntityAnnotator(authority=NameAuthority.load(ROOT / "annotations" / "names"))


@pytest.fixture(scope="module")
def chapter() -> Document:
    document = reconstruct(read_document_folder(ROOT / "corpus" / "nato-ukraine"))
    document.tokens = Tokenizer()(document)
    document.layers["date"] = list(DateAnnotator()(document))
    document.layers["gloss"] = list(GlossAnnotator()(document))
    return document


@pytest.fixture(scope="module")
def entities(chapter: Document, annotator: EntityAnnotator) -> list[Span]:
    return list(annotator(chapter))


def test_every_name_of_the_authority_is_found(entities: list[Span], annotator: EntityAnnotator) -> None:
    linked = {span.attributes["name_id"] for span in entities}
    assert {name.id for name in annotator.authority if name.type != "CONCEPT"} <= linked


def test_the_three_strategic_concepts_are_told_apart(entities: list[Span], chapter: Document) -> None:
    links = [span.attributes["name_id"] for span in entities if span.surface(chapter.text) == "戦略概念"]
    assert links == ["DOC04", "DOC16", "DOC16", "DOC31", "DOC16"]


def test_a_glossed_person_has_one_link_everywhere(entities: list[Span], chapter: Document) -> None:
    spans = [span for span in entities if span.surface(chapter.text) == "ゼレンシキー"]
    assert len(spans) > 5
    assert {span.attributes["name_id"] for span in spans} == {"text:volodymyr-zelenskyy"}


@pytest.mark.parametrize(
    "text",
    [
        "国会は憲法の改正を発議した。",
        "政府は行動計画と国家安全保障戦略を閣議決定した。",
        "MAPという略語は地図を意味しない。",
        "中核グループの戦略概念を広範グループが検討した。",
        "最高会議は主権宣言を採択し、地域党が賛成した。",
        "NRCは米国の原子力規制委員会である。",
        "CAPは共通農業政策を、PIIは個人を特定できる情報を指す。",
        "1909年のロンドン宣言は海戦法規を定めた。",
        "2009年の食料安全保障に関するローマ宣言。",
        "安定化部隊が現地に入り、国際諮問グループが勧告した。",
    ],
)
def test_no_ambiguous_form_links_in_other_texts(text: str, annotator: EntityAnnotator) -> None:
    document = Document("another", text)
    document.tokens = Tokenizer()(document)
    assert [
        span.surface(text) for span in annotator(document) if span.attributes["link_by"] == "authority"
    ] == []
