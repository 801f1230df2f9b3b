"""The words of a stretch of Japanese, for finding where a glossed name begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import fugashi

KATAKANA = re.compile("[ァ-ヺー]+")
_JOINED = (KATAKANA, re.compile(r"[A-Za-zÀ-ɏ0-9&.+\-]+"))
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


def read_words(text: str) -> list[Word]:
    """Return the words of ``text``, which holds no white space; katakana is never cut, except at ・."""
    words: list[Word] = []
    place = 0
    for node in _tagger()(text):
        feature = node.feature
        for surface in re.split("(・)", node.surface) if len(node.surface) > 1 else [node.surface]:
            if surface:
                start, place = place, place + len(surface)
                word = Word(
                    surface, start, place, feature.pos1, feature.pos2, feature.pos3 or "", feature.kana or ""
                )
                _append(words, word)
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
