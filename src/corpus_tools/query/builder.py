"""Builds the automaton of a pattern."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus_tools.index import StructuralAttribute
from corpus_tools.query import syntax
from corpus_tools.query.anchor_tags import anchor_border
from corpus_tools.query.automaton import Automaton, Border, Cross, Enter, Leave, Regions, Step, Take
from corpus_tools.query.conditions import Condition, Everything, both
from corpus_tools.query.constraints import Constraint, ConstraintCompiler, nowhere
from corpus_tools.query.parts import conjuncts, holds_nowhere, is_static
from corpus_tools.query.positions import unique_sorted
from corpus_tools.query.resolve import Resolver
from corpus_tools.query.syntax import Pattern
from corpus_tools.query.token_sets import Points


class AutomatonBuilder:
    """Builds the automaton of one pattern.

    Args:
        labels: All labels of the pattern.
        tracked: Those whose position must be remembered for each match.
    """

    def __init__(self, resolver: Resolver, labels: set[str], tracked: set[str]) -> None:
        self._resolver = resolver
        self._labels = labels
        self._tracked = tracked
        self._compiler = ConstraintCompiler(resolver, labels)
        self._edges: list[list[tuple[Step | None, int]]] = []
        self._registers: dict[str, StructuralAttribute] = {}
        self._paired: set[str] = set()
        self._opened: set[str] = set()

    def build(self, pattern: Pattern) -> Automaton:
        """Return the automaton of a pattern."""
        self._paired = _paired(pattern)
        start = self._state()
        end, _ = self._add(pattern, start, {})
        return self._without_empty_transitions(start, end)

    # --------------------------------------------------------------------------------------- patterns

    def _add(self, pattern: Pattern, start: int, depths: dict[str, int]) -> tuple[int, dict[str, int]]:
        """Add a pattern that begins in a state; return where it ends, and how many tags are open there."""
        match pattern:
            case syntax.Sequence():
                return self._sequence(pattern.items, start, depths)
            case syntax.Choice():
                return self._choice(pattern.items, start, depths)
            case syntax.Repeat():
                return self._repeat(pattern, start, depths)
            case syntax.Open():
                return self._open(pattern, start, depths)
            case syntax.Close():
                return self._close(pattern, start, depths)
            case syntax.Look():
                return self._look(pattern, start, depths)
            case _:
                return self._step(self._simple(pattern), start), depths

    def _sequence(
        self, items: Sequence[Pattern], start: int, depths: dict[str, int]
    ) -> tuple[int, dict[str, int]]:
        while items:
            if _is_whole_region(items[:3], self._resolver):
                tag, items = items[0], items[3:]
                assert isinstance(tag, syntax.Open)
                self._opened.add(tag.name)
                start = self._step(Cross(Regions.of(self._resolver, tag), bounded=True), start)
            else:
                start, depths = self._add(items[0], start, depths)
                items = items[1:]
        return start, depths

    def _choice(
        self, items: Sequence[Pattern], start: int, depths: dict[str, int]
    ) -> tuple[int, dict[str, int]]:
        end = self._state()
        merged = dict(depths)
        for item in items:
            last, after = self._add(item, start, depths)
            self._edges[last].append((None, end))
            merged = {name: max(merged.get(name, 0), after.get(name, 0)) for name in merged | after}
        return end, merged

    def _repeat(
        self, pattern: syntax.Repeat, start: int, depths: dict[str, int]
    ) -> tuple[int, dict[str, int]]:
        # a state of its own, so that a loop back does not lead into what stands before
        start = self._step(None, start)
        for _ in range(pattern.least):
            start, depths = self._add(pattern.item, start, depths)
        if pattern.most is None:
            loop = self._step(None, start)
            last, depths = self._add(pattern.item, loop, depths)
            self._edges[last].append((None, loop))
            return self._step(None, loop), depths
        end = self._state()
        self._edges[start].append((None, end))
        for _ in range(pattern.most - pattern.least):
            start, depths = self._add(pattern.item, start, depths)
            self._edges[start].append((None, end))
        return end, depths

    def _look(self, pattern: syntax.Look, start: int, depths: dict[str, int]) -> tuple[int, dict[str, int]]:
        condition, constraints = self.tests(pattern.test)
        n_tokens = self._resolver.index.n_tokens
        ahead = Border(condition or Everything(n_tokens), constraints, looks_ahead=True)
        if any(depths.values()) or not holds_nowhere(pattern.test, self._labels):
            return self._step(ahead, start), depths
        # the test would hold of no token at all, as after the last one, where CQP lets it hold
        end = self._state()
        beyond = Border(Points(np.array([n_tokens], dtype=np.int32)), nowhere(constraints), closes=True)
        for step in (ahead, beyond):
            self._edges[self._step(step, start)].append((None, end))
        return end, depths

    def _simple(self, pattern: syntax.Token | syntax.Region) -> Step:
        match pattern:
            case syntax.Token():
                condition, constraints = self.tests(pattern.test)
                labels = tuple(label for label in (pattern.label, pattern.mark) if label in self._tracked)
                return Take(condition, constraints, labels)
            case syntax.Region():
                return Cross(Regions.of(self._resolver, pattern), pattern.label)

    def tests(self, test: syntax.Test | None) -> tuple[Condition | None, tuple[Constraint, ...]]:
        """Split a token's test into a condition on the token and constraints with labels."""
        parts = conjuncts(test)
        own = [part for part in parts if is_static(part, self._labels)]
        rest = [part for part in parts if not is_static(part, self._labels)]
        conditions = [self._resolver.condition(part) for part in own]
        condition = both(conditions, self._resolver.index.n_tokens) if conditions else None
        return condition, tuple(self._compiler.constraint(part) for part in rest)

    # ------------------------------------------------------------------------------------------- tags

    def _open(self, tag: syntax.Open, start: int, depths: dict[str, int]) -> tuple[int, dict[str, int]]:
        if self._resolver.is_anchor(tag.name):
            return self._step(anchor_border(self._resolver, tag, closes=False), start), depths
        self._opened.add(tag.name)
        regions = Regions.of(self._resolver, tag)
        if tag.name not in self._paired:
            return self._step(Border(regions.opening()), start), depths
        depth = depths.get(tag.name, 0)
        register = f"{tag.name}/{depth}"
        self._registers[register] = regions.structure
        return self._step(Enter(regions, register), start), {**depths, tag.name: depth + 1}

    def _close(self, tag: syntax.Close, start: int, depths: dict[str, int]) -> tuple[int, dict[str, int]]:
        if self._resolver.is_anchor(tag.name):
            return self._step(anchor_border(self._resolver, tag, closes=True), start), depths
        structure, _ = self._resolver.regions(tag.name, (), tag.column)
        depth = depths.get(tag.name, 0)
        if tag.name in self._opened and not depth:
            # every region opened before is closed already, so that there is none to end, as in CQP
            return self._step(Border(Everything(self._resolver.index.n_tokens, holding=False)), start), depths
        if depth:
            step: Step = Leave(structure, f"{tag.name}/{depth - 1}")
            return self._step(step, start), {**depths, tag.name: depth - 1}
        return self._step(Border(Points(unique_sorted(structure.ends)), closes=True), start), depths

    # ----------------------------------------------------------------------------------------- states

    def _state(self) -> int:
        self._edges.append([])
        return len(self._edges) - 1

    def _step(self, step: Step | None, start: int) -> int:
        end = self._state()
        self._edges[start].append((step, end))
        return end

    def _without_empty_transitions(self, start: int, end: int) -> Automaton:
        n_tokens = self._resolver.index.n_tokens
        automaton = Automaton(labels=self._tracked, registers=self._registers, n_tokens=n_tokens)
        numbers = {start: 0}
        waiting = [start]
        while waiting:
            closure = self._closure(waiting.pop(0))
            number = len(automaton.transitions)
            if end in closure:
                automaton.final.add(number)
            automaton.transitions.append([])
            for step, target in ((step, target) for state in closure for step, target in self._edges[state]):
                if step is None:
                    continue
                if target not in numbers:
                    numbers[target] = len(numbers)
                    waiting.append(target)
                automaton.transitions[number].append((step, numbers[target]))
        return automaton

    def _closure(self, state: int) -> list[int]:
        closure, waiting = [state], [state]
        while waiting:
            for step, target in self._edges[waiting.pop()]:
                if step is None and target not in closure:
                    closure.append(target)
                    waiting.append(target)
        return closure


def _is_whole_region(items: Sequence[Pattern], resolver: Resolver) -> bool:
    """Return whether these are ``<x> []+ </x>``, which takes all tokens of one region."""
    match items:
        case [
            syntax.Open(name=name),
            syntax.Repeat(item=item, least=least, most=None),
            syntax.Close(name=closed),
        ]:
            plain = item == syntax.Token() and least <= 1 and name == closed
            return plain and not resolver.is_anchor(name)
        case _:
            return False


def _paired(pattern: Pattern) -> set[str]:
    """Return the names of tags that are opened and, after that, closed.

    Whatever such a tag opens holds the tokens after it inside, as in CQP, even where no closing tag follows.
    """
    opened: set[str] = set()
    paired: set[str] = set()
    for tag in _tags(pattern):
        if isinstance(tag, syntax.Open):
            opened.add(tag.name)
        elif tag.name in opened:
            paired.add(tag.name)
    return paired


def _tags(pattern: Pattern) -> list[syntax.Open | syntax.Close]:
    match pattern:
        case syntax.Open() | syntax.Close():
            return [pattern]
        case syntax.Sequence() | syntax.Choice():
            return [tag for item in pattern.items for tag in _tags(item)]
        case syntax.Repeat():
            return _tags(pattern.item)
        case _:
            return []
