"""Whether the two sides of a pair agree: by sound, by words or by initials; a wrong pair shows here."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus_tools.annotate.glosses_ja.evidence import English, Match
from corpus_tools.annotate.glosses_ja.kanji_names import kanji_name_start
from corpus_tools.annotate.glosses_ja.persons import sounds_like
from corpus_tools.annotate.glosses_ja.words import Word, read_words

SOUND, WORDS, INITIALS, NONE = "sound", "words", "initials", "none"
"""What a pair agrees by; ``none``: nothing agrees although it could be compared."""

_ALIKE = 0.55
"""Of 126 katakana and kanji names in the tuning set, all but one sound so much like their Latin."""
_FEW_LETTERS = 0.34
_FEWEST_KNOWN = 2
"""So many Japanese words with known English, none of it there, say that a pair is wrong."""


def agreement(kind: str, ja: str, en: str) -> str | None:
    """Return what the sides of a pair agree by.

    Katakana and kanji names are compared with Latin ones by sound, names of bodies and terms by their words (a table
    of translations, katakana by sound), acronyms by the letters those words may begin with.

    Returns:
        ``sound``, ``words``, ``initials``, ``none``, or ``None`` where too little is known to compare. A work's title
        may differ in the other language, so that ``none`` is not said of it.
    """
    if kind == "tenure" or not ja or not en:
        return None
    if kind == "person":
        return _of_person(ja, en)
    letters = kind in ("acronym", "reversed") and " " not in en.strip()
    english = English([], [en]) if letters else English([en], [])
    words = read_words(re.sub(r"\s", "", ja))
    found = _of_letters(english, words) if letters else _of_words(english.match(words))
    return None if kind == "title" and found == NONE else found


def _of_person(ja: str, en: str) -> str | None:
    name = re.sub(r"\s", "", ja)
    if re.search("[ァ-ヺ]", name):
        return SOUND if sounds_like(name, en) >= _ALIKE else NONE
    return SOUND if kanji_name_start(name, len(name), en, cue=True) == 0 else NONE


def _of_words(match: Match) -> str | None:
    if match.matched:
        return WORDS
    return NONE if len(match.idle) >= _FEWEST_KNOWN else None


def _of_letters(english: English, words: Sequence[Word]) -> str | None:
    match = english.match(words)
    share = match.matched / max(1, len(english.items))
    if share > _FEW_LETTERS:
        return INITIALS
    return NONE if len(match.idle) >= _FEWEST_KNOWN else None
