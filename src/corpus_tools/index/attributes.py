"""Positional and structural attributes, wherever their columns come from."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import CorpusError
from corpus_tools.index.bits import Words
from corpus_tools.index.column import Column, Looked
from corpus_tools.index.lexicon import Lexicon
from corpus_tools.index.tuples import FirstTuples, Tuples
from corpus_tools.model import IntArray


class PositionalAttribute(ABC):
    """A value on every token: the values, and by way of the tuples which token has which."""

    def __init__(self, name: str, tuples: Tuples) -> None:
        self.name = name
        self.tuples = tuples

    @property
    @abstractmethod
    def lexicon(self) -> Lexicon:
        """The distinct values, sorted."""

    @property
    @abstractmethod
    def of_tuples(self) -> npt.NDArray[Any]:
        """The code of every tuple. *Shape:* ``(n_tuples,)``."""

    @property
    @abstractmethod
    def frequencies(self) -> npt.NDArray[np.int64]:
        """How many tokens have each value. *Shape:* ``(n_values,)``."""

    @abstractmethod
    def tuples_of(self, code: int) -> IntArray:
        """Return the tuples that have a value, ascending."""

    @property
    def direct(self) -> npt.NDArray[np.uint8] | None:
        """The code of every token as a column of bytes, where the index has one."""
        return None

    def bits(self, code: int) -> Words | None:
        """Return one bit per token for a frequent value, if the index has them."""
        return None

    @property
    def codes(self) -> Column:
        """The code of every token, an array or what is indexed like one. *Shape:* ``(n_tokens,)``."""
        return self.direct if self.direct is not None else Looked(self.of_tuples, self.tuples.column)

    def positions(self, code: int) -> npt.NDArray[np.int32]:
        """Return the corpus positions of a value, ascending."""
        return self.tuples.positions(self.tuples_of(code))

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        """How many tokens have each value here (of a part of a corpus: about). *Shape:* ``(n_values,)``."""
        return self.frequencies

    def frequency(self, code: int) -> int:
        """Return how many tokens have a value."""
        return int(self.frequencies[code])

    def value(self, cpos: int) -> str:
        """Return the value of one token."""
        return self.lexicon[int(self.codes[cpos])]

    def values(self, positions: IntArray) -> list[str]:
        """Return the values of some tokens."""
        codes = np.asarray(self.codes[np.asarray(positions)])
        used, places = np.unique(codes, return_inverse=True)
        known = [self.lexicon[code] for code in used.tolist()]
        return [known[place] for place in places.tolist()]

    def first(self, tuples: FirstTuples) -> PositionalAttribute:
        """Return the attribute on the beginning of the corpus only."""
        return _First(self, tuples)


class _First(PositionalAttribute):
    """A positional attribute on the beginning of a corpus."""

    def __init__(self, whole: PositionalAttribute, tuples: Tuples) -> None:
        super().__init__(whole.name, tuples)
        self._whole = whole

    @property
    def lexicon(self) -> Lexicon:
        return self._whole.lexicon

    @property
    def of_tuples(self) -> npt.NDArray[Any]:
        return self._whole.of_tuples

    @property
    def frequencies(self) -> npt.NDArray[np.int64]:
        return self._whole.frequencies

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        sizes = np.bincount(self.of_tuples, weights=self.tuples.sizes, minlength=len(self.lexicon))
        return sizes.astype(np.int64)

    def tuples_of(self, code: int) -> IntArray:
        return self._whole.tuples_of(code)

    @property
    def direct(self) -> npt.NDArray[np.uint8] | None:
        direct = self._whole.direct
        return None if direct is None else direct[: self.tuples.n_tokens]

    def bits(self, code: int) -> Words | None:
        return self._whole.bits(code)


class StructuralAttribute:
    """Regions of tokens with values, sorted by start, the longest first; they may nest and overlap.

    Attributes:
        starts: First corpus positions. *Shape:* ``(n_regions,)``.
        ends: Corpus positions just after the regions. *Shape:* ``(n_regions,)``.
    """

    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]

    def __init__(self, name: str, facts: Mapping[str, Any]) -> None:
        self.name = name
        self._facts = facts
        self.attributes: tuple[str, ...] = tuple(facts["attributes"])
        self.overlapping: bool = facts["overlapping"]

    def lexicon(self, attribute: str) -> Lexicon:
        """Return the distinct values of an attribute."""
        raise self._without(attribute)

    def codes(self, attribute: str) -> npt.NDArray[Any]:
        """Return a value's code per region (-1: no value), or for a set all its codes one after the other."""
        raise self._without(attribute)

    def set_offsets(self, attribute: str) -> npt.NDArray[np.int64]:
        """Return where each region's codes start. *Shape:* ``(n_regions + 1,)``."""
        raise self._without(attribute)

    def start_bits(self) -> Words | None:
        """Return one bit per token where a region begins, if the index has them."""
        return None

    def __len__(self) -> int:
        return int(self._facts["regions"])

    @cached_property
    def reach(self) -> npt.NDArray[np.int32]:
        """The furthest end of a region and all before it. *Shape:* ``(n_regions,)``."""
        return np.maximum.accumulate(self.ends) if self.overlapping else self.ends

    @cached_property
    def longest(self) -> int:
        """The most tokens in a region; 0 if there is none."""
        known = self._facts.get("longest")
        return int(known) if known is not None else int((self.ends - self.starts).max(initial=0))

    @property
    def gapless(self) -> bool:
        """Whether the regions follow each other and leave no token out."""
        return bool(self._facts.get("gapless", False))

    def is_set(self, attribute: str) -> bool:
        """Return whether an attribute holds a set of values per region."""
        return bool(self._attribute(attribute)["set"])

    def values(self, attribute: str) -> tuple[npt.NDArray[Any], Lexicon]:
        """Return the codes of an attribute and the values they stand for."""
        return self.codes(attribute), self.lexicon(attribute)

    def value(self, attribute: str, region: int) -> str | None:
        """Return an attribute of one region; of a set its first value."""
        values = self.value_set(attribute, region)
        return values[0] if values else None

    def value_set(self, attribute: str, region: int) -> list[str]:
        """Return all values of an attribute on one region."""
        codes = self.codes(attribute)
        if self.is_set(attribute):
            offsets = self.set_offsets(attribute)
            codes = codes[int(offsets[region]) : int(offsets[region + 1])]
        else:
            codes = codes[region : region + 1]
        return [self.lexicon(attribute)[code] for code in codes.tolist() if code >= 0]

    def covering(self, cpos: int) -> npt.NDArray[np.int64]:
        """Return the regions that cover a token, in their order."""
        last = int(np.searchsorted(self.starts, np.int32(cpos), side="right"))
        first = int(np.searchsorted(self.reach[:last], np.int32(cpos), side="right"))
        return first + np.flatnonzero(self.ends[first:last] > cpos)

    def first(self, n_tokens: int) -> StructuralAttribute:
        """Return the regions that begin before a position."""
        return _FirstRegions(self, n_tokens)

    def _attribute(self, attribute: str) -> Mapping[str, Any]:
        facts: Mapping[str, Any] | None = self._facts["attributes"].get(attribute)
        if facts is None:
            raise self._without(attribute)
        return facts

    def _without(self, attribute: str) -> CorpusError:
        available = ", ".join(self.attributes) or "none"
        return CorpusError(f"No attribute {attribute!r} on {self.name}. Available: {available}.")


class _FirstRegions(StructuralAttribute):
    """The regions at the beginning of a corpus."""

    def __init__(self, whole: StructuralAttribute, n_tokens: int) -> None:
        self._n_tokens = n_tokens
        self._count = int(np.searchsorted(whole.starts, np.int32(n_tokens)))
        facts = {**whole._facts, "regions": self._count, "longest": whole.longest, "gapless": False}
        super().__init__(whole.name, facts)
        self._whole = whole

    @cached_property
    def starts(self) -> npt.NDArray[np.int32]:  # type: ignore[override]
        return self._whole.starts[: self._count]

    @cached_property
    def ends(self) -> npt.NDArray[np.int32]:  # type: ignore[override]
        return np.minimum(self._whole.ends[: self._count], np.int32(self._n_tokens))

    def lexicon(self, attribute: str) -> Lexicon:
        return self._whole.lexicon(attribute)

    def codes(self, attribute: str) -> npt.NDArray[Any]:
        codes = self._whole.codes(attribute)
        return codes[: int(self.set_offsets(attribute)[-1]) if self.is_set(attribute) else self._count]

    def set_offsets(self, attribute: str) -> npt.NDArray[np.int64]:
        return self._whole.set_offsets(attribute)[: self._count + 1]

    def start_bits(self) -> Words | None:
        return self._whole.start_bits()
