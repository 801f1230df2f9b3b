"""The words of a stretch of Japanese, for finding where a glossed name begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import fugashi

KATAKANA = re.compile("[ァ-ヺー]+")
_JOINED = (KATAKANA, re.compile(r"[A-Za-zÀ-ɏ0-9&.+\-]+"))
_OBJECT = "を"
_PREDICATES = ("動詞", "形容詞", "助動詞", "助詞")


@dataclass(frozen=True, slots=True)
class Word:
    """A UniDic short unit word, with its place in the stretch."""

    text: str
    start: int
    end: int
    pos: str = "名詞"
    pos2: str = "普通名詞"
    pos3: str = "一般"
    kana: str = ""
    form: str = ""


def read_words(text: str, *, noun: bool = False) -> list[Word]:
    """Return the words of ``text``, which holds no white space; katakana is never cut, except at ・.

    Args:
        text: A stretch of Japanese.
        noun: A name ends the stretch. Read as the object of a verb, what may be noun or verb (ゆらぎ) or even
            particle and verb (もつれ) comes out as a noun.
    """
    words: list[Word] = []
    place = 0
    for node in _tagger()(text + _OBJECT if noun else text):
        feature = node.feature
        if place == len(text):
            break
        for surface in re.split("(・)", node.surface) if len(node.surface) > 1 else [node.surface]:
            if surface:
                start, place = place, place + len(surface)
                features = (feature.pos1, feature.pos2, feature.pos3, feature.kana, feature.cForm)
                _append(words, Word(surface, start, place, *(value or "" for value in features)))
    return words


def joined(words: Sequence[Word]) -> str:
    """Return the text of consecutive words."""
    return "".join(word.text for word in words)


def ends_in_predicate(text: str) -> bool:
    """Say whether a quotation ends as a sentence does, in a verb or a particle, and so is no name."""
    words = read_words(re.sub(r"\s", "", text))
    return bool(words) and words[-1].pos in _PREDICATES


@cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger()


def _append(words: list[Word], word: Word) -> None:
    """Join katakana to katakana and Latin to Latin: the dictionary cuts words that it does not know."""
    last = words[-1] if words else None
    if last and any(kind.fullmatch(last.text) and kind.fullmatch(word.text) for kind in _JOINED):
        words[-1] = Word(last.text + word.text, last.start, word.end, kana=last.kana + word.kana)
    else:
        words.append(word)
