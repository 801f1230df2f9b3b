"""Romaji to katakana, as people type it: Hepburn, Kunrei and the input of keyboards."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_VOWELS = "aiueo"
_ROWS = {
    "": "アイウエオ",
    "k": "カキクケコ",
    "s": "サシスセソ",
    "t": "タチツテト",
    "n": "ナニヌネノ",
    "h": "ハヒフヘホ",
    "m": "マミムメモ",
    "y": "ヤ ユ ヨ",
    "r": "ラリルレロ",
    "l": "ラリルレロ",
    "w": "ワ   ヲ",
    "g": "ガギグゲゴ",
    "z": "ザジズゼゾ",
    "d": "ダヂヅデド",
    "b": "バビブベボ",
    "p": "パピプペポ",
}
_GLIDES = {row: kana[1] for row, kana in _ROWS.items() if row not in {"", "y", "w"}} | {
    "sh": "シ",
    "ch": "チ",
    "c": "チ",
    "j": "ジ",
    "t": "チ",
    "d": "ヂ",
}
_OTHERS = {
    "shi": "シ",
    "chi": "チ",
    "tsu": "ツ",
    "fu": "フ",
    "ji": "ジ",
    "fa": "ファ",
    "fi": "フィ",
    "fe": "フェ",
    "fo": "フォ",
    "fyu": "フュ",
    "va": "ヴァ",
    "vi": "ヴィ",
    "vu": "ヴ",
    "ve": "ヴェ",
    "vo": "ヴォ",
    "she": "シェ",
    "che": "チェ",
    "je": "ジェ",
    "ti": "チ",
    "thi": "ティ",
    "dhi": "ディ",
    "tsa": "ツァ",
    "tse": "ツェ",
    "tso": "ツォ",
    "wi": "ウィ",
    "we": "ウェ",
    "kwa": "クァ",
    "gwa": "グァ",
}
_LONG = {"a": "ア", "i": "イ", "u": "ウ", "e": "エ", "o": "ウ"}
_MACRONS = "\u0304\u0302"
_ROMAJI = re.compile(r"[a-zāīūēōâîûêô'’-]+")


def katakana_of(romaji: str) -> str | None:
    """Return the katakana of a romaji word, or None if it is none.

    ``ō`` is taken for ``ou``, as the readings of dictionaries have it, ``-`` for ー; a doubled consonant (or
    ``tch``) is ッ; ``n`` before a consonant, before an apostrophe or at the end is ン.
    """
    text = unicodedata.normalize("NFC", romaji.lower())
    if not _ROMAJI.fullmatch(text):
        return None
    return _read(_without_macrons(text).replace("’", "'"))


def _without_macrons(text: str) -> str:
    parts: list[str] = []
    for character in unicodedata.normalize("NFD", text):
        # a long vowel is its letter again, but for o, whose second half is written u
        parts.append(("u" if parts[-1] == "o" else parts[-1]) if character in _MACRONS else character)
    return "".join(parts)


def _read(text: str) -> str | None:
    kana, place = [], 0
    syllables = _syllables()
    while place < len(text):
        found = next(
            (text[place : place + n] for n in (4, 3, 2, 1) if text[place : place + n] in syllables), ""
        )
        if found:
            kana.append(syllables[found])
            place += len(found)
        elif (one := _alone(text, place)) is not None:
            kana.append(one)
            place += 1 + (text[place] == "n" and text[place + 1 : place + 2] == "'")
        else:
            return None
    return "".join(kana)


def _alone(text: str, place: int) -> str | None:
    """Return the kana of a letter that makes no syllable with what follows."""
    letter, following = text[place], text[place + 1 : place + 2]
    if letter == "-":
        return "ー"
    if letter == "n" and following not in {*_VOWELS, "y"}:
        return "ン"
    if letter == "m" and following in {"b", "m", "p"}:
        return "ン"
    doubled = letter == following or (letter == "t" and text[place : place + 3] == "tch")
    return "ッ" if doubled and letter.isalpha() and letter not in _VOWELS else None


@lru_cache(maxsize=1)
def _syllables() -> dict[str, str]:
    table = {
        row + vowel: kana
        for row, line in _ROWS.items()
        for vowel, kana in zip(_VOWELS, line, strict=True)
        if kana != " "
    }
    for row, kana in _GLIDES.items():
        glide = "" if row in {"sh", "ch", "c", "j"} else "y"
        for vowel, small in (("a", "ャ"), ("u", "ュ"), ("o", "ョ")):
            table[row + glide + vowel] = kana + small
            table[row + "y" + vowel] = kana + small
    for name in ("c", "ca", "cu", "co"):
        table.pop(name, None)
    return table | _OTHERS
