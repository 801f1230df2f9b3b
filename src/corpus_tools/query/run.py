"""The ways to run a pattern: over bits, over starts at fixed distances, from region to region, or step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from corpus_tools.model import IntArray
from corpus_tools.query.automaton import Automaton, Cross, Take
from corpus_tools.query.conditions import Condition
from corpus_tools.query.constraints import Constraint
from corpus_tools.query.dense import DenseRun, dense_plan
from corpus_tools.query.limits import Limits
from corpus_tools.query.matches import Matches, plain_matches
from corpus_tools.query.plan import chain_length, is_dense, starting_points
from corpus_tools.query.positions import bounds
from corpus_tools.query.room import Room
from corpus_tools.query.simulate import Simulation
from corpus_tools.query.syntax import Strategy


@dataclass(frozen=True)
class Task:
    """A pattern ready to be run.

    Attributes:
        conditions: What must hold of the first token besides.
        constraints: What must hold of a whole match.
        fixed: Labels that always stand at the same distance from the start.
        leftmost: Of matches with one end, those that begin furthest to the left are enough.
    """

    automaton: Automaton
    conditions: Sequence[Condition]
    constraints: Sequence[Constraint]
    room: Room
    fixed: Mapping[str, int]
    strategy: Strategy
    limits: Limits
    leftmost: bool = False


def run(task: Task) -> list[Matches]:
    """Return the matches of each start: the shortest, or the longest where the strategy wants them.

    Several sets, one for each way to begin, under the strategy ``traditional``.
    """
    if (rest := _after_region(task)) is not None:
        return [_from_regions(task, rest)]
    if (
        task.strategy != "traditional"
        and task.room.limit is None
        and is_dense(task.automaton, task.conditions, task.room)
    ):
        found = _by_flags(task)
        if found is not None:
            return [found]
    starts = starting_points(task.automaton, task.conditions, task.room)
    length = chain_length(task.automaton)
    if length:
        return [_at_fixed_distances(task, starts, length)]
    if task.strategy == "traditional":
        return [_followed(task, starts, first) for first in range(len(task.automaton.transitions[0]))]
    return [_followed(task, starts)]


def _after_region(task: Task) -> list[Take] | None:
    """Return the tokens after a region that is taken whole, if that is the pattern, and regions do not overlap."""
    steps = [edges[0][0] for edges in task.automaton.transitions if len(edges) == 1]
    if not steps:
        return None
    first, *rest = steps
    if not isinstance(first, Cross) or first.regions.overlap or task.fixed:
        return None
    chain = all(
        edges[0][1] == state + 1 for state, edges in enumerate(task.automaton.transitions[:-1]) if edges
    )
    takes = [step for step in rest if isinstance(step, Take) and not step.labels and not step.constraints]
    last = len(task.automaton.transitions) - 1
    whole = len(takes) == len(rest) == last - 1 and task.automaton.final == {last}
    plain = chain and whole and not task.automaton.labels and task.strategy != "traditional"
    return takes if plain else None


def _from_regions(task: Task, rest: Sequence[Take]) -> Matches:
    """Return the matches that begin with whole regions; no two of them begin or end together."""
    cross = task.automaton.transitions[0][0][0]
    assert isinstance(cross, Cross)
    starts, ends = cross.regions.starts, cross.regions.ends
    for step in rest:
        last = int(np.searchsorted(ends, np.int32(task.automaton.n_tokens)))
        starts, ends = starts[:last], ends[:last]
        if step.condition is not None:
            holds = step.condition.holds(ends)
            starts, ends = starts[holds], ends[holds]
        ends = ends + np.int32(1)
    for condition in task.conditions:
        holds = condition.holds(starts)
        starts, ends = starts[holds], ends[holds]
    inside = ends <= task.room.limits(starts)
    starts, ends = starts[inside], ends[inside]
    for constraint in task.constraints:
        holds = constraint.holds({"match": starts, "matchend": ends - np.int32(1)})
        starts, ends = starts[holds], ends[holds]
    return plain_matches([(starts, ends)], settled=True)


def _by_flags(task: Task) -> Matches | None:
    plan = dense_plan(task.automaton, task.conditions, task.room)
    if plan is None:
        return None
    dense = DenseRun(
        plan,
        constraints=task.constraints,
        fixed=task.fixed,
        longest=task.strategy == "longest",
        leftmost=task.leftmost,
        limits=task.limits,
    )
    return plain_matches([dense.run()], settled=plan.length is not None or task.leftmost)


def _at_fixed_distances(task: Task, starts: IntArray, length: int) -> Matches:
    """Return the matches of a pattern whose conditions the starts meet already."""
    starts = starts[slice(*bounds(starts, 0, task.automaton.n_tokens - length + 1))]
    ends = starts + np.int32(length)
    if task.room.confined or length > (task.room.tokens or length):
        inside = ends <= task.room.limits(starts)
        starts, ends = starts[inside], ends[inside]
    distances = {"match": 0, "matchend": length - 1, **task.fixed}
    for constraint in task.constraints:
        labels = {"match", *constraint.labels}
        holds = constraint.holds({label: starts + np.int32(distances[label]) for label in labels})
        starts, ends = starts[holds], ends[holds]
    return plain_matches([(starts, ends)], settled=True)


def _followed(task: Task, starts: IntArray, first_transition: int | None = None) -> Matches:
    simulation = Simulation(
        task.automaton,
        starts,
        task.room,
        constraints=task.constraints,
        fixed=task.fixed,
        longest=task.strategy == "longest",
        budget=task.limits,
    )
    return simulation.run(first_transition=first_transition)
