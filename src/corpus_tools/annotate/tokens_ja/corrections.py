"""Corrections of MeCab's analysis where the neighbours show it to be wrong, from a table of rules.

A row of ``corrections.tsv`` is a pattern (conditions as in ``patterns``) and what becomes of the token
that fits: other attributes (``pos=助動詞;lemma=だ``), another tag (``upos=AUX``), or a cut after some characters
(``cut=なく``), with the attributes of the part before it in ``changes`` and of the part after it in ``rest``. Cuts
come first, so that the other rules see the parts; apart from that, rules do not see one another's work. Tags are
set after the UPOS rules, which see the corrected attributes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from corpus_tools.annotate.tokens_ja.patterns import PatternMatcher, parse_pattern, read_table
from corpus_tools.annotate.tokens_ja.unidic_lexicon import Changes, Lexicon
from corpus_tools.annotate.tokens_ja.upos import UPOS
from corpus_tools.model import IntArray


@dataclass(frozen=True, slots=True)
class Corrected:
    """Tokens by their number in the lexicon and their place in the analysed form.

    Attributes:
        tags: Codes of UPOS tags, and the tokens that have them whatever the UPOS rules say.
        count: How many corrections there were.
    """

    numbers: IntArray
    starts: IntArray
    ends: IntArray
    tags: tuple[tuple[IntArray, int], ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Rule:
    cut: str
    changes: Changes
    rest: Changes
    tag: int | None


class Corrections:
    """Applies the table.

    Attributes:
        patterns: Those of the rules; the lexicon classifies its entries by them.
    """

    def __init__(self) -> None:
        rows = read_table("corrections.tsv")
        self._rules = tuple(_parse_rule(row) for row in rows)
        self.patterns = PatternMatcher([parse_pattern(row) for row in rows])

    def __call__(self, lexicon: Lexicon, tokens: Corrected, lines: IntArray) -> Corrected:
        """Return the tokens corrected.

        Args:
            lines: Number of the line that each character of the analysed form is on.
        """
        found = self._search(lexicon, tokens, lines)
        if any(rule.cut and len(places) for rule, places in found):
            tokens = _cut(lexicon, tokens, [(rule, places) for rule, places in found if rule.cut])
            found = self._search(lexicon, tokens, lines)
        return _change(lexicon, tokens, [(rule, places) for rule, places in found if not rule.cut])

    def _search(self, lexicon: Lexicon, tokens: Corrected, lines: IntArray) -> list[tuple[_Rule, IntArray]]:
        classes = lexicon.pattern_classes(tokens.numbers)
        return list(zip(self._rules, self.patterns.search(classes, lines[tokens.starts]), strict=True))


def _cut(lexicon: Lexicon, tokens: Corrected, found: Iterable[tuple[_Rule, IntArray]]) -> Corrected:
    """Cut tokens in two."""
    cuts = {place: rule for rule, places in found for place in places.tolist()}
    places = np.array(sorted(cuts), dtype=np.int32)
    numbers = tokens.numbers.copy()
    rests = []
    for place in places.tolist():
        rule, number = cuts[place], int(numbers[place])
        word, reading = lexicon.words[number], lexicon.reading(number)
        numbers[place] = lexicon.changed(number, rule.changes, rule.cut)
        read = len(dict(rule.changes)["reading"])
        rests.append(
            lexicon.changed(number, (*rule.rest, ("reading", reading[read:])), word[len(rule.cut) :])
        )
    middles = tokens.starts[places] + np.array([len(cuts[place].cut) for place in places.tolist()], np.int32)
    ends = tokens.ends.copy()
    ends[places] = middles
    return Corrected(
        np.insert(numbers, places + 1, rests),
        np.insert(tokens.starts, places + 1, middles),
        np.insert(ends, places + 1, tokens.ends[places]),
        count=len(places),
    )


def _change(lexicon: Lexicon, tokens: Corrected, found: Iterable[tuple[_Rule, IntArray]]) -> Corrected:
    """Give the tokens other attributes; collect their tags."""
    numbers = tokens.numbers.copy()
    tags = []
    count = tokens.count
    for rule, places in found:
        count += len(places)
        if rule.changes and len(places):
            before, inverse = np.unique(numbers[places], return_inverse=True)
            after = [
                lexicon.changed(number, rule.changes, lexicon.words[number]) for number in before.tolist()
            ]
            numbers[places] = np.array(after, dtype=np.int32)[inverse]
        if rule.tag is not None and len(places):
            tags.append((places, rule.tag))
    return replace(tokens, numbers=numbers, tags=tuple(tags), count=count)


def _parse_rule(row: dict[str, str]) -> _Rule:
    changes = _parse_changes(row["changes"])
    cut, tag = changes.pop("cut", ""), changes.pop("upos", None)
    return _Rule(
        cut,
        tuple(changes.items()),
        tuple(_parse_changes(row["rest"]).items()),
        UPOS.index(tag) if tag is not None else None,
    )


def _parse_changes(cell: str) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in cell.split(";") if part)
