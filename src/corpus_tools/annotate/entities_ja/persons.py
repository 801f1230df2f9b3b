"""Persons by their titles, and the same persons further on in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus_tools.annotate.entities_ja.candidates import PATTERN, PLACES, Candidate
from corpus_tools.annotate.entities_ja.lexicon import occurrences
from corpus_tools.annotate.entities_ja.person_words import runs_on
from corpus_tools.annotate.entities_ja.shadow import (
    FAMILY,
    GIVEN,
    LOAN,
    NOUN,
    OTHER,
    PERSON,
    PLACE,
    Shadow,
)
from corpus_tools.annotate.entities_ja.words import (
    BEFORE_TITLE,
    CHINESE_OR_KOREAN_FAMILY_NAMES,
    NAMES_LIKE_WORDS,
    NEVER_INSIDE,
    NOT_PERSONS,
    STRONG_TITLES,
    TITLES,
    word_set,
)

_KATAKANA_NAME = re.compile(
    r"(?:[ァ-ヴー]+|[A-Z]\.?)(?:[・=](?:[ァ-ヴー]+|[A-Z]\.?))*(?:[0-9]{1,2}世|[一二三四五六七八九十]{1,3}世)?$"
)
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'’.-]+(?: [A-Z][A-Za-z'’.-]+)*$")
_GIVEN_NAMES = re.compile(r"(?<![ァ-ヴー・])(?:[ァ-ヴー]+・)+$")
_KANJI_NAME = re.compile(r"[一-鿿々ヶ]{1,5}$")
_NO_TITLE = re.compile(
    r"会(?!長|頭|員)|連盟|権|団|号|課程|席|クラブ|組合|者|位(?!置)|領(?!事)|国(?!王|家|務|防)"
)
"""What makes another word of a title: 弁護士会, 議員連盟, 選手権."""
_PARENTHESIS = re.compile(r"\([^()\n]{1,60}\)$")
_STATE = re.compile(r"cldr:[A-Z]{2}|iso3166-3:.*")
_POLITIES = ("州", "省", "国", "自治区", "半島", "地区", "地方", "帝国")
_OF_RULERS = word_set(
    "大統領 首相 外相 国防相 財務相 国防長官 国務長官 財務長官 司法長官 書記長 総書記 皇帝 将軍 元帥 提督 氏 さん 博士 教授 夫人 容疑者 被告 上院議員 下院議員 最高経営責任者"
)
"""Titles of persons that a city has not."""
_OF_POLITICIANS = word_set("知事 首相 外相 防衛相 財務相 経産相 厚労相 官房長官 幹事長 党首 委員長 代表")
_NOT_CHINESE = frozenset("庁省局部会党社軍院署課室国州県市府所相")
_CHINESE_NAME = re.compile(
    rf"(?<![一-鿿々])(?P<name>[{''.join(sorted(CHINESE_OR_KOREAN_FAMILY_NAMES))}][一-鿿]{{2}})(?:前|元|新)?(?:候補|氏|代表|主席|委員長|首相|外相|議員|市長|教授)(?![一-鿿])"
)
_BODIES = frozenset("組社党省庁局御")
_PEOPLE = frozenset("家者員長人官相士師手優")
"""Last characters of words for what a person is."""
_LONG_WORDS = tuple(word for word in NEVER_INSIDE if len(word) > 1)
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
        for name in names:
            other = self._ending.get(name.end)
            if other is None or name.start < other.start:
                self._ending[name.end] = name
            self._starting.setdefault(name.start, []).append(name)

    def by_titles(self, titles: Iterable[tuple[int, int]]) -> Iterator[Candidate]:
        """Yield the names that stand before titles: 岸田文雄首相, トランプ前米大統領, ブッシュ（George W. Bush）大統領."""
        longest: dict[int, int] = {}
        for start, end in titles:
            longest[end] = min(start, longest.get(end, start))
        for end, start in longest.items():
            whole = self.shadow.borders[end] and (self.shadow.borders[start] or end - start > 2)
            if whole and not _NO_TITLE.match(self.shadow.text, end):
                title = self.shadow.text[start:end]
                found = self._before(start, title)
                if found is not None and self.shadow.text[slice(*found)] not in TITLES:  # 王子様
                    sure = title in STRONG_TITLES or found[1] in self._ending
                    yield Candidate(*found, "PERSON", PATTERN, sure=sure)

    def by_family_names(self) -> Iterator[Candidate]:
        """Yield Chinese and Korean names whose rare characters make the words around the title wrong."""
        for match in _CHINESE_NAME.finditer(self.shadow.text):
            end = match.end("name")
            if self.shadow.borders[match.start()] and not self.shadow.borders[end]:
                yield Candidate(match.start(), end, "PERSON", PATTERN, sure=True)

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
            if start == first.start or not self._stands_alone(start, end):
                continue
            given = _GIVEN_NAMES.search(text, max(0, start - _BACK), start)
            if given is not None and text[start:end] != text[first.start : first.end]:
                yield Candidate(given.start(), end, "PERSON", PATTERN)  # another of the same family name
            else:
                yield replace(first, start=start, end=end, source=PATTERN, context="text", sure=False)

    # ------------------------------------------------------------------------------------------ by titles

    def _before(self, place: int, title: str) -> tuple[int, int] | None:
        """Return the name before a title, over former, deputy, states, bodies and glosses between them."""
        bare = place
        for _ in range(5):
            found = self._name(place, title, strong=place != bare or title in STRONG_TITLES)
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
        if text[place - 1 : place] == "・" and place not in self._ending:
            return place - 1
        known = self._ending.get(place)
        if known is not None and known.label in {"GPE", "ORG", "LOC"} and known.start > 0:
            return known.start
        return next((place - len(word) for word in BEFORE_TITLE if text.endswith(word, 0, place)), None)

    def _name(self, place: int, title: str, *, strong: bool) -> tuple[int, int] | None:
        text, known = self.shadow.text, self._ending.get(place)
        if (
            known is not None
            and known.label != "PERSON"
            and not self._may_be_person(known, title, strong=strong)
        ):
            return None
        if known is not None and (known.label == "PERSON" or (not strong and _is_kanji(text[place - 1]))):
            return known.start, known.end
        low = max(0, place - _BACK)
        if match := _KATAKANA_NAME.search(text, low, place):
            return self._katakana(match.start(), place, like_words=title in NAMES_LIKE_WORDS)
        if strong and (match := _LATIN_NAME.search(text, low, place)):
            return match.start(), place
        return self._kanji(place, strong=strong)

    def _may_be_person(self, known: Candidate, title: str, *, strong: bool) -> bool:
        """A place that is called like a person: 石川氏, サントス大統領, ワシントン初代大統領, 玉城知事."""
        surface = self.shadow.text[known.start : known.end]
        if known.label not in PLACES:
            return False
        if all(map(_is_kanji, surface)):
            listed = known.source != PATTERN
            return len(surface) == 2 and (strong if listed else strong or title in _OF_POLITICIANS)
        return title in _OF_RULERS and surface[0] >= "ァ" and not _has_rulers(known)

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
        while start > 0 and classes[start - 1] == FAMILY:
            start -= 1
        return start, end

    def _kanji(self, place: int, *, strong: bool) -> tuple[int, int] | None:
        text, classes = self.shadow.text, self.shadow.classes
        if (chinese := self._chinese(place)) is not None:
            return chinese
        start = place
        while start > 0 and place - start < 6 and classes[start - 1] in (FAMILY, GIVEN):
            start -= 1
        if start < place and self.shadow.borders[start]:
            rare = start - 2 if set(classes[start:place]) == {GIVEN} else start
            return (rare if rare < start and self._rare_family(rare) else start), place
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
        if surface in NOT_PERSONS or surface in NEVER_INSIDE or surface.endswith(_LONG_WORDS):
            return None
        if (
            len(surface) == 2
            and set(classes[match.start() : place]) == {PLACE}
            and self._ending.get(place) is None
        ):
            return match.start(), place
        kinds = set(classes[match.start() : place])
        place_name = PLACE in kinds and (len(surface) == 2 or not self._listed(match.start()))
        named = (kinds & {FAMILY, GIVEN, PERSON} or place_name) and surface[-1] not in _BODIES
        if strong and 2 <= len(surface) <= 4 and named:
            return match.start(), place
        return None

    def _rare_family(self, start: int) -> bool:
        """Say whether two characters before a given name are one word that begins a phrase: 宇賀|克也裁判官."""
        text, borders = self.shadow.text, self.shadow.borders
        if start < 0 or not (borders[start] and all(map(_is_kanji, text[start : start + 2]))):
            return False
        alone = start == 0 or self.shadow.classes[start - 1] == OTHER
        word = not borders[start + 1] and text[start + 1] not in _PEOPLE | _BODIES | {"将", "君", "宮"}
        return alone and word and self.shadow.classes[start] == NOUN

    def _listed(self, start: int) -> bool:
        """Say whether a list has a name that begins here: 日本代表選手."""
        return any(name.source != PATTERN for name in self._starting.get(start, ()))

    def _chinese(self, place: int) -> tuple[int, int] | None:
        """A Chinese or Korean name by itself: 柯文哲, 李; the words it is cut into do not matter."""
        match = _KANJI_NAME.search(self.shadow.text, max(0, place - 5), place)
        if match is None or len(match[0]) > 3 or not self.shadow.borders[match.start()]:
            return None
        text, surface = self.shadow.text, match[0]
        alone = match.start() == 0 or not _is_kanji(text[match.start() - 1])
        family = surface[0] in CHINESE_OR_KOREAN_FAMILY_NAMES and surface[-1] not in _NOT_CHINESE
        known = surface in NOT_PERSONS or surface in NEVER_INSIDE or surface.endswith(_LONG_WORDS)
        return match.span() if alone and family and not known and self._unlike_a_word(match) else None

    def _apposed(self, place: int) -> tuple[int, int] | None:
        """A Chinese or Korean name right behind what the person is: 活動家周庭氏."""
        text = self.shadow.text
        for length in (3, 2):
            start = place - length
            chinese = (
                start > 0 and text[start] in CHINESE_OR_KOREAN_FAMILY_NAMES and text[start - 1] in _PEOPLE
            )
            named = all(map(_is_kanji, text[start:place])) and text[place - 1] not in _NOT_CHINESE
            if chinese and named and self.shadow.borders[start]:
                return start, place
        return None

    def _unlike_a_word(self, match: re.Match[str]) -> bool:
        """A Chinese or Korean name is no single dictionary word, unless it is one character."""
        inner = self.shadow.borders[match.start() + 1 : match.end()]
        return not self.shadow.has_tokens or len(match[0]) == 1 or any(inner)

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
        if runs_on(text, start, end):
            return False
        if _is_kanji(text[start]) and not (self.shadow.borders[start] and self.shadow.borders[end]):
            return False
        return len(text[start:end]) > 1


def _has_rulers(place: Candidate) -> bool:
    """Say whether a listed place is a state or says in one of its forms that it is a polity of its own."""
    entry = place.entry
    if entry is None:
        return place.source != PATTERN
    return bool(_STATE.fullmatch(entry.id)) or any(form.endswith(_POLITIES) for form in entry.ja)


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿"
