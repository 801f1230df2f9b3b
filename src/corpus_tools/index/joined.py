"""Several indexes as one: corpora that grew by parts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import CorpusError
from corpus_tools.index.attributes import PositionalAttribute, StructuralAttribute
from corpus_tools.index.column import Column, Slices
from corpus_tools.index.files import lengths_to_offsets, smallest_unsigned
from corpus_tools.index.lexicon import Lexicon
from corpus_tools.index.reader import Index
from corpus_tools.index.tuples import JoinedTuples, Tuples
from corpus_tools.model import IntArray


def join_indexes(parts: Sequence[Index]) -> Index:
    """Return indexes, one after the other, as one; a single one as it is."""
    return parts[0] if len(parts) == 1 else JoinedIndex(parts)


class JoinedIndex(Index):
    """The indexes of the parts of a corpus, in order.

    Codes, tuples and corpus positions are those that one index of the whole corpus would have; they are
    translated when they are asked for.

    Raises:
        CorpusError: The parts have different positional attributes.
    """

    def __init__(self, parts: Sequence[Index]) -> None:
        self.parts = tuple(parts)
        self.folder = parts[0].folder
        names = {tuple(part.positional) for part in parts}
        if len(names) > 1:
            raise CorpusError(
                f"The parts of {self.folder.parent.parent} have different positional attributes: "
                f"{'; '.join(', '.join(one) for one in sorted(names))}. Build the corpus again."
            )
        self.n_tokens = sum(part.n_tokens for part in parts)
        self.number_columns = tuple(
            name for name in parts[0].number_columns if all(name in part.number_columns for part in parts)
        )
        tables = {name: _JoinedTable([part.positional[name] for part in parts]) for name in names.pop()}
        self.tuples, columns = _joined_tuples(parts, list(tables.values()))
        self.positional = {
            name: _JoinedPositional(name, self.tuples, table, column)
            for (name, table), column in zip(tables.items(), columns, strict=True)
        }
        layers = dict.fromkeys(name for part in parts for name in part.structural)
        self.structural = {name: _JoinedStructural(name, parts) for name in layers}

    def verify(self) -> None:
        """See ``Index``."""
        for part in self.parts:
            part.verify()

    def _number_column(self, name: str) -> Column:
        return Slices([part.numbers(name) for part in self.parts])


class _JoinedTable:
    """The values of an attribute in all parts, and what code each part's codes become."""

    def __init__(self, attributes: Sequence[PositionalAttribute]) -> None:
        self.attributes = attributes
        self.lexicon, self.codes = joined_lexicon([one.lexicon for one in attributes])


def joined_lexicon(lexicons: Sequence[Lexicon]) -> tuple[Lexicon, list[npt.NDArray[np.int32]]]:
    """Return the values of all lexicons, and for each lexicon the joint codes of its values."""
    decoded = [lexicon.decoded() for lexicon in lexicons]
    values = sorted({value for one in decoded for value in one})
    places = {value: code for code, value in enumerate(values)}
    codes = [np.fromiter(map(places.__getitem__, one), dtype=np.int32, count=len(one)) for one in decoded]
    return Lexicon.of(values), codes


def _joined_tuples(
    parts: Sequence[Index], tables: Sequence[_JoinedTable]
) -> tuple[Tuples, list[npt.NDArray[Any]]]:
    """Return the joint tuples, and for each attribute its joint code of each of them."""
    rows = [
        np.stack([table.codes[number][table.attributes[number].of_tuples] for table in tables])
        for number in range(len(parts))
    ]
    together = np.concatenate(rows, axis=1)
    order = np.lexsort(together[::-1])
    ordered = together[:, order]
    new = np.append(True, np.any(ordered[:, 1:] != ordered[:, :-1], axis=0))[: len(order)]
    numbers = np.empty(len(order), dtype=np.int32)
    numbers[order] = np.cumsum(new) - 1
    borders = lengths_to_offsets(np.array([one.shape[1] for one in rows]))
    own = [numbers[start:end] for start, end in itertools.pairwise(borders)]
    columns = [
        column.astype(smallest_unsigned(len(table.lexicon)))
        for column, table in zip(ordered[:, new], tables, strict=True)
    ]
    n_tuples = int(new.sum())
    dtype = smallest_unsigned(n_tuples)
    return JoinedTuples(
        [part.tuples for part in parts], [one.astype(dtype) for one in own], n_tuples
    ), columns


class _JoinedPositional(PositionalAttribute):
    """A positional attribute of all parts."""

    def __init__(self, name: str, tuples: Tuples, table: _JoinedTable, of_tuples: npt.NDArray[Any]) -> None:
        super().__init__(name, tuples)
        self._table = table
        self._of_tuples = of_tuples

    @property
    def lexicon(self) -> Lexicon:
        return self._table.lexicon

    @property
    def of_tuples(self) -> npt.NDArray[Any]:
        return self._of_tuples

    @cached_property
    def frequencies(self) -> npt.NDArray[np.int64]:
        frequencies = np.zeros(len(self.lexicon), dtype=np.int64)
        for codes, one in zip(self._table.codes, self._table.attributes, strict=True):
            frequencies[codes] += one.frequencies
        return frequencies

    def tuples_of(self, code: int) -> IntArray:
        order, offsets = self._by_value
        return order[int(offsets[code]) : int(offsets[code + 1])]

    @cached_property
    def _by_value(self) -> tuple[IntArray, npt.NDArray[np.int64]]:
        counts = np.bincount(self._of_tuples, minlength=len(self.lexicon))
        return np.argsort(self._of_tuples, kind="stable"), lengths_to_offsets(counts)


class _JoinedStructural(StructuralAttribute):
    """A structural attribute of all parts; a part that lacks an attribute has no values of it."""

    def __init__(self, name: str, parts: Sequence[Index]) -> None:
        found = [part.structural.get(name) for part in parts]
        known = [one for one in found if one is not None]
        attributes = {
            attribute: {"set": any(one.is_set(attribute) for one in known if attribute in one.attributes)}
            for attribute in dict.fromkeys(key for one in known for key in one.attributes)
        }
        facts = {
            "regions": sum(map(len, known)),
            "overlapping": any(one.overlapping for one in known),
            "attributes": attributes,
            "gapless": all(one is not None and one.gapless for one in found),
        }
        super().__init__(name, facts)
        offsets = lengths_to_offsets(np.array([part.n_tokens for part in parts])).tolist()
        self._parts = [(one, start) for one, start in zip(found, offsets, strict=False) if one is not None]
        self._joined: dict[str, tuple[Lexicon, npt.NDArray[np.int32], npt.NDArray[np.int64]]] = {}

    @cached_property
    def starts(self) -> npt.NDArray[np.int32]:  # type: ignore[override]
        return np.concatenate([one.starts + np.int32(offset) for one, offset in self._parts])

    @cached_property
    def ends(self) -> npt.NDArray[np.int32]:  # type: ignore[override]
        return np.concatenate([one.ends + np.int32(offset) for one, offset in self._parts])

    def lexicon(self, attribute: str) -> Lexicon:
        return self._values(attribute)[0]

    def codes(self, attribute: str) -> npt.NDArray[Any]:
        return self._values(attribute)[1]

    def set_offsets(self, attribute: str) -> npt.NDArray[np.int64]:
        return self._values(attribute)[2]

    def _values(self, attribute: str) -> tuple[Lexicon, npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        if attribute not in self._joined:
            self._joined[attribute] = self._join(attribute, self.is_set(attribute))
        return self._joined[attribute]

    def _join(
        self, attribute: str, is_set: bool
    ) -> tuple[Lexicon, npt.NDArray[np.int32], npt.NDArray[np.int64]]:
        known = [one for one, _ in self._parts if attribute in one.attributes]
        lexicon, translations = joined_lexicon([one.lexicon(attribute) for one in known])
        translated = dict(zip(map(id, known), translations, strict=True))
        codes, lengths = [], []
        for one, _ in self._parts:
            none = np.full(0 if is_set else len(one), -1, dtype=np.int32)
            own = translated.get(id(one))
            codes.append(none if own is None else np.append(own, np.int32(-1))[one.codes(attribute)])
            lengths.append(_lengths(one, attribute, is_set, own is not None))
        return lexicon, np.concatenate(codes), lengths_to_offsets(np.concatenate(lengths))


def _lengths(one: StructuralAttribute, attribute: str, is_set: bool, known: bool) -> IntArray:
    """Return how many codes each region has."""
    if not is_set or not known:
        return np.full(len(one), 0 if is_set else 1, dtype=np.int64)
    return np.diff(one.set_offsets(attribute)) if one.is_set(attribute) else np.ones(len(one), dtype=np.int64)
