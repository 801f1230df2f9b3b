"""Universal part of speech of UniDic tokens: a table by 品詞, and rules that look at the neighbours.

The table (``unidic_upos.tsv``) gives the tag of the longest matching 品詞. The rules (``unidic_upos_rules.tsv``)
follow the annotation of UD Japanese GSD from release 2.8 on; they run in order over whole arrays, so a rule
costs the same for one token as for a hundred.

A condition is a list of alternatives separated by ``|``. An alternative is the beginning of a 品詞, and may
narrow it after a colon: ``lemma=a,b``, ``word=a,b``, ``form=a`` (the beginning of the 活用形), ``unknown``,
``katakana``, several of these separated by semicolons. ``^`` is the start of a line; ``!`` in front of the whole
condition negates it; an empty cell holds always.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from corpus_tools.model import IntArray, TokenTable

UPOS: tuple[str, ...] = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
    *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
)
"""The tags in code order."""

_PLACES = {"before": -2, "previous": -1, "next": 1, "after": 2}
_WORD, _LEMMA, _POS, _FORM = (TokenTable.attributes.index(name) for name in ("word", "lemma", "pos", "cform"))
_KATAKANA = re.compile("[ァ-ヺー・]{2,}")
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

    def can_hold(self, pos: str) -> bool:
        return (pos + "-").startswith(self.pos + "-")

    def holds(self, row: tuple[str, ...], unknown: bool) -> bool:
        return (
            (not self.words or row[_WORD] in self.words)
            and (not self.lemmas or row[_LEMMA] in self.lemmas)
            and row[_FORM].startswith(self.form)
            and (unknown or not self.unknown)
            and (not self.katakana or bool(_KATAKANA.fullmatch(row[_WORD])))
        )


@dataclass(frozen=True, slots=True)
class _Condition:
    """The tests that fulfil a condition, and whether it is negated or holds at the start of a line."""

    tests: frozenset[str]
    negated: bool
    line_start: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    tag: int
    token: _Condition
    neighbours: tuple[tuple[int, _Condition], ...]


class UposRules:
    """Tags tokens from their classes.

    Token records that have the same tag in the table and pass the same tests of the rules are one class. There
    are a few hundred, so that each condition is a short array of truth values, indexed by class.
    """

    values = UPOS

    def __init__(self) -> None:
        self._table = {row["pos"]: UPOS.index(row["upos"]) for row in _read("unidic_upos.tsv")}
        self._rules = tuple(_parse_rule(row) for row in _read("unidic_upos_rules.tsv"))
        conditions = {c for rule in self._rules for c in (rule.token, *(c for _, c in rule.neighbours))}
        self._tests = {text: _parse_test(text) for condition in conditions for text in condition.tests}
        self._by_pos: dict[str, tuple[int, frozenset[str], list[tuple[str, _Test]]]] = {}
        self._classes: dict[tuple[int, frozenset[str]], int] = {}
        self._conditions = {condition: np.zeros(0, dtype=np.bool_) for condition in conditions}
        self._tags = np.zeros(0, dtype=np.uint8)
        self._concerned = np.zeros(0, dtype=np.bool_)

    def classify(self, row: tuple[str, ...], *, unknown: bool) -> int:
        """Return the class of a token record."""
        tag, always, tests = self._by_pos.get(row[_POS]) or self._sort_tests(row[_POS])
        passed = always.union([text for text, test in tests if test.holds(row, unknown)])
        return self._classes.setdefault((tag, passed), len(self._classes))

    def assign(self, classes: IntArray, first: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
        """Tag tokens in order.

        Args:
            classes: What ``classify`` gave for each token. *Shape:* ``(n_tokens,)``.
            first: Whether the token begins a line; rules do not look over a line's edge.
        """
        self._settle()
        tags = self._tags[classes]
        lines = np.cumsum(first, dtype=np.int32)
        candidates = np.flatnonzero(self._concerned[classes])
        their_classes = classes[candidates]
        for rule in self._rules:
            places = candidates[self._conditions[rule.token][their_classes]]
            for step, condition in rule.neighbours:
                places = places[self._fulfilled(condition, places, step, classes, lines)]
            tags[places] = rule.tag
        return tags

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
        """Work out the tag and the conditions of the classes that are new."""
        if len(self._tags) == len(self._classes):
            return
        self._tags = np.array([tag for tag, _ in self._classes], dtype=np.uint8)
        for condition in self._conditions:
            truth = [not condition.tests.isdisjoint(passed) for _, passed in self._classes]
            self._conditions[condition] = np.array(truth, dtype=np.bool_)
        self._concerned = np.logical_or.reduce([self._conditions[rule.token] for rule in self._rules])

    def _sort_tests(self, pos: str) -> tuple[int, frozenset[str], list[tuple[str, _Test]]]:
        """Return a 品詞's tag, the tests that all its words pass, and those that some may pass."""
        tests = [item for item in self._tests.items() if item[1].can_hold(pos)]
        always = frozenset(text for text, _ in tests if ":" not in text)
        self._by_pos[pos] = self._tag(pos), always, [item for item in tests if ":" in item[0]]
        return self._by_pos[pos]

    def _tag(self, pos: str) -> int:
        while pos and pos not in self._table:
            pos = pos.rpartition("-")[0]
        return self._table.get(pos, UPOS.index("X"))


def _parse_rule(row: dict[str, str]) -> _Rule:
    neighbours = [(step, _parse_condition(row[name])) for name, step in _PLACES.items() if row[name]]
    return _Rule(UPOS.index(row["upos"]), _parse_condition(row["token"]), tuple(neighbours))


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
    )


@cache
def _read(name: str) -> tuple[dict[str, str], ...]:
    text = files("corpus_tools.annotate").joinpath(name).read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines(), delimiter="\t"))
