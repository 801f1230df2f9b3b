"""English words for the Japanese words that names of bodies, treaties and technical terms are made of."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def table() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the readings of each word: every one a tuple of English words in lower case.

    In the file a line is one Japanese word and what it may stand for; ``_`` joins words that an acronym
    takes a letter of each from.
    """
    text = files("corpus_tools.annotate.glosses_ja").joinpath("name_words.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line)
    return {word: tuple(tuple(item.split("_")) for item in items) for word, *items in rows}


@cache
def english_words() -> frozenset[str]:
    """Return every English word of the table: common words, which no person is called by alone."""
    return frozenset(part for readings in table().values() for words in readings for part in words)
