"""Persons by their titles, and the same persons further on in the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus_tools.annotate.entity_candidates import PATTERN, Candidate
from corpus_tools.annotate.entity_lexicon_ja import occurrences
from corpus_tools.annotate.entity_person_words_ja import runs_on
from corpus_tools.annotate.entity_shadow_ja import (
    FAMILY,
    GIVEN,
    LOAN,
    PERSON,
    PLACE,
    Shadow,
)
from corpus_tools.annotate.entity_words_ja import (
    BEFORE_TITLE,
    CHINESE_OR_KOREAN_FAMILY_NAMES,
    NAMES_LIKE_WORDS,
    NEVER_INSIDE,
    NOT_PERSONS,
    STRONG_TITLES,
)

_KATAKANA_NAME = re.compile(
    r"(?:[ァ-ヴー]+|[A-Z]\.?)(?:[・=](?:[ァ-ヴー]+|[A-Z]\.?))*(?:[0-9]{1,2}世|[一二三四五六七八九十]{1,3}世)?$"
)
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'’.-]+(?: [A-Z][A-Za-z'’.-]+)*$")
_KANJI_NAME = re.compile(r"[一-鿿々ヶ]{1,5}$")
_PARENTHESIS = re.compile(r"\([^()\n]{1,60}\)$")
_PEOPLE = frozenset("家者員長人官相士師手優")
"""Last characters of words for what a person is."""
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
            if self.shadow.borders[end] and (self.shadow.borders[start] or end - start > 2):
                strong = self.shadow.text[start:end] in STRONG_TITLES
                like_words = self.shadow.text[start:end] in NAMES_LIKE_WORDS
                if (found := self._before(start, strong=strong, like_words=like_words)) is not None:
                    yield Candidate(*found, "PERSON", PATTERN, sure=strong)

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
        if text[place - 1 : place] == "・" and place not in self._ending:
            return place - 1
        known = self._ending.get(place)
        if known is not None and known.label in {"GPE", "ORG", "LOC"} and known.start > 0:
            return known.start
        return next((place - len(word) for word in BEFORE_TITLE if text.endswith(word, 0, place)), None)

    def _name(self, place: int, *, strong: bool, like_words: bool) -> tuple[int, int] | None:
        known = self._ending.get(place)
        if known is not None and known.label != "PERSON" and not (strong and self._may_be_family(known)):
            return None
        if known is not None and known.label == "PERSON":
            return known.start, known.end
        text = self.shadow.text
        low = max(0, place - _BACK)
        if match := _KATAKANA_NAME.search(text, low, place):
            return self._katakana(match.start(), place, like_words=like_words)
        if strong and (match := _LATIN_NAME.search(text, low, place)):
            return match.start(), place
        return self._kanji(place, strong=strong)

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
            and any(c in (FAMILY, GIVEN, PERSON, PLACE) for c in classes[match.start() : place])
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


def _is_kanji(character: str) -> bool:
    return "一" <= character <= "鿿"
