"""Ranges widened to whole regions."""

from __future__ import annotations

from corpus_tools.index import StructuralAttribute
from corpus_tools.model import IntArray
from corpus_tools.query import ranges
from corpus_tools.query.syntax import Expand


def widened(
    starts: IntArray, ends: IntArray, expand: Expand, structure: StructuralAttribute
) -> tuple[IntArray, IntArray]:
    """Widen ranges to the regions that their first and last tokens lie in; outside regions they stay."""
    if not len(structure) or not len(starts):
        return starts, ends
    if expand.side != "right":
        starts = ranges.widened_left(structure.starts, structure.ends, starts, expand.count)
    if expand.side != "left":
        ends = ranges.widened_right(structure.starts, structure.ends, ends, expand.count)
    return starts, ends
