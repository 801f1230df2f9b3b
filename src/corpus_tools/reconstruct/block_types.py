"""What a block is: title line, author, heading of some level, or paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus_tools.model import BlockType
from corpus_tools.reconstruct.characters import CLOSING, OPENING
from corpus_tools.reconstruct.headings_ja import (
    STYLES,
    heading_style,
    is_bare_name,
    looks_like_author,
    looks_like_item,
)
from corpus_tools.reconstruct.lines import LARGER, Line

HEAD_LIMIT = 8
"""More short lines than this at the beginning are a list or verse, not titles."""

HEADING_LENGTH = 70

_DATE_LINE = re.compile(
    r"[（(]?(?:[0-9０-９]{4}|[明大昭平令][治正和成][0-9０-９元]{1,2})年.{0,12}[日月年)）]"
)


@dataclass
class LineBlock:
    """Lines that make one block."""

    lines: list[Line]
    type: BlockType = "paragraph"
    level: int = 0

    @property
    def text(self) -> str:
        """The lines' texts, run together."""
        return "".join(line.text for line in self.lines)

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with the block."""
        return self.lines[-1].ended

    @property
    def is_large(self) -> bool:
        """Whether all of it is known to be set in larger type than the text."""
        return all(line.size >= LARGER for line in self.lines)

    @property
    def is_short(self) -> bool:
        """Whether it is a line (or two) that is no sentence, no speech and no list item."""
        if len(self.lines) > 2:
            return False
        text = self.text
        prose = self.ended or any(line.goes_past_sentence for line in self.lines)
        speech = text[0] in "「『―" and text[-1] in CLOSING + OPENING
        return len(text) <= HEADING_LENGTH and not prose and not speech and not looks_like_item(text)


def name_types(blocks: list[LineBlock]) -> None:
    """Set each block's type and level.

    Rules: short lines before the first heading or sentence are titles, and among them a name after a
    title is the author (a date is neither). Later, a short line is a heading when it is numbered or worded as one, unless
    lines numbered in the same way stand next to it (a list), or when it stands alone between paragraphs.
    """
    head = _head_length(blocks)
    for n, block in enumerate(blocks):
        block.type = _type_in_head(block, first=n == 0) if n < head else _type_in_body(blocks, n)
    _set_levels([block for block in blocks if block.type == "heading"])


def _head_length(blocks: list[LineBlock]) -> int:
    styles = [heading_style(block.text) for block in blocks]
    for n, block in enumerate(blocks[: HEAD_LIMIT + 1]):
        if not block.is_short:
            return n
        if styles[n] is not None and not _is_own_number(styles, n):
            return n
    return 0


def _is_own_number(styles: list[str | None], n: int) -> bool:
    """Hold for a chapter's number above its title: the only one of its kind, at the very head."""
    return n == 0 and styles[0] in ("part", "chapter") and styles[0] not in styles[1:]


def _type_in_head(block: LineBlock, *, first: bool) -> BlockType:
    if _DATE_LINE.fullmatch(block.text):
        return "paragraph"
    named = looks_like_author(block.text) or is_bare_name(block.text)
    return "author" if named and not first else "title"


def _type_in_body(blocks: list[LineBlock], n: int) -> BlockType:
    if blocks[n].is_large and len(blocks[n].text) <= HEADING_LENGTH:
        return "heading"
    if not blocks[n].is_short:
        return "paragraph"
    style = heading_style(blocks[n].text)
    if style is None:
        return "heading" if _stands_alone(blocks, n) else "paragraph"
    beside = [heading_style(block.text) for block in blocks[max(0, n - 1) : n + 2] if block is not blocks[n]]
    return "paragraph" if style != "word" and style in beside else "heading"


def _stands_alone(blocks: list[LineBlock], n: int) -> bool:
    """Hold for a short line without punctuation that stands between a paragraph and a paragraph."""
    if n == 0 or n + 1 == len(blocks):
        return False
    text = blocks[n].text
    before, after = blocks[n - 1], blocks[n + 1]
    between = (before.ended or before.type != "paragraph") and after.ended
    return between and len(text) <= 40 and text[-1] not in "：:、，」』）)" and text[0] not in "「『"


def _set_levels(headings: list[LineBlock]) -> None:
    """Number the levels by the numbering styles that occur, outermost first.

    Heading words stand on the first level; headings with neither stand below the numbered ones.
    """
    order = [name for name, _ in STYLES]
    styles = [heading_style(block.text) for block in headings]
    used = sorted({style for style in styles if style in order}, key=order.index)
    for block, style in zip(headings, styles, strict=True):
        if style == "word":
            block.level = 1
        else:
            block.level = 1 + (used.index(style) if style in used else len(used))
