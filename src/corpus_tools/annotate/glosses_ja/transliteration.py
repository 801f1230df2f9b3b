"""Compare katakana with Latin script by sound."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_VOWELS = "aiueo"
_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "g": "ガギグゲゴ",
    "s": "サシスセソ",
    "z": "ザジズゼゾ",
    "t": "タチツテト",
    "d": "ダヂヅデド",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "b": "バビブベボ",
    "p": "パピプペポ",
    "m": "マミムメモ",
    "r": "ラリルレロ",
}
_IRREGULAR = {
    "シ": "shi", "ジ": "ji", "チ": "chi", "ツ": "tsu", "ヂ": "ji", "ヅ": "zu", "フ": "fu",
    "ヤ": "ya", "ユ": "yu", "ヨ": "yo", "ワ": "wa", "ヰ": "wi", "ヱ": "we", "ヲ": "wo", "ン": "n", "ヴ": "vu",
}  # fmt: skip
_SYLLABLES = {kana: row + _VOWELS[place] for row, line in _ROWS.items() for place, kana in enumerate(line)}
_SYLLABLES |= _IRREGULAR
_SMALL_VOWELS = dict(zip("ァィゥェォ", _VOWELS, strict=True))
_SMALL_GLIDES = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ヮ": "wa"}
_SKIPPED = "ーッ・゠＝=- 　"

# Consonants that Japanese writes alike, or that spelling and sound confuse: they cost half.
_NEAR = {
    frozenset(pair)
    for pair in (
        "kg", "gj", "jz", "jy", "sz", "st", "td", "bp", "bw", "bh", "hk", "hg", "hj", "nm", "cs", "ct", "cj",
        "ck", "wh", "jd", "sj", "ab", "ph",
    )
}  # fmt: skip
_LATIN_CLUSTERS = (
    ("tsch", "C"), ("sch", "s"), ("tch", "C"), ("cz", "C"), ("ch", "C"), ("sh", "s"), ("th", "s"), ("ph", "h"),
    ("kh", "h"), ("zh", "j"), ("gh", "g"), ("ck", "k"), ("qu", "k"), ("ng", "n"), ("ts", "t"), ("tz", "t"),
    ("dz", "z"), ("wr", "r"), ("kn", "n"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("ge", "je"), ("gi", "ji"),
)  # fmt: skip
_LATIN_LETTERS = str.maketrans({"l": "r", "v": "b", "f": "h", "c": "k", "q": "k", "x": "ks"})


def sound_similarity(kana: str, latin: str) -> float:
    """Return how alike a katakana word and a Latin one sound, from 0 (not at all) to 1.

    Both are reduced to their consonants, with a mark for a vowel at the beginning; letters that katakana
    does not tell apart are one, and close ones cost half a difference.
    """
    left, right = kana_skeleton(kana), latin_skeleton(latin)
    if not left or not right:
        return 0.0
    return max(0.0, 1.0 - _distance(left, right) / max(len(left), len(right)))


@lru_cache(maxsize=4096)
def kana_skeleton(kana: str) -> str:
    """Reduce katakana to the consonants of its romanisation."""
    roman = romanise(kana)
    for cluster, letter in (("sh", "s"), ("ch", "c"), ("ts", "t"), ("f", "h"), ("v", "b")):
        roman = roman.replace(cluster, letter)
    return _consonants(roman)


@lru_cache(maxsize=4096)
def latin_skeleton(latin: str) -> str:
    """Reduce a Latin word to its consonants, spelt as katakana would have them."""
    plain = unicodedata.normalize("NFD", latin.lower().replace("ß", "ss").replace("ł", "l").replace("ø", "o"))
    plain = re.sub("[^a-z]", "", plain)
    for cluster, letters in _LATIN_CLUSTERS:
        plain = plain.replace(cluster, letters)
    plain = re.sub(r"(?<=[aeiou])r(?=[^aeiouy]|$)", "", plain)  # Charter is チャーター
    return _consonants(re.sub(r"(.)\1", r"\1", plain.translate(_LATIN_LETTERS).lower()))


@lru_cache(maxsize=4096)
def romanise(kana: str) -> str:
    """Write katakana or hiragana in Hepburn, without length marks and doubled consonants."""
    roman = ""
    for character in unicodedata.normalize("NFC", kana).translate(_TO_KATAKANA):
        if character in _SMALL_GLIDES and roman.endswith("i"):
            glide = _SMALL_GLIDES[character]
            roman = roman[:-1] + (glide[1:] if roman.endswith(("shi", "chi", "ji")) else glide)
        elif character in _SMALL_VOWELS:
            roman = roman.rstrip("aiueo") + _SMALL_VOWELS[character]
        elif character not in _SKIPPED:
            roman += _SYLLABLES.get(character, "")
    return roman


_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}


def _consonants(roman: str) -> str:
    head = "a" if roman[:1] in tuple("aiueoyw") else ""
    return head + re.sub("[aiueoyw]", "", roman) if roman else ""


def _distance(left: str, right: str) -> float:
    """Weighted edit distance; a Latin letter too many (silent, or a closed syllable) costs less."""
    row = [0.7 * column for column in range(len(right) + 1)]
    for number, sound in enumerate(left, start=1):
        previous, row = row, [float(number)]
        for column, letter in enumerate(right, start=1):
            same = previous[column - 1] + _difference(sound, letter)
            row.append(min(same, previous[column] + 1.0, row[column - 1] + 0.7))
    return row[-1]


def _difference(sound: str, letter: str) -> float:
    if sound == letter:
        return 0.0
    return 0.5 if frozenset((sound, letter)) in _NEAR else 1.0
