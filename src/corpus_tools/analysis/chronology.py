"""The dates of a corpus in order of time, gathered once and asked for many periods."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from corpus_tools.analysis.periods import Period
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

Match: TypeAlias = Literal["within", "overlap"]
Bounds: TypeAlias = tuple[str | None, str | None]
_NEEDED = {"earliest", "latest", "label", "surface", "edtf", "value"}
_LAST = "9999"


class Chronology:
    """Which dates lie when. Earliest and latest days are compared once for each distinct pair of them.

    A corpus without dates, or with a structure ``date`` that says no days, has none.
    """

    def __init__(self, corpus: Corpus) -> None:
        dates = corpus.index.structural.get("date")
        self._dates = dates if dates is not None and set(dates.attributes) >= _NEEDED else None

    def regions(
        self, *, period: Period | None = None, match: Match = "within", types: Collection[str] | None = None
    ) -> IntArray:
        """Return the dates of a period and of types, in order of time, then of the text. *Shape:* ``(n_dates,)``."""
        if self._dates is None or (period is None and types is None):
            return self._order
        held = np.array([self._holds(pair, period, match) for pair in self._pairs], dtype=np.bool_)
        chosen = held[self._ranks]
        if types is not None:
            codes, values = self._dates.values("label")
            wanted = [code for code, value in enumerate(values.decoded()) if value in types]
            chosen &= np.isin(np.asarray(codes), wanted)
        return self._order[chosen[self._order]]

    def bounds(self, *, period: Period | None = None, match: Match = "within") -> list[tuple[Bounds, int]]:
        """Return the first and last days of the dates in a period, in order, with how many dates have them."""
        return [
            (pair, count)
            for pair, count in zip(self._pairs, self._counts, strict=True)
            if self._holds(pair, period, match)
        ]

    @staticmethod
    def _holds(pair: Bounds, period: Period | None, match: Match) -> bool:
        return period is None or period.holds(*pair, match=match)

    @property
    def _pairs(self) -> list[Bounds]:
        return self._ranked[1]

    @property
    def _ranks(self) -> IntArray:
        return self._ranked[0]

    @cached_property
    def _counts(self) -> list[int]:
        counts: list[int] = np.bincount(self._ranks, minlength=len(self._pairs)).tolist()
        return counts

    @cached_property
    def _order(self) -> IntArray:
        return np.argsort(self._ranks, kind="stable")

    @cached_property
    def _ranked(self) -> tuple[IntArray, list[Bounds]]:
        """The number of a pair for each date, and the pairs in order of time; what has no day is last."""
        if self._dates is None or not len(self._dates):
            return np.zeros(0, dtype=np.int64), []
        columns = [self._dates.values(name) for name in ("earliest", "latest")]
        first, last = (np.asarray(codes, dtype=np.int64) + 1 for codes, _ in columns)
        known: list[list[str | None]] = [[None, *values.decoded()] for _, values in columns]
        size = len(known[1])
        packed, places = np.unique(first * size + last, return_inverse=True)
        pairs = [(known[0][code // size], known[1][code % size]) for code in packed.tolist()]
        order = sorted(range(len(pairs)), key=lambda pair: (pairs[pair][0] or _LAST, pairs[pair][1] or _LAST))
        ranks = np.empty(len(pairs), dtype=np.int64)
        ranks[order] = np.arange(len(pairs))
        return ranks[places], [pairs[pair] for pair in order]
