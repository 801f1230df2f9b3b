"""Lists of words as they stand in the code: separated by white space."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of ``text``."""
    return frozenset(text.split())
