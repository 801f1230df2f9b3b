"""The words to the left of a parenthesis, with what their translation or their sound says of the English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import fugashi

from corpus_tools.annotate.transliteration_ja import kana_skeleton, latin_skeleton, sound_similarity
from corpus_tools.annotate.translations_ja import table

_SMALL_WORDS = frozenset(
    "a an the of on for and in to at by with from as or de la le du des against between its".split()
)
_KATAKANA = re.compile("[ァ-ヺー]+")
_NUMBERS = str.maketrans("０１２３４５６７８９", "0123456789")


@dataclass(frozen=True, slots=True)
class Word:
    """A UniDic short unit word of the context, or several that one entry of the word list covers."""

    text: str
    start: int
    end: int
    pos: str
    pos2: str
    pos3: str
    lemma: str
    kana: str


def read_words(text: str) -> list[Word]:
    """Return the words of a stretch of text that holds no white space; katakana is never cut."""
    words: list[Word] = []
    place = 0
    for node in _tagger()(text):
        start, place = place, place + len(node.surface)
        feature = node.feature
        word = Word(
            node.surface, start, place, feature.pos1, feature.pos2, feature.pos3 or "", feature.lemma or "",
            feature.kana or "",
        )  # fmt: skip
        _append(words, word)
    return words


@cache
def _tagger() -> fugashi.Tagger:
    return fugashi.Tagger()


def _append(words: list[Word], word: Word) -> None:
    """Join katakana to katakana and Latin to Latin: the dictionary cuts words that it does not know."""
    last = words[-1] if words else None
    if last and any(pattern.fullmatch(last.text) and pattern.fullmatch(word.text) for pattern in _JOINED):
        words[-1] = Word(
            last.text + word.text, last.start, word.end, "名詞", "普通名詞", "一般", "", last.kana + word.kana
        )
    else:
        words.append(word)


_JOINED = (_KATAKANA, re.compile(r"[A-Za-zÀ-ɏ0-9&.+\-]+"))


class English:
    """The English side, and how much of it Japanese words account for.

    Args:
        texts: The English names and acronyms of one parenthesis, which all stand for the same Japanese.
    """

    def __init__(self, names: Sequence[str], acronyms: Sequence[str]) -> None:
        joined = " ".join(names)
        self.words = [
            word
            for word in re.findall(r"[a-zà-ɏ0-9']+(?:-[a-z]+)*", joined.lower())
            if word not in _SMALL_WORDS
        ]
        self.letters = "" if self.words else _letters(acronyms[0]) if acronyms else ""
        self.by_words = bool(self.words)

    def unmatched(self, words: Sequence[Word]) -> tuple[list[str], int, list[Word]]:
        """Return the English items that ``words`` leave open, how many they match, and the idle words.

        Idle words have a translation, or a sound, and stand for nothing in the English.
        """
        items = list(self.words) if self.by_words else list(self.letters)
        before = len(items)
        idle: list[Word] = []
        place = 0
        while place < len(words):
            place += self._take(items, words, place, idle)
        return items, before - len(items), idle

    def _take(self, items: list[str], words: Sequence[Word], place: int, idle: list[Word]) -> int:
        known = 0
        for length in (4, 3, 2, 1):
            group = words[place : place + length]
            if len(group) < length:
                continue
            text = "".join(word.text for word in group)
            readings = table().get(text, ())
            if any(self._consume(items, reading) for reading in readings):
                return length
            known = known or (length if readings else 0)
        word = words[place]
        if _KATAKANA.fullmatch(word.text) or re.search("[A-Za-z0-9０-９]", word.text):
            if self._consume_sound(items, word.text):
                return 1
            known = known or 1
        if known:
            idle.extend(words[place : place + known])
        return known or 1

    def _consume(self, items: list[str], reading: tuple[str, ...]) -> bool:
        if self.by_words:
            wanted = [_find(items, part) for part in reading]
            if None in wanted or len(set(wanted)) < len(wanted):
                return False
            for place in sorted((number for number in wanted if number is not None), reverse=True):
                del items[place]
            return True
        rest = list(items)
        for letter in _reading_letters(reading):
            if letter not in rest:
                return False
            rest.remove(letter)
        items[:] = rest
        return True

    def _consume_sound(self, items: list[str], text: str) -> bool:
        if self.by_words:
            for place, item in enumerate(items):
                if item == text.lower() or _KATAKANA.fullmatch(text) and sound_similarity(text, item) >= 0.6:
                    del items[place]
                    return True
            return False
        first = _first_letters(text)
        for place, item in enumerate(items):
            if item in first:
                del items[place]
                return True
        return False


def _find(items: list[str], word: str) -> int | None:
    for place, item in enumerate(items):
        if (
            item == word
            or item.startswith(word)
            and len(word) >= 5
            or word.startswith(item)
            and len(item) >= 5
        ):
            return place
    return None


def _letters(acronym: str) -> str:
    """Spell out an acronym: C3 is three letters C, SDGs three letters."""
    plain = acronym.removesuffix("s") if acronym[-1:] == "s" and acronym[:-1].isupper() else acronym
    if counted := re.fullmatch(r"([A-Z])([2-9])", plain):
        return counted.group(1).lower() * int(counted.group(2))
    return "".join(letter for letter in plain.lower() if letter.isalpha())


def _reading_letters(reading: tuple[str, ...]) -> str:
    return "".join(piece[0] for part in reading for piece in part.split("-") if piece)


def _first_letters(text: str) -> str:
    """Return the letters that a katakana or Latin word may begin with in English."""
    if text[:1].isascii():
        return text[:1].lower()
    first = kana_skeleton(text)[:1]
    near = {
        "a": "aeiouhyw",
        "k": "kcq",
        "s": "sct",
        "r": "rl",
        "b": "bv",
        "h": "hfp",
        "j": "jgz",
        "c": "ct",
        "t": "t",
        "z": "zs",
        "p": "p",
    }
    return near.get(first, first)


__all__ = ["English", "Word", "latin_skeleton", "read_words"]
