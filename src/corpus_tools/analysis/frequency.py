"""How often what occurs: frequencies of hits, tokens or spans by any attributes, and what stands around hits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from corpus_tools.analysis.columns import Column, Columns, categories_of
from corpus_tools.analysis.counting import by_frequency, combinations_of
from corpus_tools.analysis.crosstab import crosstab, value_sizes
from corpus_tools.analysis.keys import NODE, Key, is_structural, parse_keys
from corpus_tools.analysis.regions import exact
from corpus_tools.model import IntArray
from corpus_tools.query.hits import Hits

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

FREQUENCY_COLUMNS = ("frequency", "percent", "per_million")


def freq(
    corpus: Corpus,
    hits: Hits | None = None,
    *,
    by: str | Sequence[str] = "word",
    cross: str | None = None,
    relative: bool = False,
    min_frequency: int = 1,
) -> pd.DataFrame:
    """Count hits by the values of attributes at positions.

    Args:
        hits: What is counted; without them every token, or every span where all keys belong to structures.
        by: Keys such as ``lemma``, ``R1.pos``, ``match.lemma,matchend.lemma`` or ``text_genre``. Of a structure
            whose spans are the hits (``<entity/>`` by ``entity_label``), each span counts.
        cross: A key, mostly of metadata, whose values become columns.
        relative: With ``cross``, per million tokens of the texts (or other regions) with that value, instead of
            counts.
        min_frequency: Combinations that are rarer are left out; ``attrs["left_out"]`` says how many.

    Returns:
        One row per combination of values, the most frequent first, then in the order of the values. Columns: one
        for each key, then ``frequency``, ``percent`` (of all that is counted) and ``per_million`` (tokens of the
        corpus), or the values of ``cross`` and ``total``. What has no value is missing (``NaN`` or ``None``, as pandas has it).

    Raises:
        QueryError: No such attribute or label.
    """
    keys = parse_keys(corpus, by)
    crossed = parse_keys(corpus, cross)[:1] if cross else []
    if hits is None and not crossed and len(keys) == 1 and _is_of_tokens(corpus, keys[0]):
        return _table(corpus, *_lexicon_counts(corpus, keys[0]), min_frequency=min_frequency)
    columns = key_columns(corpus, hits, [*keys, *crossed])
    codes, counts = combinations_of(columns)
    if cross:
        sizes = value_sizes(corpus, crossed[0].attribute) if relative else None
        return crosstab(columns, codes, counts, sizes=sizes, min_frequency=min_frequency)
    return _table(corpus, columns, codes, counts, min_frequency=min_frequency)


def tabulate(corpus: Corpus, hits: Hits, *, keys: str | Sequence[str]) -> pd.DataFrame:
    """Show values of each hit, such as ``L2..L1.lemma,node,R1.pos,text_id``, one row per hit in their order.

    The columns are pandas categories: each value is kept once.

    Raises:
        QueryError: No such attribute or label.
    """
    view = Columns(corpus, hits)
    columns = view.columns(parse_keys(corpus, keys))
    values = categories_of(columns)
    table = {one.name: some for one, some in zip(columns, values, strict=True)}
    return pd.DataFrame({"start": np.asarray(hits.starts), "end": np.asarray(hits.ends), **table})


def _table(
    corpus: Corpus,
    columns: Sequence[Column],
    codes: Sequence[IntArray],
    counts: IntArray,
    *,
    min_frequency: int,
) -> pd.DataFrame:
    total = int(counts.sum())
    kept = by_frequency(counts, minimum=min_frequency)
    frequency = counts[kept]
    names = {
        one.name: one.values(some[kept]).to_pandas().array for one, some in zip(columns, codes, strict=True)
    }
    table = pd.DataFrame(
        {
            **names,
            "frequency": frequency,
            "percent": frequency / max(total, 1) * 100,
            "per_million": frequency / max(len(corpus), 1) * 1e6,
        }
    )
    table.attrs.update(total=total, left_out=len(counts) - len(kept))
    return table


def _lexicon_counts(corpus: Corpus, key: Key) -> tuple[list[Column], list[IntArray], IntArray]:
    """Return what the index knows of all tokens without looking at them."""
    attribute = corpus.index.positional[key.attribute]
    counts = np.asarray(attribute.frequencies)
    codes = np.flatnonzero(counts)
    return [Column.of_lexicon(key.name, attribute.lexicon, None)], [codes], counts[codes]


def key_columns(corpus: Corpus, hits: Hits | None, keys: Sequence[Key]) -> list[Column]:
    """Return the values of keys on hits; without hits on every token, or on the spans that all keys speak of."""
    if hits is None:
        hits = everything(corpus, keys)
    regions: dict[str, IntArray] = {}
    for name in dict.fromkeys(_structure(corpus, key) for key in keys if _is_of_spans(corpus, key)):
        ranges, found = exact(corpus.index.structural[name], np.asarray(hits.starts), np.asarray(hits.ends))
        if len(ranges):
            hits, regions = _per_span(hits, regions, name, ranges, found)
    view = Columns(corpus, hits)
    return [
        view.column(key, regions=regions.get(_structure(corpus, key)) if _is_of_spans(corpus, key) else None)
        for key in keys
    ]


def everything(corpus: Corpus, keys: Sequence[Key]) -> Hits:
    """Return every token as a hit, or every span of the first key where all keys belong to structures."""
    if all(is_structural(corpus, key.attribute) for key in keys):
        regions = corpus.index.structural_values()[keys[0].attribute][0]
        distinct = np.unique(np.stack((regions.starts, regions.ends)), axis=1)
        return Hits(distinct[0], distinct[1], corpus=corpus)
    starts = np.arange(len(corpus), dtype=np.int32)
    return Hits(starts, starts + 1, corpus=corpus)


def _is_of_tokens(corpus: Corpus, key: Key) -> bool:
    return key.anchor == NODE and key.attribute in corpus.index.positional


def _is_of_spans(corpus: Corpus, key: Key) -> bool:
    return key.anchor == NODE and is_structural(corpus, key.attribute)


def _structure(corpus: Corpus, key: Key) -> str:
    return (
        corpus.index.structural_values()[key.attribute][0].name
        if is_structural(corpus, key.attribute)
        else ""
    )


def _per_span(
    hits: Hits, regions: dict[str, IntArray], name: str, ranges: IntArray, found: IntArray
) -> tuple[Hits, dict[str, IntArray]]:
    """Repeat each hit once for every span with its very tokens; a hit that is no span stays once, without one."""
    spans = np.bincount(ranges, minlength=len(hits))
    rows = np.repeat(np.arange(len(hits)), np.maximum(spans, 1))
    chosen = np.full(len(rows), -1, dtype=np.int64)
    chosen[np.repeat(spans > 0, np.maximum(spans, 1))] = found
    return hits.take(rows), {**{key: one[rows] for key, one in regions.items()}, name: chosen}
