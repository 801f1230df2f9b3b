"""What the text's own glosses say: this name is that English, here and wherever it recurs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import ahocorasick

from corpus_tools.annotate.entities_ja.candidates import GLOSS, PLACES, Candidate
from corpus_tools.annotate.entities_ja.lexicon import occurrences
from corpus_tools.annotate.entities_ja.shadow import Shadow
from corpus_tools.annotate.entities_ja.words import HEADS
from corpus_tools.model import Span
from corpus_tools.names import NameAuthority
from corpus_tools.names.gazetteer import GazetteerEntry, slug

_DOUBT = "the gloss agrees with the Japanese neither by sound nor by words: check it"
_IN_TITLES = frozenset({"GPE", "ORG", "LOC", "PERSON", "FORCE"})
_SHORTEST = 2
_SHORT_HEADS = frozenset("省庁党軍社局法州県市")
_AID = re.compile(
    r".{4,}(?:支援|援助|事業|目標|パッケージ|ファシリティ|ミッション|イニシアチブ|イニシアティブ)$"
)
_CLAUSE = re.compile(r"[をがは、。]|に(?!関する|対する|おける)|による")


class EnglishNames:
    """Finds the English names of the authority and the gazetteers inside English titles."""

    def __init__(self, authority: NameAuthority, entries: Iterable[GazetteerEntry]) -> None:
        self._automaton = ahocorasick.Automaton()
        forms: dict[str, Candidate] = {}
        for entry in entries:
            if entry.label in _IN_TITLES - {"PERSON"}:
                for form in entry.en:
                    forms.setdefault(form, Candidate(0, 0, entry.label, GLOSS, entry=entry))
        for name in authority:
            if name.type in _IN_TITLES and not name.optional:
                for english in (name.en, name.acronym, name.en_short):
                    if english and english[0].isupper():
                        forms[english] = Candidate(0, 0, name.type, GLOSS, names=(name,))
        for form, candidate in forms.items():
            if len(form) > 1:
                self._automaton.add_word(form, (form, candidate))
        if forms:
            self._automaton.make_automaton()
        self._empty = not forms

    def __call__(self, text: str, start: int, end: int) -> Iterator[Candidate]:
        """Yield the names that stand in a slice of the text, as parts of a title."""
        if self._empty:
            return
        for last, (form, found) in self._automaton.iter(text, start, end):
            low, high = last + 1 - len(form), last + 1
            if (
                not (_letter(text[low - 1 : low]) or _letter(text[high : high + 1]))
                and high - low < end - start
            ):
                yield Candidate(
                    low, high, found.label, GLOSS, names=found.names, entry=found.entry, context="title"
                )


class GlossReader:
    """Turns the glosses of one document into candidates."""

    def __init__(self, shadow: Shadow, known: Iterable[Candidate], english: EnglishNames) -> None:
        self.shadow = shadow
        self._english = english
        self._at: dict[tuple[int, int], Candidate] = {}
        self._ending: dict[int, Candidate] = {}
        for candidate in known:
            self._at.setdefault((candidate.start, candidate.end), candidate)
            self._ending.setdefault(candidate.end, candidate)

    def __call__(self, glosses: Iterable[Span]) -> Iterator[Candidate]:
        """Yield both parts of each gloss that is a name, the names inside its English, and what recurs."""
        recurring: dict[str, Candidate] = {}
        for gloss in glosses:
            parts = self._parts(gloss)
            if parts is None:
                continue
            english = parts[1]
            yield from parts
            if " " in self.shadow.text[english.start : english.end]:
                yield from self._english(self.shadow.text, english.start, english.end)
            for part in parts:
                form = self.shadow.text[part.start : part.end]
                if len(form) >= _SHORTEST and (part is english or len(form) > _SHORTEST):
                    recurring.setdefault(form, part)
        yield from self._again(recurring)

    def _parts(self, gloss: Span) -> tuple[Candidate, Candidate] | None:
        if gloss.label == "tenure" or gloss.attributes.get("en_start") is None:
            return None
        start, end = self.shadow.slice(gloss.attributes["ja_start"], gloss.attributes["ja_end"])
        en_start, en_end = self.shadow.slice(gloss.attributes["en_start"], gloss.attributes["en_end"])
        start = self._after_sentence(start, end)
        label, known = self._label(gloss, start, end)
        if label is None or start >= end or en_start >= en_end:
            return None
        english = gloss.attributes["en"]
        doubt = _DOUBT if gloss.attributes.get("agreement") == "none" else None
        japanese = Candidate(
            start, end, label, GLOSS, en=english, name_id=f"text:{slug(english)}", note=doubt
        )
        if known is not None and known.label == label:
            japanese = replace(japanese, names=known.names, entry=known.entry, optional=known.optional)
        latin = replace(japanese, start=en_start, end=en_end, context="gloss")
        return japanese, latin

    def _after_sentence(self, start: int, end: int) -> int:
        """Where a known name ends the Japanese part and a clause stands before it, begin at the name."""
        name = self._ending.get(end)
        if name is None or name.start <= start or not _CLAUSE.search(self.shadow.text, start, name.start):
            return start
        return name.start

    def _label(self, gloss: Span, start: int, end: int) -> tuple[str | None, Candidate | None]:
        if gloss.label == "person":
            return "PERSON", self._at.get((start, end))
        known = self._at.get((start, end))
        if known is not None:
            return known.label, known
        english = self.shadow.slice(gloss.attributes["en_start"], gloss.attributes["en_end"])
        if (latin := self._at.get(english)) is not None:
            return latin.label, latin
        tail = self._ending.get(end)
        if tail is not None and tail.label not in PLACES and tail.label != "PERSON":
            return tail.label, None
        return _label_of_head(self.shadow.text[start:end]), None

    def _again(self, recurring: dict[str, Candidate]) -> Iterator[Candidate]:
        if not recurring:
            return
        for start, end in occurrences(recurring, self.shadow.text):
            first = recurring[self.shadow.text[start:end]]
            if first.start != start and first.label != "PERSON" and self._stands_alone(start, end):
                yield replace(first, start=start, end=end, context="text")

    def _stands_alone(self, start: int, end: int) -> bool:
        text, borders = self.shadow.text, self.shadow.borders
        before, after = text[start - 1 : start], text[end : end + 1]
        if (_letter(before) and _letter(text[start])) or (_letter(after) and _letter(text[end - 1])):
            return False
        return bool(borders[start] and borders[end]) or text[start:end].isascii()


def _label_of_head(surface: str) -> str | None:
    """Say what a name is by its last word: 国際宇宙法学会 is a body."""
    if _AID.search(surface):
        return "PROGRAM"
    for length in range(min(8, len(surface) - 1), 0, -1):
        if length == 1 and surface[-1] not in _SHORT_HEADS:
            return None
        if (heads := HEADS.get(surface[-length:])) is not None:
            return heads[0].label
    return None


def _letter(character: str) -> bool:
    return character.isascii() and character.isalnum()
