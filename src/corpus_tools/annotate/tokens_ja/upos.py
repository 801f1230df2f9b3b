"""Universal part of speech of UniDic tokens: a table by 品詞, and rules that look at the neighbours.

The table (``unidic_upos.tsv``) gives the tag of the longest matching 品詞. The rules (``unidic_upos_rules.tsv``,
their conditions as in ``patterns``) follow the annotation of UD Japanese GSD from release 2.8 on; they run
in order over whole arrays, so a rule costs the same for one token as for a hundred.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from corpus_tools.annotate.tokens_ja.patterns import PatternMatcher, parse_pattern, read_table
from corpus_tools.model import IntArray, TokenTable

UPOS: tuple[str, ...] = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
    *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
)
"""The tags in code order."""

_POS = TokenTable.attributes.index("pos")


class UposRules:
    """Tags tokens from their classes; a class's kind is its tag in the table."""

    values = UPOS

    def __init__(self) -> None:
        self._table = {row["pos"]: UPOS.index(row["upos"]) for row in read_table("unidic_upos.tsv")}
        rules = read_table("unidic_upos_rules.tsv")
        self._tags = tuple(UPOS.index(row["upos"]) for row in rules)
        self._matcher = PatternMatcher([parse_pattern(row) for row in rules])

    def classify(self, row: tuple[str, ...], *, unknown: bool) -> int:
        """Return the class of a token record."""
        return self._matcher.classify(row, unknown=unknown, kind=self._tag(row[_POS]))

    def assign(self, classes: IntArray, lines: IntArray) -> npt.NDArray[np.uint8]:
        """Tag tokens in order.

        Args:
            classes: What ``classify`` gave for each token. *Shape:* ``(n_tokens,)``.
            lines: A number for the line each is on; rules do not look over a line's edge.
        """
        tags = self._matcher.kinds(classes)
        for tag, places in zip(self._tags, self._matcher.search(classes, lines), strict=True):
            tags[places] = tag
        return tags

    def _tag(self, pos: str) -> int:
        while pos and pos not in self._table:
            pos = pos.rpartition("-")[0]
        return self._table.get(pos, UPOS.index("X"))
