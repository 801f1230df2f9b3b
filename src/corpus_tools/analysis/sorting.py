"""The order of hits under sort keys such as ``R1.lemma`` or ``text_year:desc,L1``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from corpus_tools.analysis.columns import Columns
from corpus_tools.analysis.counting import radix_order
from corpus_tools.analysis.keys import parse_keys
from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits

_ORDER = re.compile(r"(.*?)((?::[a-z]+)*)")
_MODIFIERS = frozenset({"asc", "desc", "ending"})
_BITS = 62
Ranks: TypeAlias = tuple[IntArray, int]
"""Ranks from -1 up, and what they lie below."""


def sort_order(
    corpus: Corpus, hits: Hits, numbers: IntArray, sort: str, *, attribute: str = "word"
) -> IntArray:
    """Return the order of some of the hits under sort keys; equal ones keep theirs.

    Args:
        numbers: Which hits. *Shape:* ``(n,)``.
        sort: Keys (see ``keys``) with commas. ``:desc`` after one turns its order round, ``:ending`` compares
            values from their last character, so that words with one ending stand together.
        attribute: Of keys that name a position alone, such as ``R1``.

    Returns:
        Places in ``numbers``. *Shape:* that of ``numbers``. Values stand in the order of their code points, which
        for readings in katakana is that of the kana; hits without a value come first.

    Raises:
        QueryError: A key that cannot be read, or an attribute or label that is not there.
    """
    chosen = hits if len(numbers) == len(hits) else replace(hits.take(numbers), corpus=None)
    view = Columns(corpus, chosen)
    ranks = [one for part in sort.split(",") for one in _ranks(view, part.strip(), attribute)]
    return ordered(ranks, len(numbers))


def ordered(ranks: list[Ranks], n_rows: int) -> IntArray:
    """Return the stable order of rows by several columns of ranks."""
    order = np.arange(n_rows)
    for group in reversed(list(_groups(ranks))):
        keys = np.zeros(n_rows, dtype=np.int64)
        for codes, size in group:
            keys <<= int(size).bit_length()
            keys += codes
            keys += 1
        order = order[radix_order(keys[order])]
    return order


def _groups(ranks: list[Ranks]) -> Iterator[list[Ranks]]:
    """Yield runs of columns whose ranks fit into one number together."""
    group: list[Ranks] = []
    used = 0
    for one in ranks:
        bits = int(one[1]).bit_length()
        if group and used + bits > _BITS:
            yield group
            group, used = [], 0
        group.append(one)
        used += bits
    if group:
        yield group


def _ranks(view: Columns, part: str, attribute: str) -> Iterator[Ranks]:
    found = _ORDER.fullmatch(part)
    name, modifiers = (found[1], set(found[2].split(":")) - {""}) if found else (part, set())
    if not modifiers <= _MODIFIERS:
        raise QueryError(
            Message(
                "No sort order {name!r} in {given!r}. Right would be: R1, R1.lemma:desc, node:ending or text_year:desc,L1.",
                name=":".join(sorted(modifiers - _MODIFIERS)),
                given=part,
            )
        )
    for key in parse_keys(view.corpus, name, attribute=attribute):
        values = view.column(key)
        codes, size = values.codes, values.size
        if "ending" in modifiers:
            codes, size = _by_ending(codes, values.decode)
        yield (
            (size - 1 - np.asarray(codes, dtype=np.int64), size + 1) if "desc" in modifiers else (codes, size)
        )


def _by_ending(codes: IntArray, decode: Callable[[IntArray], Any]) -> Ranks:
    distinct, places = np.unique(codes, return_inverse=True)
    values = decode(distinct).to_pylist()
    order = sorted(range(len(values)), key=lambda number: (values[number] or "")[::-1])
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    return ranks[places], len(order)
