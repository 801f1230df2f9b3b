"""Where matches can begin: from the rarest thing that a pattern cannot do without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus_tools.model import IntArray
from corpus_tools.query.automaton import Automaton, Border, Cross, Enter, Leave, Step, Take
from corpus_tools.query.conditions import Condition, Everything, either, positions_cost, words_cost
from corpus_tools.query.positions import Flags, bounds, unique_sorted
from corpus_tools.query.room import Room
from corpus_tools.query.token_sets import Codes, Points, Ranges

FOLLOW, SEARCH = 12.0, 20.0
"""What it costs to follow one partial match by a step, to search one position among others; …"""
PROBE, FAR_PROBE, KEEP, CUT = 2.0, 9.0, 2.0, 0.3
"""… to look up one token in a column of bytes, in that of tuples; to keep or drop one position, by itself or
with those of a range; …"""
BITS, BIT = 0.1, 0.01
"""… to turn one token's bit into a position, to combine it with another: nanoseconds, about."""
LEAST_SHARE = 0.05
"""A condition leaves this share of the starts at least, as far as one can know beforehand."""
LOOPS = 30
"""How often a loop is gone through, for want of better knowledge."""
MIN_STARTS = 1000
"""Fewer starts than this are not worth a look at what else they need."""


@dataclass(frozen=True)
class Needed:
    """A condition that holds somewhere between two distances from the start of every match."""

    nearest: int
    furthest: int
    condition: Condition

    @property
    def cost(self) -> int:
        """How many starts it leaves, at most."""
        return self.condition.count * (self.furthest - self.nearest + 1)


def is_dense(automaton: Automaton, filters: Sequence[Condition], room: Room) -> bool:
    """Return whether it is faster to run over the whole corpus with flags than to follow possible starts."""
    needed = [*needed_conditions(automaton, room), *(Needed(0, 0, condition) for condition in filters)]
    needed = sorted((one for one in needed if not _is_everything(one.condition)), key=lambda one: one.cost)
    n_tokens = automaton.n_tokens
    if chain_length(automaton) is not None and len(needed) < 2:
        return False
    steps = sum(map(len, automaton.transitions))
    dense = n_tokens * (BITS + BIT * steps * (LOOPS if automaton.loops else 1))
    sparse = _sparse_cost(automaton, needed, steps)
    if sparse <= dense:
        return False
    conditions = {id(one): one for one in [*_conditions_of(automaton), *filters]}
    return sparse > dense + sum(words_cost(one, n_tokens) for one in conditions.values())


def _sparse_cost(automaton: Automaton, needed: Sequence[Needed], steps: int) -> float:
    """Return what it costs to begin with the rarest condition and to look for the others from there."""
    n_tokens = automaton.n_tokens
    if not needed:
        return n_tokens * steps * FOLLOW
    left = float(min(n_tokens, needed[0].cost))
    cost = positions_cost(needed[0].condition, n_tokens)
    for other in needed[1:]:
        if other.nearest == other.furthest:
            cost += left * _probe_cost(other.condition, int(left))
        elif _is_worth_a_search(other, left, steps, n_tokens):
            cost += left * SEARCH + positions_cost(other.condition, n_tokens)
        else:
            continue
        left *= min(1.0, max(LEAST_SHARE, other.cost / n_tokens))
    return cost if chain_length(automaton) is not None else cost + left * steps * FOLLOW * 2


def _is_worth_a_search(needed: Needed, n_starts: float, steps: int, n_tokens: int) -> bool:
    """Return whether looking for a condition near each start costs less than following the starts."""
    if needed.cost * 2 > n_tokens:
        return False
    searched = positions_cost(needed.condition, n_tokens) + n_starts * SEARCH
    return searched < n_starts * steps * FOLLOW


def _conditions_of(automaton: Automaton) -> list[Condition]:
    steps = [step for edges in automaton.transitions for step, _ in edges]
    found = [step.condition for step in steps if isinstance(step, Take | Border)]
    return _known(found)


def _probe_cost(condition: Condition, n_starts: int) -> float:
    if isinstance(condition, Codes):
        return KEEP + (PROBE if condition.on_bytes else FAR_PROBE)
    if isinstance(condition, Points) and condition.bits is not None:
        return KEEP + PROBE
    return CUT if isinstance(condition, Ranges) and len(condition.starts) * 8 < n_starts else SEARCH


def chain_length(automaton: Automaton) -> int | None:
    """Return how many tokens a match has where conditions at fixed distances are all there is to a pattern."""
    length = 0
    for state, edges in enumerate(automaton.transitions):
        if state == len(automaton.transitions) - 1:
            return length if automaton.final == {state} and not edges else None
        if len(edges) != 1 or edges[0][1] != state + 1 or state in automaton.final:
            return None
        step = edges[0][0]
        if (
            not isinstance(step, Take | Border)
            or step.constraints
            or (isinstance(step, Take) and step.labels)
        ):
            return None
        length += isinstance(step, Take)
    return None


def starting_points(automaton: Automaton, filters: Sequence[Condition], room: Room) -> IntArray:
    """Return the positions, ascending, where a match may begin.

    Args:
        filters: What must hold of the first position besides.
    """
    n_tokens = automaton.n_tokens
    needed = [*needed_conditions(automaton, room), *(Needed(0, 0, condition) for condition in filters)]
    needed = [one for one in needed if not _is_everything(one.condition)]
    if not needed:
        return np.arange(n_tokens, dtype=np.int32)
    needed.sort(key=lambda one: one.cost)
    rarest, *others = needed
    starts = _begun(rarest, n_tokens)
    steps = sum(map(len, automaton.transitions))
    for other in others:
        if other.nearest == other.furthest and len(starts):
            positions = starts + np.int32(other.nearest)
            inside = positions <= n_tokens if isinstance(other.condition, Points) else positions < n_tokens
            if not inside.all():
                starts, positions = starts[inside], positions[inside]
            if isinstance(other.condition, Ranges) and not other.nearest:
                starts = other.condition.among(starts)
            else:
                starts = starts[other.condition.holds(positions)]
        elif len(starts) > MIN_STARTS and _is_worth_a_search(other, len(starts), steps, n_tokens):
            starts = starts[_has_between(starts, other, n_tokens)]
    return starts


def _has_between(starts: IntArray, needed: Needed, n_tokens: int) -> Flags:
    """Return which starts have what is needed at one of its distances."""
    positions = needed.condition.positions()
    if not len(positions):
        return np.zeros(len(starts), dtype=np.bool_)
    first = starts + np.int32(min(needed.nearest, n_tokens))
    place = np.searchsorted(positions, first.astype(positions.dtype, copy=False))
    found = positions[np.minimum(place, len(positions) - 1)]
    furthest = min(needed.furthest, n_tokens)
    return np.asarray((found >= first) & (found.astype(np.int64) - starts <= furthest), dtype=np.bool_)


def _begun(needed: Needed, n_tokens: int) -> IntArray:
    """Return the starts, ascending, that have what is needed at one of its distances."""
    positions = needed.condition.positions()
    if needed.nearest == needed.furthest:
        starts = positions - np.int32(needed.nearest) if needed.nearest else positions
        return starts[slice(*bounds(starts, 0, n_tokens))]
    first = np.maximum(positions - np.int32(needed.furthest), 0)
    last = np.minimum(positions - np.int32(needed.nearest - 1), n_tokens)
    filled = last > first
    return Ranges.merged(first[filled], last[filled]).positions()


def needed_conditions(automaton: Automaton, room: Room) -> list[Needed]:
    """Return conditions that every match meets, each with its distance from the start.

    They are the ways out of the first state, and the way into every state that all matches pass.
    """
    nearest, furthest = distances(automaton)
    limit = automaton.n_tokens if room.tokens is None else room.tokens
    first = [_condition_of(step) for step, _ in automaton.transitions[0]]
    # a single way out is also the way into the next state, below
    several = len(first) > 1 and None not in first
    result = [Needed(0, 0, either(_known(first), automaton.n_tokens))] if several else []
    for target in range(1, len(automaton.transitions)):
        if not _reaches_final(automaton, without=target):
            edges = _edges_into(automaton, target)
            near, far = min(nearest[state] for state, _ in edges), max(furthest[state] for state, _ in edges)
            condition = _condition_of(edges[0][1])
            if condition is not None and near <= limit:
                result.append(Needed(near, min(far, limit), condition))
    return result


def _known(found: Sequence[Condition | None]) -> list[Condition]:
    return [condition for condition in found if condition is not None]


def _edges_into(automaton: Automaton, target: int) -> list[tuple[int, Step]]:
    """Return the transitions into a state; all of them are one and the same step of the pattern."""
    return [
        (state, step)
        for state, edges in enumerate(automaton.transitions)
        for step, reached in edges
        if reached == target
    ]


def _condition_of(step: object) -> Condition | None:
    match step:
        case Take(condition=condition) | Border(condition=condition):
            return condition
        case Enter(regions=regions) | Cross(regions=regions):
            return regions.opening()
        case Leave(structure=structure):
            return Points(unique_sorted(structure.ends))
        case _:
            return None


def distances(automaton: Automaton) -> tuple[list[int], list[int]]:
    """Return the least and the most tokens on the way to each state."""
    n_states = len(automaton.transitions)
    far = 1 << 20
    nearest = [far] * n_states
    # a loop that takes tokens: whatever it leads to is arbitrarily far
    after_loops = _after_loops(automaton)
    furthest = [far if state in after_loops else -1 for state in range(n_states)]
    nearest[0], furthest[0] = 0, max(0, furthest[0])
    changed = True
    while changed:
        changed = False
        for state, edges in enumerate(automaton.transitions):
            for step, target in edges:
                least, most = _width(step)
                near, distant = nearest[state] + least, min(far, furthest[state] + most)
                if furthest[state] >= 0 and (near < nearest[target] or distant > furthest[target]):
                    nearest[target] = min(nearest[target], near)
                    furthest[target] = max(furthest[target], distant)
                    changed = True
    return nearest, furthest


def _after_loops(automaton: Automaton) -> set[int]:
    """Return the states on loops and those that loops lead to: what is left when all others are taken away in order."""
    ways_in = [0] * len(automaton.transitions)
    for edges in automaton.transitions:
        for _, target in edges:
            ways_in[target] += 1
    waiting = [state for state, number in enumerate(ways_in) if not number]
    left = set(range(len(ways_in)))
    while waiting:
        state = waiting.pop()
        left.discard(state)
        for _, target in automaton.transitions[state]:
            ways_in[target] -= 1
            if not ways_in[target]:
                waiting.append(target)
    return left


def _width(step: object) -> tuple[int, int]:
    match step:
        case Take():
            return 1, 1
        case Cross(regions=regions):
            lengths = regions.ends - regions.starts
            return (int(lengths.min()), int(lengths.max())) if len(lengths) else (1, 1)
        case _:
            return 0, 0


def _reaches_final(automaton: Automaton, without: int) -> bool:
    reached, waiting = {0}, [0]
    while waiting:
        state = waiting.pop()
        if state in automaton.final:
            return True
        for _, target in automaton.transitions[state]:
            if target not in reached and target != without:
                reached.add(target)
                waiting.append(target)
    return False


def _is_everything(condition: Condition) -> bool:
    return isinstance(condition, Everything) and condition.holding
