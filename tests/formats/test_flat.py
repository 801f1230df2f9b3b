"""Nested spans on levels: the longest first, then the first."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin

from corpus_tools.formats.flat import iob2, levels
from corpus_tools.model import Span, Tokens

TOKENS = Tokens.from_columns(range(0, 20, 2), range(2, 22, 2), {})  # ten tokens of two characters


def _span(start: int, end: int, label: str = "X") -> Span:
    return Span(f"{start}-{end}-{label}", "entity", start, end, label, "gold", {})


CASES = [
    ([(0, 4), (0, 8)], [[(0, 8)], [(0, 4)]]),
    ([(0, 4), (2, 6)], [[(0, 4)], [(2, 6)]]),
    ([(0, 1), (1, 2)], [[(0, 1)], [(1, 2)]]),
    ([(0, 3), (4, 8), (2, 6)], [[(0, 3), (4, 8)], [(2, 6)]]),
]


@pytest.mark.parametrize(("spans", "wanted"), CASES)
def test_the_rule(spans: list[tuple[int, int]], wanted: list[list[tuple[int, int]]]) -> None:
    found = levels(TOKENS, [_span(*span) for span in spans], 2)
    assert [[(one.span.start, one.span.end) for one in level] for level in found.levels] == wanted
    assert not found.dropped


def test_what_finds_no_level_is_told() -> None:
    found = levels(TOKENS, [_span(0, 8), _span(0, 6), _span(0, 4), _span(6, 6)], 2)
    assert [one.span.end for one in found.dropped] == [4]
    assert [span.start for span in found.unplaced] == [6]


def test_widening_is_counted() -> None:
    assert levels(TOKENS, [_span(1, 4), _span(8, 10)], 1).widened == 1


SPANS = st.lists(
    st.tuples(st.integers(0, 19), st.integers(1, 20)).filter(lambda pair: pair[0] < pair[1]), max_size=12
)


def test_every_format_keeps_the_same(exported: Callable[..., Path]) -> None:
    docbin, hf = (
        json.loads((exported(name) / "manifest.json").read_text(encoding="utf-8"))["written"]
        for name in ("docbin", "hf")
    )
    (doc,) = DocBin().from_disk(exported("docbin") / "train.spacy").get_docs(spacy.blank("en").vocab)
    by_spacy = [ent.label_ for ent in doc.ents]
    by_iob2 = [
        line.rpartition("\t")[2].removeprefix("B-")
        for line in exported("iob2").read_text(encoding="utf-8").splitlines()
        if "\tB-" in line and line.rpartition("\t")[2].startswith("B-")
    ]
    assert by_spacy == by_iob2
    assert len(by_iob2) == docbin["counts"]["entities"] == hf["flat.kept"]
    assert docbin["counts"]["entities_dropped"] == hf["flat.dropped"]


@given(SPANS)
def test_nothing_shares_a_token_and_nothing_is_lost(pairs: list[tuple[int, int]]) -> None:
    spans = [_span(start, end, str(number)) for number, (start, end) in enumerate(pairs)]
    found = levels(TOKENS, spans, 3)
    assert sum(map(len, found.levels)) + len(found.dropped) == len(spans)
    for level in found.levels:
        covered = [place for one in level for place in range(one.first, one.last)]
        assert len(covered) == len(set(covered))
        assert sum(tag.startswith("B-") for tag in iob2(level, 10)) == len(level)
