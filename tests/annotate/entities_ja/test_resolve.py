"""Candidates of several sources become one set of nested entities by one rule."""

from __future__ import annotations

import random

import pytest

from corpus_tools.annotate.entities_ja.candidates import COMPOSITION, GAZETTEER, PATTERN, Candidate
from corpus_tools.annotate.entities_ja.resolve import resolve

Row = tuple[int, int, str]


def _resolve(*candidates: Candidate) -> list[Row]:
    return [(c.start, c.end, c.label) for c in resolve(candidates)]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([(0, 4, "DOCUMENT"), (0, 1, "GPE")], [(0, 4, "DOCUMENT"), (0, 1, "GPE")]),
        ([(0, 4, "LOC"), (0, 2, "GPE")], [(0, 4, "LOC")]),
        ([(0, 4, "PERSON"), (0, 2, "GPE")], [(0, 4, "PERSON")]),
        ([(0, 4, "ORG"), (3, 6, "GPE")], [(0, 4, "ORG")]),
        ([(0, 4, "DOCUMENT"), (2, 4, "DOCUMENT")], [(0, 4, "DOCUMENT")]),
        ([(0, 2, "GPE"), (2, 4, "GPE")], [(0, 2, "GPE"), (2, 4, "GPE")]),
    ],
)
def test_the_longest_stretch_goes_first(given: list[Row], expected: list[Row]) -> None:
    assert _resolve(*(Candidate(*row, GAZETTEER) for row in given)) == expected


def test_equal_stretches_are_decided_by_trust_unless_one_is_sure() -> None:
    place = Candidate(0, 2, "GPE", GAZETTEER)
    assert _resolve(Candidate(0, 2, "PERSON", PATTERN), place) == [(0, 2, "GPE")]
    assert _resolve(Candidate(0, 2, "PERSON", PATTERN, sure=True), place) == [(0, 2, "PERSON")]


def test_a_composed_name_inside_another_needs_a_sense_of_its_own() -> None:
    outer = Candidate(0, 8, "ORG", COMPOSITION)
    assert _resolve(outer, Candidate(0, 5, "DOCUMENT", COMPOSITION)) == [(0, 8, "ORG")]
    assert len(_resolve(outer, Candidate(0, 5, "DOCUMENT", COMPOSITION, nests=True))) == 2


def test_parents_and_depths_follow_the_nesting() -> None:
    outer, middle, inner = resolve(
        [
            Candidate(0, 9, "ORG", GAZETTEER),
            Candidate(0, 5, "DOCUMENT", GAZETTEER),
            Candidate(0, 2, "LOC", GAZETTEER),
        ]
    )
    assert (outer.depth, middle.depth, inner.depth) == (0, 1, 2)
    assert inner.parent is middle
    assert middle.parent is outer


def test_chosen_stretches_never_cross() -> None:
    draw = random.Random(3)
    for _ in range(300):
        starts = [draw.randrange(12) for _ in range(8)]
        given = [
            Candidate(s, s + draw.randint(1, 6), draw.choice(["ORG", "GPE", "EVENT"]), GAZETTEER)
            for s in starts
        ]
        rows = _resolve(*given)
        assert all(b[0] >= a[1] or b[1] <= a[1] for i, a in enumerate(rows) for b in rows[i + 1 :])
