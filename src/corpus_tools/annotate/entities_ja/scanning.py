"""Costly patterns looked for only where a cheap one says that they can stand."""

from __future__ import annotations

import re
from collections.abc import Iterator


def near(
    pattern: re.Pattern[str], hint: re.Pattern[str], text: str, *, back: int, ahead: int
) -> Iterator[re.Match[str]]:
    """Yield the first match of a pattern around each match of ``hint``, each once.

    Args:
        hint: A pattern that begins with a class of characters, which is found fast.
        back: Characters before the hint at which the pattern may begin.
        ahead: Characters from the hint on that the pattern may reach.
    """
    reached = 0
    for place in hint.finditer(text):
        start = max(reached, place.start() - back)
        match = pattern.search(text, start, place.start() + ahead)
        if match is not None:
            reached = max(match.end(), start)
            yield match
