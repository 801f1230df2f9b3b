"""A query on an index: planned, run, and reduced to the matches that count."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from corpus_tools.index import Index
from corpus_tools.model import IntArray
from corpus_tools.query import ranges, syntax
from corpus_tools.query.automaton import Automaton
from corpus_tools.query.builder import AutomatonBuilder
from corpus_tools.query.constraints import ConstraintCompiler, conjuncts
from corpus_tools.query.hits import Hits
from corpus_tools.query.labels import fixed_labels, labels_in
from corpus_tools.query.limits import SECONDS, Limits
from corpus_tools.query.matches import Matches, joined
from corpus_tools.query.parse import parse
from corpus_tools.query.proximity import meeting_positions
from corpus_tools.query.resolve import Resolver
from corpus_tools.query.room import HARD_LIMIT, Room
from corpus_tools.query.run import Task, run
from corpus_tools.query.syntax import Pattern, Query, Strategy

EMPTY_MATCH = (
    "The query matches the empty string, so it finds nothing. Ask for one token at least: + instead of *."
)


def evaluate(
    index: Index, cql: str, *, strategy: Strategy = "standard", seconds: float | None = SECONDS
) -> Hits:
    """Run a query.

    Args:
        strategy: Which matches of one start or end count, as in CQP: ``standard`` takes from each start the
            shortest match, and of matches with one end the leftmost. A query that begins with ``(?longest)``
            or another name overrides this.
        seconds: How long the query may take (None: any time).

    Raises:
        QueryError: The query is not well formed, names what is not in the index, or costs too much.
    """
    query = parse(cql)
    return _Evaluation(index, query, query.strategy or strategy, Limits(seconds)).hits()


@dataclass(frozen=True)
class _Found:
    starts: IntArray
    ends: IntArray
    labels: dict[str, IntArray]


class _Evaluation:
    def __init__(self, index: Index, query: Query, strategy: Strategy, limits: Limits) -> None:
        self._index = index
        self._query = query
        self._strategy = strategy
        self._limits = limits
        self._resolver = Resolver(index, query.text)

    def hits(self) -> Hits:
        pattern = self._query.pattern
        message = ""
        if isinstance(pattern, syntax.Meet | syntax.Union):
            found = self._meet(pattern)
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
        return _Found(starts, starts + 1, {})

    def _match(self, pattern: Pattern) -> tuple[_Found, str]:
        labels = labels_in(pattern)
        fixed = fixed_labels(pattern)
        tests = conjuncts(self._query.constraint)
        builder = AutomatonBuilder(self._resolver, labels, labels - fixed.keys())
        automaton = builder.build(pattern)
        compiler = ConstraintCompiler(self._resolver, labels)
        conditions, constraints = compiler.split(tests)
        if 0 in automaton.final:
            nothing = np.empty(0, dtype=np.int32)
            return _Found(nothing, nothing, {}), EMPTY_MATCH
        room = self._room(automaton)
        task = Task(automaton, conditions, constraints, room, fixed, self._strategy, self._limits)
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
        if len(runs) == 1 and runs[0].settled:
            return found
        if not ranges.is_sorted(starts, ends):
            order = ranges.sorted_order(starts, ends, last)
            found, last = _chosen(found, order), last[order] if len(last) else last
        kept = ranges.competing(found.starts, found.ends, self._strategy, last)
        found = found if kept is None else _chosen(found, kept)
        return _distinct(found) if len(last) else found

    def _filtered(self, found: _Found, one: syntax.Filter) -> _Found:
        inner = Query(self._query.text, one.pattern)
        others = _Evaluation(self._index, inner, self._strategy, self._limits).hits()
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
        starts, ends = found.starts, found.ends
        if len(structure):
            if expand.side != "right":
                starts = ranges.widened_left(structure.starts, structure.ends, starts, expand.count)
            if expand.side != "left":
                ends = ranges.widened_right(structure.starts, structure.ends, ends, expand.count)
        order = ranges.sorted_order(starts, ends)
        return _Found(
            starts[order], ends[order], {name: column[order] for name, column in found.labels.items()}
        )

    # ------------------------------------------------------------------------------------------- parts

    def _room(self, automaton: Automaton) -> Room:
        within = self._query.within
        if within is None:
            # a region that is taken whole may be of any length
            return Room(self._index.n_tokens, HARD_LIMIT + automaton.longest_region)
        if within.structure is None:
            return Room(self._index.n_tokens, within.count + 1)
        structure = self._resolver.structure(within.structure, within.column)
        return Room.of_structure(structure, self._index.n_tokens, within.count)


def _chosen(found: _Found, flags: IntArray | slice | np.ndarray[tuple[int], np.dtype[np.bool_]]) -> _Found:
    labels = {name: column[flags] for name, column in found.labels.items()}
    return _Found(found.starts[flags], found.ends[flags], labels)


def _distinct(found: _Found) -> _Found:
    return _chosen(found, ranges.sorted_order(found.starts, found.ends))
