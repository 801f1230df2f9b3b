"""Columns that are put together when they are read behave like arrays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from corpus_tools.index.column import LazyColumn, Looked, Slices

TABLE = np.array([7, 8, 9], dtype=np.uint8)
NUMBERS = np.array([2, 0, 1, 1, 2], dtype=np.uint16)
WHOLE = TABLE[NUMBERS]
COLUMNS = [Looked(TABLE, NUMBERS), Slices([WHOLE[:2], WHOLE[2:2], Looked(TABLE, NUMBERS[2:])])]
KEYS: list[Any] = [
    0,
    -1,
    slice(1, 4),
    slice(None),
    slice(0, 5, 2),
    np.array([3, 0, 3]),
    WHOLE > 7,
    [],
    slice(4, 1),
]


@pytest.mark.parametrize("column", COLUMNS, ids=["looked up", "slices"])
@pytest.mark.parametrize("key", KEYS, ids=str)
def test_indexing(column: LazyColumn, key: Any) -> None:
    wanted = WHOLE[np.array(key, dtype=np.int64)] if isinstance(key, list) else WHOLE[key]
    assert np.asarray(
        column[np.array(key, dtype=np.int64)] if isinstance(key, list) else column[key]
    ).tolist() == (wanted.tolist())


@pytest.mark.parametrize("column", COLUMNS, ids=["looked up", "slices"])
def test_whatever_wants_an_array_gets_one(column: LazyColumn) -> None:
    assert (len(column), column.shape, column.ndim, column.dtype) == (5, (5,), 1, np.dtype(np.uint8))
    assert np.take(column, [4, 0]).tolist() == WHOLE[[4, 0]].tolist()
    assert (column == 8).tolist() == (WHOLE == 8).tolist()
    assert (column + 1).tolist() == (WHOLE + 1).tolist()
    assert np.bincount(column).tolist() == np.bincount(WHOLE).tolist()
    assert column.tolist() == list(column) == WHOLE.tolist()


@pytest.mark.parametrize("column", COLUMNS, ids=["looked up", "slices"])
@pytest.mark.parametrize("place", [5, -6])
def test_places_outside_are_refused(column: LazyColumn, place: int) -> None:
    with pytest.raises(IndexError):
        column[place]
    with pytest.raises(IndexError):
        column[np.array([place])]
