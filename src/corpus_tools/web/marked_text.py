"""Text with marks on it as a tree that a template can write: marks that cross are cut, so that all are nested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

KINDS = ("sentence", "gloss", "ruby", "entity", "date", "gap", "note")
"""The kinds of marks; of two with the same extent the one whose kind comes first is outside."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something said of a stretch of text.

    Attributes:
        kind: Of ``KINDS``.
        values: What the template needs.
        continued: It began before a mark that it crosses.
    """

    kind: str
    start: int
    end: int
    values: Mapping[str, Any] = field(default_factory=dict)
    continued: bool = False


@dataclass(frozen=True, slots=True)
class Node:
    """A mark with what stands in it: text and further nodes.

    Attributes:
        inside: It stands in a mark of its own kind; links must not stand in links.
    """

    mark: Mark
    children: tuple[Node | str, ...]
    inside: bool = False


def nested(
    text: str, marks: Iterable[Mark], start: int, end: int, *, around: frozenset[str] = frozenset()
) -> tuple[Node | str, ...]:
    """Return a stretch of text as strings and nodes, in order; marks reach no further than the stretch.

    Args:
        around: The kinds of the marks that this stretch stands in.
    """
    queue = sorted((_clipped(mark, start, end) for mark in marks), key=_order)
    found: list[Node | str] = []
    at = start
    while queue:
        mark, *queue = queue
        if mark.start > at:
            found.append(text[at : mark.start])
        inside = [other for other in queue if other.start < mark.end]
        rest = [replace(other, start=mark.end, continued=True) for other in inside if other.end > mark.end]
        queue = sorted([*rest, *queue[len(inside) :]], key=_order)
        children = nested(text, inside, mark.start, mark.end, around=around | {mark.kind})
        found.append(Node(mark, children, mark.kind in around))
        at = mark.end
    if at < end:
        found.append(text[at:end])
    return tuple(found)


def _clipped(mark: Mark, start: int, end: int) -> Mark:
    if start <= mark.start and mark.end <= end:
        return mark
    begin = min(max(mark.start, start), end)
    return replace(
        mark, start=begin, end=max(begin, min(mark.end, end)), continued=mark.continued or begin > mark.start
    )


def _order(mark: Mark) -> tuple[int, bool, int, int]:
    """Sort by start; an anchor without width stands before what begins there."""
    return (mark.start, mark.end > mark.start, -mark.end, KINDS.index(mark.kind))
