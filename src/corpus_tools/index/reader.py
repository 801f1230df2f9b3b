"""An index opened on memory maps: nothing is read before it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import CorpusError
from corpus_tools.index.attributes import PositionalAttribute, StructuralAttribute
from corpus_tools.index.bits import Words
from corpus_tools.index.column import Column
from corpus_tools.index.files import check_sizes, open_array, read_manifest, verify_files
from corpus_tools.index.lexicon import Lexicon, open_lexicon
from corpus_tools.index.tuples import FirstTuples, Tuples
from corpus_tools.model import IntArray

TUPLES = "tuples"


class Index:
    """The positional and structural attributes of a corpus.

    Args:
        folder: What an ``IndexWriter`` wrote.

    Raises:
        CorpusError: The folder holds no index, or one that is damaged or of another version.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self._arrays: dict[str, npt.NDArray[Any]] = {}
        self.manifest: Mapping[str, Any] = read_manifest(self.folder)
        check_sizes(self.folder, self.manifest["files"])
        self.n_tokens: int = self.manifest["n_tokens"]
        self.number_columns: tuple[str, ...] = tuple(self.manifest["numbers"])
        self.tuples: Tuples = _StoredTuples(self)
        self.positional: Mapping[str, PositionalAttribute] = {
            name: _StoredPositional(self, name, facts) for name, facts in self.manifest["positional"].items()
        }
        self.structural: Mapping[str, StructuralAttribute] = {
            name: _StoredStructural(self, name, facts) for name, facts in self.manifest["structural"].items()
        }

    def numbers(self, name: str) -> Column:
        """Return an integer column. *Shape:* ``(n_tokens,)``."""
        if name not in self.number_columns:
            available = ", ".join(self.number_columns) or "none"
            raise CorpusError(f"No number column {name!r}. Available: {available}.")
        return self._number_column(name)

    def structural_values(self) -> dict[str, tuple[StructuralAttribute, str]]:
        """Return every attribute of a structure by the name it has in a query, such as ``entity_label``."""
        return {
            f"{structure.name}_{attribute}": (structure, attribute)
            for structure in self.structural.values()
            for attribute in structure.attributes
        }

    def first(self, n_tokens: int) -> Index:
        """Return the beginning of the corpus: its first tokens, and the regions that begin there."""
        return FirstIndex(self, n_tokens)

    def verify(self) -> None:
        """Read every byte and raise ``CorpusError`` unless all are as they were written."""
        verify_files(self.folder, self.manifest["files"])

    def open_array(self, name: str, dtype: npt.DTypeLike) -> npt.NDArray[Any]:
        """Open one file of the index as an array, once."""
        if name not in self._arrays:
            self._arrays[name] = open_array(self.folder, name, dtype, self.manifest["files"])
        return self._arrays[name]

    def open_bits(self, name: str, rows: Mapping[int, int], code: int) -> Words | None:
        """Open one row of a file of bits, if there is one for the code."""
        row = rows.get(code)
        if row is None:
            return None
        words: Words = self.open_array(name, "<u8").reshape(len(rows), -1)[row]
        return words

    def open_lexicon(self, name: str) -> Lexicon:
        """Open the values of an attribute."""
        return open_lexicon(self.folder, name, self.manifest["files"])

    def _number_column(self, name: str) -> Column:
        return self.open_array(f"{name}.numbers", "<i4")

    def __repr__(self) -> str:
        return f"<Index {self.folder} with {self.n_tokens:,} tokens>"


class FirstIndex(Index):
    """The beginning of a corpus."""

    def __init__(self, whole: Index, n_tokens: int) -> None:
        self._whole = whole
        self.folder = whole.folder
        self.n_tokens = n_tokens
        self.number_columns = whole.number_columns
        tuples = FirstTuples(whole.tuples, n_tokens)
        self.tuples = tuples
        self.positional = {name: one.first(tuples) for name, one in whole.positional.items()}
        self.structural = {name: one.first(n_tokens) for name, one in whole.structural.items()}

    def verify(self) -> None:
        """See ``Index``."""
        self._whole.verify()

    def _number_column(self, name: str) -> Column:
        return self._whole.numbers(name)[: self.n_tokens]


class _StoredTuples(Tuples):
    """The tuples of one index."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._facts = index.manifest["tuples"]
        self._rows = {code: row for row, code in enumerate(self._facts["bits"])}
        self.n_tokens = index.n_tokens

    def __len__(self) -> int:
        return int(self._facts["count"])

    @cached_property
    def column(self) -> Column:
        return self._index.open_array(f"{TUPLES}.column", self._facts["codes"])

    @cached_property
    def _postings(self) -> npt.NDArray[np.int32]:
        return self._index.open_array(f"{TUPLES}.postings", "<i4")

    @cached_property
    def _offsets(self) -> npt.NDArray[np.int64]:
        return self._index.open_array(f"{TUPLES}.postings-offsets", "<i8")

    @cached_property
    def sizes(self) -> npt.NDArray[np.int64]:
        return np.diff(self._offsets)

    def runs(self, codes: IntArray) -> list[npt.NDArray[np.int32]]:
        first, last = self._offsets[codes].tolist(), self._offsets[np.asarray(codes) + 1].tolist()
        return [self._postings[start:end] for start, end in zip(first, last, strict=True)]

    def bits(self, code: int) -> Words | None:
        return self._index.open_bits(f"{TUPLES}.bits", self._rows, code)

    @cached_property
    def with_bits(self) -> frozenset[int]:
        return frozenset(self._rows)


class _StoredPositional(PositionalAttribute):
    """A positional attribute of one index."""

    def __init__(self, index: Index, name: str, facts: Mapping[str, Any]) -> None:
        super().__init__(name, index.tuples)
        self._index = index
        self._facts = facts
        self._rows = {code: row for row, code in enumerate(facts["bits"])}

    @cached_property
    def lexicon(self) -> Lexicon:
        return self._index.open_lexicon(self.name)

    @cached_property
    def of_tuples(self) -> npt.NDArray[Any]:
        return self._index.open_array(f"{self.name}.of-tuples", self._facts["codes"])

    @cached_property
    def frequencies(self) -> npt.NDArray[np.int64]:
        return self._index.open_array(f"{self.name}.frequencies", "<i8")

    @cached_property
    def _by_value(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        tuples = self._index.open_array(f"{self.name}.by-value", "<i4")
        return tuples, self._index.open_array(f"{self.name}.by-value-offsets", "<i8")

    def tuples_of(self, code: int) -> IntArray:
        tuples, offsets = self._by_value
        return tuples[int(offsets[code]) : int(offsets[code + 1])]

    @cached_property
    def direct(self) -> npt.NDArray[np.uint8] | None:
        return self._index.open_array(f"{self.name}.codes", np.uint8) if self._facts["direct"] else None

    def bits(self, code: int) -> Words | None:
        return self._index.open_bits(f"{self.name}.bits", self._rows, code)


class _StoredStructural(StructuralAttribute):
    """A structural attribute of one index."""

    def __init__(self, index: Index, name: str, facts: Mapping[str, Any]) -> None:
        super().__init__(name, facts)
        self._index = index
        self._lexicons: dict[str, Lexicon] = {}

    @cached_property
    def starts(self) -> npt.NDArray[np.int32]:  # type: ignore[override]
        return self._index.open_array(f"{self.name}.starts", "<i4")

    @cached_property
    def ends(self) -> npt.NDArray[np.int32]:  # type: ignore[override]
        return self._index.open_array(f"{self.name}.ends", "<i4")

    def lexicon(self, attribute: str) -> Lexicon:
        self._attribute(attribute)
        if attribute not in self._lexicons:
            self._lexicons[attribute] = self._index.open_lexicon(f"{self.name}_{attribute}")
        return self._lexicons[attribute]

    def codes(self, attribute: str) -> npt.NDArray[Any]:
        facts = self._attribute(attribute)
        return self._index.open_array(f"{self.name}_{attribute}.values", facts["codes"])

    def set_offsets(self, attribute: str) -> npt.NDArray[np.int64]:
        return self._index.open_array(f"{self.name}_{attribute}.sets", "<i8")

    def start_bits(self) -> Words | None:
        return self._index.open_array(f"{self.name}.start-bits", "<u8") if self._facts["bits"] else None
