"""Counted combinations of values as a table with the values of one of them as columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from corpus_tools.analysis.columns import Column, region_codes
from corpus_tools.analysis.counting import by_frequency, combinations
from corpus_tools.analysis.keys import is_structural
from corpus_tools.analysis.regions import sizes
from corpus_tools.analysis.values import listed
from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

TOTAL = "total"
NO_VALUE = "(none)"
_MOST_CELLS = 20_000_000


def crosstab(
    columns: Sequence[Column],
    codes: Sequence[IntArray],
    counts: IntArray,
    *,
    sizes: Mapping[str, int] | None = None,
    min_frequency: int = 1,
) -> pd.DataFrame:
    """Spread counts over the values of the last column.

    Args:
        codes: Of each column, in the combinations that occur, as ``combinations`` returns them.
        sizes: Tokens with each value; counts become frequencies per million of them.

    Returns:
        One row per combination of the other columns, the most frequent first; ``total`` is always a count.

    Raises:
        QueryError: The table would have too many cells.
    """
    *others, across = columns
    row_codes, row_of = _rows(others, codes[:-1])
    distinct, column_of = np.unique(codes[-1], return_inverse=True)
    totals = np.bincount(row_of, weights=counts, minlength=len(row_codes[0]) if row_codes else 1).astype(
        np.int64
    )
    kept = by_frequency(totals, minimum=min_frequency)
    if len(kept) * len(distinct) > _MOST_CELLS:
        raise QueryError(
            Message(
                "A table of {n_rows:,} rows and {n_columns:,} columns is too large. Ask for a higher "
                "min_frequency, or count by {name} as one more key instead.",
                n_rows=len(kept),
                n_columns=len(distinct),
                name=across.name,
            )
        )
    place = np.full(len(totals), -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    cells = np.zeros((len(kept), len(distinct)), dtype=np.int64)
    inside = place[row_of] >= 0
    cells[place[row_of[inside]], column_of[inside]] = counts[inside]
    names = [NO_VALUE if value is None else value for value in across.values(distinct).to_pylist()]
    table = {
        one.name: one.values(some[kept]).to_pandas().array
        for one, some in zip(others, row_codes, strict=True)
    }
    spread = {name: _shown(cells[:, number], name, sizes) for number, name in enumerate(names)}
    found = pd.DataFrame({**table, **spread, TOTAL: totals[kept]})
    found.attrs.update(total=int(counts.sum()), left_out=len(totals) - len(kept))
    return found


def value_sizes(corpus: Corpus, attribute: str) -> dict[str, int]:
    """Return how many tokens have each value of an attribute, or lie in regions with it."""
    if not is_structural(corpus, attribute):
        positional = corpus.index.positional[attribute]
        return dict(zip(positional.lexicon, np.asarray(positional.frequencies).tolist(), strict=True))
    regions, name = corpus.index.structural_values()[attribute]
    codes = region_codes(corpus, attribute)
    known = codes >= 0
    lexicon = regions.lexicon(name)
    totals = np.bincount(codes[known], weights=sizes(regions)[known], minlength=len(lexicon)).astype(np.int64)
    values = listed(lexicon, np.arange(len(lexicon)))
    outside = len(corpus) - int(totals.sum())
    return {**dict(zip(values, totals.tolist(), strict=True)), NO_VALUE: outside}


def _rows(columns: Sequence[Column], codes: Sequence[IntArray]) -> tuple[list[IntArray], IntArray]:
    """Return the distinct combinations of the row columns, and which one each count belongs to."""
    distinct, repeats = combinations([(some, one.size) for one, some in zip(columns, codes, strict=True)])
    # counts are in the order of the codes, and the row columns lead it
    return distinct, np.repeat(np.arange(len(repeats)), repeats)


def _shown(cells: IntArray, name: str, sizes: Mapping[str, int] | None) -> IntArray:
    if sizes is None:
        return cells
    size = sizes.get(name, 0)
    return cells / size * 1e6 if size else np.full(len(cells), np.nan)  # type: ignore[return-value]
