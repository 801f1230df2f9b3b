"""Partial and whole matches, as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from corpus_tools.model import IntArray
from corpus_tools.query.positions import Flags

FIRST = "first region"
LAST = "last region"
LAST_AT = "end of the last region"
UNSET = -1


@dataclass(frozen=True)
class Partial:
    """Partial matches in one state, all of one length.

    Attributes:
        rows: Which start each belongs to.
        columns: Registers and labels, in corpus positions or region numbers; -1 where not set.
    """

    rows: IntArray
    columns: Mapping[str, IntArray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    def take(self, chosen: Flags | IntArray | slice) -> Partial:
        """Return some of them."""
        return Partial(self.rows[chosen], {name: column[chosen] for name, column in self.columns.items()})

    def having(self, **columns: IntArray) -> Partial:
        """Return the same with other values in some columns."""
        return Partial(self.rows, {**self.columns, **columns})


@dataclass(frozen=True)
class Matches:
    """Whole matches, in no order.

    Attributes:
        last: Tells apart matches of one end that end with different nested regions; empty where no regions
            nest.
        columns: Labels, in corpus positions.
    """

    starts: IntArray
    ends: IntArray
    last: IntArray
    columns: Mapping[str, IntArray]
    settled: bool = False
    """All have the same length and stand in order, so that none competes with another."""


def plain_matches(pieces: Sequence[tuple[IntArray, IntArray]], *, settled: bool = False) -> Matches:
    """Return matches without nested regions or labels from pieces of starts and ends."""
    starts, ends = (joined([piece[side] for piece in pieces]) for side in (0, 1))
    return Matches(starts, ends, np.empty(0, dtype=np.int64), {}, settled)


def keys_of(partial: Partial) -> npt.NDArray[np.int64]:
    """Return a number for each start together with the nested region it began with."""
    return (partial.rows.astype(np.int64) << 32) + partial.columns[FIRST]


def merged(pieces: list[Partial]) -> Partial:
    """Join partial matches of one state and length, each once."""
    if len(pieces) == 1:
        return pieces[0]
    names = list(pieces[0].columns)
    rows = np.concatenate([piece.rows for piece in pieces])
    joined = Partial(
        rows, {name: np.concatenate([piece.columns[name] for piece in pieces]) for name in names}
    )
    order = np.lexsort([*joined.columns.values(), joined.rows])
    joined = joined.take(order)
    differs = np.ones(len(joined), dtype=np.bool_)
    if len(joined) > 1:
        differs[1:] = joined.rows[1:] != joined.rows[:-1]
        for column in joined.columns.values():
            differs[1:] |= column[1:] != column[:-1]
    return joined.take(differs)


def without(partial: Partial, seen: Partial | None) -> Partial:
    """Return the partial matches that were not seen before."""
    if seen is None:
        return partial
    both = merged([seen, partial])
    if len(both) == len(seen):
        return partial.take(np.zeros(len(partial), dtype=np.bool_))
    return both


def joined(arrays: Sequence[IntArray], dtype: npt.DTypeLike = np.int32) -> IntArray:
    """Join arrays end to end; a single one is not copied."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=dtype)
