"""Table queries: tokens in order at given distances, each the next one that fits."""

from __future__ import annotations

import numpy as np

from corpus_tools.model import IntArray
from corpus_tools.query import syntax
from corpus_tools.query.resolve import Resolver
from corpus_tools.query.room import HARD_LIMIT, Room


def table_matches(
    table: syntax.Table, resolver: Resolver, room: Room
) -> tuple[IntArray, IntArray, dict[str, IntArray]]:
    """Return starts, ends and labels of the matches of a table.

    From each first token every further one is the nearest in its distance; there is no second try. Of
    matches with one end the longest counts.
    """
    first, *others = table.columns
    starts = resolver.condition(first.token.test).positions()
    limits = room.limits(starts).astype(np.int64)
    starts, limits = starts[limits > starts], limits[limits > starts]
    columns: list[IntArray] = [starts.astype(np.int64)]
    for column in others:
        found, known = _next(columns[-1], column, limits, resolver)
        columns, limits = [one[known] for one in columns], limits[known]
        columns.append(found[known])
    ends = columns[-1] + 1
    kept = np.append(True, ends[1:] > np.maximum.accumulate(ends)[:-1])[: len(ends)]
    labels = {
        name: places[kept]
        for column, places in zip(table.columns, columns, strict=True)
        for name in (column.token.label, column.token.mark)
        if name
    }
    return columns[0][kept], ends[kept], labels


def _next(
    places: IntArray, column: syntax.Column, limits: IntArray, resolver: Resolver
) -> tuple[IntArray, np.ndarray[tuple[int], np.dtype[np.bool_]]]:
    """Return for each place the next token of a column, and whether it is near enough."""
    positions = resolver.condition(column.token.test).positions().astype(np.int64)
    reach = HARD_LIMIT - 1 if column.most is None else column.most + 1
    found = np.append(positions, np.iinfo(np.int64).max)[
        np.searchsorted(positions, places + column.least + 1, side="left")
    ]
    return found, (found <= places + reach) & (found < limits)
