"""Finding names by what a person types: either language, any width, order or near spelling."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus_tools.names.authority import Name

_WORD = re.compile(r"[^\W_]+")
_SMALL_WORDS = frozenset({"the", "of", "on", "and", "a", "an", "for", "in", "to", "between"})
_NEAR = 0.8
"""How alike two words must be to count as a slip of the pen (Ratcliff-Obershelp)."""


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return a text without what spelling may vary in: width, case, accents, dots, dashes, blanks."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    # Japanese voicing marks are combining too (ガ = カ + ゙): they tell words apart and stay.
    bare = "".join(c for c in decomposed if not unicodedata.combining(c) or c in "\u3099\u309a")
    return "".join(_WORD.findall(unicodedata.normalize("NFC", bare)))


@lru_cache(maxsize=65536)
def fold_words(text: str) -> tuple[str, ...]:
    """Return the folded content words of a text; Japanese comes out as runs between dots and blanks."""
    words = [fold(word) for word in _WORD.findall(unicodedata.normalize("NFKC", text))]
    content = tuple(word for word in words if word and word not in _SMALL_WORDS)
    return content or tuple(filter(None, words))


def find_names(names: Iterable[Name], query: str) -> list[Name]:
    """Return the names that match ``query``, best first: equal, contained, same words, near spelling.

    A near spelling is only looked for when nothing else matches.
    """
    return [name for _, name in _ranked(names, query)]


def best_names(names: Iterable[Name], query: str) -> list[Name]:
    """Return the names that match ``query`` as well as the best one does: NATO is NATO, not what it signed."""
    ranked = _ranked(names, query)
    return [name for rank, name in ranked if rank[0] == ranked[0][0][0]]


def _ranked(names: Iterable[Name], query: str) -> list[tuple[tuple[int, int], Name]]:
    wanted, words = fold(query), fold_words(query)
    if not wanted:
        return []
    everything = list(names)
    ranked = [(rank, name) for name in everything if (rank := _rank(name, wanted, words)) is not None]
    ranked = ranked or [((4, 0), name) for name in everything if _near(name, words)]
    return sorted(ranked, key=lambda pair: pair[0])


def _forms(name: Name) -> tuple[str, ...]:
    return (name.id, *name.ja, *sorted(name.english))


def _rank(name: Name, wanted: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    """Return how well a name matches, and how much its form holds besides; smaller is better."""
    ranks = [rank for form in _forms(name) if (rank := _rank_form(form, wanted, words)) is not None]
    return min(ranks, default=None)


def _rank_form(form: str, wanted: str, words: tuple[str, ...]) -> tuple[int, int] | None:
    folded, content = fold(form), fold_words(form)
    if wanted == folded:
        return 1, 0
    # A short Latin string inside another is chance (NATO in senator): it must be a word there.
    if (len(wanted) > 4 or not wanted.isascii()) and wanted in folded:
        return 2, len(folded) - len(wanted)
    return (3, len(content) - len(words)) if set(words) <= set(content) else None


def _near(name: Name, words: tuple[str, ...]) -> bool:
    return any(
        all(any(_alike(word, other) for other in fold_words(form)) for word in words) for form in _forms(name)
    )


@lru_cache(maxsize=65536)
def _alike(word: str, other: str) -> bool:
    if word == other:
        return True
    if 2 * min(len(word), len(other)) < _NEAR * (len(word) + len(other)):
        return False
    matcher = SequenceMatcher(None, word, other, autojunk=False)
    return min(len(word), len(other)) > 3 and matcher.quick_ratio() >= _NEAR and matcher.ratio() >= _NEAR
