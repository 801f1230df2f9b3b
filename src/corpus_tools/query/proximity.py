"""Meet and union: tokens with others near them."""

from __future__ import annotations

import numpy as np

from corpus_tools.model import IntArray
from corpus_tools.query import syntax
from corpus_tools.query.positions import Flags, unique_sorted
from corpus_tools.query.resolve import Resolver
from corpus_tools.query.syntax import Proximity


def meeting_positions(expression: Proximity, resolver: Resolver) -> IntArray:
    """Return the positions, ascending, that a meet-union expression finds."""
    match expression:
        case syntax.Token():
            return resolver.condition(expression.test).positions()
        case syntax.Union():
            sides = (meeting_positions(side, resolver) for side in (expression.left, expression.right))
            return unique_sorted(np.concatenate(list(sides)))
        case syntax.Meet():
            positions = meeting_positions(expression.left, resolver)
            flags = _has_near(expression, positions, meeting_positions(expression.right, resolver), resolver)
            return positions[~flags if expression.negated else flags]


def _has_near(meet: syntax.Meet, positions: IntArray, others: IntArray, resolver: Resolver) -> Flags:
    if meet.structure is None:
        first, last = positions.astype(np.int64) + meet.first, positions.astype(np.int64) + meet.last
        return _any_between(others, first, last)
    structure = resolver.structure(meet.structure, meet.column)
    if not len(structure):
        return np.zeros(len(positions), dtype=np.bool_)
    place = np.searchsorted(structure.starts, positions, side="right") - 1
    inside = (place >= 0) & (structure.ends[place] > positions)
    return inside & _any_between(others, structure.starts[place], structure.ends[place] - 1)


def _any_between(others: IntArray, first: IntArray, last: IntArray) -> Flags:
    """Return for each pair whether one of the others lies in ``[first, last]``."""
    return np.less(np.searchsorted(others, first, side="left"), np.searchsorted(others, last, side="right"))
