"""The simple search: what a person types without CQL, tried as words, lemmas, readings and names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from corpus_tools.model import IntArray
from corpus_tools.query.evaluate import evaluate
from corpus_tools.query.hits import Hits

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

_KANA = re.compile(r"[ぁ-ゖァ-ヶー]+")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_ATTRIBUTES = ("word", "lemma", "norm")


def search(corpus: Corpus, text: str) -> Hits:
    """Find what a person types.

    The text is looked for as it stands, across the borders of tokens; its words, where white space separates
    them, as neighbours by word, lemma or (in kana) reading; and as a name, by its English titles. A hit is a
    run of whole tokens.

    Returns:
        Distinct hits in corpus order; none for white space alone.
    """
    words = text.split()
    if not words:
        return Hits(np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32), query=text, corpus=corpus)
    found = [
        *_surface_hits(corpus, "".join(words) if not text.isascii() else " ".join(words)),
        *_word_hits(corpus, words),
        *_name_hits(corpus, " ".join(words)),
    ]
    pairs = np.asarray(sorted(set(found)), dtype=np.int32).reshape(-1, 2)
    return Hits(pairs[:, 0], pairs[:, 1], query=text, corpus=corpus)


def _surface_hits(corpus: Corpus, text: str) -> Iterator[tuple[int, int]]:
    """Yield the runs of whole tokens that read ``text``."""
    wanted = text.encode("utf-8")
    for document, start, end in corpus.find_text(wanted):
        first = corpus.token_at(document, start)
        last = corpus.token_at(document, end - 1)
        if first is None or last is None:
            continue
        covered = corpus.character_range(first, last + 1)
        if covered == (start, end):
            yield (first, last + 1)


def _word_hits(corpus: Corpus, words: list[str]) -> Iterator[tuple[int, int]]:
    query = " ".join(f"[{_token_condition(corpus, word)}]" for word in words)
    yield from _pairs(evaluate(corpus.index, query))


def _token_condition(corpus: Corpus, word: str) -> str:
    known = corpus.index.positional
    value = _quoted(re.escape(word))
    tests = [f"{name}={value}" for name in _ATTRIBUTES if name in known]
    if _KANA.fullmatch(word) and "reading" in known:
        tests.append(f"reading={_quoted(word.translate(_TO_KATAKANA))}")
    if "norm" in known:
        tests.append(f"norm={_quoted(re.escape(word.casefold()))}")
    return " | ".join(tests)


def _name_hits(corpus: Corpus, text: str) -> Iterator[tuple[int, int]]:
    """Yield the mentions of names whose English titles hold the words, in any case."""
    entity = corpus.index.structural.get("entity")
    if entity is None or not re.search(r"[A-Za-z]{2}", text):
        return
    pattern = _quoted(f".*{re.escape(text)}.*")
    yield from _pairs(evaluate(corpus.index, f"<entity_en={pattern} %c/>"))


def _quoted(pattern: str) -> str:
    return '"' + pattern.replace('"', '""') + '"'


def _pairs(hits: Hits) -> Iterator[tuple[int, int]]:
    yield from zip(_plain(hits.starts), _plain(hits.ends), strict=True)


def _plain(column: IntArray) -> list[int]:
    return [int(value) for value in column]
