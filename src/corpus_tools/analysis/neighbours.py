"""The names around one name: which stand in the same sentences, how closely, and how they stand with each other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from corpus_tools.analysis.measures import Contingency, scores
from corpus_tools.analysis.regions import innermost
from corpus_tools.index.lexicon import Lexicon
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
        values, n_units = self._mentions.names, self._mentions.n_units
        code = values.find(name_id)
        own = self._mentions.of(code)
        weights = self._mentions.beside(own)
        if code >= 0:
            weights[code] = 0
        others = np.flatnonzero(weights)
        weights, frequency = weights[others], self._mentions.frequencies
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
        held = [self._mentions.of(code) for code in chosen.tolist()]
        flags = np.zeros(self._mentions.n_units, dtype=np.bool_)
        found = []
        for first, units in enumerate(held):
            flags[units] = True
            weights = [(second, int(flags[held[second]].sum())) for second in range(first + 1, len(held))]
            found += [(first, second, weight) for second, weight in weights if weight]
            flags[units] = False
        return tuple(found)

    @cached_property
    def _mentions(self) -> _Mentions:
        entity = self._corpus.index.structural.get("entity")
        regions = self._corpus.index.structural.get(self._unit)
        if entity is None or regions is None or "name_id" not in entity.attributes:
            nothing = np.zeros(0, dtype=np.int64)
            return _Mentions(nothing, nothing, Lexicon.of([]), 0)
        codes = np.asarray(entity.codes("name_id"), dtype=np.int64)
        units = innermost(regions, np.asarray(entity.starts))
        counted = (codes >= 0) & (units >= 0)
        if "parent" in entity.attributes:
            counted &= np.asarray(entity.codes("parent")) < 0
        return _Mentions(codes[counted], units[counted], entity.lexicon("name_id"), len(regions))


class _Mentions:
    """The distinct pairs of a name and a sentence, by name.

    Args:
        codes: The name of each mention. *Shape:* ``(n_mentions,)``, as ``units``, the sentences.
    """

    def __init__(self, codes: IntArray, units: IntArray, names: Lexicon, n_units: int) -> None:
        self.names = names
        self.n_units = n_units
        pairs = np.unique(codes * max(1, n_units) + units)
        self._codes, self._units = np.divmod(pairs, max(1, n_units))
        self._borders = np.searchsorted(self._codes, np.arange(len(names) + 1))

    @cached_property
    def frequencies(self) -> IntArray:
        """How many sentences mention each name. *Shape:* ``(n_names,)``."""
        return np.diff(self._borders)

    def of(self, code: int) -> IntArray:
        """Return the sentences that mention a name, ascending; none for -1."""
        return self._units[self._borders[code] : self._borders[code + 1]] if code >= 0 else self._units[:0]

    def beside(self, units: IntArray) -> IntArray:
        """Return in how many of some sentences each name is mentioned. *Shape:* ``(n_names,)``."""
        flags = np.zeros(self.n_units, dtype=np.bool_)
        flags[units] = True
        return np.bincount(self._codes[flags[self._units]], minlength=len(self.names))
