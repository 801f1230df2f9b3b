"""How much of an English name or acronym the words of a Japanese name account for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus_tools.annotate.glosses_ja.translations import table
from corpus_tools.annotate.glosses_ja.transliteration import kana_skeleton, sound_similarity
from corpus_tools.annotate.glosses_ja.word_lists import word_set
from corpus_tools.annotate.glosses_ja.words import KATAKANA, Word

_SMALL_WORDS = word_set(
    """
        a an the of on for and in to at by with from as or its against between among s de la le du
        des
        """
)
_RELATIONS = re.compile(r"(?<=\s)(?:of|for|in|on|to|against|between|among|with|from|as|and)\s|[’']s?\s")
_LONGEST = 4
_SOUND = 0.6
# The English letters that a katakana word may begin with, by its first consonant.
_FIRST_LETTERS = {
    "a": "aeiouhyw",
    "k": "kcq",
    "s": "sct",
    "r": "rl",
    "b": "bv",
    "h": "hfp",
    "j": "jgz",
    "c": "ct",
    "z": "zs",
}


@dataclass(slots=True)
class Match:
    """What a run of Japanese words says of the English.

    Attributes:
        open: English words, or letters, that nothing in the run stands for.
        matched: How many are accounted for.
        idle: Words that have a translation or a sound, which the English does not show.
        unknown: Words that nothing is known of.
    """

    open: list[str]
    matched: int = 0
    idle: list[Word] = field(default_factory=list)
    unknown: int = 0

    @property
    def need(self) -> int:
        """How many English items are left even if every unknown word stands for one."""
        return len(self.open) - self.unknown


class English:
    """The English side of a parenthesis.

    Args:
        names: Full names; all of them stand for the same Japanese.
        acronyms: Acronyms; the first one counts where there is no full name.

    Attributes:
        by_words: Compared by words; otherwise by letters.
        relational: Two nouns with a preposition or a possessive between them, as の has it.
    """

    def __init__(self, names: Sequence[str], acronyms: Sequence[str]) -> None:
        name = " ".join(names)
        pieces = re.findall(r"[a-zà-ɏ0-9]+", re.sub("[’']s?\\b", " ", name.lower()))
        self.items = [piece for piece in pieces if piece not in _SMALL_WORDS]
        self.by_words = bool(self.items)
        self.relational = bool(_RELATIONS.search(name))
        if not self.by_words and acronyms:
            self.items = list(acronym_letters(acronyms[0]))

    def match(self, words: Sequence[Word]) -> Match:
        """Account for the English with ``words``, the longest known word first."""
        match = Match(list(self.items))
        place = 0
        while place < len(words):
            place += self._take(match, words, place)
        match.matched = len(self.items) - len(match.open)
        return match

    def _take(self, match: Match, words: Sequence[Word], place: int) -> int:
        known = 0
        for length in range(min(_LONGEST, len(words) - place), 0, -1):
            readings = table().get("".join(word.text for word in words[place : place + length]), ())
            if any(self._consume(match.open, reading) for reading in readings):
                return length
            known = known or (length if readings else 0)
        text = words[place].text
        if re.search("[ァ-ヺA-Za-z0-9０-９]", text):
            if self._consume_sound(match.open, text):
                return 1
            known = known or 1
        if known:
            match.idle.extend(words[place : place + known])
        elif words[place].pos in ("名詞", "接尾辞", "接頭辞", "形状詞", "形容詞"):
            match.unknown += 1
        return known or 1

    def _consume(self, items: list[str], reading: tuple[str, ...]) -> bool:
        pieces = [
            piece for part in reading for piece in part.split("-") if piece and piece not in _SMALL_WORDS
        ]
        rest = list(items)
        for piece in pieces:
            place = _find(rest, piece) if self.by_words else _index(rest, piece[0])
            if place is None:
                return False
            del rest[place]
        items[:] = rest
        return bool(pieces)

    def _consume_sound(self, items: list[str], text: str) -> bool:
        if not self.by_words:
            first = text[0].lower() if text[0].isascii() else kana_skeleton(text)[:1]
            letters = first if text[0].isascii() else _FIRST_LETTERS.get(first, first)
            place = next((number for number, item in enumerate(items) if item in letters), None)
        else:
            place = next((number for number, item in enumerate(items) if _alike(text, item)), None)
        if place is None:
            return False
        del items[place]
        return True


def has_participle(items: Sequence[str]) -> bool:
    """Say whether one of the English words has the form of a participle, as a verb before a noun is rendered."""
    return any(re.fullmatch("[a-z]{3,}(?:ing|ed)", item) for item in items)


def _alike(text: str, item: str) -> bool:
    return item == text.lower() or (bool(KATAKANA.fullmatch(text)) and sound_similarity(text, item) >= _SOUND)


def _index(items: list[str], item: str) -> int | None:
    return items.index(item) if item in items else None


def _find(items: list[str], word: str) -> int | None:
    """Find a word or another form of it: development, developing and developments begin alike."""
    for place, item in enumerate(items):
        if item == word or (
            min(len(item), len(word)) >= 5 and (item.startswith(word) or word.startswith(item))
        ):
            return place
    return None


def acronym_letters(acronym: str) -> str:
    """Spell an acronym: ``ccc`` for C3, ``sdg`` for SDGs."""
    plain = acronym.removesuffix("s") if acronym[:-1].isupper() else acronym
    if counted := re.fullmatch(r"([A-Z])([2-9])", plain):
        return counted.group(1).lower() * int(counted.group(2))
    return "".join(letter for letter in plain.lower() if letter.isalpha())
