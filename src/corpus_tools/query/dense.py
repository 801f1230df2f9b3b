"""Runs an automaton over every position of the corpus, block by block, as shifted arrays of flags.

Where much of a corpus may begin a match, one flag per token is faster than lists of positions: a step is one
conjunction of two slices, and a block of flags stays in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools.model import IntArray
from corpus_tools.query.automaton import Automaton, Border, Step, Take
from corpus_tools.query.conditions import Condition, both, complement
from corpus_tools.query.constraints import Constraint
from corpus_tools.query.limits import Limits
from corpus_tools.query.plan import distances
from corpus_tools.query.positions import Flags
from corpus_tools.query.room import Room
from corpus_tools.query.token_sets import Points, Ranges

BLOCK = 1 << 18
MAX_REACH = 1 << 12


@dataclass(frozen=True)
class DensePlan:
    """What a dense run needs to know.

    Attributes:
        filters: Conditions on the first token.
        same_region: Holds on every token but the first of a region: a match goes on only there (``within``).
        reach: Most tokens in a match.
    """

    automaton: Automaton
    filters: Sequence[Condition]
    same_region: Condition | None
    reach: int


def dense_plan(automaton: Automaton, filters: Sequence[Condition], room: Room) -> DensePlan | None:
    """Plan a dense run, or return None where the pattern needs more than flags."""
    steps = [step for edges in automaton.transitions for step, _ in edges]
    if automaton.labels or any(not isinstance(step, Take | Border) or step.constraints for step in steps):
        return None
    longest = max(distances(automaton)[1])
    if room.starts is None or room.ends is None:
        reach = min(longest, room.n_tokens if room.tokens is None else room.tokens)
        return DensePlan(automaton, filters, None, reach) if reach <= MAX_REACH else None
    if room.count > 1 or room.overlapping or not len(room.starts):
        return None
    reach = min(longest, int((room.ends - room.starts).max()))
    if reach > MAX_REACH:
        return None
    going_on = complement(Points(room.starts), room.n_tokens)
    if _covers_all(room.starts, room.ends, room.n_tokens):
        return DensePlan(automaton, filters, going_on, reach)
    inside = Ranges(room.starts, room.ends)
    return DensePlan(automaton, [*filters, inside], both([inside, going_on], room.n_tokens), reach)


def _covers_all(starts: IntArray, ends: IntArray, n_tokens: int) -> bool:
    """Return whether regions that do not overlap leave no token out."""
    return starts[0] == 0 and ends[-1] == n_tokens and bool(np.array_equal(starts[1:], ends[:-1]))


class DenseRun:
    """One run over the whole corpus.

    Args:
        constraints: What must hold of a whole match.
        fixed: Labels that always stand at the same distance from the start.
        longest: Look for the longest match of each start instead of the shortest.
        limits: What the run may cost.
    """

    def __init__(
        self,
        plan: DensePlan,
        *,
        constraints: Sequence[Constraint] = (),
        fixed: Mapping[str, int] | None = None,
        longest: bool = False,
        limits: Limits | None = None,
    ) -> None:
        self._plan = plan
        self._automaton = plan.automaton
        self._constraints = constraints
        self._fixed = fixed or {}
        self._longest = longest
        self._limits = limits or Limits()
        self._windows: dict[int, Flags] = {}
        self._start = 0
        self._size = 0

    def blocks(self) -> Iterator[tuple[IntArray, IntArray]]:
        """Yield starts and ends of the matches, block by block, in order of start."""
        for start in range(0, self._automaton.n_tokens, BLOCK):
            self._limits.check()
            self._windows.clear()
            self._start, self._size = start, min(BLOCK, self._automaton.n_tokens - start)
            yield self._block()

    def _block(self) -> tuple[IntArray, IntArray]:
        frontier = {0: self._first()}
        found: list[tuple[int, Flags]] = []
        waiting: Flags | None = None
        for length in range(self._plan.reach + 1):
            following: dict[int, Flags] = {}
            seen: dict[int, Flags] = {}
            while frontier:
                state = min(frontier)
                flags = self._new(state, frontier.pop(state), seen)
                if waiting is not None:
                    flags = flags & waiting
                if state in self._automaton.final:
                    accepted = self._accepted(flags, length)
                    if length and accepted.any():
                        found.append((length, accepted))
                        waiting = self._still_waiting(waiting, accepted)
                    flags = self._not_accepted(flags, accepted)
                if self._automaton.transitions[state] and flags.any():
                    self._follow(state, flags, length, frontier, following)
            frontier = following
            if not frontier:
                break
        return self._ranges(found)

    def _still_waiting(self, waiting: Flags | None, accepted: Flags) -> Flags | None:
        """Return the starts that have no match yet; None for all, as when the longest are looked for."""
        if self._longest:
            return None
        return ~accepted if waiting is None else np.greater(waiting, accepted, out=waiting)

    def _not_accepted(self, flags: Flags, accepted: Flags) -> Flags:
        if self._longest:
            return flags
        return np.zeros(0, dtype=np.bool_) if accepted is flags else np.greater(flags, accepted)

    def _new(self, state: int, flags: Flags, seen: dict[int, Flags]) -> Flags:
        if state not in self._automaton.cyclic:
            return flags
        if state in seen:
            flags = flags & ~seen[state]
            seen[state] |= flags
        else:
            seen[state] = flags.copy()
        return flags

    def _first(self) -> Flags:
        if not self._plan.filters:
            return np.ones(self._size, dtype=np.bool_)
        first = self._window(self._plan.filters[0])[: self._size].copy()
        for condition in self._plan.filters[1:]:
            first &= self._window(condition)[: self._size]
        return first

    # ------------------------------------------------------------------------------------ transitions

    def _follow(
        self, state: int, flags: Flags, length: int, here: dict[int, Flags], following: dict[int, Flags]
    ) -> None:
        going_on: Flags | None = None
        for step, target in self._automaton.transitions[state]:
            takes = isinstance(step, Take)
            if takes or not self._closes(step):
                if going_on is None:
                    going_on = self._going_on(flags, length)
                passed = going_on
            else:
                passed = flags
            condition = step.condition if isinstance(step, Take | Border) else None
            if condition is not None:
                passed = passed & self._window(condition)[length : length + self._size]
            states = following if takes else here
            states[target] = states[target] | passed if target in states else passed

    def _closes(self, step: Step) -> bool:
        return isinstance(step, Border) and (step.closes or step.looks_ahead)

    def _going_on(self, flags: Flags, length: int) -> Flags:
        """Keep those that may take another token: in the corpus, and in the region of ``within``."""
        left = self._automaton.n_tokens - self._start - length
        if left < self._size:
            flags = flags.copy()
            flags[max(left, 0) :] = False
        if length and self._plan.same_region is not None:
            flags = flags & self._window(self._plan.same_region)[length : length + self._size]
        return flags

    def _window(self, condition: Condition) -> Flags:
        """Return a condition's flags for the block and as far as its matches reach; none beyond the corpus."""
        flags = self._windows.get(id(condition))
        if flags is None:
            wanted = self._size + self._plan.reach + 1
            # only a border between tokens can stand after the last one
            last = self._automaton.n_tokens + isinstance(condition, Points)
            stop = min(self._start + wanted, last)
            flags = condition.window(self._start, stop)
            if len(flags) < wanted:
                flags = np.concatenate((flags, np.zeros(wanted - len(flags), dtype=np.bool_)))
            self._windows[id(condition)] = flags
        return flags

    # --------------------------------------------------------------------------------- whole matches

    def _accepted(self, flags: Flags, length: int) -> Flags:
        if not self._constraints:
            return flags
        places = np.flatnonzero(flags)
        for constraint in self._constraints:
            places = places[constraint.holds(self._bindings(places + self._start, length, constraint.labels))]
        accepted = np.zeros(len(flags), dtype=np.bool_)
        accepted[places] = True
        return accepted

    def _bindings(self, starts: IntArray, length: int, labels: frozenset[str]) -> dict[str, IntArray]:
        bindings: dict[str, IntArray] = {"match": starts, "matchend": starts + (length - 1)}
        for label in labels - bindings.keys():
            offset = self._fixed[label]
            bindings[label] = starts + offset if offset < length else np.full(len(starts), -1)
        return bindings

    def _ranges(self, found: list[tuple[int, Flags]]) -> tuple[IntArray, IntArray]:
        if not found:
            return np.empty(0, dtype=np.int32), np.empty(0, dtype=np.int32)
        matched = found[0][1] if len(found) == 1 else np.logical_or.reduce([flags for _, flags in found])
        places = np.flatnonzero(matched)
        starts = np.add(places, self._start, dtype=np.int32, casting="unsafe")
        if len(found) == 1:
            return starts, starts + np.int32(found[0][0])
        lengths: npt.NDArray[np.int32] = np.zeros(len(places), dtype=np.int32)
        for length, flags in found:
            # a start has one shortest match; of the longest ones the last counts
            lengths[flags[places]] = length
        return starts, starts + lengths
