"""A text made fit for scanning: one width of digits and signs, extraction spaces out, and the way back.

Kept apart from ``reconstruct``: dates are found in running text that still has spaces and line breaks inside
an expression (2016年7⏎月).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus_tools.model import Block

_FOLD = str.maketrans(
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ（）／：，．－–—−‐‑〜～∼’‘＇′○ｶ％",
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ()/:,.------~~~''''〇カ%",
)
_SPACE = re.compile(r"[ \t\r\n\f\v\u3000\u00a0\u2003]+")
_WORD = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.,;:%'\"")
_SENTENCE_ENDS = frozenset("。！？!?」』)】》")
_MARK = re.compile(r"[「」『』()。！？\n]")


@dataclass(frozen=True, slots=True)
class Squeezed:
    """Folded text without extraction spaces.

    Attributes:
        text: Digits and signs of one width; a line break only where a paragraph may begin.
        places: Starts, in ``text``, of the stretches between removed spaces.
        shifts: Characters removed before each of them.
    """

    text: str
    places: Sequence[int]
    shifts: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the original text, from the first character to just after the last."""
        return (self._place(start), self._place(end - 1) + 1)

    def _place(self, place: int) -> int:
        return place + self.shifts[bisect_right(self.places, place) - 1]


def squeeze(text: str, *, blocks: Iterable[Block] = ()) -> Squeezed:
    """Fold widths and take out spaces, except between two Latin words or numbers.

    A line break stays where a block begins or, in a text without blocks, where the line before ended a
    sentence.
    """
    folded = text.translate(_FOLD)
    borders = {block.start for block in blocks}
    parts: list[str] = []
    places, shifts = [0], [0]
    done = length = removed = 0
    for match in _SPACE.finditer(folded):
        kept = _kept(folded, match, borders)
        parts += (folded[done : match.start()], kept)
        length += match.start() - done + len(kept)
        removed += len(match[0]) - len(kept)
        done = match.end()
        places.append(length)
        shifts.append(removed)
    parts.append(folded[done:])
    return Squeezed("".join(parts), places, shifts)


def _kept(text: str, match: re.Match[str], borders: set[int]) -> str:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if borders:
        if match.end() in borders:
            return "\n"
    elif "\n" in match[0] and (before in _SENTENCE_ENDS or match[0].endswith("\u3000")):
        return "\n"
    return " " if before in _WORD and after in _WORD and before and after else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text's structure a character stands.

    Attributes:
        sentence: Number of its sentence.
        paragraph: Number of its paragraph.
        sentence_start: Where the sentence begins.
        sentence_end: Where it ends.
        in_parentheses: Between （ and ）.
        quote: Start and end of the innermost 「」 around it.
        in_title: Inside 『』.
    """

    sentence: int
    paragraph: int
    sentence_start: int
    sentence_end: int
    in_parentheses: bool
    quote: tuple[int, int] | None
    in_title: bool


class Layout:
    """Brackets, sentences and paragraphs of a squeezed text, found in one pass."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._places: list[int] = [0]
        self._states: list[tuple[int, int, int]] = [(0, 0, 0)]
        self._sentences: list[int] = [0]
        self._paragraphs: list[int] = [0]
        self._closes: dict[int, int] = {}
        self._quotes: list[int] = []
        self._read(text)

    def place(self, position: int) -> Place:
        """Describe the surroundings of a character."""
        sentence = bisect_right(self._sentences, position) - 1
        begin = self._sentences[sentence]
        end = self._sentences[sentence + 1] if sentence + 1 < len(self._sentences) else len(self._text)
        parentheses, quotes, titles = self._states[bisect_right(self._places, position) - 1]
        return Place(
            sentence,
            bisect_right(self._paragraphs, position) - 1,
            begin,
            end,
            parentheses > 0,
            self._quote(position) if quotes else None,
            titles > 0,
        )

    def opens_paragraph(self, sentence: int) -> bool:
        """Tell whether a sentence is the first of its paragraph."""
        start = self._sentences[sentence]
        return start == self._paragraphs[bisect_right(self._paragraphs, start) - 1]

    def is_heading(self, paragraph: int) -> bool:
        """Tell whether a paragraph is short, ends like no sentence, and is not the whole text."""
        if len(self._paragraphs) == 1:
            return False
        start = self._paragraphs[paragraph]
        end = (
            self._paragraphs[paragraph + 1] - 1 if paragraph + 1 < len(self._paragraphs) else len(self._text)
        )
        return 0 < end - start <= 50 and self._text[end - 1] not in "。！？」』)、"

    def parenthesis_end(self, position: int) -> int:
        """Return where the parentheses around a position close, or the position."""
        end = self._text.find(")", position, position + 200)
        return position if end < 0 else end

    def headings(self) -> list[int]:
        """Return the numbers of the paragraphs that are headings."""
        return [number for number in range(len(self._paragraphs)) if self.is_heading(number)]

    def _quote(self, position: int) -> tuple[int, int] | None:
        """Find the innermost quotation; looking back a few brackets is enough."""
        index = bisect_right(self._quotes, position)
        for start in reversed(self._quotes[max(0, index - 8) : index]):
            end = self._closes.get(start)
            if end is not None and end > position:
                return (start, end)
        return None

    def _read(self, text: str) -> None:
        open_quotes: list[int] = []
        parentheses = titles = 0
        for match in _MARK.finditer(text):
            place, mark = match.start(), match[0]
            if mark == "\n":
                parentheses, titles, open_quotes = 0, 0, []
                self._paragraphs.append(place + 1)
                self._sentences.append(place + 1)
            elif mark in "。！？":
                if not parentheses and not open_quotes and not titles:
                    self._sentences.append(place + 1)
                continue
            elif mark in "()":
                parentheses = max(0, parentheses + (1 if mark == "(" else -1))
            elif mark in "『』":
                titles = max(0, titles + (1 if mark == "『" else -1))
            elif mark == "「":
                open_quotes.append(place)
                self._quotes.append(place)
            elif open_quotes:
                self._closes[open_quotes.pop()] = place
            self._places.append(place + (mark not in "」』)"))
            self._states.append((parentheses, len(open_quotes), titles))
