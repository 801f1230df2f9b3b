"""Japanese spelling folded for comparison: width, kana, and old and new forms of characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from weakref import WeakKeyDictionary

import numpy as np

from corpus_tools.index import Lexicon
from corpus_tools.index.lexicon import SEPARATOR
from corpus_tools.model import IntArray

WIDTH, KANA, FORMS = "w", "k", "o"
"""The flags: ``%w`` full and half width are one, ``%k`` hiragana and katakana, ``%o`` old and new characters."""
FOLDING_FLAGS = frozenset({WIDTH, KANA, FORMS})
CASE = "c"
"""Besides these, for whole values: upper and lower case are one."""

_SPECIAL = set("[](){}.*+|?\\^$")
_OTHER_RUN = re.compile(r"[^\x00-\x7f]+")
_VOICED = re.compile("[\u3041-\u30ff][\u3099\u309a]")
_folded_lexicons: WeakKeyDictionary[Lexicon, dict[frozenset[str], Lexicon]] = WeakKeyDictionary()
_sorted_lexicons: WeakKeyDictionary[Lexicon, dict[frozenset[str], tuple[Lexicon, IntArray]]] = (
    WeakKeyDictionary()
)


def fold(text: str, flags: Iterable[str]) -> str:
    """Return a text in which spellings that the flags take for one are one.

    Half-width kana become full-width ones, other full-width characters ASCII; hiragana become katakana; old
    and variant forms of characters become those of today, and variation selectors go.
    """
    chosen = frozenset(flags)
    folded = text.translate(_table(FOLDING_FLAGS & chosen))
    if WIDTH in chosen and ("\u3099" in folded or "\u309a" in folded):
        folded = _VOICED.sub(lambda found: unicodedata.normalize("NFC", found[0]), folded)
    return folded.casefold() if CASE in chosen else folded


def fold_pattern(pattern: str, flags: Iterable[str]) -> str:
    """Fold a regular expression; a character that becomes a special one stands for itself."""
    chosen = FOLDING_FLAGS.intersection(flags)
    folded = _OTHER_RUN.sub(lambda found: _escaped(fold(found[0], chosen)), pattern)
    return re.sub(r"\\p\{Hiragana\}", r"\\p{Katakana}", folded) if KANA in chosen else folded


def folded_lexicon(lexicon: Lexicon, flags: frozenset[str]) -> Lexicon:
    """Return the values of a lexicon folded, in the same order, so that they are no longer sorted."""
    chosen = flags & (FOLDING_FLAGS | {CASE})
    known = _folded_lexicons.setdefault(lexicon, {})
    if chosen not in known:
        known[chosen] = _folded(lexicon, chosen)
    return known[chosen]


def sorted_folded(lexicon: Lexicon, flags: frozenset[str]) -> tuple[Lexicon, IntArray]:
    """Return the values of a lexicon folded and sorted, equal ones side by side, and the code of each."""
    chosen = flags & (FOLDING_FLAGS | {CASE})
    if not chosen:
        return lexicon, np.arange(len(lexicon))  # it is sorted as it is
    known = _sorted_lexicons.setdefault(lexicon, {})
    if chosen not in known:
        known[chosen] = _sorted(folded_lexicon(lexicon, chosen))
    return known[chosen]


def _sorted(lexicon: Lexicon) -> tuple[Lexicon, IntArray]:
    values = [lexicon.value_bytes(code) + SEPARATOR for code in range(len(lexicon))]
    order = sorted(range(len(values)), key=lambda code: values[code][: -len(SEPARATOR)])
    offsets = np.cumsum([0, *(len(values[code]) for code in order)]).astype(np.int64)
    return Lexicon(b"".join(values[code] for code in order), offsets), np.asarray(order, dtype=np.int64)


def _folded(lexicon: Lexicon, flags: frozenset[str]) -> Lexicon:
    if not flags:
        return lexicon
    text = bytes(lexicon.text)
    if text.count(SEPARATOR) == len(lexicon):
        # no value has a line feed of its own, so that all can be folded at once
        folded = fold(text.decode("utf-8"), flags).encode("utf-8")
        ends = np.flatnonzero(np.frombuffer(folded, dtype=np.uint8) == SEPARATOR[0]) + 1
        return Lexicon(folded, np.concatenate(([0], ends)).astype(np.int64))
    values = [fold(value, flags).encode("utf-8") + SEPARATOR for value in lexicon.decoded()]
    return Lexicon(b"".join(values), np.cumsum([0, *map(len, values)]).astype(np.int64))


def _escaped(text: str) -> str:
    return "".join("\\" + character if character in _SPECIAL else character for character in text)


@lru_cache(maxsize=8)
def _table(flags: frozenset[str]) -> dict[int, str]:
    """Return what each character becomes under all of the flags."""
    table: dict[int, str] = {}
    if WIDTH in flags:
        table |= _width_table()
    if FORMS in flags:
        table |= _forms_table()
    if KANA in flags:
        hiragana = {chr(code): chr(code + 0x60) for code in [*range(0x3041, 0x3097), 0x309D, 0x309E]}
        table |= {ord(one): other for one, other in hiragana.items()}
    return table


def _width_table() -> dict[int, str]:
    codes = [0x3000, *range(0xFF01, 0xFFEF)]
    # a half-width voicing mark becomes the combining one, to be joined with the kana before it
    folded = {code: unicodedata.normalize("NFKC", chr(code)) for code in codes}
    return {code: text for code, text in folded.items() if text != chr(code) and len(text) == 1}


def _forms_table() -> dict[int, str]:
    table = {ord(variant): form for form, variants in kanji_variants() for variant in variants}
    for code in [*range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]:
        form = unicodedata.normalize("NFC", chr(code))
        table[code] = table.get(ord(form), form) if len(form) == 1 else form
    selectors = [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]
    return table | dict.fromkeys(selectors, "")


@lru_cache(maxsize=1)
def kanji_variants() -> tuple[tuple[str, str], ...]:
    """Return each character of today with its old forms and variants (``kanji_ja.tsv``)."""
    table = resources.files("corpus_tools.query").joinpath("kanji_ja.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines()[1:]]
    return tuple((form, variants) for form, variants, _ in rows)
