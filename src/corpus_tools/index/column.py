"""Arrays that are put together when they are read, and stay on disk until then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
from numpy.lib.mixins import NDArrayOperatorsMixin

from corpus_tools.index.files import lengths_to_offsets

Column: TypeAlias = Any
"""An array of one dimension, or a ``LazyColumn``."""


class LazyColumn(NDArrayOperatorsMixin):
    """A read-only column that is indexed like an array: by number, slice, flags or positions.

    Arithmetic and comparison, and whatever else wants an array, read the whole column.
    """

    ndim = 1

    def __init__(self, size: int, dtype: npt.DTypeLike) -> None:
        self.size = size
        self.dtype = np.dtype(dtype)

    @property
    def shape(self) -> tuple[int]:
        """The shape, as of an array."""
        return (self.size,)

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, slice):
            start, stop, step = key.indices(self.size)
            return self.between(start, stop) if step == 1 else self.take(np.arange(start, stop, step))
        if isinstance(key, int | np.integer):
            if not -self.size <= key < self.size:
                raise IndexError(f"No place {key} in a column of {self.size}.")
            return self.take(np.array([int(key) % self.size]))[0]
        places = np.asarray(key)
        if places.dtype == np.bool_:
            places = np.flatnonzero(places)
        return self.take(places)

    def __iter__(self) -> Any:
        return iter(np.asarray(self))

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> npt.NDArray[Any]:
        return np.asarray(self.between(0, self.size), dtype=dtype)

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        arrays = [np.asarray(one) if isinstance(one, LazyColumn) else one for one in inputs]
        return getattr(ufunc, method)(*arrays, **options)

    def tolist(self) -> list[Any]:
        """Return all as a list."""
        values: list[Any] = np.asarray(self).tolist()
        return values

    def between(self, start: int, stop: int) -> npt.NDArray[Any]:
        """Return what stands in ``[start, stop)``."""
        raise NotImplementedError

    def take(self, places: Any, axis: int | None = None, out: Any = None, mode: str = "raise") -> Any:
        """Return what stands at some places; the signature is that of an array, so that ``np.take`` works."""
        raise NotImplementedError


class Looked(LazyColumn):
    """A table looked up by a column of numbers."""

    def __init__(self, table: npt.NDArray[Any], numbers: Column) -> None:
        super().__init__(len(numbers), table.dtype)
        self._table = table
        self._numbers = numbers

    def between(self, start: int, stop: int) -> npt.NDArray[Any]:
        """See ``LazyColumn``."""
        found: npt.NDArray[Any] = np.take(self._table, self._numbers[start:stop])
        return found

    def take(self, places: Any, axis: int | None = None, out: Any = None, mode: str = "raise") -> Any:
        """See ``LazyColumn``."""
        return np.take(self._table, self._numbers.take(places, mode=mode))


class Slices(LazyColumn):
    """Columns one after the other."""

    def __init__(self, parts: Sequence[Column]) -> None:
        self._offsets = lengths_to_offsets(np.array([len(part) for part in parts]))
        super().__init__(int(self._offsets[-1]), np.result_type(*(part.dtype for part in parts)))
        self._parts = parts

    def between(self, start: int, stop: int) -> npt.NDArray[Any]:
        """See ``LazyColumn``."""
        pieces = []
        for part, first, last in zip(self._parts, self._offsets, self._offsets[1:], strict=False):
            low, high = max(start, int(first)), min(stop, int(last))
            if low < high:
                pieces.append(part[low - int(first) : high - int(first)])
        return np.concatenate(pieces).astype(self.dtype) if pieces else np.empty(0, dtype=self.dtype)

    def take(self, places: Any, axis: int | None = None, out: Any = None, mode: str = "raise") -> Any:
        """See ``LazyColumn``."""
        places = np.asarray(places)
        places = np.where(places < 0, places + self.size, places)
        part = np.searchsorted(self._offsets, places, side="right") - 1
        result = np.empty(places.shape, dtype=self.dtype)
        for number, column in enumerate(self._parts):
            chosen = part == number
            if chosen.any():
                result[chosen] = np.take(column, places[chosen] - self._offsets[number])
        if places.size and not (places.min() >= 0 and places.max() < self.size):
            raise IndexError(f"A place outside a column of {self.size}.")
        return result
