"""Names in the author's line, which blanks hold apart."""

from __future__ import annotations

import pytest

from corpus_tools.annotate.entities_ja import EntityAnnotator
from corpus_tools.model import Block, Document

LINES = [
    ("山田 太郎", ["山田 太郎"]),
    ("合田　強、李 明", ["合田　強", "李 明"]),
    ("マリア・シュミット", ["マリア・シュミット"]),
    ("国際政治研究会 編", []),
]


@pytest.mark.parametrize(("line", "expected"), LINES)
def test_an_author_is_a_person(line: str, expected: list[str]) -> None:
    text = f"{line}\n本文である。"
    blocks = (Block("author", 0, 0, len(line)), Block("paragraph", 0, len(line) + 1, len(text)))
    document = Document("x", text, blocks=blocks)
    assert [s.surface(text) for s in EntityAnnotator()(document) if s.label == "PERSON"] == expected
