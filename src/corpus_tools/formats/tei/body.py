"""The running text as ``body``: blocks, sentences, tokens, and the names and dates that nest in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from corpus_tools.formats.tei.inline import Inline, inline_elements
from corpus_tools.formats.tei.spans import body_id
from corpus_tools.formats.tei.xml import element, put, sub
from corpus_tools.formats.white_space import escape
from corpus_tools.model import Document

_USUAL = "\n"
LOOSE = "text"
"""Type of an ``ab`` that holds what is in no block."""


@dataclass(frozen=True, slots=True)
class _Unit:
    type: str
    level: int
    start: int
    end: int


def body(document: Document, prefix: str, counts: Counter[str]) -> Any:
    """Return the ``body``; spans that cannot be in it are counted as ``not_inline.<layer>``."""
    made = element("body", xml_id=body_id(prefix))
    units = list(_units(document))
    place = _Place(made, top=any(unit.type in ("heading", "paragraph") for unit in units))
    inline = inline_elements(document, [(unit.start, unit.end) for unit in units], prefix, counts)
    at = 0
    for unit, elements in zip(units, inline, strict=True):
        gap = document.text[at : unit.start]
        if gap != (_USUAL if at else ""):
            sub(place.current, "milestone", unit="space", n=escape(gap) or "_")
        _fill(place.open(unit), document.text, unit, elements)
        at = unit.end
    if document.text[at:]:
        sub(place.current, "milestone", unit="space", n=escape(document.text[at:]))
    if not units:
        sub(made, "ab", type=LOOSE)
    return made


class _Place:
    """Where in the tree of sections the next block goes."""

    def __init__(self, made: Any, *, top: bool) -> None:
        self.current = made
        self._open: list[tuple[int, Any]] = []
        self._at_top = top  # whether head and byline may still come
        self._body = made

    def open(self, unit: _Unit) -> Any:
        """Return a new element for a block."""
        if unit.type == "heading":
            return self._section(unit)
        if self._at_top and unit.type == "title":
            return sub(self.current, "head", type="title", n=str(unit.level))
        if self._at_top and unit.type == "author":
            return sub(self.current, "byline", n=str(unit.level))
        self._at_top = False
        if unit.type == "paragraph" and not unit.level:
            return sub(self.current, "p")
        return sub(self.current, "ab", type=unit.type, n=str(unit.level))

    def _section(self, unit: _Unit) -> Any:
        while self._open and self._open[-1][0] >= unit.level:
            self._open.pop()
        parent = self._open[-1][1] if self._open else self._body
        self.current = sub(parent, "div", type="section", n=str(unit.level))
        self._open.append((unit.level, self.current))
        self._at_top = True
        return sub(self.current, "head", type="heading", n=str(unit.level))


def _units(document: Document) -> Iterator[_Unit]:
    """Yield the blocks, and between them what is in none of them but is no white space."""
    at = 0
    for block in (*document.blocks, None):
        start = block.start if block is not None else len(document.text)
        loose = document.text[at:start]
        if loose.strip():
            first = at + len(loose) - len(loose.lstrip())
            yield _Unit(LOOSE, 0, first, first + len(loose.strip()))
        if block is not None:
            yield _Unit(block.type, block.level, block.start, block.end)
            at = block.end


def _fill(made: Any, text: str, unit: _Unit, elements: Iterable[Inline]) -> None:
    """Put the text of a block and the elements in it into its element."""
    stack: list[tuple[int, Any]] = [(unit.end, made)]
    at = unit.start
    for one in elements:
        at = _close(stack, text, at, one.start)
        put(stack[-1][1], text[at : one.start])
        at = one.start
        stack[-1][1].append(one.element)
        if one.end > one.start:
            stack.append((one.end, one.element))
    at = _close(stack, text, at, unit.end)
    put(made, text[at : unit.end])


def _close(stack: list[tuple[int, Any]], text: str, at: int, until: int) -> int:
    """Fill and leave the elements that end before a place or at it."""
    while len(stack) > 1 and stack[-1][0] <= until:
        end, inner = stack.pop()
        put(inner, text[at:end])
        at = end
    return at
