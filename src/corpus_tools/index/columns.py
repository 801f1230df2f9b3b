"""Columns of values on their way into an index: coded as they come, spilled to disk, re-coded in sort order."""

from __future__ import annotations

import operator
from collections.abc import Hashable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import CorpusError
from corpus_tools.index.files import array_bytes, lengths_to_offsets
from corpus_tools.model import IntArray

CHUNK = 1 << 22
Column: TypeAlias = Sequence[str] | tuple[IntArray, Sequence[str]]
Value = TypeVar("Value", bound=Hashable)
_Group: TypeAlias = "tuple[list[str], IntArray, list[Sequence[str]]]"


class Coder(dict[Value, int]):
    """Gives every new value the next code."""

    def __missing__(self, value: Value) -> int:
        code = self[value] = len(self)
        return code

    def codes(self, values: Sequence[Value]) -> npt.NDArray[np.int32]:
        """Return the codes of ``values``, making new ones as needed."""
        return np.fromiter(map(self.__getitem__, values), dtype=np.int32, count=len(values))

    def ranks(self) -> tuple[list[Value], npt.NDArray[np.int32]]:
        """Return the values in sort order, and the place there of each code."""
        values: list[Value] = sorted(self)  # type: ignore[type-var]
        ranks = np.empty(len(values), dtype=np.int32)
        ranks[self.codes(values)] = np.arange(len(values), dtype=np.int32)
        return values, ranks


class TokenSpill:
    """The tokens of an index as provisional numbers of their tuples, in a file until the index is closed."""

    def __init__(self, folder: Path, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._path = folder / "tuples.spill"
        self._stream = self._path.open("wb")
        self._coder: Coder[tuple[str, ...]] = Coder()
        self._values = {name: Coder[str]() for name in names}
        self._translated: tuple[Sequence[Sequence[str]], npt.NDArray[np.int32]] | None = None

    def append(self, columns: Mapping[str, Column]) -> int:
        """Add the values of further tokens and return how many they are.

        Raises:
            CorpusError: The columns are not equally long.
        """
        groups = self._groups(columns)
        lengths = {name: len(codes) for names, codes, _ in groups for name in names}
        if len(set(lengths.values())) > 1:
            raise CorpusError(f"The columns of the tokens are not equally long: {lengths}.")
        codes = self._of_one_group(*groups[0]) if len(groups) == 1 else self._of_groups(groups)
        self._stream.write(array_bytes(codes))
        return len(codes)

    def rows(self) -> list[tuple[str, ...]]:
        """Return the tuples, each with one value per attribute, in the order of their provisional numbers."""
        return list(self._coder)

    def chunks(self) -> Iterator[npt.NDArray[np.int32]]:
        """Yield the provisional numbers of all tokens; nothing can be added any more."""
        self._stream.close()
        with self._path.open("rb") as stream:
            while len(chunk := np.fromfile(stream, dtype=np.int32, count=CHUNK)):
                yield chunk

    def discard(self) -> None:
        """Remove the file."""
        self._stream.close()
        self._path.unlink(missing_ok=True)

    def _groups(self, columns: Mapping[str, Column]) -> list[_Group]:
        """Put columns together that are given by the same codes."""
        groups: dict[int, _Group] = {}
        for name in self.names:
            column = columns[name]
            if isinstance(column, tuple):
                codes, values = column
                names, _, lists = groups.setdefault(id(codes), ([], codes, []))
                names.append(name)
                lists.append(values)
            else:
                coder = self._values[name]
                own = coder.codes(column)
                groups[id(own)] = ([name], own, [list(coder)])
        return list(groups.values())

    def _of_one_group(self, names: list[str], codes: IntArray, lists: list[Sequence[str]]) -> IntArray:
        """Translate the caller's codes; what was translated of lists that only grow is kept."""
        before = self._translated
        same = before is not None and all(map(operator.is_, before[0], lists))
        known = before[1] if before is not None and same else np.empty(0, dtype=np.int32)
        if len(known) < len(lists[0]):
            new = zip(*(values[len(known) :] for values in lists), strict=True)
            known = np.concatenate((known, self._coder.codes(list(new))))
        self._translated = (lists, known)
        return known[codes]

    def _of_groups(self, groups: list[_Group]) -> IntArray:
        """Number the combinations of several groups' codes that occur."""
        combined, keys = np.unique(groups[0][1], return_inverse=True)
        used: list[IntArray] = [combined]
        for _, codes, lists in groups[1:]:
            size = max(len(lists[0]), 1)
            distinct, keys = np.unique(keys.astype(np.int64) * size + codes, return_inverse=True)
            used = [one[distinct // size] for one in used] + [distinct % size]
        place = {name: number for number, (names, _, _) in enumerate(groups) for name in names}
        lists_of = {name: one for names, _, lists in groups for name, one in zip(names, lists, strict=True)}
        values = [list(map(lists_of[name].__getitem__, used[place[name]].tolist())) for name in self.names]
        return self._coder.codes(list(zip(*values, strict=True)))[keys]


def sorted_positions(codes: npt.NDArray[Any], offsets: IntArray) -> npt.NDArray[np.int32]:
    """Return the corpus positions of every code, code by code, each run ascending.

    Args:
        codes: The forward column. *Shape:* ``(n_tokens,)``.
        offsets: Where the positions of each code start. *Shape:* ``(n_values + 1,)``.
    """
    positions = np.empty(len(codes), dtype=np.int32)
    filled = np.array(offsets[:-1])
    for start in range(0, len(codes), CHUNK):
        chunk = codes[start : start + CHUNK]
        order = stable_order(chunk)
        ordered = chunk[order]
        counts = np.bincount(chunk, minlength=len(filled))
        within = np.arange(len(chunk)) - np.repeat(lengths_to_offsets(counts)[:-1], counts)
        positions[filled[ordered] + within] = order + start
        filled += counts
    return positions


def stable_order(codes: npt.NDArray[Any]) -> IntArray:
    """Return the places of ``codes`` in ascending order, equal ones as they stand.

    NumPy sorts 16-bit integers by radix, much faster than wider ones, so wide codes are sorted in two passes.
    """
    if codes.dtype.itemsize <= 2:
        return np.argsort(codes, kind="stable")
    low = np.argsort(codes.astype(np.uint16), kind="stable")
    high = (codes >> 16).astype(np.uint16)
    return low[np.argsort(high[low], kind="stable")]
