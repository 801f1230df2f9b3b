"""Pairs of parentheses in a text, found in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARKS = re.compile("[（()）]")


@dataclass(frozen=True, slots=True)
class Parenthesis:
    """A pair of parentheses.

    Attributes:
        start: Place of the opening mark.
        end: Place of the closing mark (not after it).
        depth: How many pairs stand around it.
    """

    start: int
    end: int
    depth: int


def parentheses(text: str, *, longest: int = 600) -> Iterator[Parenthesis]:
    """Yield the matched pairs in the order of their closing marks.

    Full-width and half-width marks may close each other, as they do in typed text. An opening mark that is
    not closed within ``longest`` characters counts as a stray one.
    """
    stack: list[int] = []
    for mark in _MARKS.finditer(text):
        place = mark.start()
        if mark.group() in "（(":
            stack.append(place)
        elif stack and place - (start := stack.pop()) <= longest:
            yield Parenthesis(start, place, len(stack))
