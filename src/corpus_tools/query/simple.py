"""The simple search: what a person types without CQL, tried as words, lemmas, readings and names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from corpus_tools.errors import Message
from corpus_tools.model import IntArray
from corpus_tools.query.evaluate import evaluate
from corpus_tools.query.folding import CASE, FOLDING_FLAGS, KANA, WIDTH, fold
from corpus_tools.query.hits import Hits
from corpus_tools.query.limits import SECONDS, Limits
from corpus_tools.query.ranges import sorted_order
from corpus_tools.query.romaji_ja import katakana_of
from corpus_tools.query.spelled import spelled
from corpus_tools.query.typed_words import inside_words, loose_reading, neighbours, neighbours_by_lemma

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

LONGEST_NAME, MOST_WORDS = 300, 40
"""A longer text is a passage: it is looked for as it is written, not as words, a reading or a name."""
SPELLING = FOLDING_FLAGS | {CASE}
MOST_APART = 6
"""So many words are looked for apart from each other in one sentence."""
_NAME, _WORDS_OF_NAME, _BEGINNING_IN_NAME = "{0}", r"(.*[^\w])?{0}([^\w].*)?", r"(.*[^\w])?{0}.*"
"""What an English name is, has as words, or has a word begin with."""
_KANA_ONLY = re.compile(r"[ぁ-ゖァ-ヺー・ゝゞヽヾ]+")
Found = tuple[IntArray, IntArray]


def search(
    corpus: Corpus,
    text: str,
    *,
    exact: bool = False,
    seconds: float | None = SECONDS,
    cancelled: Callable[[], bool] | None = None,
) -> Hits:
    """Find what a person types.

    The text is looked for as it is written, across the borders of tokens; its words, where white space
    separates them, as neighbours by word or lemma; kana and romaji as a reading, also across tokens; and the
    whole as a name, in Japanese or English, which finds every mention of what it names. Width, case, hiragana
    and katakana, old and new characters make no difference. Where all this finds nothing, the dictionary's
    lemma of what was typed is tried (okurigana: 取組む finds 取り組む), long vowels are let go (tokyo), the
    first of several words is looked for in sentences with the others, and last the text is looked for inside longer
    words and at the beginning of words in names. What is longer than any name is looked for only as it is
    written, in any of these spellings. A hit is a run of whole tokens of one document.

    Args:
        exact: As it is written and nothing else, characters as typed.
        seconds: How long it may take, all ways together (None: any time).
        cancelled: Asked now and then; the search stops when it says yes.

    Returns:
        Distinct hits in corpus order, and in ``message`` how they were found; none for white space alone.

    Raises:
        QueryError: It takes too long, or was cancelled.
    """
    limits = Limits(seconds, cancelled=cancelled)
    words = text.split()
    joined = "".join(words)
    if not joined:
        return _hits(corpus, text, {})
    passage = len(joined) > LONGEST_NAME or len(words) > MOST_WORDS
    if exact or passage:
        flags = frozenset() if exact else SPELLING
        return _hits(
            corpus, text, {"as written": [spelled(corpus.index, "word", joined, flags, limits=limits)]}
        )
    found = _hits(corpus, text, _ways(corpus, words, joined, limits))
    return found if len(found) else _last_resorts(corpus, text, words, joined, limits)


def _ways(corpus: Corpus, words: list[str], joined: str, limits: Limits) -> dict[str, list[Found]]:
    index = corpus.index
    ways = {"as written": [spelled(index, "word", joined, SPELLING, limits=limits)]}
    ways["word by word"] = list(neighbours(index, words, limits))
    if "reading" in index.positional:
        ways["by reading"] = [
            spelled(index, "reading", kana, frozenset({KANA, WIDTH}), limits=limits)
            for kana in _readings(joined)
        ]
    ways["as a name"] = [
        *_by_english(corpus, " ".join(words), limits),
        *_by_japanese(corpus, joined, limits),
    ]
    return ways


def _last_resorts(corpus: Corpus, text: str, words: list[str], joined: str, limits: Limits) -> Hits:
    found = _hits(
        corpus, text, {"by the dictionary's lemma": list(neighbours_by_lemma(corpus.index, joined, limits))}
    )
    if not len(found):
        found = _hits(
            corpus, text, {"by reading, long vowels let go": list(loose_reading(corpus.index, joined))}
        )
    if not len(found):
        ways = {"in a sentence with the other words": list(_in_one_sentence(corpus, words, limits))}
        found = _hits(corpus, text, ways)
    if not len(found):
        ways = {"inside longer words": [inside_words(corpus.index, words, limits)]}
        ways["in a longer name"] = list(_by_beginning(corpus, " ".join(words), limits))
        found = _hits(corpus, text, ways)
    return found


def _in_one_sentence(corpus: Corpus, words: list[str], limits: Limits) -> Iterator[Found]:
    """Yield where the first of several words stands in a sentence that has the others somewhere."""
    sentences = corpus.index.structural.get("s")
    if sentences is None or not 2 <= len(words) <= MOST_APART:
        return
    each = [_together(_flat(_ways(corpus, [word], word, limits))) for word in words]
    places = [np.searchsorted(sentences.starts, starts, side="right") for starts, _ in each]
    common = reduce(np.intersect1d, places)
    (starts, ends), inside = each[0], np.isin(places[0], common)
    yield starts[inside], ends[inside]


def _readings(text: str) -> Iterator[str]:
    """Yield the katakana of what was typed in kana or romaji."""
    folded = fold(text, {WIDTH, KANA})
    if _KANA_ONLY.fullmatch(folded):
        yield folded
    elif folded.isascii() or not folded.isupper():
        kana = katakana_of(folded)
        if kana is not None:
            yield kana


def _by_english(corpus: Corpus, text: str, limits: Limits) -> Iterator[Found]:
    """Yield the mentions of what has this English name, or else of what has the words in one, in any case."""
    for pattern in (_NAME, _WORDS_OF_NAME):
        for starts, ends in _named(corpus, text, 2, pattern, limits):
            if len(starts):
                yield starts, ends
                return


def _by_beginning(corpus: Corpus, text: str, limits: Limits) -> Iterator[Found]:
    """Yield the mentions of what has an English name with a word that begins so: Zelensky finds Zelenskyy."""
    return _named(corpus, text, 4, _BEGINNING_IN_NAME, limits)


def _named(corpus: Corpus, text: str, letters: int, pattern: str, limits: Limits) -> Iterator[Found]:
    """Yield the mentions with an English name that fits, for a text with so many Latin letters in a row."""
    folded = fold(text, {WIDTH})
    if "entity_en" in corpus.index.structural_values() and re.search(f"[A-Za-z]{{{letters}}}", folded):
        regex = pattern.format(re.escape(folded))
        hits = evaluate(corpus.index, f"<entity_en={_quoted(regex)} %c/>", limits=limits)
        yield hits.starts, hits.ends


def _by_japanese(corpus: Corpus, text: str, limits: Limits) -> Iterator[Found]:
    """Yield all mentions of what is mentioned somewhere under this very name."""
    entity = corpus.index.structural.get("entity")
    if entity is None or not {"surface", "name_id"} <= set(entity.attributes):
        return
    named = evaluate(corpus.index, f"<entity_surface={_quoted(re.escape(text))} %cwko/>", limits=limits)
    surfaces, lexicon = entity.values("surface")
    wanted = fold(text, SPELLING)
    at_hits = np.flatnonzero(np.isin(entity.starts, named.starts))
    regions = [
        int(one) for one in at_hits if surfaces[one] >= 0 and fold(lexicon[surfaces[one]], SPELLING) == wanted
    ]
    ids = np.unique(entity.codes("name_id")[regions])
    chosen = np.isin(entity.codes("name_id"), ids[ids >= 0])
    yield entity.starts[chosen], entity.ends[chosen]


def _hits(corpus: Corpus, text: str, ways: dict[str, list[Found]]) -> Hits:
    starts, ends = _together(_flat(ways))
    hits = Hits(starts, ends, query=text, message=_said(ways), corpus=corpus)
    return hits.take(_in_one_document(corpus, hits)) if len(hits) else hits


def _flat(ways: dict[str, list[Found]]) -> list[Found]:
    return [found for several in ways.values() for found in several]


def _together(several: list[Found]) -> Found:
    """Return distinct ranges in order."""
    nothing = np.empty(0, dtype=np.int32)
    starts, ends = (
        np.concatenate([nothing, *(np.asarray(one[side], dtype=np.int32) for one in several)])
        for side in (0, 1)
    )
    order = sorted_order(starts, ends)
    return starts[order], ends[order]


def _in_one_document(corpus: Corpus, hits: Hits) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.equal(corpus.document_number(hits.starts), corpus.document_number(hits.ends - 1))


def _said(ways: dict[str, list[Found]]) -> str:
    """Say how many hits each way found."""
    counts = {name: len(_together(found)[0]) for name, found in ways.items()}
    said = [Message("{n:,} {way}", n=count, way=Message(name)) for name, count in counts.items() if count]
    return reduce(lambda one, other: Message("{one}, {other}", one=one, other=other), said) if said else ""


def _quoted(pattern: str) -> str:
    return '"' + pattern.replace('"', '""') + '"'
