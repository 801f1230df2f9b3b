"""Training, development and test data: nothing in two of them, everything in one, the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.corpus import Corpus
from corpus_tools.errors import FormatError
from corpus_tools.formats.export import export
from corpus_tools.formats.pieces import cut, pieces
from corpus_tools.formats.reading import read
from corpus_tools.formats.splits import Split, split
from corpus_tools.model import Block, Document, Span


def _sentences(documents: list[Document]) -> set[str]:
    return {span.surface(piece.text) for piece in documents for span in piece.spans("s")}


@pytest.mark.parametrize("unit", ["section", "paragraph"])
def test_no_sentence_is_in_two_parts_and_none_is_lost(unit: str, chapter_document: Document) -> None:
    parts = split([chapter_document], Split(unit)).parts
    train, dev, test = (_sentences(parts[name]) for name in ("train", "dev", "test"))
    assert not (train & dev or train & test or dev & test)
    assert train | dev | test == {span.surface(chapter_document.text) for span in chapter_document.spans("s")}


def test_the_same_seed_gives_the_same_split(chapter_document: Document) -> None:
    reports = [split([chapter_document], Split("paragraph", seed)).report["parts"] for seed in (0, 0, 1)]
    assert reports[0] == reports[1]
    assert reports[0]["test"]["sha256"] != reports[2]["test"]["sha256"]


@pytest.mark.parametrize("seed", range(5))
def test_labels_are_shared_out(seed: int, chapter_document: Document) -> None:
    report = split([chapter_document], Split("paragraph", seed)).report["parts"]
    whole = sum((Counter(part["counts"]) for part in report.values()), Counter())
    for feature in ("tokens", "entity.GPE", "entity.ORG", "entity.PERSON", "date.DATE"):
        share = report["train"]["counts"][feature] / whole[feature]
        assert 0.72 <= share <= 0.86, (feature, share)
        assert report["dev"]["counts"][feature] >= 0.05 * whole[feature]
        assert report["test"]["counts"][feature] >= 0.05 * whole[feature]


def test_the_manifest_says_what_is_where(chapter: Corpus, tmp_path: Path) -> None:
    export(chapter, "conllu", tmp_path / "out.conllu", split=Split("paragraph", 3))
    manifest = json.loads((tmp_path / "out.conllu" / "manifest.json").read_text(encoding="utf-8"))
    document = next(chapter.documents())
    for name, part in manifest["splits"]["parts"].items():
        back = list(read("conllu", tmp_path / "out.conllu" / f"{name}.conllu"))
        assert [piece.id for piece in back] == [row["id"] for row in part["pieces"]]
        assert [piece.text for piece in back] == [
            document.text[row["start"] : row["end"]] for row in part["pieces"]
        ]
        assert sum(len(piece.spans("s")) for piece in back) == part["counts"]["sentences"]
    assert manifest["splits"]["spans_across_borders_dropped"] == {}
    assert set(manifest["files"]) == {"train.conllu", "dev.conllu", "test.conllu"}


def _document(name: str, *paragraphs: str) -> Document:
    text = "\n".join(paragraphs)
    starts = [sum(len(each) + 1 for each in paragraphs[:number]) for number in range(len(paragraphs))]
    borders = [(start, start + len(each)) for start, each in zip(starts, paragraphs, strict=True)]
    sentences = [Span(f"s{start}", "s", start, end, "", "gold", {}) for start, end in borders]
    blocks = [Block("paragraph", 0, *border) for border in borders]
    return Document(name, text, blocks=blocks, layers={"s": sentences})


@given(
    st.lists(st.sampled_from("あいうえおかきくけこさしすせそ"), min_size=30, max_size=40), st.integers(0, 50)
)
def test_paragraphs_with_a_common_sentence_stay_together(words: list[str], seed: int) -> None:
    document = _document("d", *(word + "。" for word in words))
    try:
        done = split([document], Split("paragraph", seed))
    except FormatError:
        assert len(set(words)) < 3
        return
    found = [_sentences(part) for part in done.parts.values()]
    assert sum(map(len, found)) == len(set(words))
    assert done.report["joined_by_common_sentences"] == len(words) - len(set(words))


def test_a_sentence_is_never_cut() -> None:
    document = _document("d", "一二三", "四五六", "七八九")
    document.layers["s"] = [Span("s", "s", 0, 5, "", "gold", {})]
    assert list(pieces(document, "paragraph")) == [(0, 7), (8, 11)]


def test_a_piece_has_what_is_in_it(document: Document) -> None:
    start, end = document.blocks[1].start, document.blocks[1].end
    piece, crossing = cut(document, start, end, name="p")
    assert (piece.text, crossing) == (document.text[start:end], Counter())
    assert piece.metadata["part_start"] == start
    assert [span.surface(piece.text) for span in piece.spans("entity")] == ["日米", "日", "米", "𠮷野"]
    assert piece.tokens.column("word") == document.tokens.column("word")[-len(piece.tokens) :]
    assert piece.source_range(0, 2) == document.source_range(start, start + 2)


def test_what_crosses_the_border_is_counted(document: Document) -> None:
    start = document.blocks[1].start
    _, crossing = cut(document, start + 1, document.blocks[1].end, name="p")
    assert crossing == Counter({"entity": 1, "s": 1})


def test_places_in_attributes_move_too(chapter_document: Document) -> None:
    for start, end in pieces(chapter_document, "section"):
        piece, _ = cut(chapter_document, start, end, name="p")
        for span in piece.spans("gloss"):
            values = span.attributes
            assert piece.text[values["en_start"] : values["en_end"]] == values["en"]


WRONG = [
    ((1.0, 0.5, 0.5), "no shares"),
    ((0.0, 0.5, 0.5), "no shares"),
    ((0.8, 0.1, 0.1), "too few for dev, test"),
]


@pytest.mark.parametrize(("fractions", "message"), WRONG)
def test_what_cannot_be_split_is_refused(fractions: tuple[float, float, float], message: str) -> None:
    with pytest.raises(FormatError, match=message):
        split([_document("d", "一。")], Split("paragraph", 0, fractions))


def test_formats_of_tables_are_not_split(mini: Corpus, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="sqlite is not split"):
        export(mini, "sqlite", tmp_path / "out", split=Split("paragraph"))
