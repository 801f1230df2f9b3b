"""Nested spans on levels: the longest first, then the first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.formats.flat import iob2, levels
from corpus_tools.model import Span, Tokens

TOKENS = Tokens.from_columns(range(0, 20, 2), range(2, 22, 2), {})  # ten tokens of two characters


def _span(start: int, end: int, label: str = "X") -> Span:
    return Span(f"{start}-{end}-{label}", "entity", start, end, label, "gold", {})


CASES = [
    ([(0, 4), (0, 8)], [[(0, 8)], [(0, 4)]]),
    ([(0, 4), (2, 6)], [[(0, 4)], [(2, 6)]]),
    ([(0, 1), (1, 2)], [[(0, 1)], [(1, 2)]]),
    ([(0, 3), (4, 8), (2, 6)], [[(2, 6)], [(0, 3), (4, 8)]]),
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


@given(SPANS)
def test_nothing_shares_a_token_and_nothing_is_lost(pairs: list[tuple[int, int]]) -> None:
    spans = [_span(start, end, str(number)) for number, (start, end) in enumerate(pairs)]
    found = levels(TOKENS, spans, 3)
    assert sum(map(len, found.levels)) + len(found.dropped) == len(spans)
    for level in found.levels:
        covered = [place for one in level for place in range(one.first, one.last)]
        assert len(covered) == len(set(covered))
        assert sum(tag.startswith("B-") for tag in iob2(level, 10)) == len(level)
