"""PDFs set by a real typesetter, read back: the same text as from the corpus, horizontal and vertical."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from corpus_tools.errors import SourceError
from corpus_tools.model import Document
from corpus_tools.reconstruct import block_records, reconstruct
from corpus_tools.sources import read_document_folder, read_source

PDF = Path(__file__).parents[1] / "data" / "pdf"
CHAPTER = Path(__file__).parents[2] / "corpus" / "nato-ukraine"
COLUMNS = """\
title 港町の市場と魚の名前
author 架空 太郎
heading 1 朝の市場
paragraph 北の港町では、…伝えるからである。
paragraph 市場の建物は1…の工場から届く。
paragraph 昼になると市場…ように思われる。
heading 2 魚の名前
paragraph 同じ魚でも、大…つも四つも違う。
paragraph 名前を集めるに…数まで正しい。"""


@pytest.fixture(scope="module")
def columns() -> Document:
    return reconstruct(read_source(PDF / "columns.pdf"))


def _blocks(document: Document) -> list[tuple[Any, ...]]:
    return [
        (
            one["type"],
            one["level"],
            one["text"],
            [(note["n"], note["at"] - one["start"]) for note in one["notes"]],
        )
        for one in block_records(document)
    ]


@pytest.mark.parametrize(("name", "pages"), [("horizontal", 5), ("vertical", 6)])
def test_a_typeset_page_reconstructs_to_what_the_text_does(name: str, pages: int) -> None:
    document = reconstruct(read_source(PDF / f"{name}.pdf"))
    assert _blocks(document) == _blocks(reconstruct(read_document_folder(CHAPTER)))[:16]
    assert len(document.spans("page")) == pages


def test_columns_are_read_one_after_the_other(columns: Document) -> None:
    for one, expected in zip(block_records(columns), COLUMNS.splitlines(), strict=True):
        kind, _, text = expected.partition(" ")
        first, _, last = text.partition("…")
        assert one["type"] == kind
        assert one["text"].startswith(first)
        assert one["text"].endswith(last)


def test_notes_are_raised_numbers_and_an_exponent_is_none(columns: Document) -> None:
    assert [note.attributes["n"] for note in columns.spans("note")] == [1, 2, 3]
    assert "103リットル" in columns.text


def test_footnotes_and_page_numbers_are_dropped_with_their_reasons(columns: Document) -> None:
    assert columns.offsets is not None
    reasons = {piece.reason for piece in columns.offsets.pieces}
    assert {"footnote", "running header", "note marker", "line break"} <= reasons
    assert "町の広報" not in columns.text


def test_ruby_stands_beside_its_base() -> None:
    source = read_source(PDF / "columns.pdf")
    ruby = [
        (source.text[mark.start : mark.end], mark.attributes["ruby"])
        for mark in source.marks
        if mark.kind == "ruby"
    ]
    assert ruby == [("漁師", "りょうし"), ("鰊", "にしん"), ("鱈", "たら"), ("出世魚", "しゅっせうお")]


@pytest.mark.parametrize("keep", [0, 5, 900, 12_000])
def test_a_cut_pdf_is_refused_or_read_in_part(tmp_path: Path, keep: int) -> None:
    cut = tmp_path / "cut.pdf"
    cut.write_bytes((PDF / "horizontal.pdf").read_bytes()[:keep])
    with pytest.raises(SourceError, match=r"cut\.pdf"):
        read_source(cut)


def test_an_encoding_makes_no_sense_for_a_pdf() -> None:
    with pytest.raises(SourceError, match="Leave --encoding away"):
        read_source(PDF / "columns.pdf", encoding="cp932")
