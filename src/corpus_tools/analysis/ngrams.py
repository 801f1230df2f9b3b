"""Sequences of tokens that recur: n-grams, skipgrams and lexical bundles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from corpus_tools.analysis.collocates import positional
from corpus_tools.analysis.counting import by_frequency
from corpus_tools.analysis.regions import merged, spread, structure
from corpus_tools.analysis.sequences import Places, count_sequences
from corpus_tools.analysis.skipgrams import count_skipgrams
from corpus_tools.analysis.values import decoded, joined
from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits

NGRAM_COLUMNS = ("item", "frequency", "per_million", "range")
BUNDLE_PER_MILLION = 20.0
BUNDLE_TEXTS = 3
_LONGEST = 20


def ngrams(
    corpus: Corpus,
    hits: Hits | None = None,
    *,
    n: int = 2,
    skip: int = 0,
    attribute: str = "word",
    within: str = "s",
    part: str | Hits | None = None,
    without: str | Hits | None = None,
    min_frequency: int = 2,
    min_per_million: float = 0.0,
    min_range: int = 1,
    range_of: str = "text",
    limit: int | None = None,
) -> pd.DataFrame:
    """Count sequences of ``n`` tokens.

    Args:
        hits: Only sequences that hold one of them whole.
        skip: So many tokens in all may be left out between those of a sequence (Guthrie et al. 2006: k-skip-n-grams).
        within: Structure whose edges no sequence crosses; ``text`` where the corpus does not have it.
        part: A CQL query, or its hits: only sequences of tokens in one of them.
        without: A CQL query, or its hits: no sequence goes over a token that it finds, such as punctuation.
        min_frequency: Least frequency. ``attrs["left_out"]`` says how many are rarer, those not among them whose
            beginning is too rare already.
        min_per_million: Least frequency per million tokens of the corpus.
        min_range: Least number of ``range_of`` regions that have the sequence.

    Returns:
        One row per sequence, the most frequent first. Columns: ``NGRAM_COLUMNS``; ``range`` says in how many regions
        of ``range_of`` it occurs.

    Raises:
        QueryError: No such attribute or structure, or numbers that make no sequence.
    """
    if not 1 <= n <= _LONGEST or skip < 0:
        raise QueryError(
            Message(
                "Sequences of {n} tokens with {skip} left out are none. Right would be 1 to {most}, and 0 or more.",
                n=n,
                skip=skip,
                most=_LONGEST,
            )
        )
    if hits is not None and skip:
        raise QueryError("Skipgrams around hits are not counted. Leave the query or the skip away.")
    found = positional(corpus, attribute)
    places = _places(corpus, within, part, without)
    least = max(min_frequency, int(np.ceil(min_per_million * len(corpus) / 1e6)), 1)
    starts = None if hits is None else _around(hits, n, len(corpus))
    regions = structure(corpus, range_of)
    count = count_skipgrams if skip else count_sequences
    options = {"skip": skip} if skip else {}
    grams = count(
        found.codes, len(found.lexicon), places, starts, n=n, least=least, regions=regions, **options
    )
    kept = by_frequency(grams.counts)
    kept = kept[grams.ranges[kept] >= min_range]
    left_out = len(grams.counts) + grams.rarer - len(kept)
    kept = kept[:limit]
    items = joined([decoded(found.lexicon, codes[kept]) for codes in grams.codes])
    counts = grams.counts[kept]
    table = pd.DataFrame(
        {
            "item": items.to_pandas().array,
            "frequency": counts,
            "per_million": counts / max(len(corpus), 1) * 1e6,
            "range": grams.ranges[kept],
        }
    )
    table.attrs.update(left_out=left_out)
    return table


def bundles(
    corpus: Corpus,
    *,
    n: int = 4,
    attribute: str = "word",
    without: str | Hits | None = None,
    min_per_million: float = BUNDLE_PER_MILLION,
    min_range: int = BUNDLE_TEXTS,
    min_frequency: int = 2,
    range_of: str = "text",
    within: str = "s",
    limit: int | None = None,
) -> pd.DataFrame:
    """List lexical bundles: sequences so frequent, and in so many texts, that they are no accident.

    The columns are those of ``ngrams``. Biber et al. (1999) ask for 10 per million words and 5 texts, Biber, Conrad
    and Cortes (2004) for 40.

    Raises:
        QueryError: See ``ngrams``.
    """
    return ngrams(
        corpus,
        n=n,
        attribute=attribute,
        without=without,
        min_per_million=min_per_million,
        min_range=min_range,
        min_frequency=min_frequency,
        range_of=range_of,
        within=within,
        limit=limit,
    )


def _places(corpus: Corpus, within: str, part: str | Hits | None, without: str | Hits | None) -> Places:
    """Find where sequences may stand."""
    n_tokens = len(corpus)
    regions = corpus.index.structural.get(within) if within == "s" else structure(corpus, within)
    edges = corpus.texts if regions is None or not len(regions) else regions
    breaks = np.zeros(n_tokens + 1, dtype=np.bool_)
    allowed = np.ones(n_tokens, dtype=np.bool_)
    breaks[edges.starts], breaks[edges.ends] = True, True
    if part is not None:
        starts, ends = merged(*_ends(corpus, part))
        breaks[starts], breaks[ends] = True, True
        allowed[:] = False
        allowed[spread(starts, ends)] = True
    if without is not None:
        tokens = spread(*merged(*_ends(corpus, without)))
        allowed[tokens] = False
        breaks[tokens], breaks[tokens + 1] = True, True
    return Places(allowed, np.cumsum(breaks[:-1], dtype=np.int32))


def _ends(corpus: Corpus, part: str | Hits) -> tuple[IntArray, IntArray]:
    hits = corpus.query(part) if isinstance(part, str) else part
    return hits.starts, hits.ends


def _around(hits: Hits, n: int, n_tokens: int) -> IntArray:
    """Return where sequences of ``n`` tokens that hold a hit whole may begin."""
    firsts = np.maximum(np.asarray(hits.ends, dtype=np.int64) - n, 0)
    lasts = np.minimum(np.asarray(hits.starts, dtype=np.int64), n_tokens - n) + 1
    return spread(*merged(firsts, np.maximum(lasts, firsts)))
