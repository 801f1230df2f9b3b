"""The first hits of a query without the others: the beginning of the corpus is searched, as much as they need."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from corpus_tools.index import Index
from corpus_tools.query import syntax
from corpus_tools.query.hits import Hits
from corpus_tools.query.room import HARD_LIMIT
from corpus_tools.query.syntax import Query, Strategy

FIRST_TOKENS = 1 << 20
"""So many tokens are searched first …"""
GROWTH = 8
"""… and each time so many times more, until there are hits enough."""


def first_hits(index: Index, hits_in: Callable[[Index], Hits], n_hits: int, reach: int | None) -> Hits:
    """Return the first hits, the same that come first of all.

    Args:
        hits_in: Runs the query on an index.
        reach: How many tokens after its start decide on a hit; None if one cannot know.
    """
    n_tokens = FIRST_TOKENS
    while reach is not None and n_tokens < index.n_tokens:
        if reach * 2 < n_tokens:
            found = hits_in(index.first(n_tokens))
            # what begins near the end of the part may go on, or be another's, in the whole corpus
            sure = int(np.searchsorted(found.starts, n_tokens - reach))
            if sure >= n_hits:
                return found.take(slice(n_hits))
        n_tokens *= GROWTH
    return hits_in(index).take(slice(n_hits))


def reach_of(query: Query, strategy: Strategy, index: Index) -> int | None:
    """Return how many tokens after its start decide on a hit; None if that is more than its own.

    A match is no longer than the regions it is made of or lies in, and 501 tokens; whether another match
    keeps it out is decided by matches that begin before its end.
    """
    plain = not isinstance(query.pattern, syntax.Meet | syntax.Union | syntax.Table)
    # a filter's own matches compete among themselves, and a cut or an expansion looks at all hits
    alone = not query.filters and query.expand is None and query.cut is None and query.show is None
    if not plain or not alone or strategy == "traditional":
        return None
    known = index.structural_values()
    structures = [
        index.structural[name] if name in index.structural else known[name][0]
        for name in _structures(query)
        if name in index.structural or name in known
    ]
    longest = max((structure.longest for structure in structures), default=0)
    count = query.within.count if query.within is not None else 1
    return (HARD_LIMIT + longest * max(count, 1) + (count if query.within is not None else 0)) * 2


def _structures(node: Any) -> Iterator[str]:
    """Yield the names of all structures that bound a match or a part of it."""
    if isinstance(node, syntax.Open | syntax.Close | syntax.Region):
        yield node.name
    elif isinstance(node, syntax.Within):
        yield node.structure or ""
    elif isinstance(node, tuple):
        for item in node:
            yield from _structures(item)
    elif dataclasses.is_dataclass(node):
        for field in dataclasses.fields(node):
            yield from _structures(getattr(node, field.name))
