"""The text as entities are looked for in it: without blanks inside words, width folded, with its word classes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from corpus_tools.model import Document, IntArray, Tokens, TokenTable

_BLANKS = re.compile(r"[ \t\r\n\u00a0]+")
_FOLDED = re.compile(r"[\uff01-\uff5e‐‑‒–−－･·]")
_WIDTHS = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | dict.fromkeys("‐‑‒–−－", "-")
_WIDTHS |= dict.fromkeys("･·", "・")
_SENTENCE_END = frozenset("。！？!?")
_LATIN = re.compile(r"[!-~\u00c0-\u024f‘’“”–]")

NOUN, TIME, NUMBER, PREFIX, SUFFIX = "N", "A", "#", "X", "Y"
FAMILY, GIVEN, PERSON, PLACE, PROPER, LOAN, UNKNOWN, DOT, OTHER = "S", "M", "P", "L", "O", "C", "U", "D", "-"
"""Classes of words, one letter each, so that regular expressions can run over them."""

_CLASSES: tuple[tuple[str, str], ...] = (
    ("名詞-固有名詞-人名-姓", FAMILY),
    ("名詞-固有名詞-人名-名", GIVEN),
    ("名詞-固有名詞-人名", PERSON),
    ("名詞-固有名詞-地名", PLACE),
    ("名詞-固有名詞", PROPER),
    ("名詞-普通名詞-副詞可能", TIME),
    ("名詞-数詞", NUMBER),
    ("名詞", NOUN),
    ("接頭辞", PREFIX),
    ("接尾辞-名詞的", SUFFIX),
    ("接尾辞-形状詞的", SUFFIX),
    ("形状詞-一般", NOUN),
)
_FOREIGN = re.compile(r"[ァ-ヴー・=]+|[A-Za-zＡ-Ｚａ-ｚ][A-Za-zＡ-Ｚａ-ｚ0-9]*")
_NOUN_LIKE = re.compile(r"[一-鿿々〆ァ-ヴーA-Za-z0-9]")
NOUN_CLASSES = "NA#XYSMPLOCUD"
_RUN = re.compile(f"[{NOUN_CLASSES}]+")


@dataclass(frozen=True)
class Shadow:
    """A document's text for matching.

    Attributes:
        text: The text less the blanks inside it; a line break stays where a block or sentence ends.
        places: Where each character stands in the document's text. *Shape:* ``(len(text),)``, int32.
        classes: One letter per character: the class of the word it is in.
        borders: 1 where a word begins or ends. *Shape:* ``(len(text) + 1,)``; all 1 without tokens.
        has_tokens: Whether classes and borders come from tokens rather than from characters.
    """

    text: str
    places: IntArray
    classes: str
    borders: bytes
    has_tokens: bool

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the document's text that a slice of the shadow stands for."""
        return self._places[start], self._places[end - 1] + 1

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Return the slice of the shadow for a slice of the document's text."""
        low, high = np.searchsorted(self.places, [start, end])
        return int(low), int(high)

    @cached_property
    def _places(self) -> list[int]:
        """The places as plain integers, which are read one by one faster than an array's."""
        places: list[int] = self.places.tolist()
        return places

    @cached_property
    def runs(self) -> list[tuple[int, int]]:
        """The stretches of nouns, names, affixes, numbers and the dots between them."""
        return [match.span() for match in _RUN.finditer(self.classes)]


class WordClasses:
    """The class of every record of a token table, worked out once."""

    def __init__(self) -> None:
        self._table: TokenTable | None = None
        self._codes = np.zeros(0, dtype=np.uint8)

    def of(self, tokens: Tokens) -> IntArray:
        """Return the class letter (as a byte) of every token."""
        if tokens.table is not self._table:
            self._table, self._codes = tokens.table, np.zeros(0, dtype=np.uint8)
        known, rows = len(self._codes), tokens.table.rows
        if known < len(rows):
            word, pos, goshu = (tokens.table.attributes.index(name) for name in ("word", "pos", "goshu"))
            new = [ord(_word_class(row[word], row[pos], row[goshu])) for row in rows[known:]]
            self._codes = np.concatenate((self._codes, np.array(new, dtype=np.uint8)))
        return self._codes[tokens.records]


def shadow_of(document: Document, word_classes: WordClasses) -> Shadow:
    """Make the shadow of a document; tokens are used where it has them."""
    text = document.text
    keep = np.ones(len(text), dtype=bool)
    characters = _keep_blanks(document, keep)
    places = np.flatnonzero(keep).astype(np.int32)
    shadow = "".join(characters)
    shadow = _FOLDED.sub(_fold, shadow)  # a few characters: faster than translating every one
    if document.tokens is None or not len(document.tokens):
        return Shadow(shadow, places, _classes_of_characters(shadow), b"\1" * (len(shadow) + 1), False)
    return _with_tokens(shadow, places, document.tokens, word_classes)


def _fold(match: re.Match[str]) -> str:
    return _WIDTHS[match[0]]


def _keep_blanks(document: Document, keep: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[str]:
    """Mark what is left out, and return the pieces that stay; a blank that stays is one character."""
    text, at = document.text, 0
    block_ends = {block.end for block in document.blocks}
    pieces: list[str] = []
    for match in _BLANKS.finditer(text):
        start, end = match.span()
        pieces.append(text[at:start])
        blank = _blank(text, start, end, block_ends)
        keep[start + len(blank) : end] = False
        pieces.append(blank)
        at = end
    pieces.append(text[at:])
    return pieces


def _blank(text: str, start: int, end: int, block_ends: set[int]) -> str:
    """Say what stays of a run of blanks: a line break between blocks, a space between Latin words."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if "\n" in text[start:end] and (before in _SENTENCE_END or not block_ends.isdisjoint(range(start, end))):
        return "\n"
    return " " if _LATIN.match(before) and _LATIN.match(after) else ""


def _with_tokens(shadow: str, places: IntArray, tokens: Tokens, word_classes: WordClasses) -> Shadow:
    starts = np.searchsorted(places, tokens.starts)
    ends = np.searchsorted(places, tokens.ends)
    borders = np.zeros(len(shadow) + 1, dtype=np.uint8)
    borders[starts] = borders[ends] = 1
    borders[0] = borders[-1] = 1
    codes = np.full(len(shadow), ord(OTHER), dtype=np.uint8)
    lengths = ends - starts
    within = np.arange(int(lengths.sum())) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    codes[np.repeat(starts, lengths) + within] = np.repeat(word_classes.of(tokens), lengths)
    return Shadow(shadow, places, codes.tobytes().decode("latin-1"), borders.tobytes(), True)


def _word_class(word: str, pos: str, goshu: str) -> str:
    if word in {"・", "=", "＝", "･"}:
        return DOT
    for prefix, letter in _CLASSES:
        if pos.startswith(prefix):
            if letter == NOUN and _FOREIGN.fullmatch(word):
                return LOAN if goshu else UNKNOWN
            return letter
    # Latin letters are 記号-文字 or unknown words, according to the dictionary.
    return UNKNOWN if word[:1].isascii() and word[:1].isalnum() else OTHER


def _classes_of_characters(text: str) -> str:
    """Without tokens: kanji, katakana, Latin and digits may be names, all else is not."""
    letters = [
        DOT if c in "・=" else UNKNOWN if "ァ" <= c <= "ー" else NOUN if _NOUN_LIKE.match(c) else OTHER
        for c in text
    ]
    return "".join(letters)
