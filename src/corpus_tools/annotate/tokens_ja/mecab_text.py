"""The form of a text that MeCab reads best, and the way back to its characters.

UniDic's dictionary is written in full-width letters, composed kana and ordinary ideographs. Half-width letters
and kana, decomposed kana, variation selectors and radicals used as ideographs are rewritten for the analysis
only: every character of the analysed form stands for one or more characters of the text, so offsets stay exact.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from corpus_tools.model import IntArray

_TABLE_SIZE = 0x30000
_BLANK, _BREAK, _UNREADABLE = 0x20, 0x0A, 0xFFFD
_BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_INVISIBLE = "\u00ad\u180e\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_FOLDED_RANGES = ((0xFF61, 0xFF9D), (0x2E80, 0x2FD5), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
_VARIANTS = {
    "𠮷": "吉",
    "髙": "高",
    "﨑": "崎",
    "𥔎": "崎",
    "濵": "浜",
    "德": "徳",
    "栁": "柳",
    "𣘺": "橋",
    "〜": "～",
    "−": "－",
    "‐": "－",
    "‑": "－",
}
_MARKS = "\u0300-\u036f\u3099\u309a\ufe00-\ufe0f\U000e0100-\U000e01ef"
_ANY_MARK = re.compile(f"[{_MARKS}ﾞﾟ]")
_CLUSTER = re.compile(rf"[^\s{_MARKS}](?:[{_MARKS}]+)|[ｦ-ﾝ][ﾞﾟ][{_MARKS}]*")
_TO_COMBINING = str.maketrans({"ﾞ": "\u3099", "ﾟ": "\u309a"})
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")


@dataclass(frozen=True, slots=True)
class MecabText:
    """A text as MeCab gets it.

    Attributes:
        text: White space and control characters are blanks or line breaks here, the rest is folded.
        starts: First character of the original per non-blank character of ``text``.
        ends: Just after its last one.
        changed: Whether that character reads differently in the original.
        lines: Number of the line it stands on.
    """

    text: str
    starts: IntArray
    ends: IntArray
    changed: npt.NDArray[np.bool_]
    lines: IntArray


def mecab_text(text: str) -> MecabText:
    """Fold ``text`` for the analysis and keep the place of every character."""
    composed, starts = _compose(text)
    original = _code_points(composed)
    codes = _fold(original)
    ink = np.flatnonzero((codes != _BLANK) & (codes != _BREAK))
    changed = (original != codes)[ink]
    folded = codes.tobytes().decode("utf-32-le")
    if starts is None:
        starts = np.arange(len(codes) + 1, dtype=np.int32)
    else:
        changed |= np.diff(starts)[ink] > 1
    lines = np.cumsum(codes == _BREAK, dtype=np.int32)[ink]
    return MecabText(folded, starts[:-1][ink], starts[1:][ink], changed, lines)


def fold(text: str) -> str:
    """Return the analysed form of a word, for dictionary entries."""
    return mecab_text(text).text


def _code_points(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _fold(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint32]:
    table = _fold_table()
    if len(codes) == 0 or int(codes.max()) < _TABLE_SIZE:
        return table[codes]
    return np.where(codes < _TABLE_SIZE, table[np.minimum(codes, _TABLE_SIZE - 1)], codes)


def _compose(text: str) -> tuple[str, IntArray | None]:
    """Replace each base with marks by one character; return the starts of all characters if any was."""
    if not _ANY_MARK.search(text):
        return text, None
    parts: list[str] = []
    lengths: list[tuple[int, int]] = []
    at = size = 0
    for match in _CLUSTER.finditer(text):
        parts += (text[at : match.start()], _one_character(match[0]))
        size += match.start() - at + 1
        lengths.append((size - 1, match.end() - match.start()))
        at = match.end()
    if not lengths:
        return text, None
    parts.append(text[at:])
    composed = "".join(parts)
    widths = np.ones(len(composed), dtype=np.int32)
    widths[[place for place, _ in lengths]] = [length for _, length in lengths]
    return composed, np.concatenate(([0], np.cumsum(widths, dtype=np.int32))).astype(np.int32)


def _one_character(cluster: str) -> str:
    """Compose a base and its marks; where Unicode has no such character, the base stands for all."""
    base = unicodedata.normalize("NFKC", cluster[0]) if "ｦ" <= cluster[0] <= "ﾝ" else cluster[0]
    composed = unicodedata.normalize("NFC", base + _SELECTORS.sub("", cluster[1:]).translate(_TO_COMBINING))
    return composed if len(composed) == 1 else base


@cache
def _fold_table() -> npt.NDArray[np.uint32]:
    table = np.arange(_TABLE_SIZE, dtype=np.uint32)
    for code in range(0x3001):
        if chr(code).isspace() or unicodedata.category(chr(code)) == "Cc":
            table[code] = _BLANK
    for character in _INVISIBLE:
        table[ord(character)] = _BLANK
    for character in _BREAKS:
        table[ord(character)] = _BREAK
    table[0xD800:0xE000] = _UNREADABLE
    for code in range(0x21, 0x7F):
        if not chr(code).isdigit():  # MeCab groups digits of either width
            table[code] = code + 0xFEE0
    for first, last in _FOLDED_RANGES:
        for code in range(first, last + 1):
            folded = unicodedata.normalize("NFKC", chr(code))
            if len(folded) == 1:
                table[code] = ord(folded)
    for variant, usual in _VARIANTS.items():
        table[ord(variant)] = ord(usual)
    return table
