"""How evenly hits are spread over the parts of a corpus; docs/statistics.md has the formulas and their sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from corpus_tools.analysis.counting import by_frequency, combinations, combinations_of, packed
from corpus_tools.analysis.frequency import everything, key_columns
from corpus_tools.analysis.keys import parse_keys
from corpus_tools.analysis.regions import innermost, sizes, structure
from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits

DISPERSION_COLUMNS = (
    "frequency",
    "parts",
    "range",
    "range_percent",
    "dp",
    "dp_norm",
    "juilland_d",
    "carroll_d2",
    "rosengren_s",
    "kl_divergence",
)
OUTSIDE = "outside"


@dataclass(frozen=True)
class PartCounts:
    """How often items occur in the parts of a corpus: one row for each item and each part that has it.

    Attributes:
        items: Numbers from 0 up, ascending. *Shape:* ``(n_rows,)``.
        counts: *Shape:* ``(n_rows,)``.
        part_sizes: The size in tokens of the part of each row. *Shape:* ``(n_rows,)``.
        sizes: The sizes of all parts, none of them empty. *Shape:* ``(n_parts,)``.
    """

    items: IntArray
    counts: IntArray
    part_sizes: IntArray
    sizes: IntArray


def dispersion(
    corpus: Corpus,
    hits: Hits | Mapping[str, Hits] | None = None,
    *,
    by: str | Sequence[str] | None = None,
    parts: str | int = "text",
    min_frequency: int = 1,
) -> pd.DataFrame:
    """Say how evenly hits are spread.

    Args:
        hits: Of one query, or of several by name; without them every token (give ``by`` then).
        by: A key, or several: a row for each of its values, such as every ``lemma``.
        parts: A structure whose regions are the parts (a token belongs to the innermost), or a number of pieces of
            equal length.
        min_frequency: Values that are rarer are left out.

    Returns:
        A row per query, or per value, the most frequent first. Columns: ``item`` (or the keys),
        ``DISPERSION_COLUMNS`` and ``outside`` (hits that begin in no part; they are not measured). ``dp`` and
        ``kl_divergence`` are 0 for an even spread, the others 1 (100 for ``range_percent``).

    Raises:
        QueryError: No such structure or attribute, fewer than two parts, or nothing to measure.
    """
    if hits is None and by is None:
        raise QueryError(
            "Nothing to measure. Give a query, or a key such as lemma to measure each of its values."
        )
    if by is not None:
        return _by_value(corpus, None if hits is None else _one(hits), by, parts, min_frequency)
    named = hits if isinstance(hits, Mapping) else {_one(hits).query or "hits": _one(hits)}
    rows = []
    for name, found in named.items():
        frame, outside = _measured(
            corpus, np.asarray(found.starts), np.zeros(len(found), dtype=np.int64), parts, 1
        )
        rows.append(frame.assign(item=name, outside=outside))
    return pd.concat(rows, ignore_index=True)[["item", *DISPERSION_COLUMNS, OUTSIDE]]


def measures(found: PartCounts, n_items: int) -> dict[str, npt.NDArray[Any]]:
    """Return every measure for every item; what cannot be measured is not a number. *Shape:* ``(n_items,)`` each."""
    n_parts, total = len(found.sizes), found.sizes.sum()

    def summed(values: Any) -> npt.NDArray[np.float64]:
        return np.bincount(found.items, weights=values, minlength=n_items).astype(np.float64, copy=False)

    frequency = summed(found.counts)
    ranges = summed(found.counts > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        observed = found.counts / frequency[found.items]
        expected = found.part_sizes / total
        dp = (1 + summed(np.abs(observed - expected) - expected)) / 2
        rate = found.counts / found.part_sizes
        mean = summed(rate) / n_parts
        deviation = np.sqrt(np.maximum(summed(rate**2) / n_parts - mean**2, 0))
        share = rate / summed(rate)[found.items]
        entropy = -summed(share * np.log2(share))
        kl = np.maximum(summed(observed * np.log2(observed / expected)), 0)
        return {
            "frequency": frequency.astype(np.int64),
            "parts": np.full(n_items, n_parts),
            "range": ranges.astype(np.int64),
            "range_percent": ranges / n_parts * 100,
            "dp": np.where(frequency > 0, dp, np.nan),
            "dp_norm": np.where(frequency > 0, dp / (1 - found.sizes.min() / total), np.nan),
            "juilland_d": 1 - deviation / mean / np.sqrt(n_parts - 1),
            "carroll_d2": np.where(frequency > 0, entropy / np.log2(n_parts), np.nan),
            "rosengren_s": summed(np.sqrt(expected * found.counts)) ** 2 / frequency,
            "kl_divergence": np.where(frequency > 0, kl, np.nan),
        }


def part_borders(corpus: Corpus, n_parts: int) -> npt.NDArray[np.int64]:
    """Return where pieces of equal length begin, and where the last one ends. *Shape:* ``(n_parts + 1,)``."""
    if not 2 <= n_parts <= len(corpus):
        raise QueryError(
            Message(
                "{n} parts of {n_tokens} tokens are none. Right would be 2 to {n_tokens}.",
                n=n_parts,
                n_tokens=len(corpus),
            )
        )
    return np.arange(n_parts + 1, dtype=np.int64) * len(corpus) // n_parts


def _by_value(
    corpus: Corpus, hits: Hits | None, by: str | Sequence[str], parts: str | int, min_frequency: int
) -> pd.DataFrame:
    keys = parse_keys(corpus, by)
    hits = everything(corpus, keys) if hits is None else hits
    columns = key_columns(corpus, hits, keys)
    if any(len(one.codes) != len(hits) for one in columns):
        raise QueryError(
            "Values of spans cannot be spread over parts. Count tokens: by lemma, or by match.entity_label."
        )
    distinct, counts = combinations_of(columns)
    items = _numbered([(one.codes, one.size) for one in columns], distinct)
    frame, outside = _measured(corpus, np.asarray(hits.starts), items, parts, len(counts))
    kept = by_frequency(counts, minimum=min_frequency)
    names = {
        one.name: one.values(some[kept]).to_pandas().array
        for one, some in zip(columns, distinct, strict=True)
    }
    found = pd.concat([pd.DataFrame(names), frame.iloc[kept].reset_index(drop=True)], axis=1)
    found[OUTSIDE] = counts[kept] - found["frequency"]
    found.attrs.update(left_out=len(counts) - len(kept), outside=outside)
    return found


def _measured(
    corpus: Corpus, starts: IntArray, items: IntArray, parts: str | int, n_items: int
) -> tuple[pd.DataFrame, int]:
    numbers, part_sizes = parts_of(corpus, starts, parts)
    inside = numbers >= 0
    (item, part), counts = combinations([(items[inside], n_items), (numbers[inside], len(part_sizes))])
    filled = part_sizes[part_sizes > 0]
    if len(filled) < 2:
        raise QueryError(
            Message(
                "{n} part of kind {name!r} cannot be compared. Name a structure with several regions, such as "
                "section or s, or a number of parts.",
                n=len(filled),
                name=parts,
            )
        )
    found = PartCounts(item, counts, part_sizes[part], filled)
    return pd.DataFrame(measures(found, n_items)), int(len(starts) - inside.sum())


def parts_of(corpus: Corpus, positions: IntArray, parts: str | int) -> tuple[IntArray, IntArray]:
    """Return which part each token lies in (-1: in none), and the sizes of all parts in tokens."""
    if isinstance(parts, int):
        borders = part_borders(corpus, parts)
        return np.searchsorted(borders, positions, side="right") - 1, np.diff(borders)
    regions = structure(corpus, parts)
    return innermost(regions, positions), sizes(regions)


def _numbered(columns: Sequence[tuple[IntArray, int]], distinct: Sequence[IntArray]) -> IntArray:
    """Return which of the distinct combinations each row is."""
    keys, _ = packed(columns)
    if keys is None:
        raise QueryError("So many keys cannot be measured together. Name fewer of them.")
    wanted, _ = packed([(some, size) for some, (_, size) in zip(distinct, columns, strict=True)])
    return np.searchsorted(np.asarray(wanted), keys)


def _one(hits: Hits | Mapping[str, Hits] | None) -> Hits:
    if hits is None or isinstance(hits, Mapping):
        raise QueryError("Several queries cannot be measured by value. Name one query.")
    return hits
