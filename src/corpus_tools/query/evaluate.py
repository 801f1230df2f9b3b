"""A query on an index: planned, run, and reduced to the matches that count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from corpus_tools.errors import Message
from corpus_tools.index import Index
from corpus_tools.model import IntArray
from corpus_tools.query import ranges, syntax
from corpus_tools.query.builder import AutomatonBuilder
from corpus_tools.query.constraints import ConstraintCompiler
from corpus_tools.query.expand import widened
from corpus_tools.query.first import first_hits, reach_of
from corpus_tools.query.hits import Hits
from corpus_tools.query.labels import fixed_labels, labels_in
from corpus_tools.query.limits import MEMORY, SECONDS, Limits
from corpus_tools.query.matches import Matches, joined
from corpus_tools.query.parse import parse
from corpus_tools.query.parts import conjuncts
from corpus_tools.query.positions import Flags
from corpus_tools.query.proximity import meeting_positions
from corpus_tools.query.resolve import Resolver
from corpus_tools.query.room import HARD_LIMIT, Room
from corpus_tools.query.run import Task, run
from corpus_tools.query.scope import Scope
from corpus_tools.query.syntax import Pattern, Query, Strategy
from corpus_tools.query.tabular import table_matches
from corpus_tools.query.token_sets import Ranges

EMPTY_MATCH = Message(
    "The query matches the empty string, so it finds nothing. Ask for one token at least: + instead of *."
)


def evaluate(
    index: Index,
    cql: str | Query,
    *,
    strategy: Strategy = "standard",
    seconds: float | None = SECONDS,
    memory: int | None = MEMORY,
    cancelled: Callable[[], bool] | None = None,
    limits: Limits | None = None,
    limit: int | None = None,
    scope: Scope | None = None,
) -> Hits:
    """Run a query.

    Args:
        strategy: Which matches of one start or end count, as in CQP: ``standard`` takes from each start the
            shortest match, and of matches with one end the leftmost. A query that begins with ``(?longest)``
            or another name overrides this.
        seconds: How long the query may take (None: any time).
        memory: How many bytes its partial matches may take (None: any number).
        cancelled: Asked now and then; the query stops when it says yes.
        limits: Instead of these three, what several queries may cost together.
        limit: Only so many hits, the first ones; the corpus is searched as far as they need.
        scope: What it may name besides the corpus: results, lists of words.

    Raises:
        QueryError: The query is not well formed, names what is not in the index, costs too much, or was
            cancelled.
    """
    query = parse(cql) if isinstance(cql, str) else cql
    strategy = query.strategy or strategy
    bounds = limits or Limits(seconds, memory=memory, cancelled=cancelled)

    def hits_in(part: Index) -> Hits:
        return _Evaluation(part, query, strategy, bounds, scope or Scope()).hits()

    if limit is None:
        return hits_in(index)
    reach = None if scope is not None else reach_of(query, strategy, index)
    return first_hits(index, hits_in, limit, reach)


@dataclass(frozen=True)
class _Found:
    starts: IntArray
    ends: IntArray
    labels: dict[str, IntArray]


class _Evaluation:
    def __init__(self, index: Index, query: Query, strategy: Strategy, limits: Limits, scope: Scope) -> None:
        self._index = index
        self._query = query
        self._strategy = strategy
        self._limits = limits
        self._scope = scope
        self._resolver = Resolver(index, query.text, scope)

    def hits(self) -> Hits:
        self._limits.check()
        pattern = self._query.pattern
        message = ""
        if isinstance(pattern, syntax.Meet | syntax.Union):
            found = self._meet(pattern)
        elif isinstance(pattern, syntax.Table):
            found = self._table(pattern)
        else:
            found, message = self._match(pattern)
        for one in self._query.filters:
            found = self._filtered(found, one)
        found = self._expanded(found)
        if self._query.cut is not None:
            found = _chosen(found, slice(self._query.cut))
        dtype = ranges.positions_type(self._index.n_tokens)
        starts, ends = found.starts.astype(dtype, copy=False), found.ends.astype(dtype, copy=False)
        return Hits(starts, ends, found.labels, self._query.text, message)

    # ------------------------------------------------------------------------------------------ steps

    def _meet(self, expression: syntax.Meet | syntax.Union) -> _Found:
        if self._query.constraint is not None or self._query.within is not None:
            raise self._resolver.error("A MU query has no ':: …' and no 'within'.", 1)
        starts = meeting_positions(expression, self._resolver)
        if self._scope.active is not None:
            starts = starts[self._scope.active.numbers(starts) >= 0]
        return _Found(starts, starts + 1, {})

    def _table(self, table: syntax.Table) -> _Found:
        if self._query.constraint is not None:
            raise self._resolver.error("A TAB query has no ':: …'.", 1)
        starts, ends, labels = table_matches(table, self._resolver, self._room())
        return _Found(starts, ends, labels)

    def _match(self, pattern: Pattern) -> tuple[_Found, str]:
        labels = labels_in(pattern)
        fixed = fixed_labels(pattern)
        tests = conjuncts(self._query.constraint)
        builder = AutomatonBuilder(self._resolver, labels, labels - fixed.keys())
        automaton = builder.build(pattern)
        compiler = ConstraintCompiler(self._resolver, labels, on_token=False)
        conditions, constraints = compiler.split(tests)
        if self._scope.active is not None:
            conditions.append(Ranges.merged(self._scope.active.hits.starts, self._scope.active.hits.ends))
        if 0 in automaton.final:
            nothing = np.empty(0, dtype=np.int32)
            return _Found(nothing, nothing, {}), EMPTY_MATCH
        room = self._room(automaton.longest_region)
        leftmost = self._strategy == "standard" and self._query.show is None
        task = Task(automaton, conditions, constraints, room, fixed, self._strategy, self._limits, leftmost)
        return self._reduced(run(task), labels, fixed), ""

    def _reduced(self, runs: list[Matches], names: set[str], fixed: dict[str, int]) -> _Found:
        starts = joined([one.starts for one in runs])
        ends = joined([one.ends for one in runs])
        # only the standard strategy tells matches apart by the regions that bound them
        last = joined([one.last for one in runs if self._strategy == "standard"])
        labels = {
            name: starts + fixed[name] if name in fixed else joined([one.columns[name] for one in runs])
            for name in sorted(names)
        }
        found = _Found(starts, ends, labels)
        if self._query.show is not None:
            found, valid = self._shown(found, *self._query.show)
            last = last[valid] if len(last) else last
        elif len(runs) == 1 and runs[0].settled:
            return found
        if not ranges.is_sorted(found.starts, found.ends):
            order = ranges.sorted_order(found.starts, found.ends, last)
            found, last = _chosen(found, order), last[order] if len(last) else last
        kept = ranges.competing(found.starts, found.ends, self._strategy, last)
        found = found if kept is None else _chosen(found, kept)
        return _distinct(found) if len(last) else found

    def _shown(self, found: _Found, first: syntax.Anchor, last: syntax.Anchor) -> tuple[_Found, Flags]:
        """Cut matches to what lies between two anchors; those without either are dropped."""
        starts, ends = self._anchor(found, first), self._anchor(found, last)
        valid = (starts >= 0) & (ends >= starts) & (ends < self._index.n_tokens)
        return _chosen(_Found(starts, ends + 1, found.labels), valid), valid

    def _anchor(self, found: _Found, anchor: syntax.Anchor) -> IntArray:
        places = {"match": found.starts, "matchend": found.ends - 1, **found.labels}.get(anchor.name)
        if places is None:
            labels = ", ".join(["match", "matchend", *found.labels])
            raise self._resolver.error(
                Message("No label {name!r}. Available: {available}.", name=anchor.name, available=labels),
                anchor.column,
            )
        return np.where(places >= 0, places.astype(np.int64) + anchor.offset, -1)

    def _filtered(self, found: _Found, one: syntax.Filter) -> _Found:
        inner = Query(self._query.text, one.pattern)
        scope = self._scope.everywhere()
        others = _Evaluation(self._index, inner, self._strategy, self._limits, scope).hits()
        relation = {
            "within": ranges.lies_within,
            "containing": ranges.contains,
            "overlapping": ranges.overlaps,
        }
        flags = relation[one.relation](found.starts, found.ends, others.starts, others.ends)
        return _chosen(found, ~flags if one.negated else flags)

    def _expanded(self, found: _Found) -> _Found:
        expand = self._query.expand
        if expand is None or not len(found.starts):
            return found
        structure = self._resolver.structure(expand.structure, expand.column)
        starts, ends = widened(found.starts, found.ends, expand, structure)
        order = ranges.sorted_order(starts, ends)
        return _Found(
            starts[order], ends[order], {name: column[order] for name, column in found.labels.items()}
        )

    # ------------------------------------------------------------------------------------------- parts

    def _room(self, longest_region: int = 0) -> Room:
        room = self._asked_room(longest_region)
        return room if self._scope.active is None else replace(room, limit=self._scope.active.limits)

    def _asked_room(self, longest_region: int) -> Room:
        within = self._query.within
        if within is None:
            # a region that is taken whole may be of any length
            return Room(self._index.n_tokens, HARD_LIMIT + longest_region)
        if within.structure is None:
            return Room(self._index.n_tokens, within.count + 1)
        structure = self._resolver.structure(within.structure, within.column)
        return Room.of_structure(structure, self._index.n_tokens, within.count)


def _chosen(found: _Found, flags: IntArray | slice | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> _Found:
    labels = {name: column[flags] for name, column in found.labels.items()}
    return _Found(found.starts[flags], found.ends[flags], labels)


def _distinct(found: _Found) -> _Found:
    return _chosen(found, ranges.sorted_order(found.starts, found.ends))
