"""The lines of a source, and where its pages begin."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

from corpus_tools.reconstruct.characters import CLOSING, HALF_SPACES, INDENT, LINE_BREAKS, SENTENCE_END
from corpus_tools.reconstruct.draft import Draft

_BREAK = re.compile(f"[{re.escape(LINE_BREAKS)}]")
_MARGIN = HALF_SPACES + INDENT
# A sentence's end: the sign, what closes after it, and a note marker that may follow.
_ENDED = re.compile(
    rf"[{re.escape(SENTENCE_END)}][{re.escape(CLOSING)}]*(?:[※＊*注]{{0,2}}[\d¹²³⁰⁴-⁹]{{1,3}}[)）\]］]?)?$"
)
_PASSES = re.compile(r"(?:[。！？]|(?<![0-9０-９])．)(?=[^」』）)”’。．！？])")
_ENDED_LATIN = re.compile(r"(?:[A-Za-z)\u3040-\u30ff\u4e00-\u9fff][\"”’)]?\.[\"”’)]?)$")


INSET = 0.7
"""A line that begins this much (em) after its column does is indented."""
LARGER = 1.12
"""Type this much larger than the text's is a title's or a heading's."""


@dataclass
class Line:
    """A line of the source that has something on it.

    Attributes:
        start: First character after the margin.
        end: Just after the last character before the trailing spaces.
        text: What it reads like, after the repairs that do not depend on layout.
        margin: The spaces before it.
        blank_before: An empty line stands between it and the line before.
        page_before: A page begins with it.
        width: In em, as it was set (with note markers), by the metric of the layout.
        inset: How far (em) after its column it begins, where that is known.
        size: Of its type against the text's, where that is known; else 0.
        apart: There is more room before it than between lines of the text, where that is known.
    """

    start: int
    end: int
    text: str
    margin: str
    blank_before: bool
    page_before: bool
    width: float = field(default=0.0)
    inset: float = 0.0
    size: float = 0.0
    apart: bool = False

    @property
    def goes_past_sentence(self) -> bool:
        """Whether a sentence ends inside the line and another begins."""
        return bool(_PASSES.search(self.text))

    @property
    def indented(self) -> bool:
        """Whether the margin is an indent; a lone half-width space may be what a page break left."""
        return INDENT in self.margin or (bool(self.margin) and not self.page_before)

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with the line."""
        return bool(_ENDED.search(self.text) or _ENDED_LATIN.search(self.text))


def split_lines(draft: Draft) -> list[Line]:
    """Return the lines that are not blank; a form feed begins a page."""
    lines: list[Line] = []
    blank = page = False
    start = 0
    breaks = [*(match.start() for match in _BREAK.finditer(draft.source)), len(draft.source)]
    for end in breaks:
        line = _read_line(draft, start, end, blank_before=blank, page_before=page)
        if line is None:
            blank = blank or (bool(lines) and start < end) or _is_second_break(draft.source, start)
        else:
            lines.append(line)
            blank = page = False
        page = page or draft.source[end : end + 1] == "\f"
        start = end + 1
    return lines


def _is_second_break(source: str, start: int) -> bool:
    # "\r\n" and a break beside a form feed are one break.
    pair = source[max(0, start - 1) : start + 1]
    return len(pair) == 2 and pair != "\r\n" and "\f" not in pair


def _read_line(draft: Draft, start: int, end: int, *, blank_before: bool, page_before: bool) -> Line | None:
    text = draft.text(start, end)
    stripped = text.strip(_MARGIN)
    if not stripped:
        return None
    source = draft.source[start:end]
    inner = source.lstrip(_MARGIN)
    first = start + len(source) - len(inner)
    return Line(
        start=first,
        end=first + len(inner.rstrip(_MARGIN)),
        text=stripped,
        margin=draft.source[start:first],
        blank_before=blank_before,
        page_before=page_before,
    )


def find_page_starts(lines: list[Line]) -> None:
    """Mark the lines that a lone half-width space shows to be the first of a page.

    Rule: where such lines are few, and one of them goes on with the sentence of the line before (so that
    the space cannot be an indent), each of them begins a page.
    """
    pairs = list(pairwise(lines))
    spaced = [(a, b) for a, b in pairs if b.margin == " " and not (b.blank_before and a.ended)]
    if len(spaced) <= max(1, len(lines) // 5) and any(not a.ended for a, _ in spaced):
        for _, line in spaced:
            line.page_before = True
