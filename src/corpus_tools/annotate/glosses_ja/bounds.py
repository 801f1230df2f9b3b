"""Places that no name reaches across: the starts of blocks, but for lines that go on from the line before."""

from __future__ import annotations

from itertools import pairwise

from corpus_tools.annotate.glosses_ja.words import read_words
from corpus_tools.model import Block, Document

_AROUND = 12
_LINE = 15  # a shorter line may be a heading, however alike the next one is
_ENDS = frozenset("。．.！？!?：:；;」』）)】》〉”")
_BOUND = ("助詞", "助動詞", "接尾辞")  # which no line begins with


def name_bounds(document: Document) -> list[int]:
    """Return the starts of the blocks of ``document`` that no name reaches across.

    A text that was never reconstructed has a block a line, and its lines may be those of a page.
    """
    starts = [block.start for block in document.blocks[:1]]
    for before, block in pairwise(document.blocks):
        if not _goes_on(document.text, before, block):
            starts.append(block.start)
    return starts


def _goes_on(text: str, before: Block, block: Block) -> bool:
    """Say whether ``block`` is the rest of a line that a page breaks off."""
    line, rest = text[before.start : before.end].rstrip(), text[block.start : block.end]
    if not before.type == block.type == "paragraph" or text[before.end : block.start] != "\n":
        return False
    if not line or line[-1] in _ENDS or rest[:1].isspace():
        return False
    filled = len(line) >= _LINE and len(line) >= len(rest.rstrip()) - 1
    return filled or line[-1] in "、，・の" or _cuts_a_word(line, rest)


def _cuts_a_word(line: str, rest: str) -> bool:
    """Say whether a word reaches across the break, or one stands after it that only follows another."""
    left = "".join(line[-_AROUND:].split())
    words = read_words(left + "".join(rest[:_AROUND].split()))
    return any(
        word.start < len(left) < word.end or (word.start == len(left) and word.pos in _BOUND)
        for word in words
    )
