"""All words an entity may be made of in one automaton: names of the authority and the gazetteers, and heads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

import ahocorasick

from corpus_tools.annotate.entities_ja.candidates import AUTHORITY, GAZETTEER, NOTHING, Candidate
from corpus_tools.annotate.entities_ja.shadow import LOAN, Shadow
from corpus_tools.annotate.entities_ja.words import HEADS, TITLES, Head
from corpus_tools.names import Name, NameAuthority, Variant
from corpus_tools.names.gazetteer import GazetteerEntry, not_names


class Script(IntEnum):
    """How the ends of a form are told from the middle of a longer word."""

    KATAKANA = 0
    LATIN = 1
    KANJI = 2
    OTHER = 3


_SCRIPTS: tuple[tuple[re.Pattern[str], Script], ...] = (
    (re.compile(r"[ァ-ヴー]"), Script.KATAKANA),
    (re.compile(r"[A-Za-z0-9\u00c0-\u024f]"), Script.LATIN),
    (re.compile(r"[一-鿿々〆]"), Script.KANJI),
)
_STRICT_LENGTH = 3
"""Names of kanji up to this length must begin and end where words do; longer ones speak for themselves."""

_OFFICES = frozenset("院省庁")
"""Last characters by which a name of three speaks for itself, too: 参議院 in 参議院本会議."""

_DASHES = str.maketrans("‐‑–—−－", "------")


@dataclass(slots=True)
class Lexeme:
    """Everything one string may be."""

    text: str
    first: Script
    last: Script
    names: list[tuple[Name, Variant]] = field(default_factory=list)
    entries: list[GazetteerEntry] = field(default_factory=list)
    heads: tuple[Head, ...] = ()
    title: bool = False
    blocks: bool = False
    runs_on: bool = field(init=False)
    """Whether an end is katakana or Latin, whose words have no borders of their own."""

    def __post_init__(self) -> None:
        self.runs_on = bool({self.first, self.last} & {Script.KATAKANA, Script.LATIN})


@dataclass(slots=True)
class Matches:
    """What the lexicon found in a shadow."""

    candidates: list[Candidate]
    heads: list[tuple[int, int, tuple[Head, ...]]]
    titles: list[tuple[int, int]]
    held_back: list[tuple[int, int, Name]]


class Lexicon:
    """Finds every word it knows in one pass, however many it knows."""

    def __init__(
        self, authority: NameAuthority, entries: Iterable[GazetteerEntry], *, composition: bool
    ) -> None:
        lexemes: dict[str, Lexeme] = {}
        for name in authority:
            if name.type != "CONCEPT":
                for variant in name.variants:
                    _lexeme(lexemes, variant.text).names.append((name, variant))
        for entry in entries:
            for form in entry.ja:
                _lexeme(lexemes, form).entries.append(entry)
        if lexemes:
            for word in not_names():
                _lexeme(lexemes, word).blocks = True
        if composition:
            for head, kinds in HEADS.items():
                _lexeme(lexemes, head).heads = kinds
            for title in TITLES:
                _lexeme(lexemes, title).title = True
        self.lexemes = lexemes
        self._automaton = ahocorasick.Automaton()
        for text, lexeme in lexemes.items():
            self._automaton.add_word(text, lexeme)
        self._automaton.make_automaton()

    def __call__(self, shadow: Shadow, document_id: str) -> Matches:
        """Return the words found in ``shadow`` that are words there."""
        found = Matches([], [], [], [])
        if not self.lexemes:
            return found
        introduced: set[str] = set()
        for start, end, lexeme in self._words(shadow):
            if lexeme.heads:
                found.heads.append((start, end, lexeme.heads))
            if lexeme.title:
                found.titles.append((start, end))
            if lexeme.names:
                _add_names(found, start, end, lexeme, document_id, introduced)
            if lexeme.blocks:
                found.candidates.append(Candidate(start, end, NOTHING, GAZETTEER, sealed=True, sure=True))
            for entry in lexeme.entries:
                found.candidates.append(
                    Candidate(start, end, entry.label, GAZETTEER, entry=entry, optional=entry.optional)
                )
        return found

    def _words(self, shadow: Shadow) -> Iterator[tuple[int, int, Lexeme]]:
        """Yield the words; a katakana head behind a listed katakana name makes both words (リオ|サミット)."""
        text, borders, has_tokens = shadow.text, shadow.borders, shadow.has_tokens
        waiting: dict[int, tuple[int, int, Lexeme]] = {}
        for last, lexeme in self._automaton.iter(text):
            end = last + 1
            start = end - len(lexeme.text)
            before = lexeme.runs_on and _joined(text, start, lexeme.first)
            after = lexeme.runs_on and _joined(text, end, lexeme.last) and not _loan_after(shadow, end)
            if before and lexeme.heads and not after and (name := waiting.get(start)) is not None:
                yield from (*([] if _loan_after(shadow, start) else [name]), (start, end, lexeme))
            if lexeme.entries and not before:
                waiting[end] = (start, end, lexeme)
            if before or after:
                continue
            kanji = lexeme.first is Script.KANJI or lexeme.last is Script.KANJI
            if not kanji or _whole(text, borders, start, end, lexeme, has_tokens):
                yield start, end, lexeme


def script_of(character: str) -> Script:
    """Return the script that decides whether a form may border on ``character``."""
    return next((script for pattern, script in _SCRIPTS if pattern.match(character)), Script.OTHER)


def occurrences(forms: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where any of the forms stands in the text, overlapping ones too."""
    automaton = ahocorasick.Automaton()
    for form in forms:
        automaton.add_word(form, len(form))
    if len(automaton):
        automaton.make_automaton()
        for last, length in automaton.iter(text):
            yield last + 1 - length, last + 1


def _lexeme(lexemes: dict[str, Lexeme], form: str) -> Lexeme:
    key = form.translate(_DASHES)
    key = re.sub(r"(?<![!-~]) +| +(?![!-~])", "", key)
    if key not in lexemes:
        lexemes[key] = Lexeme(key, script_of(key[0]), script_of(key[-1]))
    return lexemes[key]


def _joined(text: str, place: int, script: Script) -> bool:
    """Say whether a katakana or Latin word runs on across ``place``."""
    if place <= 0 or place >= len(text):
        return False
    before, after = text[place - 1], text[place]
    if script is Script.KATAKANA:
        return "ァ" <= before <= "ー" and before != "・" and "ァ" <= after <= "ー" and after != "・"
    if script is Script.LATIN:
        return before.isascii() and after.isascii() and before.isalnum() and after.isalnum()
    return False


def _loan_after(shadow: Shadow, place: int) -> bool:
    """Say whether an everyday loan word follows: スカッド|ミサイル, ロンドン|オリンピック."""
    return bool(shadow.has_tokens and shadow.borders[place]) and shadow.classes[place] == LOAN


def _whole(text: str, borders: bytes, start: int, end: int, lexeme: Lexeme, has_tokens: bool) -> bool:
    """Say whether a form with kanji at an end is a word of its own here."""
    if has_tokens:
        least = _STRICT_LENGTH if text[end - 1] in _OFFICES else _STRICT_LENGTH + 1
        lenient = end - start >= least and text[end - 1] not in "国海"
        return lenient or bool(
            (lexeme.first is not Script.KANJI or borders[start])
            and (lexeme.last is not Script.KANJI or borders[end])
        )
    if lexeme.heads or lexeme.title or end - start > _STRICT_LENGTH - 1:
        return True
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    return not (_is_kanji(before) and _is_kanji(after))


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿"


def _add_names(
    found: Matches, start: int, end: int, lexeme: Lexeme, document_id: str, introduced: set[str]
) -> None:
    """Add what the authority means by a form here; a form whose condition fails is held back."""
    meant: dict[str, list[Name]] = {}
    for name, variant in lexeme.names:
        if variant.holds(document_id, introduced=name.id in introduced):
            meant.setdefault(name.type, []).append(name)
        else:
            found.held_back.append((start, end, name))
    for label, names in meant.items():
        introduced.update(name.id for name in names)
        optional = all(name.optional for name in names)
        found.candidates.append(
            Candidate(start, end, label, AUTHORITY, names=tuple(names), optional=optional)
        )
