"""How far a match may reach from its start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from corpus_tools.index import StructuralAttribute
from corpus_tools.model import IntArray

HARD_LIMIT = 501
"""Tokens in a match without ``within``, as in CQP: the first, and 500 more."""


@dataclass(frozen=True)
class Room:
    """The limit that ``within`` sets, or the general one.

    Attributes:
        tokens: A match has at most this many tokens (None: as many as its regions).
        starts: Regions that a match must lie in.
        ends: Their ends.
        count: How many regions, one after the other, a match may reach over.
        limit: Sets a second limit for each start; the nearer one counts.
        structure: What the regions are those of.
    """

    n_tokens: int
    tokens: int | None = HARD_LIMIT
    starts: IntArray | None = None
    ends: IntArray | None = None
    count: int = 1
    overlapping: bool = False
    limit: Callable[[IntArray], IntArray] | None = None
    structure: StructuralAttribute | None = None

    @property
    def confined(self) -> bool:
        """Whether each start has a limit of its own."""
        return self.starts is not None or self.limit is not None

    @classmethod
    def of_structure(cls, structure: StructuralAttribute, n_tokens: int, count: int) -> Room:
        """Return the room of ``within <count> <structure>``."""
        overlapping = structure.overlapping
        return cls(n_tokens, None, structure.starts, structure.reach, count, overlapping, structure=structure)

    def limits(self, starts: IntArray) -> IntArray:
        """Return for each start the position that a match must not reach beyond (its own: no match)."""
        limits = self._own_limits(starts)
        return limits if self.limit is None else np.minimum(limits, self.limit(starts))

    def _own_limits(self, starts: IntArray) -> IntArray:
        if self.starts is None or self.ends is None:
            tokens = self.n_tokens if self.tokens is None else self.tokens
            return np.minimum(starts.astype(np.int64) + tokens, self.n_tokens)
        if not len(self.starts):
            return starts
        place = np.searchsorted(self.starts, starts.astype(self.starts.dtype, copy=False), side="right") - 1
        inside = (place >= 0) & (self.ends[place] > starts)
        last = np.minimum(place + self.count - 1, len(self.ends) - 1)
        return np.where(inside, self.ends[last], starts)
