"""An index opened on memory maps: nothing is read before it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import CorpusError
from corpus_tools.index.files import check_sizes, open_array, read_manifest, verify_files
from corpus_tools.index.lexicon import Lexicon, open_lexicon
from corpus_tools.model import IntArray


class Index:
    """The positional and structural attributes of a corpus.

    Args:
        folder: What an ``IndexWriter`` wrote.

    Raises:
        CorpusError: The folder holds no index, or one that is damaged or of another version.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._manifest = read_manifest(self.folder)
        check_sizes(self.folder, self._manifest["files"])
        self.n_tokens: int = self._manifest["n_tokens"]
        self.positional: Mapping[str, PositionalAttribute] = {
            name: PositionalAttribute(self, name, facts)
            for name, facts in self._manifest["positional"].items()
        }
        self.structural: Mapping[str, StructuralAttribute] = {
            name: StructuralAttribute(self, name, facts)
            for name, facts in self._manifest["structural"].items()
        }

    def numbers(self, name: str) -> npt.NDArray[np.int32]:
        """Return an integer column. *Shape:* ``(n_tokens,)``."""
        if name not in self._manifest["numbers"]:
            available = ", ".join(self._manifest["numbers"]) or "none"
            raise CorpusError(f"No number column {name!r}. Available: {available}.")
        return self.open_array(f"{name}.numbers", "<i4")

    def structural_values(self) -> dict[str, tuple[StructuralAttribute, str]]:
        """Return every attribute of a structure by the name it has in a query, such as ``entity_label``."""
        return {
            f"{structure.name}_{attribute}": (structure, attribute)
            for structure in self.structural.values()
            for attribute in structure.attributes
        }

    def verify(self) -> None:
        """Read every byte and raise ``CorpusError`` unless all are as they were written."""
        verify_files(self.folder, self._manifest["files"])

    def open_array(self, name: str, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """Open one file of the index as an array."""
        return open_array(self.folder, name, dtype, self._manifest["files"])

    def open_lexicon(self, name: str) -> Lexicon:
        """Open the values of an attribute."""
        return open_lexicon(self.folder, name, self._manifest["files"])

    def __repr__(self) -> str:
        return f"<Index {self.folder} with {self.n_tokens:,} tokens>"


class PositionalAttribute:
    """A value on every token: the values, the column of their codes, and where each stands."""

    def __init__(self, index: Index, name: str, facts: Mapping[str, Any]) -> None:
        self._index = index
        self._facts = facts
        self.name = name

    @cached_property
    def lexicon(self) -> Lexicon:
        """The distinct values, sorted."""
        return self._index.open_lexicon(self.name)

    @cached_property
    def codes(self) -> npt.NDArray[Any]:
        """The code of every token. *Shape:* ``(n_tokens,)``, the smallest unsigned type."""
        return self._index.open_array(f"{self.name}.codes", self._facts["codes"])

    @cached_property
    def postings(self) -> npt.NDArray[np.int32]:
        """The corpus positions of every value, one after the other. *Shape:* ``(n_tokens,)``."""
        return self._index.open_array(f"{self.name}.postings", "<i4")

    @cached_property
    def postings_offsets(self) -> npt.NDArray[np.int64]:
        """Where the positions of each value start in ``postings``. *Shape:* ``(n_values + 1,)``."""
        return self._index.open_array(f"{self.name}.postings-offsets", "<i8")

    @cached_property
    def frequencies(self) -> npt.NDArray[np.int64]:
        """How many tokens have each value. *Shape:* ``(n_values,)``."""
        return np.diff(self.postings_offsets)

    def positions(self, code: int) -> npt.NDArray[np.int32]:
        """Return the corpus positions of a value, ascending, as a view."""
        return self.postings[int(self.postings_offsets[code]) : int(self.postings_offsets[code + 1])]

    def frequency(self, code: int) -> int:
        """Return how many tokens have a value."""
        return int(self.postings_offsets[code + 1] - self.postings_offsets[code])

    def value(self, cpos: int) -> str:
        """Return the value on one token."""
        return self.lexicon[int(self.codes[cpos])]

    def values(self, cpos: IntArray) -> list[str]:
        """Return the values on tokens."""
        codes, places = np.unique(self.codes[cpos], return_inverse=True)
        values = [self.lexicon[code] for code in codes.tolist()]
        return [values[place] for place in places.tolist()]


class StructuralAttribute:
    """Regions of tokens with values, sorted by start, the longest first; they may nest and overlap."""

    def __init__(self, index: Index, name: str, facts: Mapping[str, Any]) -> None:
        self._index = index
        self._facts = facts
        self.name = name
        self.attributes: tuple[str, ...] = tuple(facts["attributes"])
        self.overlapping: bool = facts["overlapping"]
        self._lexicons: dict[str, Lexicon] = {}

    def __len__(self) -> int:
        return int(self._facts["regions"])

    @cached_property
    def starts(self) -> npt.NDArray[np.int32]:
        """First corpus positions. *Shape:* ``(n_regions,)``."""
        return self._index.open_array(f"{self.name}.starts", "<i4")

    @cached_property
    def ends(self) -> npt.NDArray[np.int32]:
        """Corpus positions just after the regions. *Shape:* ``(n_regions,)``."""
        return self._index.open_array(f"{self.name}.ends", "<i4")

    @cached_property
    def reach(self) -> npt.NDArray[np.int32]:
        """The furthest end of a region and all before it. *Shape:* ``(n_regions,)``."""
        return np.maximum.accumulate(self.ends) if self.overlapping else self.ends

    def is_set(self, attribute: str) -> bool:
        """Return whether an attribute holds a set of values per region."""
        return bool(self._attribute(attribute)["set"])

    def lexicon(self, attribute: str) -> Lexicon:
        """Return the distinct values of an attribute."""
        self._attribute(attribute)
        if attribute not in self._lexicons:
            self._lexicons[attribute] = self._index.open_lexicon(f"{self.name}_{attribute}")
        return self._lexicons[attribute]

    def codes(self, attribute: str) -> npt.NDArray[Any]:
        """Return a value's code per region (-1: no value), or for a set all its codes one after the other."""
        facts = self._attribute(attribute)
        return self._index.open_array(f"{self.name}_{attribute}.values", facts["codes"])

    def set_offsets(self, attribute: str) -> npt.NDArray[np.int64]:
        """Return where each region's codes start. *Shape:* ``(n_regions + 1,)``."""
        return self._index.open_array(f"{self.name}_{attribute}.sets", "<i8")

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
        last = int(np.searchsorted(self.starts, cpos, side="right"))
        first = int(np.searchsorted(self.reach[:last], cpos, side="right"))
        return first + np.flatnonzero(self.ends[first:last] > cpos)

    def _attribute(self, attribute: str) -> Mapping[str, Any]:
        facts: Mapping[str, Any] | None = self._facts["attributes"].get(attribute)
        if facts is None:
            available = ", ".join(self.attributes) or "none"
            raise CorpusError(f"No attribute {attribute!r} on {self.name}. Available: {available}.")
        return facts
