"""Regular expressions against the values of a lexicon."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.index import Index, IndexWriter, Lexicon
from corpus_tools.query.patterns import matches_text, matching_values
from corpus_tools.query.regex import shape_of
from corpus_tools.query.syntax import Text

VALUES = [
    "",
    "a",
    "ab",
    "aab",
    "abc",
    "b\nc",
    "c.a",
    "é",
    "E",
    "が",
    "か",
    "国",
    "国際",
    "外国",
    "中国人",
    "𠮷野",
    "🙂",
    "10",
    "１０",
    "a|b",
    "_",
]


def lexicon_of(values: list[str]) -> Lexicon:
    with tempfile.TemporaryDirectory() as folder:
        with IndexWriter(Path(folder), positional=["word"], structural={}) as writer:
            writer.add_tokens({"word": values})
        lexicon = Index(folder).positional["word"].lexicon
        lexicon.decoded()
        return lexicon


LEXICON = lexicon_of(VALUES)

CASES = [
    ("国.*", "", ["国", "国際"]),
    ("国.+", "", ["国際"]),
    (".*国", "", ["国", "外国"]),
    (".*国.*", "", ["国", "国際", "外国", "中国人"]),
    (".+国.*", "", ["外国", "中国人"]),
    ("国|か", "", ["国", "か"]),
    ("a.*|国", "", ["a", "ab", "aab", "abc", "a|b", "国"]),
    ("(a|b)+", "", ["a", "ab", "aab"]),
    (r"c\.a", "", ["c.a"]),
    (r"a\|b", "", ["a|b"]),
    ("c.a", "l", ["c.a"]),
    ("a|b", "l", ["a|b"]),
    ("e", "c", ["E"]),
    ("e", "d", ["é"]),
    ("e", "cd", ["é", "E"]),
    ("か", "d", ["が", "か"]),
    (r"\p{Han}+", "", ["国", "国際", "外国", "中国人", "𠮷野"]),
    (r"\d+", "", ["10", "１０"]),
    (r"\W+", "", ["🙂"]),
    (".{2}", "", ["ab", "国際", "外国", "𠮷野", "10", "１０"]),
    (".", "", ["a", "é", "E", "が", "か", "国", "🙂", "_"]),
    ("b.c", "", ["b\nc"]),
    ("", "", [""]),
    ("[^a]?", "", ["", "é", "E", "が", "か", "国", "🙂", "_"]),
]


@pytest.mark.parametrize(("pattern", "flags", "expected"), CASES)
def test_values_that_match_as_a_whole(pattern: str, flags: str, expected: list[str]) -> None:
    text = Text(pattern, frozenset(flags))
    found = [LEXICON[code] for code in np.flatnonzero(matching_values(LEXICON, text)).tolist()]
    assert sorted(found) == sorted(expected)
    assert sorted(value for value in VALUES if matches_text(value, text)) == sorted(expected)


PIECES = st.sampled_from(
    [
        "a",
        "b",
        "国",
        ".",
        ".*",
        "a*",
        "b+",
        "国?",
        "[ab]",
        "[^国]*",
        "(ab)",
        "(a|国)",
        "(a|b)*",
        r"\.",
        "a{2}",
        "b{0,2}",
    ]
)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PIECES, min_size=1, max_size=6).map("".join),
    st.lists(st.text("ab国.", max_size=6), min_size=1, max_size=12, unique=True),
)
def test_random_expressions_match_what_the_standard_library_matches(pattern: str, values: list[str]) -> None:
    lexicon = lexicon_of(values)
    found = [lexicon[code] for code in np.flatnonzero(matching_values(lexicon, Text(pattern))).tolist()]
    assert found == sorted(value for value in values if re.fullmatch(pattern, value, re.DOTALL))


SHAPES = [
    (".*ショウ.*", "ショウ", True, False),
    ("国.*", "国", True, False),
    ("[国外]務省", "務省", False, False),
    ("(a|b)+", "", False, True),
    ("((a*)b)c", "c", False, True),
    ("a*b*c*d*", "", False, True),
    ("国際|外国", "", False, True),
    (r"\p{Han}+", "", False, True),
]


@pytest.mark.parametrize(("pattern", "needed", "exact", "backtracks"), SHAPES)
def test_what_an_expression_needs(pattern: str, needed: str, exact: bool, backtracks: bool) -> None:
    shape = shape_of(pattern)
    assert (shape.needed, shape.exact, shape.backtracks) == (needed, exact, backtracks)
