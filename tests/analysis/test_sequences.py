"""Counted sequences against a plain counter, in groups and chunks of any size."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus_tools.analysis import sequences
from corpus_tools.analysis.sequences import Places, count_sequences
from corpus_tools.index import StructuralAttribute

TOKENS = st.lists(st.tuples(st.integers(0, 4), st.booleans(), st.integers(0, 9)), min_size=1, max_size=60)


def halves(n_tokens: int) -> StructuralAttribute:
    regions = StructuralAttribute("text", {"regions": 2, "overlapping": False, "attributes": {}})
    middle = n_tokens // 2
    regions.starts = np.array([0, middle], dtype=np.int32)
    regions.ends = np.array([middle, n_tokens], dtype=np.int32)
    return regions


@pytest.mark.parametrize(
    ("group", "chunk", "tabled"), [(1 << 24, 1 << 22, True), (5, 4, False), (1, 7, True)]
)
@settings(max_examples=60, deadline=None)
@given(tokens=TOKENS, n=st.integers(1, 4), least=st.integers(1, 3), some=st.booleans())
def test_the_same_as_a_plain_counter(
    tokens: list[tuple[int, bool, int]], n: int, least: int, some: bool, group: int, chunk: int, tabled: bool
) -> None:
    codes = np.array([code for code, _, _ in tokens])
    places = Places(
        np.array([bool(allowed) for *_, allowed in tokens]), np.cumsum([edge for _, edge, _ in tokens])
    )
    starts = np.arange(0, len(codes), 2) if some else None
    counter: Counter[tuple[int, ...]] = Counter()
    halves_of: dict[tuple[int, ...], set[bool]] = {}
    for start in range(0, len(codes), 2 if some else 1):
        end = start + n
        if end <= len(codes) and places.allowed[start] and len(set(places.stretch[start:end])) == 1:
            item = tuple(codes[start:end].tolist())
            counter[item] += 1
            halves_of.setdefault(item, set()).add(start >= len(codes) // 2)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("GROUP", group), ("CHUNK", chunk), ("is_few", lambda *_: tabled)):
            patch.setattr(sequences, name, value)
        found = count_sequences(codes, 5, places, starts, n=n, least=least, regions=halves(len(codes)))
    items = list(zip(*(place.tolist() for place in found.codes), strict=True))
    assert items == sorted(items)
    assert dict(zip(items, found.counts.tolist(), strict=True)) == {
        item: count for item, count in counter.items() if count >= least
    }
    assert found.ranges.tolist() == [len(halves_of[item]) for item in items]
