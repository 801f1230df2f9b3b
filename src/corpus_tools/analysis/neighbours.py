"""The names around one name: which stand in the same sentences, how closely, and how they stand with each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from corpus_tools.analysis.measures import Contingency, scores
from corpus_tools.analysis.regions import innermost
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A name that is mentioned in the same sentences as another.

    Attributes:
        weight: How many sentences have both.
        units: How many have this one.
        score: Log-likelihood of the pair.
    """

    name_id: str
    weight: int
    units: int
    score: float


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A name, those around it, the most closely associated first, and the pairs among those.

    Attributes:
        units: How many sentences mention the name.
        pairs: Numbers of two neighbours, and how many sentences have both.
    """

    units: int
    neighbours: tuple[Neighbour, ...]
    pairs: tuple[tuple[int, int, int], ...]


class Neighbourhoods:
    """Which names stand in which sentences; mentions inside others, and those without a name, are left out."""

    def __init__(self, corpus: Corpus, *, unit: str = "s") -> None:
        self._corpus = corpus
        self._unit = unit

    def of(self, name_id: str, *, limit: int = 12) -> Neighbourhood:
        """Return the neighbourhood of a name; one without neighbours where it is mentioned alone or nowhere.

        Args:
            limit: So many neighbours, at most.
        """
        units, codes, values, n_units = self._mentions
        code = values.index(name_id) if name_id in values else -1
        own = np.unique(units[codes == code])
        beside = np.isin(units, own) & (codes != code)
        others, weights = np.unique(codes[beside], return_counts=True)
        frequency = np.bincount(codes, minlength=len(values))
        tables = Contingency.of(weights, np.full(len(others), len(own)), frequency[others], n_units)
        closeness = np.nan_to_num(np.asarray(scores(tables, "log-likelihood"), dtype=float))
        order = np.lexsort((-weights, -closeness))[:limit]
        found = tuple(
            Neighbour(
                values[int(others[one])],
                int(weights[one]),
                int(frequency[others[one]]),
                float(closeness[one]),
            )
            for one in order
        )
        return Neighbourhood(len(own), found, self._pairs(others[order]))

    def _pairs(self, chosen: IntArray) -> tuple[tuple[int, int, int], ...]:
        units, codes, _, _ = self._mentions
        held = [np.unique(units[codes == code]) for code in chosen]
        return tuple(
            (first, second, weight)
            for first in range(len(held))
            for second in range(first + 1, len(held))
            if (weight := len(np.intersect1d(held[first], held[second], assume_unique=True)))
        )

    @cached_property
    def _mentions(self) -> tuple[IntArray, IntArray, list[str], int]:
        """The distinct pairs of sentence and name, the ids of the names, and the number of sentences."""
        entity = self._corpus.index.structural.get("entity")
        regions = self._corpus.index.structural.get(self._unit)
        if entity is None or regions is None or "name_id" not in entity.attributes:
            nothing = np.zeros(0, dtype=np.int64)
            return nothing, nothing, [], 0
        codes = np.asarray(entity.codes("name_id"), dtype=np.int64)
        units = innermost(regions, np.asarray(entity.starts))
        counted = (codes >= 0) & (units >= 0)
        if "parent" in entity.attributes:
            parents = np.asarray(entity.codes("parent"))
            counted &= parents < 0
        lexicon = entity.lexicon("name_id").decoded()
        pairs = np.unique(units[counted] * max(1, len(lexicon)) + codes[counted])
        return pairs // max(1, len(lexicon)), pairs % max(1, len(lexicon)), list(lexicon), len(regions)
