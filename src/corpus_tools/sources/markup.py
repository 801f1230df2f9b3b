"""Text that states its own structure: blocks, notes and ruby gathered while a document is walked through."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

from corpus_tools.sources.marks import Mark

_PIECES = re.compile(r"[ \t\r\n\f\v]+|[^ \t\r\n\f\v]+")


@dataclass
class MarkedText:
    """Builds a source text of one block a line, and its marks.

    Attributes:
        marks: In text order once ``finish`` was called.
    """

    marks: list[Mark] = field(default_factory=list)
    _parts: list[str] = field(default_factory=list)
    _length: int = 0
    _start: int = 0
    _space: str = ""

    def add(self, text: str) -> None:
        """Add text to the block; white space is folded, and a line break between Japanese characters is none."""
        for piece in _PIECES.findall(text):
            if piece[0] not in " \t\r\n\f\v":
                self._append(piece)
            elif self._space != " ":
                self._space = "\n" if "\n" in piece else " "

    def add_superscript(self, text: str) -> None:
        """Add raised text."""
        self._space = ""
        start = self._length
        self._append(text.strip())
        self.marks.append(Mark("superscript", start, self._length))

    def add_note(self, n: int) -> None:
        """Set a note's anchor here."""
        self.marks.append(Mark("note", self._length, self._length, {"n": n}))

    def add_page(self) -> None:
        """Begin a page here."""
        self.marks.append(Mark("page", self._length, self._length))

    def add_ruby(self, base: str, reading: str) -> None:
        """Add a base text with its reading."""
        self._append(base.strip())
        start = self._length - len(base.strip())
        if reading.strip() and self._length > start:
            self.marks.append(Mark("ruby", start, self._length, {"ruby": reading.strip()}))

    def end_block(self, kind: str = "paragraph", level: int = 0) -> None:
        """End the block; an empty one leaves no trace."""
        self._space = ""
        if self._length == self._start:
            return
        self.marks.append(Mark("block", self._start, self._length, {"type": kind, "level": level}))
        self._parts.append("\n")
        self._length += 1
        self._start = self._length

    def finish(self) -> tuple[str, tuple[Mark, ...]]:
        """Return the text and its marks in order."""
        self.end_block()
        return "".join(self._parts), tuple(sorted(self.marks, key=lambda mark: (mark.start, -mark.end)))

    def _append(self, text: str) -> None:
        if not text:
            return
        before = self._parts[-1][-1] if self._length > self._start else ""
        joined = self._space == "\n" and _is_wide(before) and _is_wide(text[0])
        if self._space and before and not joined:
            text = " " + text
        self._space = ""
        self._parts.append(text)
        self._length += len(text)


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"
