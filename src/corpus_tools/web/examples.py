"""Questions that the corpus at hand can answer, for the front page and the page of help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from corpus_tools.web.cql_form import TokenField, cql_of

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

_LOOKED_AT = 300
_LONGEST = 20
_NOUN = "名詞"


@dataclass(frozen=True, slots=True)
class Example:
    """A question.

    Attributes:
        says: What it shows, as a key of the interface's words after ``example_``.
        cql: Whether it is CQL.
    """

    text: str
    says: str
    cql: bool = True


class Examples:
    """Examples out of what a corpus has: its words, names and layers."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @cached_property
    def first(self) -> tuple[Example, ...]:
        """A few to begin with."""
        wanted = ("word", "english", "cql", "names")
        return tuple(one for one in self.all if one.says in wanted)

    @cached_property
    def all(self) -> tuple[Example, ...]:
        """From a word to what one can say with CQL."""
        return (*self._simple(), *self._tokens(), *self._structures())

    def _simple(self) -> Iterator[Example]:
        if self._word:
            yield Example(self._word, "word", cql=False)
        if english := self._most("entity", "en_shown"):
            yield Example(english, "english", cql=False)

    def _tokens(self) -> Iterator[Example]:
        positional = self._corpus.index.positional
        if not self._word:
            return
        token = _token(self._base, self._word)
        yield Example(token, "token")
        yield Example(f"{token} []{{0,3}} {_token(self._base, self._commonest)}", "gap")
        if "pos" in positional and _has(positional["pos"].lexicon.prefix_range(_NOUN)):
            noun = f'[pos="{_NOUN}.*"]'
            yield Example(f'{token[:-1]} & pos="{_NOUN}.*"]', "both")
            if self._base == "lemma" and positional["lemma"].lexicon.find("の") >= 0:
                yield Example(f'{noun} [lemma="の"] {noun}', "cql")

    def _structures(self) -> Iterator[Example]:
        structural = self._corpus.index.structural
        if len(structural.get("s", ())):
            yield Example("<s> []", "first")
        if label := self._most("entity", "label"):
            quoted = label.replace('"', '""')
            yield Example(f'<entity_label="{quoted}"/>', "names")
            if self._word:
                yield Example(f"{_token(self._base, self._word)} within <entity/>", "within")

    @property
    def _base(self) -> str:
        return next((one for one in ("lemma", "word") if one in self._corpus.index.positional), "")

    @cached_property
    def _word(self) -> str:
        """A frequent noun of two characters or more; where nothing is said of nouns, the most frequent such word."""
        words = [(code, value) for code, value in self._frequent if len(value) > 1 and value.isalpha()]
        attribute = self._corpus.index.positional.get(self._base)
        nouns = (
            value for code, value in words if attribute and self._is_noun(int(attribute.positions(code)[0]))
        )
        rest = [value for _, value in (words or self._frequent) if value and len(value) <= _LONGEST]
        return next(nouns, rest[0] if rest else "")

    @property
    def _commonest(self) -> str:
        return next((value for _, value in self._frequent if value.isalpha()), self._word)

    @cached_property
    def _frequent(self) -> list[tuple[int, str]]:
        attribute = self._corpus.index.positional.get(self._base)
        if attribute is None:
            return []
        order = np.argsort(-np.asarray(attribute.frequencies), kind="stable")[:_LOOKED_AT].tolist()
        return [(code, attribute.lexicon[code]) for code in order]

    def _is_noun(self, cpos: int) -> bool:
        pos = self._corpus.index.positional.get("pos")
        return pos is not None and pos.value(cpos).startswith(f"{_NOUN}-普通")

    def _most(self, layer: str, attribute: str) -> str:
        """Return the value that most regions of a layer have."""
        regions = self._corpus.index.structural.get(layer)
        if regions is None or attribute not in regions.attributes:
            return ""
        codes, values = regions.values(attribute)
        codes = np.asarray(codes)
        known = codes[codes >= 0]
        return values[int(np.bincount(known).argmax())] if len(known) else ""


def _has(codes: tuple[int, int]) -> bool:
    return codes[1] > codes[0]


def _token(attribute: str, value: str) -> str:
    return cql_of([TokenField(attribute, "is", value)])
