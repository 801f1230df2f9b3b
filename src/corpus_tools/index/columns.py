"""Columns of values on their way into an index: coded as they come, spilled to disk, re-coded in sort order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from corpus_tools.index.files import (
    FileWriter,
    array_bytes,
    lengths_to_offsets,
    smallest_unsigned,
    write_array,
)
from corpus_tools.index.lexicon import write_lexicon
from corpus_tools.model import IntArray

CHUNK = 1 << 22
Column: TypeAlias = Sequence[str] | tuple[IntArray, Sequence[str]]


class Coder(dict[str, int]):
    """Gives every new value the next code."""

    def __missing__(self, value: str) -> int:
        code = self[value] = len(self)
        return code

    def codes(self, values: Sequence[str]) -> npt.NDArray[np.int32]:
        """Return the codes of ``values``, making new ones as needed."""
        return np.fromiter(map(self.__getitem__, values), dtype=np.int32, count=len(values))

    def ranks(self) -> tuple[list[str], npt.NDArray[np.int32]]:
        """Return the values in sort order, and the place there of each code."""
        values = sorted(self)
        ranks = np.empty(len(values), dtype=np.int32)
        ranks[self.codes(values)] = np.arange(len(values), dtype=np.int32)
        return values, ranks


class ColumnSpill:
    """A positional attribute's codes, appended to a file until the index is closed."""

    def __init__(self, folder: Path, name: str) -> None:
        self._name = name
        self._path = folder / f"{name}.spill"
        self._stream = self._path.open("wb")
        self._coder = Coder()
        self._n_tokens = 0
        self._translated: tuple[Sequence[str], npt.NDArray[np.int32]] | None = None

    def append(self, column: Column) -> int:
        """Add the values of further tokens and return how many they are."""
        codes = self._coded(column) if isinstance(column, tuple) else self._coder.codes(column)
        self._stream.write(array_bytes(codes))
        self._n_tokens += len(codes)
        return len(codes)

    def finish(self, folder: Path, files: dict[str, dict[str, Any]]) -> dict[str, Any]:
        """Write lexicon, codes and postings; return what the manifest says of them."""
        self._stream.close()
        values, ranks = self._coder.ranks()
        dtype = smallest_unsigned(len(values))
        write_lexicon(folder, self._name, values, files)
        counts = self._write_codes(folder, files, ranks.astype(dtype), len(values))
        codes: npt.NDArray[Any] = np.fromfile(folder / f"{self._name}.codes", dtype=dtype, count=0)
        if self._n_tokens:
            codes = np.memmap(folder / f"{self._name}.codes", dtype=dtype, mode="r")
        offsets = lengths_to_offsets(counts)
        write_array(folder, f"{self._name}.postings-offsets", offsets, files)
        write_array(folder, f"{self._name}.postings", sorted_positions(codes, offsets), files)
        self._path.unlink()
        return {"values": len(values), "codes": dtype.str}

    def discard(self) -> None:
        """Forget the column."""
        self._stream.close()
        self._path.unlink(missing_ok=True)

    def _coded(self, column: tuple[IntArray, Sequence[str]]) -> npt.NDArray[np.int32]:
        """Translate the caller's codes; what was translated of a list that only grows is kept."""
        codes, values = column
        known = (
            self._translated[1] if self._translated is not None and self._translated[0] is values else None
        )
        if known is None:
            known = self._coder.codes(values)
        elif len(known) < len(values):
            known = np.concatenate((known, self._coder.codes(values[len(known) :])))
        self._translated = (values, known)
        return known[codes]

    def _write_codes(
        self, folder: Path, files: dict[str, dict[str, Any]], ranks: npt.NDArray[Any], n_values: int
    ) -> npt.NDArray[np.int64]:
        counts = np.zeros(n_values, dtype=np.int64)
        with FileWriter(folder, f"{self._name}.codes", files) as writer:
            for provisional in self._chunks():
                codes = ranks[provisional]
                counts += np.bincount(codes, minlength=n_values)
                writer.write(codes)
        return counts

    def _chunks(self) -> Iterator[npt.NDArray[np.int32]]:
        with self._path.open("rb") as stream:
            while len(chunk := np.fromfile(stream, dtype=np.int32, count=CHUNK)):
                yield chunk


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
