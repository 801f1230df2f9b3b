"""Runs an automaton over every position of the corpus, block by block, as shifted arrays of bits.

Where much of a corpus may begin a match, one bit per token is faster than lists of positions: a step is one
conjunction of two slices, and a block of bits stays in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus_tools.index.bits import WORD, Words, first_bits, moved, packed, places, shifted
from corpus_tools.model import IntArray
from corpus_tools.query.automaton import Automaton, Border, Step, Take
from corpus_tools.query.conditions import Condition, both, complement
from corpus_tools.query.constraints import Constraint
from corpus_tools.query.filling import Growing, lengths_at
from corpus_tools.query.limits import Limits
from corpus_tools.query.plan import chain_length, distances
from corpus_tools.query.room import Room
from corpus_tools.query.token_sets import Points, Ranges

BLOCK = 1 << 20
"""Tokens that are looked at together, a multiple of 64."""
MAX_REACH = 1 << 12


@dataclass(frozen=True)
class DensePlan:
    """What a dense run needs to know.

    Attributes:
        filters: Conditions on the first token.
        same_region: Holds on every token but the first of a region: a match goes on only there (``within``).
        reach: Most tokens in a match.
        length: Tokens in every match, if always as many.
    """

    automaton: Automaton
    filters: Sequence[Condition]
    same_region: Condition | None
    reach: int
    length: int | None = None


def dense_plan(automaton: Automaton, filters: Sequence[Condition], room: Room) -> DensePlan | None:
    """Plan a dense run, or return None where the pattern needs more than flags."""
    steps = [step for edges in automaton.transitions for step, _ in edges]
    if (
        room.limit is not None
        or automaton.labels
        or any(not isinstance(step, Take | Border) or step.constraints for step in steps)
    ):
        return None
    longest = max(distances(automaton)[1])
    length = chain_length(automaton)
    if room.starts is None or room.ends is None:
        reach = min(longest, room.n_tokens if room.tokens is None else room.tokens)
        return DensePlan(automaton, filters, None, reach, length) if reach <= MAX_REACH else None
    if room.count > 1 or room.overlapping or not len(room.starts):
        return None
    structure = room.structure
    in_region = int((room.ends - room.starts).max()) if structure is None else structure.longest
    reach = min(longest, in_region)
    if reach > MAX_REACH:
        return None
    bits = None if structure is None else structure.start_bits()
    going_on = complement(Points(room.starts, bits), room.n_tokens)
    if (structure is not None and structure.gapless) or _covers_all(room.starts, room.ends, room.n_tokens):
        return DensePlan(automaton, filters, going_on, reach, length)
    inside = Ranges(room.starts, room.ends)
    return DensePlan(automaton, [*filters, inside], both([inside, going_on], room.n_tokens), reach, length)


def _covers_all(starts: IntArray, ends: IntArray, n_tokens: int) -> bool:
    """Return whether regions that do not overlap leave no token out."""
    return starts[0] == 0 and ends[-1] == n_tokens and bool(np.array_equal(starts[1:], ends[:-1]))


class DenseRun:
    """One run over the whole corpus.

    Args:
        constraints: What must hold of a whole match.
        fixed: Labels that always stand at the same distance from the start.
        longest: Look for the longest match of each start instead of the shortest.
        leftmost: Of matches with one end, keep the one that begins furthest to the left.
        limits: What the run may cost.
    """

    def __init__(
        self,
        plan: DensePlan,
        *,
        constraints: Sequence[Constraint] = (),
        fixed: Mapping[str, int] | None = None,
        longest: bool = False,
        leftmost: bool = False,
        limits: Limits | None = None,
    ) -> None:
        self._plan = plan
        self._leftmost = leftmost and plan.length is None
        self._ends_before: Words = np.zeros(0, dtype=np.uint64)
        self._automaton = plan.automaton
        self._constraints = constraints
        self._fixed = fixed or {}
        self._longest = longest
        self._limits = limits or Limits()
        self._windows: dict[int, Words] = {}
        self._slices: dict[tuple[int, int], Words] = {}
        self._start = 0
        self._size = 0

    def run(self) -> tuple[IntArray, IntArray]:
        """Return starts and ends of the matches, in order of start."""
        n_tokens = self._automaton.n_tokens
        starts = Growing(n_tokens)
        ends = None if self._plan.length is not None else Growing(n_tokens)
        for start in range(0, n_tokens, BLOCK):
            self._limits.check()
            self._windows.clear()
            self._slices.clear()
            self._start = start
            self._size = -(-min(BLOCK, n_tokens - start) // WORD)
            self._block(starts, ends)
        found = starts.array()
        return found, found + np.int32(self._plan.length or 0) if ends is None else ends.array()

    def _block(self, starts: Growing, ends: Growing | None) -> None:
        frontier = {0: self._first()}
        found: list[tuple[int, Words]] = []
        waiting: Words | None = None
        for length in range(self._plan.reach + 1):
            following: dict[int, Words] = {}
            seen: dict[int, Words] = {}
            while frontier:
                state = min(frontier)
                words = self._new(state, frontier.pop(state), seen)
                if waiting is not None:
                    words = words & waiting
                if state in self._automaton.final:
                    accepted = self._accepted(words, length)
                    more = self._plan.reach > length
                    if length and _any(accepted):
                        found.append((length, accepted))
                        waiting = self._still_waiting(waiting, accepted) if more else None
                    words = self._going(words, accepted) if more else words
                if self._automaton.transitions[state] and (not length or _any(words)):
                    self._follow(state, words, length, frontier, following)
            if not following:
                break
            frontier = following
        self._add_ranges(self._first_of_ends(found) if self._leftmost else found, starts, ends)

    def _still_waiting(self, waiting: Words | None, accepted: Words) -> Words | None:
        """Return the starts that have no match yet: the shortest match is enough for the others."""
        if self._longest:
            return None
        return ~accepted if waiting is None else waiting & ~accepted

    def _going(self, words: Words, accepted: Words) -> Words:
        """Return what goes on after a final state: everything where the longest match counts."""
        return words if self._longest else words & ~accepted

    def _new(self, state: int, words: Words, seen: dict[int, Words]) -> Words:
        if state not in self._automaton.cyclic:
            return words
        if state in seen:
            words = words & ~seen[state]
            seen[state] = seen[state] | words
        else:
            seen[state] = words
        return words

    def _first(self) -> Words:
        first = first_bits(self._automaton.n_tokens - self._start, self._size)
        for condition in self._plan.filters:
            first &= self._slice(condition, 0)
        return first

    # ------------------------------------------------------------------------------------ transitions

    def _follow(
        self, state: int, words: Words, length: int, here: dict[int, Words], following: dict[int, Words]
    ) -> None:
        going_on: Words | None = None
        for step, target in self._automaton.transitions[state]:
            takes = isinstance(step, Take)
            if takes or not self._closes(step):
                if going_on is None:
                    going_on = self._going_on(words, length)
                passed = going_on
            else:
                passed = words
            condition = step.condition if isinstance(step, Take | Border) else None
            if condition is not None:
                passed = passed & self._slice(condition, length)
            if isinstance(step, Border) and step.looks_ahead:
                passed = self._in_corpus(passed, length)
            states = following if takes else here
            states[target] = states[target] | passed if target in states else passed

    def _closes(self, step: Step) -> bool:
        return isinstance(step, Border) and (step.closes or step.looks_ahead)

    def _going_on(self, words: Words, length: int) -> Words:
        """Keep those that may take another token: in the corpus, and in the region of ``within``."""
        words = self._in_corpus(words, length)
        if length and self._plan.same_region is not None:
            words = words & self._slice(self._plan.same_region, length)
        return words

    def _in_corpus(self, words: Words, length: int) -> Words:
        left = self._automaton.n_tokens - self._start - length
        return words if left >= self._size * WORD else words & first_bits(left, self._size)

    def _slice(self, condition: Condition, length: int) -> Words:
        """Return a condition's bits for the tokens that stand ``length`` after those of the block."""
        key = (id(condition), length)
        if key not in self._slices:
            self._slices[key] = shifted(self._window(condition), length, self._size)
        return self._slices[key]

    def _window(self, condition: Condition) -> Words:
        """Return a condition's bits for the block and as far as its matches reach."""
        words = self._windows.get(id(condition))
        if words is None:
            size = self._size + self._plan.reach // WORD + 2
            words = self._windows[id(condition)] = condition.words(self._start, size)
        return words

    # --------------------------------------------------------------------------------- whole matches

    def _accepted(self, words: Words, length: int) -> Words:
        if not self._constraints:
            return words
        at = places(words)
        for constraint in self._constraints:
            at = at[constraint.holds(self._bindings(at + self._start, length, constraint.labels))]
        accepted = np.zeros(self._size * WORD, dtype=np.bool_)
        accepted[at] = True
        return packed(accepted)

    def _bindings(self, starts: IntArray, length: int, labels: frozenset[str]) -> dict[str, IntArray]:
        bindings: dict[str, IntArray] = {"match": starts, "matchend": starts + (length - 1)}
        for label in labels - bindings.keys():
            offset = self._fixed[label]
            bindings[label] = starts + offset if offset < length else np.full(len(starts), -1)
        return bindings

    def _first_of_ends(self, found: list[tuple[int, Words]]) -> list[tuple[int, Words]]:
        """Drop matches that end where a longer one, which begins further to the left, ends too."""
        size = self._size + self._plan.reach // WORD + 2
        ends = np.zeros(max(size, len(self._ends_before)), dtype=np.uint64)
        ends[: len(self._ends_before)] = self._ends_before
        kept: list[tuple[int, Words]] = []
        for length, words in reversed(found):
            own = moved(words, length, len(ends))
            first = words & ~shifted(own & ends, length, self._size)
            ends |= own
            if _any(first):
                kept.append((length, first))
        self._ends_before = ends[self._size :]
        return kept[::-1]

    def _add_ranges(self, found: list[tuple[int, Words]], starts: Growing, ends: Growing | None) -> None:
        if not found:
            return
        matched = found[0][1] if len(found) == 1 else np.bitwise_or.reduce([words for _, words in found])
        at = places(matched)
        starts.add(at, self._start)
        if ends is None:
            return
        if len(found) == 1:
            ends.add(at, self._start + found[0][0])
            return
        lengths = lengths_at(found, at)
        ends.add(at + lengths, self._start)


def _any(words: Words) -> bool:
    """Return whether any bit is set; NumPy finds a greatest word much faster than one that is not zero."""
    return bool(words.max(initial=np.uint64(0)))
