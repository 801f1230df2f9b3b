"""Pairs the spans of two annotations, by how strictly they must agree."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from corpus_tools.model import IntArray, Span

MATCHES = ("exact", "extent", "overlap", "label")
"""``exact``: same extent and label; ``extent``: same extent, any label; ``overlap``: same label, sharing a character;
``label``: same label in the same block of text, wherever it stands there."""


@dataclass(frozen=True, slots=True)
class Pairing:
    """Gold spans and predicted ones, paired one to one where they agree.

    Attributes:
        pairs: Paired gold and predicted spans.
        missed: Gold spans without a partner.
        spurious: Predicted spans without a partner.
    """

    pairs: list[tuple[Span, Span]]
    missed: list[Span]
    spurious: list[Span]


def pair_spans(gold: Sequence[Span], predicted: Sequence[Span], *, match: str = "exact") -> Pairing:
    """Pair spans that agree; of several candidates the first in text order is taken."""
    partners = _partners(match, gold, predicted)
    taken = set(partners.values())
    return Pairing(
        [(gold[g], predicted[p]) for g, p in sorted(partners.items())],
        [span for place, span in enumerate(gold) if place not in partners],
        [span for place, span in enumerate(predicted) if place not in taken],
    )


def matched(measure: str, gold: Sequence[Span], predicted: Sequence[Span], blocks: IntArray) -> list[int]:
    """Return the places of the gold spans that have a partner.

    Args:
        measure: One of ``MATCHES``, or an attribute that must be right too.
        blocks: Where the blocks of the text start, for ``label``.
    """
    if measure == "label":
        sides = [_blocks_and_labels(blocks, spans) for spans in (gold, predicted)]
        return sorted(_equal_keys(*sides))
    return sorted(_partners(measure, gold, predicted))


def _blocks_and_labels(blocks: IntArray, spans: Sequence[Span]) -> list[Hashable]:
    return [(int(block), span.label) for block, span in zip(block_of(blocks, spans), spans, strict=True)]


def _partners(measure: str, gold: Sequence[Span], predicted: Sequence[Span]) -> dict[int, int]:
    if measure == "overlap":
        return _overlapping(gold, predicted)
    return _equal_keys([_key(measure, span) for span in gold], [_key(measure, span) for span in predicted])


def _equal_keys(gold: Sequence[Hashable], predicted: Sequence[Hashable]) -> dict[int, int]:
    """Pair equal keys one to one, in order; places in ``gold`` to places in ``predicted``."""
    waiting: dict[Hashable, list[int]] = {}
    for place, key in enumerate(predicted):
        waiting.setdefault(key, []).append(place)
    partners = {}
    for place, key in enumerate(gold):
        candidates = waiting.get(key)
        if candidates:
            partners[place] = candidates.pop(0)
    return partners


def _key(measure: str, span: Span) -> Hashable:
    if measure == "extent":
        return (span.start, span.end)
    if measure == "exact":
        return (span.start, span.end, span.label)
    return (span.start, span.end, span.label, span.attributes[measure])


def _overlapping(gold: Sequence[Span], predicted: Sequence[Span]) -> dict[int, int]:
    """Pair spans of one label that share a character: exact ones first, then the longest overlap."""
    order = sorted(range(len(predicted)), key=lambda place: predicted[place].start)
    starts = [predicted[place].start for place in order]
    longest = max(map(len_of, predicted), default=0)
    candidates = []
    for i, g in enumerate(gold):
        for place in order[bisect_left(starts, g.start - longest) : bisect_right(starts, g.end)]:
            p = predicted[place]
            shared = min(g.end, p.end) - max(g.start, p.start)
            if g.label == p.label and (shared > 0 or (g.start, g.end) == (p.start, p.end)):
                candidates.append((shared, -abs(len_of(g) - len_of(p)), -i, -place))
    partners: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, i, j in sorted(candidates, reverse=True):
        if -i not in partners and -j not in taken:
            partners[-i] = -j
            taken.add(-j)
    return partners


def len_of(span: Span) -> int:
    """Return the number of characters a span covers."""
    return span.end - span.start


def block_of(blocks: IntArray, spans: Sequence[Span]) -> IntArray:
    """Return the block each span begins in, counted from 1. *Shape:* ``(n_spans,)``."""
    starts = np.asarray([span.start for span in spans], dtype=np.int64)
    return np.searchsorted(blocks, starts, side="right")
