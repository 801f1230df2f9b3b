"""What a text or a part of a corpus speaks of more than others do."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from corpus_tools.analysis.collocates import positional, scored
from corpus_tools.analysis.frequency_list import FrequencyList, read_frequency_list
from corpus_tools.analysis.measures import Contingency
from corpus_tools.analysis.regions import merged, spread
from corpus_tools.corpus import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.query.hits import Hits

if TYPE_CHECKING:
    from corpus_tools.model import IntArray

_EMPTY_PART = "The part has no tokens, so that there is nothing to compare. Widen it."
_EMPTY_REFERENCE = "The reference has no tokens, so that there is nothing to compare. Widen it."


def keywords(
    corpus: Corpus,
    hits: Hits | None = None,
    *,
    reference: Corpus | Hits | FrequencyList | str | Path | None = None,
    attribute: str = "lemma",
    measure: str | Sequence[str] = "log-likelihood",
    min_frequency: int = 1,
    negative: bool = False,
    confidence: float = 0.95,
    limit: int | None = None,
) -> pd.DataFrame:
    """Score the values that the tokens of hits have more often than a reference.

    Args:
        hits: The part of the corpus to look at, such as those of ``<section_title="おわりに"/>`` or
            ``<text_genre="news"/>``; without them all of it.
        reference: Hits of this or another corpus, a whole corpus, a frequency list, or the file of one (see
            ``read_frequency_list``); without it the rest of the corpus.
        attribute: Positional attribute to count.
        measure: A name in ``MEASURES``, several, or ``all``; the first one ranks.
        min_frequency: Least frequency in the part (with ``negative``, in the reference).
        negative: The values that the part has less often than the reference, the rarest by comparison first.
        confidence: Of the interval of the log-ratio.
        limit: So many rows.

    Returns:
        One row per value, best first. Columns as of ``collocates`` (O11 counts in the part, O21 in the reference),
        with ``per_million`` and ``reference_per_million`` after ``item``.

    Raises:
        QueryError: No such attribute or measure, nothing to compare with, or two parts that share tokens.
        MissingExtraError: The measure needs SciPy, which is not installed.
    """
    target, other = _compared(corpus, hits, reference, attribute)
    values, here, there = target.beside(other)
    frequencies = there if negative else here
    kept = np.flatnonzero(frequencies >= max(min_frequency, 1))
    left_out = int((frequencies > 0).sum()) - len(kept)
    here, there = here[kept], there[kept]
    tables = Contingency.of(here, target.size, here + there, target.size + other.size)
    names = values.take(kept)

    def items(some: IntArray) -> dict[str, Any]:
        return {
            "item": names.take(some).to_pandas().array,
            "per_million": here[some] / target.size * 1e6,
            "reference_per_million": there[some] / other.size * 1e6,
        }

    found = scored(tables, items, measure=measure, confidence=confidence, ascending=negative)
    expected = found["O11"] < found["E11"] if negative else found["O11"] > found["E11"]
    found = found[expected].head(len(found) if limit is None else limit).reset_index(drop=True)
    found.attrs.update(left_out=left_out)
    return found


def frequency_list(corpus: Corpus, hits: Hits | None = None, *, attribute: str = "lemma") -> FrequencyList:
    """Count the values of an attribute in a corpus, or on the tokens of hits."""
    found = positional(corpus, attribute)
    if hits is None:
        counts = np.asarray(found.frequencies)
    else:
        tokens = spread(*merged(hits.starts, hits.ends))
        counts = np.bincount(found.codes[tokens], minlength=len(found.lexicon))
    return FrequencyList.of_codes(found.lexicon, counts)


def _compared(
    corpus: Corpus, hits: Hits | None, reference: Any, attribute: str
) -> tuple[FrequencyList, FrequencyList]:
    target = frequency_list(corpus, hits, attribute=attribute)
    other = _reference(corpus, hits, reference, attribute, target)
    for message, one in ((_EMPTY_PART, target), (_EMPTY_REFERENCE, other)):
        if not one.size:
            raise QueryError(message)
    return target, other


def _reference(
    corpus: Corpus, hits: Hits | None, reference: Any, attribute: str, target: FrequencyList
) -> FrequencyList:
    if isinstance(reference, FrequencyList):
        return reference
    if isinstance(reference, str | Path):
        return read_frequency_list(reference, attribute=attribute)
    if isinstance(reference, Corpus):
        return frequency_list(reference, attribute=attribute)
    if isinstance(reference, Hits):
        other = reference.corpus or corpus
        if other is corpus and (hits is None or _share_tokens(hits, reference)):
            raise QueryError(
                "The part and the reference share tokens. Leave the reference away to compare with the rest."
            )
        return frequency_list(other, reference, attribute=attribute)
    if hits is None:
        raise QueryError(
            "A whole corpus needs a reference: another corpus, or a frequency list. Or name a part of it."
        )
    return frequency_list(corpus, attribute=attribute).without(target)


def _share_tokens(one: Hits, other: Hits) -> bool:
    starts, ends = merged(one.starts, one.ends)
    others = np.asarray(other.starts), np.asarray(other.ends)
    return bool(
        (
            np.searchsorted(ends, others[0], side="right") < np.searchsorted(starts, others[1], side="left")
        ).any()
    )
