"""Damaged texts of many shapes: the tuned half comes out right; of the held-out half, a known number."""

import tomllib
from pathlib import Path

import pytest

from corpus_tools.model import Document
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import SourceText

FOLDER = Path(__file__).parents[1] / "data" / "damaged"
HELD_OUT_RIGHT = 13
"""How many of the held-out texts come out right; the rules were not fitted to them."""


def read(path: Path) -> tuple[Document, list[list[str]], list[int]]:
    case = tomllib.loads(path.read_text(encoding="utf-8"))
    return reconstruct(SourceText(path.stem, case["source"])), case["blocks"], case["notes"]


def is_right(path: Path) -> bool:
    document, blocks, notes = read(path)
    return (found_blocks(document), found_notes(document)) == (blocks, notes)


def found_blocks(document: Document) -> list[list[str]]:
    return [[block.type, document.text[block.start : block.end]] for block in document.blocks]


def found_notes(document: Document) -> list[int]:
    return [span.attributes["n"] for span in document.spans("note")]


@pytest.mark.parametrize("path", sorted((FOLDER / "tuned").glob("*.toml")), ids=lambda path: path.stem)
def test_tuned_texts_come_out_right(path: Path) -> None:
    document, blocks, notes = read(path)
    assert found_blocks(document) == blocks
    assert found_notes(document) == notes


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*/*.toml")), ids=lambda path: path.stem)
def test_every_map_holds(path: Path) -> None:
    document, _, _ = read(path)
    assert document.offsets is not None
    assert document.source is not None
    document.offsets.check(document.source, document.text)


def test_held_out_texts() -> None:
    right = [path.stem for path in sorted((FOLDER / "held_out").glob("*.toml")) if is_right(path)]
    assert len(right) >= HELD_OUT_RIGHT
