"""Which span of the annotation each span of a file is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from typing import TypeAlias

from corpus_tools.annotate.corrections.placing import Candidate
from corpus_tools.model import Span

NEAREST = 0.3
"""The least share of characters in common (of those that either covers) at which a moved span is the same."""

_Key: TypeAlias = Callable[[Span | Candidate], Hashable]
_Pair: TypeAlias = tuple[Span, Candidate]


def match(
    current: Sequence[Span], candidates: Sequence[Candidate]
) -> tuple[list[_Pair], list[Candidate], list[Span]]:
    """Pair spans with candidates: by id, then by place and label, by place, and by overlap with equal label.

    An id that stands twice in a file, as after copying, is given to the candidate that did not move.

    Returns:
        Pairs, candidates without a span, spans without a candidate.
    """
    state = _State(list(current), list(candidates), [])
    places = {_id(span): _extent(span) for span in current}
    state.candidates.sort(key=lambda one: places.get(_id(one)) != _extent(one))
    state.pair_by(_id)
    state.drop_copied_ids()
    for key in (_place_and_label, _extent):
        state.pair_by(key)
    state.pair_by_overlap()
    return state.pairs, state.candidates, state.spans


class _State:
    def __init__(self, spans: list[Span], candidates: list[Candidate], pairs: list[_Pair]) -> None:
        self.spans, self.candidates, self.pairs = spans, candidates, pairs

    def pair_by(self, key: _Key) -> None:
        """Pair what has the same key, in order."""
        waiting: defaultdict[Hashable, list[Span]] = defaultdict(list)
        for span in self.spans:
            waiting[key(span)].append(span)
        left = []
        for candidate in self.candidates:
            at = key(candidate)
            if at is not None and waiting.get(at):
                self.pairs.append((waiting[at].pop(0), candidate))
            else:
                left.append(candidate)
        self.candidates = left
        self._drop_paired()

    def drop_copied_ids(self) -> None:
        """Take the id from what is left of those that had it twice."""
        given = {candidate.id for _, candidate in self.pairs}
        self.candidates = [replace(one, id=None) if one.id in given else one for one in self.candidates]

    def pair_by_overlap(self) -> None:
        """Pair what overlaps most, the best first."""
        shares = sorted(
            (
                (-share, number, at)
                for number, candidate in enumerate(self.candidates)
                for at, span in enumerate(self.spans)
                if (share := _share(span, candidate)) >= NEAREST
            ),
        )
        spans, candidates = list(self.spans), list(self.candidates)
        taken: set[int] = set()
        used: set[int] = set()
        for _, number, at in shares:
            if number not in taken and at not in used:
                self.pairs.append((spans[at], candidates[number]))
                taken.add(number)
                used.add(at)
        self.candidates = [one for number, one in enumerate(candidates) if number not in taken]
        self._drop_paired()

    def _drop_paired(self) -> None:
        paired = {(span.layer, span.id) for span, _ in self.pairs}
        self.spans = [span for span in self.spans if (span.layer, span.id) not in paired]


def _id(one: Span | Candidate) -> Hashable:
    return (one.layer, one.id) if one.id else None


def _place_and_label(one: Span | Candidate) -> Hashable:
    return (one.layer, one.start, one.end, one.label)


def _extent(one: Span | Candidate) -> Hashable:
    return (one.layer, one.start, one.end)


def _share(span: Span, candidate: Candidate) -> float:
    if (span.layer, span.label) != (candidate.layer, candidate.label):
        return 0.0
    common = min(span.end, candidate.end) - max(span.start, candidate.start)
    return common / (max(span.end, candidate.end) - min(span.start, candidate.start)) if common > 0 else 0.0
