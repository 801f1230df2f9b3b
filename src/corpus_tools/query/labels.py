"""The labels of a pattern, and those that always stand at the same distance from its start."""

from __future__ import annotations

from collections import Counter

from corpus_tools.query import syntax
from corpus_tools.query.syntax import Pattern


def labels_in(pattern: Pattern) -> set[str]:
    """Return all labels, ``target`` and ``keyword`` included where they are marked."""
    return set(_occurrences(pattern))


def fixed_labels(pattern: Pattern) -> dict[str, int]:
    """Return the distance from the start of each label that every match sets at one and the same distance."""
    occurrences = Counter(_occurrences(pattern))
    found: dict[str, int] = {}
    _collect(pattern, 0, found)
    return {label: distance for label, distance in found.items() if occurrences[label] == 1}


def width(pattern: Pattern) -> int | None:
    """Return how many tokens a pattern takes, if always as many."""
    match pattern:
        case syntax.Token():
            return 1
        case syntax.Look() | syntax.Open() | syntax.Close():
            return 0
        case syntax.Region():
            return None
        case syntax.Sequence():
            widths = [width(item) for item in pattern.items]
            known = [one for one in widths if one is not None]
            return sum(known) if len(known) == len(widths) else None
        case syntax.Choice():
            widths = [width(item) for item in pattern.items]
            return widths[0] if len(set(widths)) == 1 else None
        case syntax.Repeat():
            one = width(pattern.item)
            return one * pattern.least if one is not None and pattern.least == pattern.most else None


def _collect(pattern: Pattern, distance: int, found: dict[str, int]) -> int | None:
    match pattern:
        case syntax.Token():
            found.update({label: distance for label in (pattern.label, pattern.mark) if label})
            return distance + 1
        case syntax.Sequence():
            place: int | None = distance
            for item in pattern.items:
                if place is None:
                    return None
                place = _collect(item, place, found)
            return place
        case _:
            taken = width(pattern)
            return None if taken is None else distance + taken


def _occurrences(pattern: Pattern) -> list[str]:
    match pattern:
        case syntax.Token():
            return [label for label in (pattern.label, pattern.mark) if label]
        case syntax.Region():
            return [pattern.label] if pattern.label else []
        case syntax.Sequence() | syntax.Choice():
            return [label for item in pattern.items for label in _occurrences(item)]
        case syntax.Repeat():
            return _occurrences(pattern.item)
        case _:
            return []
