"""Runs an automaton from many starts at once: each step is a few operations on arrays of partial matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from corpus_tools.index import StructuralAttribute
from corpus_tools.model import IntArray
from corpus_tools.query.automaton import Automaton, Border, Cross, Enter, Leave, Regions, Step, Take
from corpus_tools.query.constraints import Constraint
from corpus_tools.query.limits import Limits
from corpus_tools.query.matches import (
    FIRST,
    LAST,
    LAST_AT,
    UNSET,
    Matches,
    Partial,
    joined,
    keys_of,
    merged,
    without,
)
from corpus_tools.query.positions import Flags, expand_ranges
from corpus_tools.query.room import Room


class Simulation:
    """One run of an automaton.

    Args:
        starts: Where a match may begin, ascending.
        room: How far a match may reach.
        constraints: What must hold of a whole match.
        fixed: Labels that always stand at the same distance from the start.
        longest: Look for the longest match of each start instead of the shortest.
        budget: What the run may cost.
    """

    def __init__(
        self,
        automaton: Automaton,
        starts: IntArray,
        room: Room,
        *,
        constraints: Sequence[Constraint] = (),
        fixed: Mapping[str, int] | None = None,
        longest: bool = False,
        budget: Limits | None = None,
    ) -> None:
        self._automaton = automaton
        self._starts = starts
        self._limits: IntArray | None = None
        self._most_tokens = room.n_tokens if room.tokens is None else room.tokens
        if room.confined:
            limits = room.limits(starts)
            inside = limits > starts
            self._starts, self._limits = starts[inside], limits[inside]
        self._constraints = constraints
        self._fixed = fixed or {}
        self._longest = longest
        self._budget = budget or Limits()
        self._nested = automaton.nested
        # rows of four bytes, columns of up to eight; sorting them takes as much again
        self._row_bytes = 16 * (1 + len(automaton.registers) + len(automaton.labels) + 3 * self._nested)
        self._done = np.zeros(len(self._starts), dtype=np.bool_)
        self._done_keys: npt.NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._finishing: list[npt.NDArray[np.int64]] = []
        self._waiting: dict[int, dict[int, list[Partial]]] = {}
        self._found: list[tuple[int, Partial]] = []
        self._ends: dict[str, IntArray] = {}

    def run(self, *, first_transition: int | None = None) -> Matches:
        """Return the shortest (or all, when the longest are wanted) matches of each start.

        Args:
            first_transition: Take only this transition out of the first state.
        """
        self._begin(first_transition)
        while self._waiting:
            length = min(self._waiting)
            self._advance(length, self._waiting.pop(length))
        return self._matches()

    def _begin(self, first_transition: int | None) -> None:
        names = [*self._automaton.registers, *self._automaton.labels]
        n_rows = len(self._starts)
        columns = {name: np.full(n_rows, UNSET, dtype=np.int32) for name in names}
        if self._nested:
            columns |= {name: np.zeros(n_rows, dtype=np.int64) for name in (FIRST, LAST, LAST_AT)}
        partial = Partial(np.arange(n_rows, dtype=np.int32), columns)
        for number, (step, target) in enumerate(self._automaton.transitions[0]):
            if first_transition in {None, number}:
                self._follow(step, target, partial, 0)

    def _advance(self, length: int, states: dict[int, list[Partial]]) -> None:
        """Follow all transitions of the partial matches of one length, those on borders included."""
        self._waiting[length] = states
        seen: dict[int, Partial] = {}
        while states:
            state = min(states)
            rows = sum(map(len, states[state]))
            self._budget.check(rows, n_bytes=rows * self._row_bytes)
            partial = without(merged(states.pop(state)), seen.get(state))
            if state in self._automaton.cyclic:
                seen[state] = merged([partial, seen[state]]) if state in seen else partial
            if self._found and not self._longest:
                partial = partial.take(~self._finished(partial))
            if state in self._automaton.final:
                partial = self._accept(partial, length)
            if len(partial):
                for step, target in self._automaton.transitions[state]:
                    self._follow(step, target, partial, length)
        self._waiting.pop(length, None)
        if self._finishing:
            self._done_keys = np.union1d(self._done_keys, np.concatenate(self._finishing))
            self._finishing.clear()

    # ------------------------------------------------------------------------------------ transitions

    def _follow(self, step: Step, target: int, partial: Partial, length: int) -> None:
        positions = self._positions(partial, length)
        match step:
            case Take():
                partial = self._take(step, partial, positions, length)
                self._put(target, partial, length + 1)
            case Border():
                self._put(target, self._border(step, partial, positions, length), length)
            case Enter():
                partial, _, numbers = self._join(
                    step.regions, self._in_room(partial, positions, length), length
                )
                self._put(target, self._opened(partial, step, numbers, length), length)
            case Leave():
                self._put(target, self._leave(step, partial, positions, length), length)
            case Cross():
                self._cross(step, target, self._in_room(partial, positions, length), length)

    def _put(self, target: int, partial: Partial, length: int) -> None:
        if len(partial):
            self._waiting.setdefault(length, {}).setdefault(target, []).append(partial)

    def _take(self, step: Take, partial: Partial, positions: IntArray, length: int) -> Partial:
        inside = self._in_room(partial, positions, length)
        if step.condition is not None:
            positions = positions if inside is partial else self._positions(inside, length)
            inside = inside.take(step.condition.holds(positions))
        partial = self._constrained(step.constraints, inside, length)
        if step.labels:
            positions = self._positions(partial, length)
            partial = partial.having(
                **{label: positions for label in step.labels if label in partial.columns}
            )
        return partial

    def _in_room(self, partial: Partial, positions: IntArray, length: int) -> Partial:
        """Keep those that can take the next token: inside their limit and every region that is open."""
        if self._limits is not None:
            partial = partial.take(positions < self._limits[partial.rows])
        elif length >= self._most_tokens:
            return partial.take(slice(0))
        elif len(positions) and positions[-1] >= self._automaton.n_tokens:
            partial = partial.take(positions < self._automaton.n_tokens)
        return self._in_regions(partial, length) if self._automaton.registers else partial

    def _in_regions(self, partial: Partial, length: int) -> Partial:
        positions = self._positions(partial, length)
        flags = np.ones(len(partial), dtype=np.bool_)
        for name, structure in self._automaton.registers.items():
            regions = partial.columns[name]
            flags &= positions < self._ends_of(structure, regions)
        return partial.take(flags)

    def _furthest(self, partial: Partial) -> IntArray:
        """Return where each match has to end at the latest."""
        if self._limits is not None:
            return self._limits[partial.rows]
        furthest = self._starts[partial.rows].astype(np.int64) + self._most_tokens
        return np.minimum(furthest, self._automaton.n_tokens)

    def _positions(self, partial: Partial, length: int) -> IntArray:
        """Return how far partial matches of one length have got, ascending."""
        # rows ascend, so that as many as there are starts are all of them, unless regions split them
        if len(partial) == len(self._starts) and not partial.columns:
            return self._starts + np.int32(length)
        return self._starts[partial.rows] + np.int32(length)

    def _border(self, step: Border, partial: Partial, positions: IntArray, length: int) -> Partial:
        if step.looks_ahead:
            flags = positions < self._n_tokens_ahead(partial)
            partial = partial if flags.all() else partial.take(flags)
        elif not step.closes:
            partial = self._in_room(partial, positions, length)
        positions = self._positions(partial, length)
        if step.condition is not None:
            partial = partial.take(step.condition.holds(positions))
        return self._constrained(step.constraints, partial, length)

    def _n_tokens_ahead(self, partial: Partial) -> IntArray:
        """Return how far each can look: to the end of the corpus, or of the regions that are open."""
        limits = np.full(len(partial), self._automaton.n_tokens, dtype=np.int64)
        for name, structure in self._automaton.registers.items():
            limits = np.minimum(limits, self._ends_of(structure, partial.columns[name]))
        return limits

    def _ends_of(self, structure: StructuralAttribute, regions: IntArray) -> IntArray:
        """Return the ends of regions by number; where there is none (-1) the end of the corpus."""
        if structure.name not in self._ends:
            self._ends[structure.name] = np.append(structure.ends, np.int32(self._automaton.n_tokens))
        return self._ends[structure.name][regions]

    def _constrained(self, constraints: Sequence[Constraint], partial: Partial, length: int) -> Partial:
        for constraint in constraints:
            partial = partial.take(constraint.holds(self._bindings(partial, length, constraint.labels)))
        return partial

    def _bindings(self, partial: Partial, length: int, labels: frozenset[str]) -> dict[str, IntArray]:
        starts = self._starts[partial.rows]
        bindings: dict[str, IntArray] = {
            "match": starts,
            "_": starts + length,
            "matchend": starts + (length - 1),
        }
        for label in labels - bindings.keys():
            offset = self._fixed.get(label)
            if offset is None:
                bindings[label] = partial.columns[label]
            else:
                bindings[label] = starts + offset if offset < length else np.full(len(starts), UNSET)
        return bindings

    # ---------------------------------------------------------------------------------------- regions

    def _join(self, regions: Regions, partial: Partial, length: int) -> tuple[Partial, IntArray, IntArray]:
        """Pair partial matches with the regions that begin where they have got to.

        Returns:
            The pairs' partial matches, their places among ``regions``, and the numbers of the regions.
        """
        positions = self._positions(partial, length)
        first = np.searchsorted(regions.starts, positions, side="left")
        last = np.searchsorted(regions.starts, positions, side="right")
        places = expand_ranges(first, last)
        partial = partial.take(np.repeat(np.arange(len(partial)), last - first))
        return partial, places, regions.numbers(places)

    def _opened(self, partial: Partial, step: Enter, numbers: IntArray, length: int) -> Partial:
        partial = partial.having(**{step.register: numbers.astype(np.int32)})
        return self._first_region(partial, step.regions, numbers, length)

    def _first_region(self, partial: Partial, regions: Regions, numbers: IntArray, length: int) -> Partial:
        if length or not (self._nested and regions.structure.overlapping):
            return partial
        keys = partial.columns[FIRST] * (len(regions.structure) + 1) + numbers + 1
        return partial.having(**{FIRST: keys})

    def _leave(self, step: Leave, partial: Partial, positions: IntArray, length: int) -> Partial:
        regions = partial.columns[step.register]
        partial = partial.take((regions >= 0) & (self._ends_of(step.structure, regions) == positions))
        numbers = partial.columns[step.register]
        partial = partial.having(**{step.register: np.full(len(partial), UNSET, dtype=np.int32)})
        return self._last_region(partial, step.structure.overlapping, numbers, length)

    def _last_region(self, partial: Partial, overlapping: bool, numbers: IntArray, length: int) -> Partial:
        if not (self._nested and overlapping):
            return partial
        keys = numbers.astype(np.int64) + 1
        return partial.having(**{LAST: keys, LAST_AT: np.full(len(partial), length, dtype=np.int64)})

    def _cross(self, step: Cross, target: int, partial: Partial, length: int) -> None:
        partial, places, numbers = self._join(step.regions, partial, length)
        ends = step.regions.ends[places]
        partial = self._first_region(partial, step.regions, numbers, length)
        if step.label in partial.columns:
            partial = partial.having(**{str(step.label): step.regions.starts[places]})
        fits = ends <= self._furthest(partial)
        for name, structure in self._automaton.registers.items():
            regions = partial.columns[name]
            fits &= ends <= self._ends_of(structure, regions)
        partial, numbers = partial.take(fits), numbers[fits]
        lengths = ends[fits] - self._starts[partial.rows]
        for reached in np.unique(lengths).tolist():
            same = lengths == reached
            crossed = self._last_region(
                partial.take(same), step.regions.structure.overlapping, numbers[same], reached
            )
            self._put(target, crossed, reached)

    # --------------------------------------------------------------------------------- whole matches

    def _accept(self, partial: Partial, length: int) -> Partial:
        """Keep what is a whole match now; return what goes on."""
        flags = np.ones(len(partial), dtype=np.bool_)
        for constraint in self._constraints:
            flags &= constraint.holds(self._bindings(partial, length, constraint.labels))
        accepted = partial.take(flags)
        # a match without tokens is no hit, but the search does not go on from there, as in CQP
        if length and len(accepted):
            self._found.append((length, accepted))
            self._finish(accepted)
        return partial if self._longest else partial.take(~flags)

    def _finish(self, accepted: Partial) -> None:
        if self._nested:
            # matches of one length that end with different regions all count
            self._finishing.append(keys_of(accepted))
        else:
            self._done[accepted.rows] = True

    def _finished(self, partial: Partial) -> Flags:
        if self._nested:
            return np.isin(keys_of(partial), self._done_keys)
        return self._done[partial.rows]

    def _matches(self) -> Matches:
        names = list(self._automaton.labels)
        rows = joined([partial.rows for _, partial in self._found], np.int32)
        lengths = np.repeat(
            np.array([length for length, _ in self._found], dtype=np.int32),
            [len(part) for _, part in self._found],
        )
        starts = self._starts[rows]
        columns = {name: joined([part.columns[name] for _, part in self._found], np.int32) for name in names}
        last: IntArray = np.empty(0, dtype=np.int64)
        if self._nested:
            last = joined([part.columns[LAST] for _, part in self._found], np.int64)
            at = joined([part.columns[LAST_AT] for _, part in self._found], np.int64)
            last = np.where(at == lengths, last, 0)
        return Matches(starts, starts + lengths, last, columns)
