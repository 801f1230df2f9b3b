"""Classes of characters that layout and spacing turn on."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

OPENING = "「『（(〔［[｛{〈《【“‘｢"
CLOSING = "」』）)〕］]｝}〉》】”’｣"
CLOSER_OF = dict(zip(OPENING, CLOSING, strict=True))
SENTENCE_END = "。．！？!?｡"
PAUSE = "、，､"
HALF_SPACES = " \t\u00a0\u2002\u2003\u2009"
LINE_BREAKS = "\n\r\f\v\x1c\x1d\x85\u2028\u2029"
INDENT = "\u3000"
BULLETS = "・•●○◎■□◆◇▪▶▷►"

# May not begin a line in Japanese typesetting, so that a line may be cut short before them.
NO_LINE_START = frozenset(
    CLOSING + SENTENCE_END + PAUSE + "・：；ーァィゥェォッャュョヮぁぃぅぇぉっゃゅょゎ々〜～…‥%％"
)
_LATIN_MARKS = frozenset("“”‘’–—")


@lru_cache(maxsize=65536)
def is_japanese(character: str) -> bool:
    """Hold for characters set without spaces between words: kana, kanji, full-width signs, emoji."""
    width = unicodedata.east_asian_width(character)
    if width in "WFH":
        return not is_hangul(character)
    return width == "A" and character not in _LATIN_MARKS and not character.isalpha()


def is_hangul(character: str) -> bool:
    """Hold for Korean letters, which are wide but stand in words with spaces between them."""
    return "\uac00" <= character <= "\ud7af" or "\u1100" <= character <= "\u11ff"


def is_kanji(character: str) -> bool:
    """Hold for ideographs, their iteration mark and 〆ヶ〇 as they occur inside words."""
    return bool(character) and (
        "\u4e00" <= character <= "\u9fff"
        or "\u3400" <= character <= "\u4dbf"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0003ffff"
        or character in "々〆ヶ〇"
    )


def is_hiragana(character: str) -> bool:
    """Hold for hiragana."""
    return "\u3041" <= character <= "\u309f"


def is_katakana(character: str) -> bool:
    """Hold for full-width katakana and the long vowel mark."""
    return "\u30a1" <= character <= "\u30fa" or character == "ー"


def is_digit(character: str) -> bool:
    """Hold for 0–9 in either width."""
    return "0" <= character <= "9" or "０" <= character <= "９"


def is_space(character: str) -> bool:
    """Hold for spaces of any width and line breaks."""
    return character in HALF_SPACES or character in LINE_BREAKS or character == INDENT
