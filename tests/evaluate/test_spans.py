"""Scores of spans against gold."""

from __future__ import annotations

import pytest

from corpus_tools.evaluate.spans import Scores, extent, labelled_extent, score_spans
from corpus_tools.model import Span


def span(start: int, end: int, label: str = "DATE") -> Span:
    return Span(f"{start}-{end}-{label}", "date", start, end, label, "gold")


def test_extents_count_whatever_the_label() -> None:
    scores = score_spans([span(0, 2), span(3, 5)], [span(0, 2, "TIME"), span(4, 5)], key=extent)
    assert scores == Scores(gold=2, predicted=2, correct=1)
    assert (scores.precision, scores.recall, scores.f1) == (0.5, 0.5, 0.5)


def test_labels_count_when_asked() -> None:
    assert score_spans([span(0, 2)], [span(0, 2, "TIME")], key=labelled_extent).correct == 0


def test_each_gold_item_is_matched_once() -> None:
    assert score_spans([span(0, 2)], [span(0, 2), span(0, 2)]).correct == 1


@pytest.mark.parametrize(
    ("scores", "f1"), [(Scores(0, 0, 0), 1.0), (Scores(3, 0, 0), 0.0), (Scores(4, 4, 3), 0.75)]
)
def test_empty_sets_are_not_an_error(scores: Scores, f1: float) -> None:
    assert scores.f1 == f1


def test_counts_pool() -> None:
    assert Scores(1, 2, 1) + Scores(3, 1, 1) == Scores(4, 3, 2)
