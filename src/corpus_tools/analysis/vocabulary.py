"""How rich a vocabulary is, and how it grows; docs/statistics.md has the formulas and their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from corpus_tools.analysis.collocates import positional
from corpus_tools.analysis.regions import merged, spread, structure
from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits

TYPE_COLUMNS = (
    "tokens",
    "types",
    "hapaxes",
    "ttr",
    "sttr",
    "mattr",
    "guiraud",
    "cttr",
    "herdan",
    "maas",
    "yule_k",
    "simpson_d",
)
GROWTH_COLUMNS = ("tokens", "types", "hapaxes", "ttr", "guiraud", "growth_rate")


def types(
    corpus: Corpus,
    hits: Hits | None = None,
    *,
    attribute: str = "lemma",
    only: str | Hits | None = None,
    each: str | None = None,
    segment: int = 1000,
    window: int = 500,
) -> pd.DataFrame:
    """Measure how rich the vocabulary of a corpus is, or of the tokens of hits.

    Args:
        attribute: What a type is.
        only: A CQL query (or its hits): only the tokens that it finds are counted, such as content words.
        each: A structure: one row for each of its regions.
        segment: Tokens of the segments of the standardised type-token ratio (``sttr``).
        window: Tokens of the moving window (``mattr``).

    Returns:
        A row for all, or for each region (column ``region``). Columns: ``TYPE_COLUMNS``. What cannot be said, such
        as ``sttr`` of fewer tokens than a segment, is missing.

    Raises:
        QueryError: No such attribute or structure, or a window that is none.
    """
    if segment < 1 or window < 1:
        raise QueryError("A segment and a window have 1 token or more. Right would be 1000 and 500.")
    found = positional(corpus, attribute)
    tokens = chosen_tokens(corpus, hits, only)
    if each is None:
        return pd.DataFrame([_figures(found.codes[tokens], segment, window)], columns=list(TYPE_COLUMNS))
    regions = structure(corpus, each)
    first = np.searchsorted(tokens, regions.starts)
    last = np.searchsorted(tokens, regions.ends)
    rows = [
        {"region": _name(corpus, each, number), **_figures(found.codes[tokens[start:end]], segment, window)}
        for number, (start, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True))
    ]
    return pd.DataFrame(rows, columns=["region", *TYPE_COLUMNS])


def growth(
    corpus: Corpus,
    hits: Hits | None = None,
    *,
    attribute: str = "lemma",
    only: str | Hits | None = None,
    points: int = 100,
) -> pd.DataFrame:
    """Follow how the vocabulary grows from the first token on.

    Args:
        points: So many rows, at equal distances; fewer where there are fewer tokens.

    Returns:
        One row per point. Columns: ``GROWTH_COLUMNS``; ``growth_rate`` is Baayen's: hapaxes over tokens.

    Raises:
        QueryError: No such attribute.
    """
    if points < 1:
        raise QueryError(Message("{n} points make no curve. Right would be 1 or more.", n=points))
    codes = positional(corpus, attribute).codes[chosen_tokens(corpus, hits, only)]
    earlier = previous(codes)
    first = np.cumsum(earlier < 0)
    # a type stops being a hapax at its second token: the first one whose earlier token is itself a first one
    second = np.zeros(len(codes), dtype=np.int64)
    again = np.flatnonzero(earlier >= 0)
    second[again[earlier[earlier[again]] < 0]] = 1
    n_tokens = np.unique(np.linspace(0, len(codes), min(points, len(codes)) + 1).astype(np.int64)[1:])
    n_types = first[n_tokens - 1]
    hapaxes = n_types - np.cumsum(second)[n_tokens - 1]
    columns = (
        n_tokens,
        n_types,
        hapaxes,
        n_types / n_tokens,
        n_types / np.sqrt(n_tokens),
        hapaxes / n_tokens,
    )
    return pd.DataFrame(dict(zip(GROWTH_COLUMNS, columns, strict=True)))


def previous(codes: IntArray) -> npt.NDArray[np.int64]:
    """Return where each token's type occurred before it, -1 where it is new. *Shape:* ``(n_tokens,)``."""
    order = np.argsort(codes, kind="stable")
    ordered = codes[order]
    found = np.full(len(codes), -1, dtype=np.int64)
    same = np.flatnonzero(ordered[1:] == ordered[:-1])
    found[order[same + 1]] = order[same]
    return found


def mean_types(earlier: IntArray, window: int) -> float:
    """Return the mean number of types in all windows of so many tokens, from where each type occurred before."""
    n_tokens = len(earlier)
    here = np.arange(n_tokens)
    # a token is the first of its type in the windows that begin after the earlier one, up to itself
    last = np.minimum(here, n_tokens - window)
    first = np.maximum(np.maximum(earlier + 1, here - window + 1), 0)
    return float(np.maximum(last - first + 1, 0).sum() / (n_tokens - window + 1))


def chosen_tokens(corpus: Corpus, hits: Hits | None, only: str | Hits | None) -> IntArray:
    """Return the corpus positions of hits, or of the corpus, that a query finds."""
    if isinstance(only, str):
        only = corpus.query(only)
    chosen = [spread(*merged(one.starts, one.ends)) for one in (hits, only) if one is not None]
    if not chosen:
        return np.arange(len(corpus))
    return chosen[0] if len(chosen) == 1 else np.intersect1d(chosen[0], chosen[1], assume_unique=True)


def _figures(codes: IntArray, segment: int, window: int) -> dict[str, float | int | None]:
    n_tokens = len(codes)
    if not n_tokens:
        return {"tokens": 0, "types": 0, "hapaxes": 0}
    earlier = previous(codes)
    _, counts = np.unique(codes, return_counts=True)
    n_types = len(counts)
    log_n, log_v = np.log10(n_tokens), np.log10(n_types)
    squares = float((counts.astype(np.float64) ** 2).sum())
    return {
        "tokens": n_tokens,
        "types": n_types,
        "hapaxes": int((counts == 1).sum()),
        "ttr": n_types / n_tokens,
        "sttr": _segmented(codes, segment),
        "mattr": mean_types(earlier, window) / window if n_tokens >= window else None,
        "guiraud": n_types / np.sqrt(n_tokens),
        "cttr": n_types / np.sqrt(2 * n_tokens),
        "herdan": log_v / log_n if n_tokens > 1 else None,
        "maas": (log_n - log_v) / log_n**2 if n_tokens > 1 else None,
        "yule_k": 1e4 * (squares - n_tokens) / n_tokens**2,
        "simpson_d": (squares - n_tokens) / (n_tokens * (n_tokens - 1)) if n_tokens > 1 else None,
    }


def _segmented(codes: IntArray, segment: int) -> float | None:
    """Return the mean type-token ratio of the whole segments; None where there is none."""
    n_segments = len(codes) // segment
    if not n_segments:
        return None
    rows = np.sort(np.asarray(codes[: n_segments * segment]).reshape(n_segments, segment), axis=1)
    return float((1 + (rows[:, 1:] != rows[:, :-1]).sum(axis=1)).mean() / segment)


def _name(corpus: Corpus, layer: str, region: int) -> str:
    attribute = corpus.index.structural[layer]
    names = ("id", "title", "n") if layer == "text" else ("title", "n", "id")
    known = [name for name in names if name in attribute.attributes]
    return str(attribute.value(known[0], region)) if known else str(region + 1)
