"""Lines to blocks: which lines go on, and what each block is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from corpus_tools.reconstruct.block_types import LineBlock, name_types
from corpus_tools.reconstruct.characters import CLOSER_OF, is_japanese
from corpus_tools.reconstruct.headings_ja import looks_like_heading, looks_like_item
from corpus_tools.reconstruct.layout import Layout
from corpus_tools.reconstruct.lines import INSET, LARGER, Line
from corpus_tools.sources.marks import Mark

# What goes on after a quotation that is part of a sentence.
_QUOTED_ON = re.compile(r"[とはがのをにでもやへ、。っなだ（(・]|という|など|から|まで|より")

SPEECH_LIMIT = 60
"""Lines after which a quotation is no longer looked upon as one speech."""

QUOTE_LIMIT = 600
"""Characters after which an open bracket no longer holds a paragraph together: one was lost."""


def group_lines(lines: list[Line], layout: Layout) -> list[LineBlock]:
    """Group lines to blocks and say what each is."""
    blocks: list[LineBlock] = []
    head = _unindented_head(lines, layout)
    for n, line in enumerate(lines):
        following = lines[n + 1] if n + 1 < len(lines) else None
        may_go_on = n >= head or (blocks and looks_like_heading(blocks[-1].text))
        if blocks and may_go_on and _goes_on(blocks[-1], line, following, layout):
            blocks[-1].lines.append(line)
        else:
            blocks.append(LineBlock([line]))
    name_types(blocks)
    return blocks


def marked_blocks(lines: list[Line], marks: Iterable[Mark]) -> list[LineBlock]:
    """Return the blocks that the file itself states, one a line; none when it states none."""
    stated = {mark.start: mark.attributes for mark in marks if mark.kind == "block"}
    if not stated:
        return []
    none: dict[str, Any] = {"type": "paragraph", "level": 0}
    return [
        LineBlock([line], type=kind["type"], level=kind["level"])
        for line in lines
        for kind in [stated.get(line.start - len(line.margin), none)]
    ]


def _goes_on(block: LineBlock, line: Line, following: Line | None, layout: Layout) -> bool:
    """Decide whether ``line`` goes on with ``block``. The first rule that applies decides.

    1. In a file that is not wrapped, only a sentence that a page break cuts goes on.
    2. White space that begins paragraphs begins one; so does an empty line, where those separate.
    3. An open bracket holds a block together.
    4. A heading takes a second line only when it filled the first.
    5. A heading, a list item or a quotation begins a block when the line before ended, or fell short.
    6. A quotation that fills its block ends it, unless a particle follows.
    7. A line that does not end a sentence goes on, unless it fell far short.
    8. A sentence that ends on a line with room for more ends the paragraph.
    9. A sentence that ends on a full line ends the paragraph when the next line shows a lost indent.
    """
    before = block.lines[-1]
    if layout.measured and _parted_on_page(before, line, layout):
        return False
    if not layout.wrapped:
        return line.page_before and not before.ended and not _is_heading_line(block, before, layout)
    room = layout.room(before, line)
    if layout.indented and line.indented:
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
    if _is_speech(block) and not _QUOTED_ON.match(line.text):
        return False
    if not before.ended:
        return room <= max(3.0, layout.noise, layout.width / 4)
    if looks_like_heading(line.text) and not _is_full(line, following, layout):
        return False
    return not short and not _shows_lost_indent(line, following, layout)


def _parted_on_page(before: Line, line: Line, layout: Layout) -> bool:
    """Hold when the page shows a new block: other type, room between the lines, or a line set in further.

    After a one-line paragraph the next one is set in no further, so a sentence's end will do there.
    """
    if abs(before.size - line.size) > LARGER - 1:
        return True
    if line.apart and (before.ended or line.size >= LARGER):
        return True
    if line.size >= LARGER:
        return layout.room(before, line) > layout.noise
    deeper = line.inset - before.inset
    return line.inset >= INSET and (deeper >= INSET or (before.ended and deeper > INSET - 1))


def _unindented_head(lines: list[Line], layout: Layout) -> int:
    """Count the lines before the first indented paragraph; without a sentence they are head lines."""
    if not layout.indented:
        return 0
    first = next((n for n, line in enumerate(lines) if line.indented), 0)
    prose = any(line.ended or line.goes_past_sentence for line in lines[:first])
    return 0 if prose or first > 6 else first


def _is_speech(block: LineBlock) -> bool:
    """Hold when the block is one quotation from its first character to its last."""
    first, last = block.lines[0].text, block.lines[-1].text
    if first[0] not in "「『" or last[-1] not in "」』" or len(block.lines) > SPEECH_LIMIT:
        return False
    depth = 0
    text = block.text
    for place, character in enumerate(text):
        depth += (character in "「『") - (character in "」』")
        if depth == 0:
            return place == len(text) - 1
    return False


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
    for character in _tail(block):
        if character in CLOSER_OF:
            stack.append(CLOSER_OF[character])
        elif stack and character == stack[-1]:
            stack.pop()
    return bool(stack)


def _tail(block: LineBlock) -> str:
    tail: list[str] = []
    size = 0
    for line in reversed(block.lines):
        tail.append(line.text)
        size += len(line.text)
        if size >= QUOTE_LIMIT:
            break
    return "".join(reversed(tail))[-QUOTE_LIMIT:]
