"""The chapter: what is known of it for certain."""

import re
from collections import Counter
from pathlib import Path

import pytest

from corpus_tools.model import Document
from corpus_tools.reconstruct import block_records, reconstruct
from corpus_tools.sources import read_source

CHAPTER = Path(__file__).parents[2] / "corpus" / "nato-ukraine" / "source.txt"


@pytest.fixture(scope="module")
def chapter() -> Document:
    return reconstruct(read_source(CHAPTER))


def test_the_map_leads_from_every_character_to_the_text_and_back(chapter: Document) -> None:
    assert chapter.offsets is not None
    assert chapter.source is not None
    chapter.offsets.check(chapter.source, chapter.text)
    for place, character in enumerate(chapter.text):
        start, end = chapter.offsets.to_source(place, place + 1)
        assert chapter.source[start:end] == character or character == "〓"
        assert chapter.offsets.to_text(start, end) == (place, place + 1)


def test_blocks(chapter: Document) -> None:
    counts = Counter((block.type, block.level) for block in chapter.blocks)
    assert counts == {
        ("title", 0): 2,
        ("author", 0): 1,
        ("heading", 1): 5,
        ("heading", 2): 5,
        ("paragraph", 0): 61,
    }
    assert "\n".join(chapter.text[block.start : block.end] for block in chapter.blocks) == chapter.text


def test_headings(chapter: Document) -> None:
    titles = [span.attributes["title"] for span in chapter.spans("section")]
    assert [title[:3] for title in titles] == [
        "はじめ", "1．N", "（1）", "（2）", "2．ウ", "3．2", "（1）", "（2）", "（3）", "おわり",
    ]  # fmt: skip


def test_notes_count_from_1_to_47(chapter: Document) -> None:
    notes = chapter.spans("note")
    assert [span.attributes["n"] for span in notes] == list(range(1, 48))
    assert all(span.start == span.end for span in notes)


def test_no_other_digits_are_lost(chapter: Document) -> None:
    assert len(re.findall(r"[0-9]+", chapter.text)) == 194


def test_spaces_stay_only_between_latin_words_and_in_the_name(chapter: Document) -> None:
    inside = re.findall(r"(?<=[!-~]) (?=[!-~])", chapter.text)
    assert chapter.text.count(" ") == 51 == len(inside) + 1


def test_pages(chapter: Document) -> None:
    lines = [1, 45, 100, 159, 218, 273, 334, 395, 450, 507, 570, 627, 682, 744, 806]
    assert chapter.source is not None
    pages = chapter.spans("page")
    begun = [chapter.source.count("\n", 0, chapter.source_range(p.start, p.end)[0]) + 1 for p in pages]
    assert (begun, [page.attributes["n"] for page in pages]) == (lines, list(range(1, 16)))


def test_the_lost_glyph_is_marked_and_the_ligature_repaired(chapter: Document) -> None:
    (gap,) = chapter.spans("gap")
    assert (gap.surface(chapter.text), gap.label, gap.attributes) == (
        "〓",
        "lost-glyph",
        {"suggestion": None},
    )
    assert [piece.reason for piece in chapter.offsets.pieces].count("ligature") == 1  # type: ignore[union-attr]


def test_joins_inside_blocks(chapter: Document) -> None:
    assert chapter.source is not None
    joins: Counter[str] = Counter()
    for record in block_records(chapter):
        start, end = record["source"][0][0], record["source"][-1][1]
        for run in re.findall(r"\s*\n\s*", chapter.source[start:end]):
            joins["page" if run.endswith("\n ") else "blank" if "\n\n" in run else "single"] += 1
    assert joins == {"blank": 339, "single": 16, "page": 11}
