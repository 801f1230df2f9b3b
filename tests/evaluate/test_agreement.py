from __future__ import annotations

import pytest

from corpus_tools.evaluate.agreement import cohens_kappa, token_labels
from corpus_tools.model import Span, Tokens

TOKENS = Tokens.from_columns([0, 2, 3, 5], [2, 3, 5, 6], {"word": ["日米", "の", "条約", "。"]})


def _span(start: int, end: int, label: str) -> Span:
    return Span("x", "entity", start, end, label, "gold", {})


def test_tokens_are_labelled_by_the_outermost_span() -> None:
    spans = [_span(0, 1, "GPE"), _span(0, 5, "DOCUMENT")]
    assert token_labels(TOKENS, spans) == ["B-DOCUMENT", "I-DOCUMENT", "I-DOCUMENT", "O"]


@pytest.mark.parametrize(
    ("one", "other", "kappa"),
    [
        # Cohen's κ of a 2 × 2 table of 45, 15, 25 and 15: observed 0.6, by chance 0.54.
        (["y"] * 60 + ["n"] * 40, ["y"] * 45 + ["n"] * 15 + ["y"] * 25 + ["n"] * 15, 0.1304),
        (["a", "b"], ["a", "b"], 1.0),
        (["a", "b"], ["b", "a"], -1.0),
        (["a", "a"], ["a", "a"], 1.0),
        ([], [], 1.0),
    ],
)
def test_kappa_against_known_tables(one: list[str], other: list[str], kappa: float) -> None:
    assert cohens_kappa(one, other) == pytest.approx(kappa, abs=1e-4)


def test_sequences_of_other_lengths_are_refused() -> None:
    with pytest.raises(ValueError, match="2 and 1"):
        cohens_kappa(["a", "b"], ["a"])
