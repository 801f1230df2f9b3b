"""Lines to blocks: which lines go on, and what each block is."""

from __future__ import annotations

from dataclasses import dataclass

from corpus_tools.model import BlockType
from corpus_tools.reconstruct.characters import CLOSER_OF, CLOSING, is_japanese
from corpus_tools.reconstruct.headings_ja import (
    STYLES,
    heading_style,
    is_bare_name,
    looks_like_author,
    looks_like_heading,
    looks_like_item,
)
from corpus_tools.reconstruct.layout import Layout
from corpus_tools.reconstruct.lines import Line

QUOTE_LIMIT = 600
"""Characters after which an open bracket no longer holds a paragraph together: one was lost."""


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


def group_lines(lines: list[Line], layout: Layout) -> list[LineBlock]:
    """Group lines to blocks and say what each is."""
    blocks: list[LineBlock] = []
    for n, line in enumerate(lines):
        following = lines[n + 1] if n + 1 < len(lines) else None
        if blocks and _goes_on(blocks[-1], line, following, layout):
            blocks[-1].lines.append(line)
        else:
            blocks.append(LineBlock([line]))
    _classify(blocks, layout)
    return blocks


# ------------------------------------------------------------------------------------------- boundaries


def _goes_on(block: LineBlock, line: Line, following: Line | None, layout: Layout) -> bool:
    """Decide whether ``line`` goes on with ``block``. The first rule that applies decides.

    1. In a file that is not wrapped, only a sentence that a page break cuts goes on.
    2. White space that begins paragraphs begins one; so does an empty line, where those separate.
    3. An open bracket holds a block together.
    4. A heading takes a second line only when it filled the first.
    5. A heading, a list item or a quotation begins a block when the line before ended, or fell short.
    6. A line that does not end a sentence goes on, unless it fell far short.
    7. A sentence that ends on a line with room for more ends the paragraph.
    8. A sentence that ends on a full line ends the paragraph when the next line shows a lost indent.
    """
    before = block.lines[-1]
    if not layout.wrapped:
        return line.page_before and not before.ended and not _is_heading_line(block, before, layout)
    room = layout.room(before, line)
    if layout.indented and line.margin and not line.page_before:
        return False
    if layout.blank_separates and line.blank_before and not line.page_before:
        return False
    if _bracket_open(block):
        return True
    if _is_heading_line(block, before, layout):
        return _heading_goes_on(before, line, room, layout)
    short = room > max(layout.noise, 0.5)
    if looks_like_item(line.text) and (short or before.ended):
        return False
    if not _may_end(before, block):
        return room <= max(2.0, layout.noise)
    if looks_like_heading(line.text) and not _is_full(line, following, layout):
        return False
    return not short and not _shows_lost_indent(line, following, layout)


def _may_end(before: Line, block: LineBlock) -> bool:
    """Hold when a block can end here: at a sentence's end, or after a quotation that is a block."""
    quotation = block.lines[0].text[0] in CLOSER_OF and before.text[-1] in CLOSING
    return before.ended or quotation


def _is_heading_line(block: LineBlock, line: Line, layout: Layout) -> bool:
    return len(block.lines) == 1 and looks_like_heading(line.text)


def _heading_goes_on(before: Line, line: Line, room: float, layout: Layout) -> bool:
    full = room <= layout.noise
    return full and not line.ended and line.width < layout.width * 0.75 and not looks_like_heading(line.text)


def _is_full(line: Line, following: Line | None, layout: Layout) -> bool:
    return following is not None and layout.room(line, following) <= layout.noise


def _shows_lost_indent(line: Line, following: Line | None, layout: Layout) -> bool:
    """Hold when a full line is short by the indent that paragraphs have lost."""
    if layout.first_room is None or following is None:
        return False
    room = layout.room(line, following)
    # Before a Latin word or a number any full line may fall short; only real room tells then.
    exact = is_japanese(following.text[0])
    enough = layout.first_room if exact else max(layout.first_room, -0.25)
    return room >= enough and not (line.ended and room > 1.5)


def _bracket_open(block: LineBlock) -> bool:
    stack: list[str] = []
    text = block.text[-QUOTE_LIMIT:]
    for character in text:
        if character in CLOSER_OF:
            stack.append(CLOSER_OF[character])
        elif stack and character == stack[-1]:
            stack.pop()
    return bool(stack)


# ---------------------------------------------------------------------------------------- block types


def _classify(blocks: list[LineBlock], layout: Layout) -> None:
    head = _head_length(blocks, layout)
    for n, block in enumerate(blocks):
        block.type = _type_in_head(blocks, n) if n < head else _type_in_body(blocks, n, layout)
    _set_levels([block for block in blocks if block.type == "heading"])


def _head_length(blocks: list[LineBlock], layout: Layout) -> int:
    """Count the blocks before the text proper: short, unpunctuated lines before the first heading."""
    styles = [heading_style(block.text) for block in blocks]
    for n, block in enumerate(blocks):
        if (n and styles[n] in (None, styles[0]) and not _is_short(block, layout)) or not _is_short(
            block, layout
        ):
            return n
        if styles[n] is not None and (n or styles[n] != "chapter" or "chapter" in styles[1:]):
            return n
    # All lines are short: a list or verse, which has no head.
    return 0


def _is_short(block: LineBlock, layout: Layout) -> bool:
    limit = layout.width * 0.9 if layout.wrapped else 45
    size = block.lines[0].width if layout.wrapped else len(block.text)
    return len(block.lines) <= 2 and size <= limit and not block.ended and not looks_like_item(block.text)


def _type_in_head(blocks: list[LineBlock], n: int) -> BlockType:
    text = blocks[n].text
    if n and looks_like_author(text):
        return "author"
    return "author" if n and is_bare_name(text) else "title"


def _type_in_body(blocks: list[LineBlock], n: int, layout: Layout) -> BlockType:
    block = blocks[n]
    if not _is_short(block, layout) and not (len(block.lines) <= 2 and looks_like_heading(block.text)):
        return "paragraph"
    if looks_like_heading(block.text):
        return "heading"
    return "heading" if _stands_alone(blocks, n, layout) else "paragraph"


def _stands_alone(blocks: list[LineBlock], n: int, layout: Layout) -> bool:
    """Hold for a short line without a sentence's end between a paragraph and a paragraph."""
    if n + 1 >= len(blocks) or n == 0:
        return False
    text = blocks[n].text
    between = (blocks[n - 1].ended or blocks[n - 1].type != "paragraph") and blocks[n + 1].ended
    return between and len(text) <= 40 and text[-1] not in "：:、，」』）)" and text[0] not in "「『"


def _set_levels(headings: list[LineBlock]) -> None:
    """Number the levels by the numbering styles that occur; heading words stand on the first."""
    order = [name for name, _ in STYLES]
    styles = [heading_style(block.text) for block in headings]
    used = sorted({style for style in styles if style in order}, key=order.index)
    worded = "word" in styles
    for block, style in zip(headings, styles, strict=True):
        if style == "word":
            block.level = 1
        elif style is None:
            block.level = 1 if not used else len(used) + 1
        else:
            block.level = used.index(style) + 1
    del worded
