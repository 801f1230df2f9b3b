"""The words that keep company with hits, scored by how much more often than chance they do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from corpus_tools.analysis.counting import radix_order
from corpus_tools.analysis.measures import (
    CELLS,
    Contingency,
    chosen_measures,
    log_ratio_interval,
    scores,
)
from corpus_tools.analysis.values import decoded
from corpus_tools.analysis.windows import in_regions, in_windows
from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.index import PositionalAttribute
    from corpus_tools.query import Hits

FIRST_COLUMNS = ("O11", "E11", "R1", "C1", "N")


def collocates(
    corpus: Corpus,
    hits: Hits,
    *,
    attribute: str = "lemma",
    window: int | tuple[int, int] = 5,
    within: str = "text",
    unit: str | None = None,
    only: str | Hits | None = None,
    measure: str | Sequence[str] = "log-likelihood",
    min_frequency: int = 1,
    confidence: float = 0.95,
    limit: int | None = None,
) -> pd.DataFrame:
    """Score the values that occur near hits.

    Args:
        attribute: Positional attribute to count.
        window: Tokens on each side, or ``(left, right)``. Overlapping windows are counted once.
        within: Structure at whose edge a window stops.
        unit: Count whole regions of this structure, such as ``s``, that hold hit and item, instead of windows.
        only: A CQL query (or its hits): only the tokens that it finds are counted, in the sample and in all.
        measure: A name in ``MEASURES``, several, or ``all``; the first one ranks.
        min_frequency: Least O11.
        confidence: Of the interval of the log-ratio.
        limit: So many rows.

    Returns:
        One row per collocate, best first. Columns: ``item``, ``O11``, ``E11``, ``R1``, ``C1``, ``N``, ``score``;
        with several measures one column each; for the log-ratio ``low`` and ``high``, its interval; then the
        other cells ``O12`` … ``C2``.

    Raises:
        QueryError: No such attribute, measure or structure.
        MissingExtraError: The measure needs SciPy, which is not installed.

    Source: Evert (2008), Corpora and collocations: contingency tables of surface co-occurrence, node tokens
    excluded from ``N``; textual co-occurrence when ``unit`` is given.
    """
    found = positional(corpus, attribute)
    chosen_measures(measure)
    filtered = corpus.query(only) if isinstance(only, str) else only
    if unit is None:
        counts = in_windows(corpus, hits, found, window=window, within=within, only=filtered)
    else:
        counts = in_regions(corpus, hits, found, unit=unit, only=filtered)
    kept = np.flatnonzero(counts.near >= max(min_frequency, 1))
    tables = Contingency.of(counts.near[kept], counts.sample, counts.anywhere[kept], counts.size)
    codes = counts.codes[kept]
    table = scored(
        tables,
        lambda some: {"item": decoded(found.lexicon, codes[some]).to_pandas().array},
        measure=measure,
        confidence=confidence,
        limit=limit,
    )
    table.attrs.update(left_out=len(counts.codes) - len(kept))
    return table


def scored(
    tables: Contingency,
    items: Any,
    *,
    measure: str | Sequence[str],
    confidence: float = 0.95,
    limit: int | None = None,
    ascending: bool = False,
) -> pd.DataFrame:
    """Rank contingency tables by a measure and show them with their cells.

    Args:
        items: Makes the leading columns of the rows it is given.
        ascending: The lowest score first.
    """
    names = chosen_measures(measure)
    ranking = scores(tables, names[0])
    order = _order(ranking if ascending else -ranking, tables)[:limit]
    chosen = tables.take(order)
    columns: dict[str, Any] = {**items(order), **{name: chosen.cell(name) for name in FIRST_COLUMNS}}
    columns["score"] = ranking[order]
    columns.update({name: scores(chosen, name) for name in names} if len(names) > 1 else {})
    if "log-ratio" in names:
        columns["low"], columns["high"] = log_ratio_interval(chosen, confidence=confidence)
    columns.update({name: chosen.cell(name) for name in CELLS if name not in columns})
    return pd.DataFrame(columns, copy=False)


def positional(corpus: Corpus, attribute: str) -> PositionalAttribute:
    """Return a positional attribute by name.

    Raises:
        QueryError: The corpus has none of that name.
    """
    known: Mapping[str, PositionalAttribute] = corpus.index.positional
    if attribute not in known:
        raise QueryError(
            Message(
                "No positional attribute {name!r}. Available: {available}.",
                name=attribute,
                available=", ".join(known),
            )
        )
    return known[attribute]


def _order(keys: Any, tables: Contingency) -> IntArray:
    """Sort by score, equal ones by frequency; what has no score stands last."""
    frequencies = tables.O11.astype(np.int64)
    order = radix_order(frequencies.max(initial=0) - frequencies)
    # NumPy puts what is not a number last
    return order[np.argsort(keys[order], kind="stable")]
