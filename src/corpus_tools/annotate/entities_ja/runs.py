"""The words that stand before a head in one run of nouns, and the known names among them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpus_tools.annotate.entities_ja.candidates import Candidate
from corpus_tools.annotate.entities_ja.shadow import NUMBER, Shadow
from corpus_tools.annotate.entities_ja.words import NEVER_INSIDE, Head

LONGEST = 40
"""Characters of the longest composed name."""
_UNITS = frozenset(["年", "月", "日", "時", "分", "回"])
_DIGITS = frozenset("0123456789一二三四五六七八九十〇")
_ORDERS = frozenset(["次", "回", "者", "号", "カ国", "か国", "ヵ国", "国", "艦隊", "師団", "軍", "軍団"])
_HIRAGANA = re.compile(r"[ぁ-ん]{2,}")
_JOINED = frozenset({"DOCUMENT", "EVENT"})
_COUNTED = re.compile(r"[0-9一二三四五六七八九十]+[年月日時分回]|[年月日時分回]")


@dataclass(slots=True)
class Word:
    """A word of a run; ``kind`` is its class."""

    start: int
    end: int
    kind: str
    text: str


class NounRuns:
    """The runs of nouns of one shadow.

    Args:
        anchors: The names known so far.
    """

    def __init__(self, shadow: Shadow, anchors: Iterable[Candidate]) -> None:
        self.shadow = shadow
        self._anchors = sorted(anchors, key=lambda c: (c.start, -c.end))
        self._anchor_starts = [anchor.start for anchor in self._anchors]
        self._run_starts = [start for start, _ in shadow.runs]

    def words_before(self, start: int, head: Head) -> list[Word]:
        """Return the words that stand in one run of nouns with the head, nearest first, up to a stop."""
        shadow = self.shadow
        index = bisect_right(self._run_starts, start - 1) - 1
        if index < 0 or not (shadow.runs[index][0] < start <= shadow.runs[index][1]):
            return []
        low = max(shadow.runs[index][0], start - LONGEST)
        found: list[Word] = []
        for word in self._split(low, start):
            if self._ends_name(word, head, found) and not _covered(self.anchors_in(low, start), word):
                break
            found.append(word)
        while found and found[-1].text in {"・", "="}:
            found.pop()
        return found

    def _ends_name(self, word: Word, head: Head, found: list[Word]) -> bool:
        """Say whether what stands to the left of ``word``, itself included, is another thing."""
        text = self.shadow.text
        if word.text == "・":
            anchored = self.anchor_ending(word.start) is not None
            return not _joins(head, text[word.start - 1], text[word.end], anchored=anchored)
        if word.kind == NUMBER or (word.text in _UNITS and text[word.start - 1] in _DIGITS):
            following = found[-1].text if found else ""
            counted = text[word.start - 1] == "第" or following in _ORDERS or word.text in _ORDERS
            return not counted and bool(_COUNTED.match(text, word.start))
        if _HIRAGANA.fullmatch(word.text):  # さいたま, いわき are names; a particle is none
            return self.anchor_ending(word.end) is None
        return word.text in NEVER_INSIDE

    def _split(self, low: int, high: int) -> Iterator[Word]:
        shadow, end = self.shadow, high
        text, borders, classes = shadow.text, shadow.borders, shadow.classes
        while end > low:
            start = end - 1
            while start > low and not (borders[start] if shadow.has_tokens else _script_changes(text, start)):
                start -= 1
            yield Word(start, end, classes[start], text[start:end])
            end = start

    def anchors_in(self, low: int, high: int) -> list[Candidate]:
        """Return the known names that stand within a slice, in text order."""
        first = bisect_right(self._anchor_starts, low - 1)
        last = bisect_right(self._anchor_starts, high - 1)
        return [anchor for anchor in self._anchors[first:last] if anchor.end <= high]

    def anchor_ending(self, place: int) -> Candidate | None:
        """Return the longest known name that ends at a place."""
        near = self.anchors_in(max(0, place - LONGEST), place)
        return next((anchor for anchor in near if anchor.end == place), None)


def _covered(anchors: Iterable[Candidate], word: Word) -> bool:
    """Say whether a word is part of a longer known name."""
    return any(
        a.start <= word.start and word.end <= a.end and a.length > word.end - word.start for a in anchors
    )


def _script_changes(text: str, place: int) -> bool:
    """Without tokens, words are taken to end where the script changes."""
    return _script(text[place - 1]) != _script(text[place])


def _script(character: str) -> int:
    if "ァ" <= character <= "ー" and character != "・":
        return 1
    if "一" <= character <= "鿿" or character == "々":
        return 2
    return 3 if character.isascii() else 4


def _joins(head: Head, before: str, after: str, *, anchored: bool) -> bool:
    """Say whether a dot joins two parts of one name: NATO・ロシア理事会, but not 福岡放送・九州放送."""
    if head.label in _JOINED or (head.needs == "noun" and (head.joint or not anchored)):
        return True
    return "ァ" <= before <= "ー" and "ァ" <= after <= "ー"
