"""The author's line of a document: names in two parts, which blanks hold apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus_tools.annotate.entities_ja.candidates import PATTERN, Candidate
from corpus_tools.annotate.entities_ja.shadow import Shadow
from corpus_tools.model import Document

_NAME = re.compile(
    r"(?<![^\s、・，,/／])(?:[一-鿿々ヶ]{1,4}[ \u3000][一-鿿々ぁ-んァ-ヴー]{1,5}|[ァ-ヴー]{2,}(?:[・＝ \u3000][ァ-ヴー]{2,})+)"
    r"(?=$|[\s、・，,/／（(])"
)


def authors_in(document: Document, shadow: Shadow) -> Iterator[Candidate]:
    """Yield the persons of the blocks that name authors: a family name, a blank, a given name."""
    for block in document.blocks:
        if block.type == "author":
            for match in _NAME.finditer(document.text, block.start, block.end):
                yield Candidate(*shadow.slice(*match.span()), "PERSON", PATTERN, sure=True)
