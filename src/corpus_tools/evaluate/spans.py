"""Scores spans against gold: precision, recall and F1, by extent alone or with a value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from corpus_tools.model import Span

Item = TypeVar("Item")
Key = Callable[[Item], Hashable]


@dataclass(frozen=True, slots=True)
class Scores:
    """Counts of a comparison, and the measures made from them.

    Attributes:
        gold: How many there are in gold.
        predicted: How many were predicted.
        correct: How many of the predicted are in gold; each gold item is matched once.
    """

    gold: int
    predicted: int
    correct: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 1.0 when nothing was predicted."""
        return self.correct / self.predicted if self.predicted else 1.0

    @property
    def recall(self) -> float:
        """Share of gold that was found; 1.0 when there is nothing to find."""
        return self.correct / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.gold + self.predicted
        return 2 * self.correct / total if total else 1.0

    def __add__(self, other: Scores) -> Scores:
        """Pool the counts of two comparisons (micro average)."""
        return Scores(self.gold + other.gold, self.predicted + other.predicted, self.correct + other.correct)


def extent(span: Span) -> Hashable:
    """Return what exact matching compares: where a span begins and ends."""
    return (span.start, span.end)


def labelled_extent(span: Span) -> Hashable:
    """Return place and label."""
    return (span.start, span.end, span.label)


def score_spans(gold: Iterable[Item], predicted: Iterable[Item], *, key: Key[Item] = extent) -> Scores:  # type: ignore[assignment]
    """Compare two sets of spans (or of any items).

    Args:
        key: What must be equal for a match: ``extent``, ``labelled_extent``, or a function of your own that
            returns, say, place and value. Items with equal keys are matched one to one.
    """
    wanted, found = Counter(map(key, gold)), Counter(map(key, predicted))
    correct = sum((wanted & found).values())
    return Scores(sum(wanted.values()), sum(found.values()), correct)
