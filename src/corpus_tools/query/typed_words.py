"""Typed words as tokens: neighbours by word or lemma, and what is tried when nothing else is found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from corpus_tools.index import Index
from corpus_tools.model import IntArray
from corpus_tools.query.evaluate import evaluate
from corpus_tools.query.folding import CASE, FOLDING_FLAGS, WIDTH, fold
from corpus_tools.query.limits import Limits
from corpus_tools.query.romaji_ja import katakana_of
from corpus_tools.query.spelled import codes_of

Found = tuple[IntArray, IntArray]
_ATTRIBUTES = ("word", "lemma", "norm")
_SAMPLE = 10_000
"""So many tokens of a word are looked at for the lemmas that it can have."""
_LONG = "ー"


def neighbours(index: Index, words: Sequence[str], limits: Limits) -> Iterator[Found]:
    """Yield where the words stand one after the other, each as a word or as a lemma in any form.

    A word that is a dictionary form in the corpus stands for its lemma, so that 取組む finds 取り組む.
    """
    query = " ".join(f"[{_test(index, word)}]" for word in words)
    hits = evaluate(index, query, limits=limits)
    yield hits.starts, hits.ends


def neighbours_by_lemma(index: Index, text: str, limits: Limits) -> Iterator[Found]:
    """Yield where the lemmas that the dictionary gives for a text stand, if the corpus has UniDic's lemmas."""
    if "lemma_unidic" not in index.positional or text.isascii():
        return
    from corpus_tools.annotate.tokens_ja import Tokenizer

    lemmas = Tokenizer().tokenize(text).column("lemma")
    query = " ".join(f"[lemma={_quoted(re.escape(lemma))} %wko]" for lemma in lemmas)
    hits = evaluate(index, query, limits=limits)
    yield hits.starts, hits.ends


def loose_reading(index: Index, text: str) -> Iterator[Found]:
    """Yield the tokens whose pronunciation is what was typed in romaji, but for the length of vowels."""
    kana = katakana_of(fold(text, {WIDTH}))
    attribute = index.positional.get("pron")
    if kana is None or attribute is None:
        return
    wanted = kana.replace(_LONG, "")
    codes = [code for code, value in enumerate(attribute.lexicon) if value.replace(_LONG, "") == wanted]
    for code in codes:
        starts = attribute.positions(code)
        yield starts, starts + 1


def inside_words(index: Index, words: Sequence[str], limits: Limits) -> Found:
    """Return where the words stand one after the other, each somewhere inside a token."""
    query = " ".join(f"[word={_quoted(f'.*{re.escape(word)}.*')} %cwko]" for word in words)
    hits = evaluate(index, query, limits=limits)
    return hits.starts, hits.ends


def _test(index: Index, word: str) -> str:
    known = index.positional
    tests = [f"{name}={_quoted(re.escape(word))} %cwko" for name in _ATTRIBUTES if name in known]
    tests += [f"lemma={_quoted(re.escape(lemma))}" for lemma in _lemmas(index, word)]
    return " | ".join(tests)


def _lemmas(index: Index, word: str) -> list[str]:
    """Return the lemmas of the tokens that are this word in its dictionary form."""
    if "lemma" not in index.positional:
        return []
    attribute, lemma = index.positional["word"], index.positional["lemma"]
    flags = FOLDING_FLAGS | {CASE}
    codes = codes_of(attribute.lexicon, word, flags)
    if not len(codes):
        return []
    positions = np.concatenate([attribute.positions(code)[:_SAMPLE] for code in codes.tolist()])
    positions = positions[_uninflected(index, positions)]
    return [lemma.lexicon[code] for code in np.unique(np.asarray(lemma.codes[positions])).tolist()]


def _uninflected(index: Index, positions: IntArray) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    form = index.positional.get("cform")
    if form is None:
        return np.ones(len(positions), dtype=np.bool_)
    codes = np.asarray(form.codes[positions])
    used = np.unique(codes)
    plain = [
        code
        for code in used.tolist()
        if form.lexicon[code] in {"", "*"} or form.lexicon[code].startswith("終止形")
    ]
    return np.isin(codes, plain)


def _quoted(pattern: str) -> str:
    return '"' + pattern.replace('"', '""') + '"'
