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
_UNFINISHED = frozenset(
    "0123456789〇一二三四五六七八九十百千年月日同翌-~前昨今来約数午平令昭大明成和正治紀世上中下初後半四代期旬、・"
)
_CONTINUING = frozenset(
    "0123456789〇一二三四五六七八九十百千年月日時分秒週世紀旬半期代度末頃前後かカヵヶ箇成和治正"
)
_DIGITS_BEFORE = re.compile(r"[0-9]+$")
_DIGITS_OF_YEAR = re.compile(r"([0-9]{1,3})[ \t]?年")
_YEAR = re.compile(r"[12][0-9]{3}")
SHORT_LINE = 30
"""A line that is shorter and ends no sentence is taken for a heading."""
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

    A line break stays where a paragraph or heading seems to begin: around a heading block, after the end of a
    sentence, after a short line. It never stays inside an expression, even where a block border is, for a text
    used as it is has a block per line.
    """
    folded = text.translate(_FOLD)
    borders = _heading_borders(blocks)
    parts: list[str] = []
    places, shifts = [0], [0]
    done = length = removed = line = 0
    for match in _SPACE.finditer(folded):
        broken = "\n" in match[0]
        kept = _kept(
            folded, match, match.start() - line < SHORT_LINE or match.end() in borders if broken else None
        )
        line = match.end() if broken else line
        parts += (folded[done : match.start()], kept)
        length += match.start() - done + len(kept)
        removed += len(match[0]) - len(kept)
        done = match.end()
        places.append(length)
        shifts.append(removed)
    parts.append(folded[done:])
    return Squeezed("".join(parts), places, shifts)


def _heading_borders(blocks: Iterable[Block]) -> set[int]:
    """Return where a heading begins, and where what follows it does."""
    borders: set[int] = set()
    after_heading = False
    for block in blocks:
        if after_heading or block.type != "paragraph":
            borders.add(block.start)
        after_heading = block.type != "paragraph"
    return borders


def _kept(text: str, match: re.Match[str], border: bool | None) -> str:
    """Return what stays of a run of spaces: nothing, one space, or (``border`` is not ``None``) a line break."""
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    if border is not None and (border or before in _SENTENCE_ENDS or match[0].endswith("\u3000")):
        inside = before in _UNFINISHED and after in _CONTINUING and before and after
        return "" if inside else "\n"
    if before in _WORD and after in _WORD and before and after:
        return "" if _cuts_year(text, match) else " "
    return ""


def _cuts_year(text: str, match: re.Match[str]) -> bool:
    """Tell whether a space cuts a year: 20 22年, but not 表2 2022年."""
    left = _DIGITS_BEFORE.search(text, max(0, match.start() - 4), match.start())
    right = _DIGITS_OF_YEAR.match(text, match.end())
    return left is not None and right is not None and _YEAR.fullmatch(left[0] + right[1]) is not None


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
