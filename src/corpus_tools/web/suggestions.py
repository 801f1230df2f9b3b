"""What a person may be about to type: lemmas, readings and names in either language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from corpus_tools.names.search import fold
from corpus_tools.query.folding import KANA, WIDTH
from corpus_tools.query.folding import fold as fold_kana
from corpus_tools.query.romaji_ja import katakana_of

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.index import PositionalAttribute

Kind = Literal["name", "lemma", "reading"]
LIMIT = 5
"""Of each kind."""
_LOOKED_AT = 20_000


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to search for.

    Attributes:
        beside: The name in the other language, or the reading.
    """

    text: str
    kind: Kind
    beside: str
    frequency: int


class Suggestions:
    """Suggests what begins as a text does; names also where a later word does."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    def of(self, text: str) -> list[Suggestion]:
        """Return what to search for, names first; nothing for white space."""
        text = text.strip()
        if not text or len(text) > 60:
            return []
        found = [*self._names_like(text), *self._lemmas(text), *self._readings(text)]
        return list({one.text: one for one in reversed(found)}.values())[::-1]

    def _lemmas(self, text: str) -> Iterator[Suggestion]:
        lemma = self._corpus.index.positional.get("lemma")
        if lemma is not None:
            for code, frequency in _frequent(lemma, text):
                yield Suggestion(lemma.lexicon[code], "lemma", "", frequency)

    def _readings(self, text: str) -> Iterator[Suggestion]:
        positional = self._corpus.index.positional
        reading, lemma = positional.get("reading"), positional.get("lemma")
        folded = fold_kana(text, {WIDTH, KANA})
        kana = katakana_of(folded) if folded.isascii() else folded
        if reading is None or lemma is None or not kana:
            return
        for code, frequency in _frequent(reading, kana):
            value = lemma.value(int(reading.positions(code)[0]))
            yield Suggestion(value, "reading", reading.lexicon[code], frequency)

    def _names_like(self, text: str) -> list[Suggestion]:
        wanted = fold(text)
        if not wanted:
            return []
        ranked = []
        for forms, one in self._names:
            ranks = [_rank(form, wanted) for form in forms]
            if min(ranks) < 3:
                ranked.append((min(ranks), -one.frequency, len(one.text), one))
        ranked.sort(key=lambda entry: entry[:3])
        return [one for *_, one in ranked[:LIMIT]]

    @cached_property
    def _names(self) -> list[tuple[tuple[str, ...], Suggestion]]:
        """Each pair of a Japanese and an English name that is mentioned, with what it is found by."""
        entity = self._corpus.index.structural.get("entity")
        if entity is None or not {"surface", "en", "en_shown"} <= set(entity.attributes):
            return []
        surfaces, japanese = entity.values("surface")
        shown, english = entity.values("en_shown")
        pairs, firsts, counts = np.unique(
            np.stack((surfaces, shown)), axis=1, return_index=True, return_counts=True
        )
        found = []
        for (ja, en), region, count in zip(pairs.T.tolist(), firsts.tolist(), counts.tolist(), strict=True):
            if ja < 0:
                continue
            beside = english[en] if en >= 0 else ""
            others = entity.value_set("en", region)
            forms = tuple(fold(form) for form in (japanese[ja], beside, *others) if form)
            if any(forms):
                found.append((forms, Suggestion(japanese[ja], "name", beside, count)))
        return found


def _frequent(attribute: PositionalAttribute, prefix: str) -> list[tuple[int, int]]:
    """Return the most frequent values that begin with a prefix, with their frequencies."""
    first, last = attribute.lexicon.prefix_range(prefix)
    frequencies = np.asarray(attribute.frequencies[first : min(last, first + _LOOKED_AT)])
    order = np.argsort(-frequencies, kind="stable")[:LIMIT]
    return [(first + int(one), int(frequencies[one])) for one in order if frequencies[one] > 0]


def _rank(form: str, wanted: str) -> int:
    """Return how well a name fits: equal, beginning so, holding it; 3 for not at all."""
    if form == wanted:
        return 0
    if form.startswith(wanted):
        return 1
    return 2 if len(wanted) > 1 and wanted in form else 3
