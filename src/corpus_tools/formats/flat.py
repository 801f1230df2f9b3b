"""Spans that nest or overlap, laid on tokens as levels that do not: the longest first, then the first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from corpus_tools.corpus import placement
from corpus_tools.model import Span, Tokens, in_text_order


@dataclass(frozen=True, slots=True)
class Placed:
    """A span and the tokens it lies on.

    Attributes:
        first: Number of the first token.
        last: Just after the last one.
        widened: Whether the tokens reach beyond the span.
    """

    span: Span
    first: int
    last: int
    widened: bool


@dataclass(frozen=True, slots=True)
class Levels:
    """Spans of one layer by level.

    Attributes:
        levels: In each the spans do not share a token; they stand in text order. The first is the flat annotation.
        dropped: Spans for which there was no level left.
        unplaced: Spans on no token (anchors of zero width, white space).
    """

    levels: list[list[Placed]]
    dropped: list[Placed]
    unplaced: list[Span] = field(default_factory=list)

    @property
    def widened(self) -> int:
        """Return how many of the kept spans were widened to whole tokens."""
        return sum(placed.widened for level in self.levels for placed in level)


def place(tokens: Tokens, spans: Iterable[Span]) -> tuple[list[Placed], list[Span]]:
    """Return the tokens that each span lies on, in text order, and the spans that lie on none."""
    ordered = in_text_order(spans)
    where = placement.place(ordered, tokens)
    placed: list[Placed] = []
    unplaced: list[Span] = []
    for number, span in enumerate(ordered):
        if span.start < span.end and where.placed[number]:
            first, last = int(where.first[number]), int(where.last[number])
            placed.append(Placed(span, first, last, bool(where.widened[number])))
        else:
            unplaced.append(span)
    return placed, unplaced


def levels(tokens: Tokens, spans: Iterable[Span], number: int) -> Levels:
    """Distribute spans over levels.

    The longest span (in tokens) takes the first level, then the next longest that shares no token with it, and so on;
    of equally long ones the first, of those that begin in the same token the longer one. What is left takes the second
    level by the same rule, and so on.

    Args:
        number: How many levels there are.
    """
    placed, unplaced = place(tokens, spans)
    waiting = sorted(placed, key=_longest_first)
    found: list[list[Placed]] = []
    for _ in range(number):
        taken = np.zeros(len(tokens), dtype=np.bool_)
        level: list[Placed] = []
        left: list[Placed] = []
        for one in waiting:
            free = not taken[one.first : one.last].any()
            (level if free else left).append(one)
            if free:
                taken[one.first : one.last] = True
        found.append(sorted(level, key=lambda one: one.first))
        waiting = left
    return Levels(found, waiting, unplaced)


def iob2(level: Iterable[Placed], n_tokens: int) -> list[str]:
    """Return the IOB2 tag of every token."""
    tags = ["O"] * n_tokens
    for one in level:
        tags[one.first : one.last] = [f"I-{one.span.label}"] * (one.last - one.first)
        tags[one.first] = f"B-{one.span.label}"
    return tags


def _longest_first(one: Placed) -> tuple[int, int, int, int, str]:
    span = one.span
    return (one.first - one.last, one.first, span.start - span.end, span.start, span.label)
