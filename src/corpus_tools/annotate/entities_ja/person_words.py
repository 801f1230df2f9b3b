"""Persons without a title: by what the dictionary calls a person's name, and by what only persons do."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from corpus_tools.annotate.entities_ja.candidates import PATTERN, Candidate
from corpus_tools.annotate.entities_ja.places import is_river
from corpus_tools.annotate.entities_ja.shadow import (
    DOT,
    FAMILY,
    GIVEN,
    LOAN,
    NOUN_CLASSES,
    NUMBER,
    OTHER,
    PERSON,
    PLACE,
    TIME,
    UNKNOWN,
    Shadow,
)
from corpus_tools.annotate.entities_ja.words import EVERYDAY_ENDING, OCCUPATIONS, TITLES, word_set

_FULL_NAME = re.compile(f"(?:{FAMILY}{{1,4}}|{PLACE}{{2}}){GIVEN}{{1,5}}")
_KATAKANA_PERSON = re.compile(f"{PERSON}[{PERSON}{UNKNOWN}D]*")
_MIXED_NAME = re.compile(f"{FAMILY}{{1,4}}{PERSON}{{2,}}")
_KATAKANA_RUN = re.compile(r"[ァ-ヴー]{2,}(?:[・=][ァ-ヴー]{2,})+")
_LETTERS = word_set(
    "エー ビー シー ディー イー エフ ジー エイチ アイ ジェイ ケー ケイ エル エム エヌ オー ピー キュー アール エス ティー ユー ブイ ダブリュー エックス ワイ ゼット"
)
_PARTICLE = "(?:フォン|ファン|ヴァン|ファンデル|デ|デア|ド|ドゥ|ダ|ディ|デル|デッラ|ラ|ル|ビン|イブン|アブ|アル|エル|マク|テル|ドス|ダス|サン)[・=]"
_GIVEN_NAMES = "(?<![ァ-ヴー])(?:[ァ-ヴー]+[・=])"
_BEGINS_WITH_PARTICLE = re.compile(_PARTICLE)
_GIVEN = re.compile(f"{_GIVEN_NAMES}+$")
_PARTICLES = re.compile(f"(?:{_GIVEN_NAMES}+{_PARTICLE}|(?<![ァ-ヴー・]){_PARTICLE})$")
"""What stands before the name proper and belongs to it: フォン・ブラウン."""
_NUMBERED = re.compile(
    r"(?<![ァ-ヴー・])[ァ-ヴー][ァ-ヴー・=]+(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})世(?![紀代界帯])"
)
_MONARCH = re.compile(r"[一-鿿]{2,3}(?:天皇|上皇|法皇|親王|内親王)")
_DOTTED = re.compile(f"[{UNKNOWN}{PERSON}]{{2,}}(?:D[{UNKNOWN}{PERSON}]{{2,}})+")
_NAME_AFTER_OCCUPATION = re.compile(rf"(?:{OCCUPATIONS})(?:の|だった|である|・|、)(?=[一-鿿ァ-ヴ])")
_HUMAN = re.compile(
    r"(?<![ァ-ヴー・])(?P<name>[ァ-ヴー][ァ-ヴー・]{2,})(?:ら)?(?:"
    r"[はがも][^。\n]{0,60}?(?:述べ|語っ|語る|演説し|就任し|に就い|辞任し|即位し|亡命し|暗殺され|処刑され|逮捕され|死去し|生まれ|著し|執筆し|唱え|"
    r"結婚し|留学し|師事し|出馬し|当選し|亡くなっ|没し|戴冠し|自殺し|投獄され|釈放され|証明し|嘆い|率い)|"
    r"率いる|に師事|の(?:著書|弟子|妻|夫|息子|娘|死後|遺体|伝記|自伝|生涯|理論|定理|法則)|"
    r"を(?:首相|大統領|皇帝|国王|議長|長官|後継者)に(?:任命|指名|選出)|を(?:暗殺|処刑|逮捕|釈放|釈放))"
)
"""What only a person does or has."""
_STATE = re.compile(r"cldr:[A-Z]{2}|iso3166-3:.*")
_NOT_BEFORE = re.compile(
    r"賞|症|病|式|法則|方程式|定理|型|主義|粒子|効果|菌|数|記念|財団|自動車|暦|線|図法|反応|細胞|小体|星雲|彗星"
)
"""What follows a name that stands for a thing: ノーベル賞, パーキンソン病."""
_FAMILY_NAME = re.compile(f"(?<![{NOUN_CLASSES}]){FAMILY}{{2,4}}(?=-|$)")
_NAME_CLASSES = frozenset({FAMILY, GIVEN, PERSON, UNKNOWN})


class PersonWords:
    """Finds persons in one shadow by its words.

    Args:
        names: What is known to stand where; nothing is found inside it.
    """

    def __init__(self, shadow: Shadow, names: Collection[Candidate]) -> None:
        self.shadow = shadow
        self._covered = bytearray(len(shadow.text) + 1)
        for name in names:
            self._covered[name.start : name.end] = b"\1" * name.length
        self._states = {n.start for n in names if n.entry is not None and _STATE.fullmatch(n.entry.id)}

    def __call__(self) -> Iterator[Candidate]:
        """Yield what the dictionary itself calls a family name with a given name, or a foreign person."""
        shadow = self.shadow
        for match in _FULL_NAME.finditer(shadow.classes):
            start, end = match.span()
            given = shadow.text[start:end].endswith(TITLES)
            if shadow.borders[start] and shadow.borders[end] and start not in self._states and not given:
                yield Candidate(start, end, "PERSON", PATTERN)
        for match in _MIXED_NAME.finditer(shadow.classes):
            start, end = match.span()
            if shadow.borders[start] and self._alone(end) and _katakana(shadow.text[end - 1]):
                yield Candidate(start, end, "PERSON", PATTERN)
        for match in _KATAKANA_RUN.finditer(shadow.text):
            if self._given_and_family(*match.span()):
                yield from self._foreign(*match.span())
        for match in _KATAKANA_PERSON.finditer(shadow.classes):
            yield from self._foreign(*match.span())
        for match in _DOTTED.finditer(shadow.classes):
            yield from self._foreign(*match.span())
        for match in _NAME_AFTER_OCCUPATION.finditer(shadow.text):
            yield from self._after_occupation(match.end())
        for start, end in self._family_names():
            yield Candidate(start, end, "PERSON", PATTERN)
        for match in _HUMAN.finditer(shadow.text):
            if self._unknown(*match.span("name")):
                yield Candidate(*match.span("name"), "PERSON", PATTERN)
        for match in _NUMBERED.finditer(shadow.text):
            yield Candidate(*match.span(), "PERSON", PATTERN)
        for match in _MONARCH.finditer(shadow.text):
            if shadow.borders[match.start()] and shadow.borders[match.end()]:
                yield Candidate(*match.span(), "PERSON", PATTERN)

    def _foreign(self, start: int, end: int) -> Iterator[Candidate]:
        """A run that begins with a foreign person's name; dots join its parts."""
        text = self.shadow.text
        while end > start and text[end - 1] in "・=":
            end -= 1
        while start > 1 and text[start - 1] in "・=" and self.shadow.classes[start - 2] == UNKNOWN:
            start -= 1
            while start > 0 and self.shadow.classes[start - 1] == UNKNOWN and "ァ" <= text[start - 1] <= "ー":
                start -= 1
        surface = text[start:end]
        named = len(surface) >= 3 and self._is_katakana(surface) and self._alone(end)
        unknown = not all(self._covered[start:end]) and not _NOT_BEFORE.match(text, end)
        if named and unknown and not runs_on(text, start, end):
            yield Candidate(start, end, "PERSON", PATTERN)

    def _given_and_family(self, start: int, end: int) -> bool:
        """ルネ・カサン: the first part is in the dictionary as a name, the last no everyday word."""
        text, classes = self.shadow.text, self.shadow.classes
        parts = re.split("[・=]", text[start:end])
        if set(parts) <= _LETTERS or set(classes[start : start + len(parts[0])]) != {PERSON}:
            return False
        last = end - len(parts[-1])
        pieces = any(self.shadow.borders[last + 1 : end]) or LOAN not in classes[last:end]
        return pieces and not EVERYDAY_ENDING.search(parts[-1])

    @staticmethod
    def _is_katakana(surface: str) -> bool:
        return all("ァ" <= c <= "ー" or c == "=" for c in surface)

    def _after_occupation(self, start: int) -> Iterator[Candidate]:
        """経済学者のピケティ: a foreign word or a family name that follows and stands by itself."""
        classes, text, end = self.shadow.classes, self.shadow.text, start
        while end < len(text) and (classes[end] in _NAME_CLASSES or text[end] in "・="):
            end += 1
        surface = text[start:end]
        alone = (
            len(surface) > 1 and not self._covered[start] and self._alone(end) and surface[-1] not in "・="
        )
        if alone and (classes[start] != UNKNOWN or (self._is_katakana(surface) and len(surface) > 2)):
            yield Candidate(start, end, "PERSON", PATTERN)

    def _family_names(self) -> Iterator[tuple[int, int]]:
        """Family names by themselves where a noun phrase begins and ends: 田中は."""
        classes, borders, text = self.shadow.classes, self.shadow.borders, self.shadow.text
        for match in _FAMILY_NAME.finditer(classes):
            start, end = match.span()
            if (
                borders[start]
                and borders[end]
                and not any(borders[start + 1 : end])
                and not self._covered[start]
                and not is_river(text, start, end)
            ):
                yield start, end

    def _unknown(self, start: int, end: int) -> bool:
        """Say whether a katakana word is in no dictionary and no list."""
        return set(self.shadow.classes[start:end]) <= {UNKNOWN, PERSON, DOT} and not self._covered[start]

    def _alone(self, place: int) -> bool:
        """Say whether no noun follows directly."""
        return self.shadow.classes[place : place + 1] in ("", OTHER, TIME, NUMBER)


def runs_on(text: str, start: int, end: int) -> bool:
    """Say whether a katakana word goes on before or behind a slice."""
    before, first, last, after = text[start - 1 : start], text[start], text[end - 1], text[end : end + 1]
    return (_katakana(before) and _katakana(first)) or (_katakana(last) and _katakana(after))


def _katakana(character: str) -> bool:
    return "ァ" <= character <= "ー" and character != "・"


def with_particles(shadow: Shadow, persons: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the persons whose name begins before what is known of it: フォン・ブラウン, X・ファン・Y."""
    for person in persons:
        if shadow.text[person.start - 1 : person.start] in {"・", "="}:
            pattern = _GIVEN if _BEGINS_WITH_PARTICLE.match(shadow.text, person.start) else _PARTICLES
            before = pattern.search(shadow.text, max(0, person.start - 40), person.start)
            if before is not None:
                yield Candidate(before.start(), person.end, "PERSON", PATTERN)
