"""What a session lends to a query: named results as structures, the active one, lists of words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from corpus_tools.index import StructuralAttribute
from corpus_tools.model import IntArray
from corpus_tools.query import ranges
from corpus_tools.query.hits import Hits

ANCHORS = ("match", "matchend", "target", "keyword")
UNSET = -1


class HitRegions(StructuralAttribute):
    """The hits of a result, for a query to use like the regions of a structure."""

    def __init__(self, name: str, hits: Hits) -> None:
        # regions stand in order of start, the longest first
        order = np.lexsort((-hits.ends.astype(np.int64), hits.starts))
        starts, ends = hits.starts[order].astype(np.int32), hits.ends[order].astype(np.int32)
        overlapping = bool(np.any(starts[1:] < np.maximum.accumulate(ends)[:-1]))
        super().__init__(name, {"attributes": {}, "regions": len(hits), "overlapping": overlapping})
        self.starts, self.ends = starts, ends


class Active:
    """The result in whose hits a query looks for matches.

    Attributes:
        hits: Its hits without those that overlap an earlier one, which count no more, as in CQP.
        left_out: How many these are.
    """

    def __init__(self, hits: Hits) -> None:
        kept = ranges.apart(hits.starts, hits.ends)
        self.hits = hits if kept is None else hits.take(kept)
        self.left_out = len(hits) - len(self.hits)

    def numbers(self, starts: IntArray) -> IntArray:
        """Return the number of the hit that each position lies in, -1 where there is none."""
        if not len(self.hits):
            return np.full(len(starts), UNSET)
        number = np.searchsorted(self.hits.starts, starts.astype(np.int32, copy=False), side="right") - 1
        return np.where(self.hits.ends[number] > starts, number, UNSET)

    def limits(self, starts: IntArray) -> IntArray:
        """Return the end of the hit that each start lies in; the start itself where there is none."""
        number = self.numbers(starts)
        ends = np.append(self.hits.ends, 0)[number]
        return np.where(number >= 0, ends, starts)

    def anchor(self, name: str) -> IntArray | None:
        """Return the positions of an anchor by hit, -1 where it is not set; None if the result lacks it."""
        fixed = {"match": self.hits.starts, "matchend": self.hits.ends - 1}
        return fixed[name] if name in fixed else self.hits.labels.get(name)


@dataclass(frozen=True)
class Scope:
    """What a query may name besides the corpus.

    Attributes:
        active: The result in whose hits a match has to lie; None for the whole corpus.
        regions: Results as structures, by name.
        words: Lists of words.
    """

    active: Active | None = None
    regions: Mapping[str, StructuralAttribute] = field(default_factory=dict)
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def everywhere(self) -> Scope:
        """Return the same for the whole corpus."""
        return Scope(None, self.regions, self.words)


def scope_of(
    results: Mapping[str, Hits], active: Hits | None, words: Mapping[str, tuple[str, ...]] | None = None
) -> Scope:
    """Return the scope of named results, of which one may be active."""
    regions: dict[str, StructuralAttribute] = {name: HitRegions(name, hits) for name, hits in results.items()}
    return Scope(None if active is None else Active(active), regions, words or {})
