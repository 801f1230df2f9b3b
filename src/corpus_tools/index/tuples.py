"""The distinct combinations of values that tokens have: which one each token has, and where each one stands."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

import numpy as np
import numpy.typing as npt

from corpus_tools.index.bits import Words
from corpus_tools.index.column import Column, Looked, Slices
from corpus_tools.index.files import lengths_to_offsets
from corpus_tools.model import IntArray


class Tuples(ABC):
    """Every token as one number, its tuple: the combination of the values of all positional attributes.

    Tuples are in the order of their values, the first attribute's first, so that a condition on one token is
    a set of tuples, and its positions are known without looking at the text.
    """

    n_tokens: int

    def __len__(self) -> int:
        return len(self.sizes)

    @property
    @abstractmethod
    def column(self) -> Column:
        """The tuple of every token. *Shape:* ``(n_tokens,)``."""

    @property
    @abstractmethod
    def sizes(self) -> npt.NDArray[np.int64]:
        """How many tokens have each tuple (of a part of a corpus: about). *Shape:* ``(n_tuples,)``."""

    @abstractmethod
    def runs(self, codes: IntArray) -> list[npt.NDArray[np.int32]]:
        """Return arrays of positions, each ascending, that together are all positions of some tuples."""

    def positions(self, codes: IntArray) -> npt.NDArray[np.int32]:
        """Return the positions of some tuples (given in ascending order), ascending; of one as a view."""
        return merged_runs(self.runs(codes))

    def bits(self, code: int) -> Words | None:
        """Return one bit per token for a frequent tuple, if the index has them."""
        return None

    @property
    def with_bits(self) -> frozenset[int]:
        """Return the tuples that ``bits`` knows."""
        return frozenset()


def merged_runs(runs: Sequence[npt.NDArray[np.int32]]) -> npt.NDArray[np.int32]:
    """Merge ascending arrays; a single one is not copied."""
    if len(runs) == 1:
        return runs[0]
    if not runs:
        return np.empty(0, dtype=np.int32)
    together = np.concatenate(runs)
    # merge sort finds the runs that are sorted already
    together.sort(kind="stable")
    return together


class JoinedTuples(Tuples):
    """The tuples of several parts of a corpus as those of one.

    Args:
        parts: Their tuples.
        numbers: For each part the joint number of each of its tuples. *Shape:* ``(n_tuples of the part,)``.
        n_tuples: How many different ones there are.
    """

    def __init__(self, parts: Sequence[Tuples], numbers: Sequence[IntArray], n_tuples: int) -> None:
        self._parts = parts
        self._numbers = numbers
        self._n_tuples = n_tuples
        self._starts = lengths_to_offsets(np.array([part.n_tokens for part in parts]))
        self.n_tokens = int(self._starts[-1])

    @cached_property
    def column(self) -> Column:
        """See ``Tuples``."""
        pairs = zip(self._numbers, self._parts, strict=True)
        return Slices([Looked(numbers, part.column) for numbers, part in pairs])

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """See ``Tuples``."""
        sizes = np.zeros(self._n_tuples, dtype=np.int64)
        for numbers, part in zip(self._numbers, self._parts, strict=True):
            sizes[numbers] += part.sizes
        return sizes

    def runs(self, codes: IntArray) -> list[npt.NDArray[np.int32]]:
        """See ``Tuples``."""
        result = []
        for part, places, start in zip(self._parts, self._places, self._starts.tolist(), strict=False):
            own = places[codes]
            found = part.positions(np.sort(own[own >= 0]))
            if len(found):
                result.append(found + np.int32(start) if start else found)
        # the parts follow each other, so that this is one ascending run
        return [np.concatenate(result)] if result else []

    @cached_property
    def _places(self) -> list[npt.NDArray[np.int32]]:
        """For each part, its number of each joint tuple, -1 where it has none."""
        places = []
        for numbers in self._numbers:
            own = np.full(self._n_tuples, -1, dtype=np.int32)
            own[numbers] = np.arange(len(numbers), dtype=np.int32)
            places.append(own)
        return places


class FirstTuples(Tuples):
    """The tuples of the beginning of a corpus."""

    def __init__(self, whole: Tuples, n_tokens: int) -> None:
        self._whole = whole
        self.n_tokens = n_tokens

    @property
    def column(self) -> Column:
        """See ``Tuples``."""
        return self._whole.column[: self.n_tokens]

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """An estimate from the whole; what occurs at all has one token at least."""
        return -(-self._whole.sizes * self.n_tokens // max(self._whole.n_tokens, 1))

    def runs(self, codes: IntArray) -> list[npt.NDArray[np.int32]]:
        """See ``Tuples``."""
        end = np.int32(self.n_tokens)
        found = [run[: run.searchsorted(end)] for run in self._whole.runs(codes)]
        return [run for run in found if len(run)]

    def bits(self, code: int) -> Words | None:
        """See ``Tuples``."""
        return self._whole.bits(code)

    @property
    def with_bits(self) -> frozenset[int]:
        """See ``Tuples``."""
        return self._whole.with_bits
