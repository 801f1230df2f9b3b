"""Persons: a name before a title, family and given name side by side, and the same name further on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_tools.annotate.entity_candidates import PATTERN, Candidate
from corpus_tools.annotate.entity_lexicon_ja import occurrences
from corpus_tools.annotate.entity_shadow_ja import (
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
from corpus_tools.annotate.entity_words_ja import (
    BEFORE_TITLE,
    CHINESE_OR_KOREAN_FAMILY_NAMES,
    NAMES_LIKE_WORDS,
    NEVER_INSIDE,
    NOT_PERSONS,
    OCCUPATIONS,
    STRONG_TITLES,
)

_KATAKANA_NAME = re.compile(
    r"(?:[ァ-ヴー]+|[A-Z]\.?)(?:[・=](?:[ァ-ヴー]+|[A-Z]\.?))*(?:[0-9]{1,2}世|[一二三四五六七八九十]{1,3}世)?$"
)
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'’.-]+(?: [A-Z][A-Za-z'’.-]+)*$")
_KANJI_NAME = re.compile(r"[一-鿿々ヶ]{1,5}$")
_PARENTHESIS = re.compile(r"\([^()\n]{1,60}\)$")
_FULL_NAME = re.compile(f"(?:{FAMILY}{{1,4}}|{PLACE}{{2}}){GIVEN}{{1,5}}")
_GIVEN_AFTER = re.compile(r"[一-鿿々ぁ-んァ-ヴー]{1,5}")
_KATAKANA_PERSON = re.compile(f"{PERSON}[{PERSON}{UNKNOWN}D]*")
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
_PEOPLE = frozenset("家者員長人官相士師手優")
"""Last characters of words for what a person is."""
_NOT_BEFORE = re.compile(
    r"賞|症|病|式|法則|方程式|定理|型|主義|粒子|効果|菌|数|記念|財団|自動車|暦|線|図法|反応|細胞|小体|星雲|彗星"
)
"""What follows a name that stands for a thing: ノーベル賞, パーキンソン病."""
_FAMILY_NAME = re.compile(f"(?<![{NOUN_CLASSES}]){FAMILY}{{2,4}}(?=-|$)")
_NAME_CLASSES = frozenset({FAMILY, GIVEN, PERSON, UNKNOWN})
_BACK = 40


class PersonFinder:
    """Finds persons in one shadow.

    Args:
        names: What is known to stand where: a state is no person, a known person is one.
    """

    def __init__(self, shadow: Shadow, names: Iterable[Candidate]) -> None:
        self.shadow = shadow
        self._ending: dict[int, Candidate] = {}
        self._starting: dict[int, list[Candidate]] = {}
        self._covered = bytearray(len(shadow.text) + 1)
        for name in names:
            other = self._ending.get(name.end)
            if other is None or name.start < other.start:
                self._ending[name.end] = name
            self._starting.setdefault(name.start, []).append(name)
            self._covered[name.start : name.end] = b"\1" * name.length

    def by_titles(self, titles: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
        """Yield the names that stand before titles: 岸田文雄首相, トランプ前米大統領, ブッシュ（George W. Bush）大統領."""
        longest: dict[int, int] = {}
        for start, end in titles:
            longest[end] = min(start, longest.get(end, start))
        for end, start in longest.items():
            if self.shadow.borders[end] and (self.shadow.borders[start] or end - start > 2):
                strong = self.shadow.text[start:end] in STRONG_TITLES
                like_words = self.shadow.text[start:end] in NAMES_LIKE_WORDS
                if (found := self._before(start, strong=strong, like_words=like_words)) is not None:
                    yield Candidate(*found, "PERSON", PATTERN)

    def by_words(self) -> Iterator[Candidate]:
        """Yield what the dictionary itself calls a family name with a given name, or a foreign person."""
        shadow = self.shadow
        for match in _FULL_NAME.finditer(shadow.classes):
            start, end = match.span()
            if shadow.borders[start] and shadow.borders[end]:
                yield Candidate(start, end, "PERSON", PATTERN)
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

    def again(self, persons: Iterable[Candidate]) -> Iterator[Candidate]:
        """Yield further mentions of persons by full name, last foreign name or family name."""
        text = self.shadow.text
        forms: dict[str, Candidate] = {}
        for person in sorted(persons, key=lambda person: (person.en is None, person.start)):
            full = text[person.start : person.end]
            for form in {full, *self._short_forms(person)}:
                forms.setdefault(form, person)
        if not forms:
            return
        for start, end in occurrences(forms, text):
            first = forms[text[start:end]]
            if start != first.start and self._stands_alone(start, end):
                yield Candidate(
                    start,
                    end,
                    "PERSON",
                    PATTERN,
                    names=first.names,
                    entry=first.entry,
                    en=first.en,
                    name_id=first.name_id,
                )

    # ------------------------------------------------------------------------------------------ by titles

    def _before(self, place: int, *, strong: bool, like_words: bool) -> tuple[int, int] | None:
        """Return the name before a title, over former, deputy, states, bodies and glosses between them."""
        bare = place
        for _ in range(5):
            found = self._name(place, strong=strong or place != bare, like_words=like_words)
            if found is not None:
                return found
            step = self._step(place)
            if step is None:
                return None
            place = step
        return None

    def _step(self, place: int) -> int | None:
        """Go back over one thing that may stand between a name and a title."""
        text = self.shadow.text
        if text[place - 1 : place] == ")":
            match = _PARENTHESIS.search(text, max(0, place - 62), place)
            return match.start() if match else None
        if text[place - 1 : place] == "・" and self._known(place) is None:
            return place - 1
        known = self._ending.get(place)
        if known is not None and known.label in {"GPE", "ORG", "LOC"} and known.start > 0:
            return known.start
        return next((place - len(word) for word in BEFORE_TITLE if text.endswith(word, 0, place)), None)

    def _known(self, place: int) -> Candidate | None:
        return self._ending.get(place)

    def _name(self, place: int, *, strong: bool, like_words: bool) -> tuple[int, int] | None:
        known = self._ending.get(place)
        if known is not None and known.label != "PERSON" and not (strong and self._may_be_family(known)):
            return self._dotted(known, place)
        if known is not None and known.label == "PERSON":
            return known.start, known.end
        text = self.shadow.text
        low = max(0, place - _BACK)
        if match := _KATAKANA_NAME.search(text, low, place):
            return self._katakana(match.start(), place, like_words=like_words)
        if strong and (match := _LATIN_NAME.search(text, low, place)):
            return match.start(), place
        return self._kanji(place, strong=strong)

    def _dotted(self, known: Candidate, place: int) -> tuple[int, int] | None:
        """A place name may be the last part of a foreign name: ジャック・ロンドン氏."""
        return None

    def _may_be_family(self, known: Candidate) -> bool:
        surface = self.shadow.text[known.start : known.end]
        return known.label == "GPE" and len(surface) == 2 and all("一" <= c <= "鿿" for c in surface)

    def _katakana(self, start: int, end: int, *, like_words: bool) -> tuple[int, int] | None:
        """Cut a state before the name (ロシア・プーチン大統領) and refuse common words (グループ代表)."""
        text, classes = self.shadow.text, self.shadow.classes
        for name in self._starting.get(start, ()):
            if name.label in {"GPE", "ORG"} and text[name.end : name.end + 1] == "・" and name.end < end:
                start = name.end + 1
        if end - start < 2 or text[start:end] in NOT_PERSONS:
            return None
        if (
            not like_words
            and set(classes[start:end]) == {LOAN}
            and sum(self.shadow.borders[start + 1 : end]) == 0
        ):
            return None
        return start, end

    def _kanji(self, place: int, *, strong: bool) -> tuple[int, int] | None:
        text, classes = self.shadow.text, self.shadow.classes
        start = place
        while start > 0 and place - start < 6 and classes[start - 1] in (FAMILY, GIVEN):
            start -= 1
        if start < place and self.shadow.borders[start]:
            return start, place
        match = _KANJI_NAME.search(text, max(0, place - 5), place)
        if match is None:
            return None
        if strong and (apposed := self._apposed(place)) is not None:
            return apposed
        if not self.shadow.borders[match.start()]:
            return None
        surface = match[0]
        if match.start() > 0 and _is_kanji(text[match.start() - 1]):
            return None
        if (
            surface in NOT_PERSONS
            or surface in NEVER_INSIDE
            or any(surface.endswith(w) for w in NEVER_INSIDE if len(w) > 1)
        ):
            return None
        if len(surface) <= 3 and surface[0] in CHINESE_OR_KOREAN_FAMILY_NAMES and self._unlike_a_word(match):
            return match.start(), place
        if (
            len(surface) == 2
            and set(classes[match.start() : place]) == {PLACE}
            and self._ending.get(place) is None
        ):
            return match.start(), place
        if (
            strong
            and 2 <= len(surface) <= 4
            and any(c in (FAMILY, GIVEN, PERSON, "L") for c in classes[match.start() : place])
        ):
            return match.start(), place
        return None

    def _apposed(self, place: int) -> tuple[int, int] | None:
        """A Chinese or Korean name right behind what the person is: 活動家周庭氏."""
        text = self.shadow.text
        for length in (3, 2):
            start = place - length
            chinese = (
                start > 0 and text[start] in CHINESE_OR_KOREAN_FAMILY_NAMES and text[start - 1] in _PEOPLE
            )
            if chinese and self.shadow.borders[start] and all(map(_is_kanji, text[start:place])):
                return start, place
        return None

    def _unlike_a_word(self, match: re.Match[str]) -> bool:
        """A Chinese or Korean name is no single dictionary word, unless it is one character."""
        inner = self.shadow.borders[match.start() + 1 : match.end()]
        return not self.shadow.has_tokens or len(match[0]) == 1 or any(inner)

    # ------------------------------------------------------------------------------------------- by words

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
        if named and unknown and not _runs_on(text, start, end):
            yield Candidate(start, end, "PERSON", PATTERN)

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
        classes, borders = self.shadow.classes, self.shadow.borders
        for match in _FAMILY_NAME.finditer(classes):
            start, end = match.span()
            if (
                borders[start]
                and borders[end]
                and not any(borders[start + 1 : end])
                and not self._covered[start]
            ):
                yield start, end

    def _unknown(self, start: int, end: int) -> bool:
        """Say whether a katakana word is in no dictionary and no list."""
        return set(self.shadow.classes[start:end]) <= {UNKNOWN, PERSON, DOT} and not self._covered[start]

    def _alone(self, place: int) -> bool:
        """Say whether no noun follows directly."""
        return self.shadow.classes[place : place + 1] in ("", OTHER, TIME, NUMBER)

    # ---------------------------------------------------------------------------------------------- again

    def _short_forms(self, person: Candidate) -> Iterator[str]:
        surface = self.shadow.text[person.start : person.end]
        if "・" in surface:
            last = surface.rpartition("・")[2]
            if len(last) >= 3:
                yield last
        family = len(self.shadow.classes[person.start : person.end]) - len(
            self.shadow.classes[person.start : person.end].lstrip(FAMILY)
        )
        if 2 <= family < len(surface):
            yield surface[:family]

    def _stands_alone(self, start: int, end: int) -> bool:
        text = self.shadow.text
        if _runs_on(text, start, end):
            return False
        if _is_kanji(text[start]) and not (self.shadow.borders[start] and self.shadow.borders[end]):
            return False
        return len(text[start:end]) > 1


def _runs_on(text: str, start: int, end: int) -> bool:
    before, first, last, after = text[start - 1 : start], text[start], text[end - 1], text[end : end + 1]
    return (_katakana(before) and _katakana(first)) or (_katakana(last) and _katakana(after))


def _katakana(character: str) -> bool:
    return "ァ" <= character <= "ー" and character != "・"


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿"
