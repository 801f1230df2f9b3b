"""A pattern as a finite automaton whose transitions are conditions on tokens, borders and regions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from corpus_tools.index import StructuralAttribute
from corpus_tools.model import IntArray
from corpus_tools.query import syntax
from corpus_tools.query.conditions import Condition
from corpus_tools.query.constraints import Constraint
from corpus_tools.query.positions import unique_sorted
from corpus_tools.query.resolve import Resolver
from corpus_tools.query.token_sets import Points


@dataclass(frozen=True)
class Take:
    """Take one token that meets a condition (None: any)."""

    condition: Condition | None
    constraints: tuple[Constraint, ...] = ()
    labels: tuple[str, ...] = ()


@dataclass(frozen=True)
class Border:
    """Stay between two tokens where a condition holds (of the next token's position)."""

    condition: Condition | None
    constraints: tuple[Constraint, ...] = ()
    looks_ahead: bool = False
    """The condition is on a token, so that there must be one, rather than on the border."""
    closes: bool = False
    """It is the end of a region, so that it may stand at the very end of the room that a match has."""


@dataclass(frozen=True)
class Enter:
    """Begin a region and remember which one in a register."""

    regions: Regions
    register: str


@dataclass(frozen=True)
class Leave:
    """End the very region that a register remembers."""

    structure: StructuralAttribute
    register: str


@dataclass(frozen=True)
class Cross:
    """Take all tokens of one region."""

    regions: Regions
    label: str | None = None
    bounded: bool = False
    """The region counts against the number of tokens that a match may have."""


Step = Take | Border | Enter | Leave | Cross


@dataclass(frozen=True)
class Regions:
    """Some regions of a structure, sorted by start."""

    structure: StructuralAttribute
    chosen: IntArray | None
    """Which they are, None for all. *Shape:* ``(n_regions,)``."""
    starts: IntArray
    ends: IntArray

    def numbers(self, places: IntArray) -> IntArray:
        """Return which regions of the structure some of them are."""
        return places if self.chosen is None else self.chosen[places]

    @classmethod
    def of(cls, resolver: Resolver, tag: syntax.Open | syntax.Region) -> Regions:
        """Return the regions that pass a tag's tests."""
        structure, chosen = resolver.regions(tag.name, tag.tests, tag.column)
        if chosen is None:
            return cls(structure, None, structure.starts, structure.ends)
        numbers = np.flatnonzero(chosen)
        return cls(structure, numbers, structure.starts[numbers], structure.ends[numbers])

    @property
    def overlap(self) -> bool:
        """Whether any two of them share a token."""
        return self.structure.overlapping and bool(np.any(self.starts[1:] < self.ends[:-1]))

    def opening(self) -> Points:
        """Return the positions where one of them begins."""
        if self.structure.overlapping:
            return Points(unique_sorted(self.starts))
        whole = len(self.starts) == len(self.structure)
        return Points(self.starts, self.structure.start_bits() if whole else None)


@dataclass
class Automaton:
    """States, numbered from 0 (the start), with their transitions."""

    transitions: list[list[tuple[Step, int]]] = field(default_factory=list)
    final: set[int] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    registers: dict[str, StructuralAttribute] = field(default_factory=dict)
    n_tokens: int = 0

    @property
    def longest_region(self) -> int:
        """The most tokens in a region that is taken whole and may be of any length; 0 if none is."""
        steps = [step for edges in self.transitions for step, _ in edges]
        regions = [step.regions for step in steps if isinstance(step, Cross) and not step.bounded]
        return max((int((one.ends - one.starts).max()) for one in regions if len(one.starts)), default=0)

    @property
    def nested(self) -> bool:
        """Whether it follows regions that overlap each other, so that several may begin at one place."""
        crossed = [
            step.regions.structure
            for edges in self.transitions
            for step, _ in edges
            if isinstance(step, Cross)
        ]
        return any(structure.overlapping for structure in [*self.registers.values(), *crossed])

    @cached_property
    def loops(self) -> bool:
        """Whether it may take any number of tokens."""
        targets = [{target for _, target in edges} for edges in self.transitions]
        return any(state in _reachable(targets, state) for state in range(len(targets)))

    @cached_property
    def cyclic(self) -> set[int]:
        """The states that can be reached again without taking a token."""
        still = [
            {target for step, target in edges if not isinstance(step, Take | Cross)}
            for edges in self.transitions
        ]
        return {state for state in range(len(still)) if state in _reachable(still, state)}


def _reachable(still: list[set[int]], state: int) -> set[int]:
    reached: set[int] = set()
    waiting = list(still[state])
    while waiting:
        target = waiting.pop()
        if target not in reached:
            reached.add(target)
            waiting.extend(still[target])
    return reached
