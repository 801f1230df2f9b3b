"""Conditions on tokens and their neighbours, tested over whole arrays: what UPOS rules and corrections share.

A condition is a list of alternatives separated by ``|``. An alternative is the beginning of a 品詞, and may
narrow it after a colon: ``lemma=a,b``, ``word=a,b``, ``form=a`` (the beginning of the 活用形), ``unknown``,
``katakana``, ``capitalised`` (a word in Latin letters), several of these separated by semicolons. ``^`` is the
start of a line; ``!`` in front of the whole condition negates it; an empty cell holds always.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from corpus_tools.model import IntArray, TokenTable

_PLACES = {"fourth": -4, "third": -3, "before": -2, "previous": -1, "next": 1, "after": 2, "beyond": 3}
_WORD, _LEMMA, _POS, _FORM = (TokenTable.attributes.index(name) for name in ("word", "lemma", "pos", "cform"))
_KATAKANA = re.compile("[ァ-ヺー・]{2,}")
_CAPITALISED = re.compile("[A-ZÀ-ÖØ-Þ](?:[a-zß-öø-ɏ].*)?")
_LINE_START = "^"


@dataclass(frozen=True, slots=True)
class _Test:
    """One alternative of a condition, on one token."""

    pos: str
    words: frozenset[str]
    lemmas: frozenset[str]
    form: str
    unknown: bool
    katakana: bool
    capitalised: bool

    def can_hold(self, pos: str) -> bool:
        return (pos + "-").startswith(self.pos + "-")

    def holds(self, row: tuple[str, ...], unknown: bool) -> bool:
        return (
            (not self.words or row[_WORD] in self.words)
            and (not self.lemmas or row[_LEMMA] in self.lemmas)
            and row[_FORM].startswith(self.form)
            and (unknown or not self.unknown)
            and (not self.katakana or bool(_KATAKANA.fullmatch(row[_WORD])))
            and (not self.capitalised or bool(_CAPITALISED.fullmatch(normalize("NFKC", row[_WORD]))))
        )


@dataclass(frozen=True, slots=True)
class _Condition:
    """The tests that fulfil a condition, and whether it is negated or holds at the start of a line."""

    tests: frozenset[str]
    negated: bool
    line_start: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """A condition on a token and those on its neighbours, by their distance."""

    token: _Condition
    neighbours: tuple[tuple[int, _Condition], ...]


class PatternMatcher:
    """Finds the tokens that fit patterns, from the tokens' classes.

    Token records of the same ``kind`` that pass the same tests are one class. There are a few hundred, so that
    each condition is a short array of truth values, indexed by class.
    """

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = tuple(patterns)
        conditions = {c for pattern in patterns for c in (pattern.token, *(c for _, c in pattern.neighbours))}
        self._tests = {text: _parse_test(text) for condition in conditions for text in condition.tests}
        self._by_pos: dict[str, tuple[frozenset[str], list[tuple[str, _Test]]]] = {}
        self._classes: dict[tuple[int, frozenset[str]], int] = {}
        self._conditions = {condition: np.zeros(0, dtype=np.bool_) for condition in conditions}
        self._kinds = np.zeros(0, dtype=np.uint8)
        self._concerned = np.zeros(0, dtype=np.bool_)

    def classify(self, row: tuple[str, ...], *, unknown: bool, kind: int = 0) -> int:
        """Return the class of a token record; records of different ``kind`` are in different classes."""
        always, tests = self._by_pos.get(row[_POS]) or self._sort_tests(row[_POS])
        passed = always.union([text for text, test in tests if test.holds(row, unknown)])
        return self._classes.setdefault((kind, passed), len(self._classes))

    def kinds(self, classes: IntArray) -> npt.NDArray[np.uint8]:
        """Return the kinds that the tokens' records were given."""
        self._settle()
        return self._kinds[classes]

    def search(self, classes: IntArray, lines: IntArray) -> Iterator[IntArray]:
        """Yield, pattern by pattern, the places of the tokens that fit.

        Args:
            classes: What ``classify`` gave for each token. *Shape:* ``(n_tokens,)``.
            lines: A number for the line each is on; patterns do not look over a line's edge.
        """
        self._settle()
        candidates: IntArray = np.flatnonzero(self._concerned[classes]).astype(np.int32)
        their_classes = classes[candidates]
        for pattern in self._patterns:
            places = candidates[self._conditions[pattern.token][their_classes]]
            for step, condition in pattern.neighbours:
                places = places[self._fulfilled(condition, places, step, classes, lines)]
            yield places

    def _fulfilled(
        self, condition: _Condition, places: IntArray, step: int, classes: IntArray, lines: IntArray
    ) -> npt.NDArray[np.bool_]:
        """Test the neighbours ``step`` tokens away; beyond the line there is none, which only ``^`` matches."""
        beside = places + step
        inside = (beside >= 0) & (beside < len(classes))
        beside = np.where(inside, beside, places)
        inside &= lines[beside] == lines[places]
        held = inside & self._conditions[condition][classes[beside]]
        if condition.line_start:
            held |= ~inside
        return ~held if condition.negated else held

    def _settle(self) -> None:
        """Work out the kinds and the conditions of the classes that are new."""
        if len(self._kinds) == len(self._classes):
            return
        self._kinds = np.array([kind for kind, _ in self._classes], dtype=np.uint8)
        for condition in self._conditions:
            truth = [not condition.tests.isdisjoint(passed) for _, passed in self._classes]
            self._conditions[condition] = np.array(truth, dtype=np.bool_)
        self._concerned = np.logical_or.reduce(
            [self._conditions[pattern.token] for pattern in self._patterns]
        )

    def _sort_tests(self, pos: str) -> tuple[frozenset[str], list[tuple[str, _Test]]]:
        """Return the tests that all words of a 品詞 pass, and those that some may pass."""
        tests = [item for item in self._tests.items() if item[1].can_hold(pos)]
        always = frozenset(text for text, _ in tests if ":" not in text)
        self._by_pos[pos] = always, [item for item in tests if ":" in item[0]]
        return self._by_pos[pos]


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of one of the package's tables."""
    text = files("corpus_tools.annotate.tokens_ja").joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t"))


def parse_pattern(row: Mapping[str, str]) -> Pattern:
    """Read a pattern from the columns ``token``, ``previous``, ``next`` and so on of a table's row."""
    neighbours = [(step, _parse_condition(row[name])) for name, step in _PLACES.items() if row.get(name)]
    return Pattern(_parse_condition(row["token"]), tuple(neighbours))


def _parse_condition(cell: str) -> _Condition:
    alternatives = frozenset(cell.removeprefix("!").split("|"))
    return _Condition(alternatives - {_LINE_START}, cell.startswith("!"), _LINE_START in alternatives)


def _parse_test(text: str) -> _Test:
    pos, _, rest = text.partition(":")
    options = dict(part.partition("=")[::2] for part in rest.split(";") if part)
    return _Test(
        pos=pos,
        words=frozenset(filter(None, options.get("word", "").split(","))),
        lemmas=frozenset(filter(None, options.get("lemma", "").split(","))),
        form=options.get("form", ""),
        unknown="unknown" in options,
        katakana="katakana" in options,
        capitalised="capitalised" in options,
    )
