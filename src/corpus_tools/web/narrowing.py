"""Some of the hits: those behind a row of a table or a bar of a picture.

A filter is ``kind:where:what`` in an address: ``at:R1.lemma:支持`` (the hits with this value at this place),
``near:lemma.5:支持`` (with it at most five tokens off), ``in:lemma.s:支持`` (with it in the same region), and
``part:section:3`` or ``part:50:3`` (in the region of this number, or in the fourth of fifty equal stretches).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from corpus_tools.analysis.collocates import positional
from corpus_tools.analysis.dispersion import parts_of
from corpus_tools.analysis.frequency import key_columns
from corpus_tools.analysis.keys import parse_keys
from corpus_tools.analysis.regions import innermost, limits, structure
from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray
from corpus_tools.query import Hits

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which hits are left.

    Attributes:
        kind: A key of ``KINDS``.
        where: A key, an attribute with its reach, or what the corpus is parted into.
        what: A value, or the number of a part.
    """

    kind: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.where}:{self.what}"


def parse_filter(text: str) -> Filter:
    """Read a filter.

    Raises:
        QueryError: It cannot be read.
    """
    parts = text.split(":", 2)
    if len(parts) < 3 or parts[0] not in KINDS:
        raise QueryError(
            Message(
                "No filter {name!r}. Right would be: at:R1.lemma:…, near:lemma.5:…, part:section:3.",
                name=text,
            )
        )
    return Filter(*parts)


def narrowed(corpus: Corpus, hits: Hits, filters: tuple[str, ...]) -> Hits:
    """Return the hits of a result for which all filters hold.

    Raises:
        QueryError: A filter that cannot be read, or no such attribute, structure or key.
    """
    for text in filters:
        one = parse_filter(text)
        hits = hits.take(KINDS[one.kind](corpus, hits, one))
    return hits


def part_kind(parts: str) -> str | int:
    """Return a number of stretches of equal length, or the name of a structure."""
    return int(parts) if parts.isascii() and parts.isdigit() else parts


def _at(corpus: Corpus, hits: Hits, one: Filter) -> Flags:
    """Keep the hits that are counted under a value; where every span counts, those that are a span with it."""
    key = parse_keys(corpus, one.where)[0]
    (column,) = key_columns(corpus, hits, [key])
    if len(column.codes) != len(hits):
        return _is_span(corpus, hits, key.attribute, one.what)
    distinct = np.unique(column.codes)
    values = column.values(distinct).to_pylist()
    wanted = [
        code for code, value in zip(distinct.tolist(), values, strict=True) if (value or "") == one.what
    ]
    return np.isin(column.codes, wanted)


def _is_span(corpus: Corpus, hits: Hits, attribute: str, value: str) -> Flags:
    regions, name = corpus.index.structural_values()[attribute]
    chosen = np.asarray(regions.codes(name)) == regions.lexicon(name).find(value)
    return np.isin(_ranges(hits.starts, hits.ends), _ranges(regions.starts[chosen], regions.ends[chosen]))


def _ranges(starts: IntArray, ends: IntArray) -> IntArray:
    return (np.asarray(starts, dtype=np.int64) << 32) + np.asarray(ends)


def _near(corpus: Corpus, hits: Hits, one: Filter) -> Flags:
    attribute, window = _reach(one)
    if not window.isdigit():
        raise QueryError(
            Message(
                "No filter {name}. Right would be a number of tokens, as in near:lemma.5:…", name=str(one)
            )
        )
    places = _positions(corpus, attribute, one.what)
    starts, ends = np.asarray(hits.starts, dtype=np.int64), np.asarray(hits.ends, dtype=np.int64)
    firsts, lasts = limits(corpus.texts, starts)
    before = _any(places, np.maximum(starts - int(window), firsts), starts)
    return before | _any(places, ends, np.minimum(ends + int(window), lasts))


def _in(corpus: Corpus, hits: Hits, one: Filter) -> Flags:
    attribute, name = _reach(one)
    regions = structure(corpus, name)
    having = np.unique(innermost(regions, _positions(corpus, attribute, one.what)))
    return np.isin(innermost(regions, hits.starts), having[having >= 0])


def _part(corpus: Corpus, hits: Hits, one: Filter) -> Flags:
    numbers, _ = parts_of(corpus, hits.starts, part_kind(one.where))
    if not one.what.isdigit():
        raise QueryError(
            Message(
                "No filter {name}. Right would be the number of a part, as in part:section:3.", name=str(one)
            )
        )
    return np.asarray(numbers == int(one.what))


def _reach(one: Filter) -> tuple[str, str]:
    attribute, _, reach = one.where.partition(".")
    return attribute, reach


def _positions(corpus: Corpus, attribute: str, value: str) -> IntArray:
    column = positional(corpus, attribute)
    code = column.lexicon.find(value)
    return column.positions(code) if code >= 0 else np.empty(0, dtype=np.int32)


def _any(places: IntArray, starts: IntArray, ends: IntArray) -> Flags:
    return np.searchsorted(places, ends) > np.searchsorted(places, starts)


KINDS: dict[str, Callable[[Corpus, Hits, Filter], Flags]] = {
    "at": _at,
    "near": _near,
    "in": _in,
    "part": _part,
}
"""The kinds of filters by name."""
