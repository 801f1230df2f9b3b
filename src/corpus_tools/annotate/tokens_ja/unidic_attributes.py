"""UniDic's fields to the attributes of a token."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache

_POS_LEVELS = 4
_CTYPE, _CFORM, _LEMMA, _PRON, _ORTH_BASE, _GOSHU, _KANA = 4, 5, 7, 9, 10, 12, 17
_PLACES = {
    "ctype": (_CTYPE,),
    "cform": (_CFORM,),
    "lemma": (_LEMMA,),
    "goshu": (_GOSHU,),
    "reading": (_PRON, _KANA),
}
_SYMBOLS = ("補助記号", "記号", "空白")
_PUNCTUATION = ("Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sk")
_PUNCTUATION_POS = {".": "補助記号-句点", "．": "補助記号-句点", ",": "補助記号-読点", "，": "補助記号-読点"}
_NAMED_UNITS = "%％‰"
_PROPER_NOUN = "名詞-固有名詞"
_TO_KATAKANA = {code: code + 0x60 for code in range(0x3041, 0x3097)}
_KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヺー]*[ぁ-ゖァ-ヺ][ぁ-ゖァ-ヺー]*")
_LATIN = re.compile(r"[!-~！-～À-ÖØ-öø-ɏ]+")


def attributes(surface: str, fields: Sequence[str]) -> tuple[str, ...]:
    """Return a token's attributes in the order of ``TokenTable.attributes``.

    Args:
        surface: The word as the text writes it.
        fields: UniDic's fields of its entry; unknown words have six.
    """
    pos = _pos(surface, fields)
    raw = _field(fields, _LEMMA)
    head, _, note = raw.partition("-")
    reading = _reading(surface, pos, fields)
    return (
        surface,
        _lemma(surface, pos, head, _field(fields, _ORTH_BASE)),
        reading,
        (_field(fields, _PRON) or reading) if reading else "",
        pos,
        _field(fields, _CTYPE),
        _field(fields, _CFORM),
        _field(fields, _GOSHU),
        norm(surface),
        raw,
        note if head else "",
    )


def changed_fields(fields: Sequence[str], changes: Iterable[tuple[str, str]]) -> list[str]:
    """Return UniDic's fields with other values for some attributes; a new reading is its pronunciation too."""
    new = list(fields)
    for name, value in changes:
        if name == "pos":
            new[:_POS_LEVELS] = [*value.split("-"), *"****"][:_POS_LEVELS]
        else:
            for place in _PLACES[name]:
                new[place] = value or "*"
    return new


def norm(surface: str) -> str:
    """Return a word without differences of width and case."""
    return unicodedata.normalize("NFKC", surface).casefold()


def _pos(surface: str, fields: Sequence[str]) -> str:
    """Return the levels, joined. UniDic reads 4.8 and A-1 aloud, and so has nouns for some punctuation marks."""
    pos = _join_levels(tuple(fields[:_POS_LEVELS]))
    if len(surface) == 1 and unicodedata.category(surface) in _PUNCTUATION and pos.startswith("名詞"):
        return pos if surface in _NAMED_UNITS else _PUNCTUATION_POS.get(surface, "補助記号-一般")
    return pos


def _reading(surface: str, pos: str, fields: Sequence[str]) -> str:
    if pos.startswith("補助記号"):
        return ""
    return _field(fields, _KANA) if len(fields) > _KANA else _kana(surface)


def _lemma(surface: str, pos: str, head: str, written: str) -> str:
    """Return the part before the hyphen; for proper nouns the written form, for symbols the surface.

    Words in Latin letters keep them (km, Web): UniDic's lemma is katakana there, as for proper nouns.
    """
    if not head or pos.startswith(_SYMBOLS) or _LATIN.fullmatch(surface):
        return surface
    return written or head if pos.startswith(_PROPER_NOUN) else head


def _field(fields: Sequence[str], place: int) -> str:
    value = fields[place] if place < len(fields) else ""
    return "" if value == "*" else value


@cache
def _join_levels(levels: tuple[str, ...]) -> str:
    return "-".join(level for level in levels if level != "*")


def _kana(surface: str) -> str:
    """Return the reading of an unknown word that is written in kana: itself, in katakana."""
    folded = unicodedata.normalize("NFKC", surface)
    return folded.translate(_TO_KATAKANA) if _KANA_ONLY.fullmatch(folded) else ""
