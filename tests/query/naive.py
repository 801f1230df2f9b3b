"""The meaning of a query, spelled out slowly: every position is tried, every way of matching is followed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from corpus_tools.query import syntax

HARD_LIMIT = 501


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    values: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass
class Toy:
    """A corpus small enough to look at: tokens as dictionaries, regions by structure."""

    tokens: list[dict[str, str]]
    regions: dict[str, list[Span]]

    def overlapping(self, name: str) -> bool:
        spans = self.regions[name]
        return any(
            one is not other and one.start < other.end and other.start < one.end
            for one in spans
            for other in spans
        )

    def structure(self, name: str) -> tuple[str, str]:
        """Split ``e_label`` into structure and attribute."""
        return (name, "") if name in self.regions else tuple(name.split("_", 1))  # type: ignore[return-value]


@dataclass(frozen=True)
class State:
    place: int
    labels: tuple[tuple[str, int], ...] = ()
    open: tuple[tuple[str, Span], ...] = ()
    first: tuple[Span, ...] = ()
    last: Span | None = None


class EmptyMatchError(Exception):
    """A match without tokens, whose treatment is a matter of the automaton; not for comparison."""


def hits(toy: Toy, query: syntax.Query, strategy: str) -> list[tuple[int, int]]:
    """Return the hits of a query under a strategy other than ``traditional``."""
    found: set[tuple[int, int, Any, Any]] = set()
    for start in range(len(toy.tokens)):
        matcher = Matcher(toy, start, _limit(toy, query.within, start), paired(query.pattern))
        for state in matcher.match(query.pattern, State(start)):
            if query.constraint is None or matcher.test(query.constraint, state, None, at_end=True):
                if state.place == start:
                    raise EmptyMatchError
                last = state.last if state.last and state.last.end == state.place else None
                found.add((start, state.place, state.first, last))
    return _selected(found, strategy)


def _selected(found: set[tuple[int, int, Any, Any]], strategy: str) -> list[tuple[int, int]]:
    if strategy == "longest":
        spans = {(start, end) for start, end, _, _ in found}
        return sorted(
            one for one in spans if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in spans)
        )
    shortest = {
        one for one in found if not any(o[0] == one[0] and o[2] == one[2] and o[1] < one[1] for o in found)
    }
    if strategy == "shortest":
        spans = {(start, end) for start, end, _, _ in shortest}
        return sorted(
            one for one in spans if not any(o != one and one[0] <= o[0] and o[1] <= one[1] for o in spans)
        )
    kept = {
        one
        for one in shortest
        if not any(o[1] == one[1] and o[3] == one[3] and o[0] < one[0] for o in shortest)
    }
    return sorted({(start, end) for start, end, _, _ in kept})


def _limit(toy: Toy, within: syntax.Within | None, start: int) -> int:
    if within is None or within.structure is None:
        return min(len(toy.tokens), start + (HARD_LIMIT if within is None else within.count + 1))
    return max(
        (span.end for span in toy.regions[within.structure] if span.start <= start < span.end), default=start
    )


@dataclass
class Matcher:
    toy: Toy
    start: int
    limit: int
    paired: set[str]

    def inside(self, state: State, end: int) -> bool:
        """Return whether a match may go on to ``end``: tags that are closed somewhere hold it inside."""
        return end <= self.limit and all(end <= span.end for name, span in state.open if name in self.paired)

    def match(self, pattern: Any, state: State) -> Iterator[State]:
        match pattern:
            case syntax.Sequence(items=items):
                yield from self.sequence(items, state)
            case syntax.Choice(items=items):
                for item in items:
                    yield from self.match(item, state)
            case syntax.Repeat():
                yield from self.repeat(pattern, state, 0)
            case syntax.Token():
                if self.inside(state, state.place + 1) and self.test(pattern.test, state, state.place):
                    named = tuple((label, state.place) for label in (pattern.label, pattern.mark) if label)
                    yield replace(state, place=state.place + 1, labels=state.labels + named)
            case syntax.Look():
                ends = [span.end for name, span in state.open if name in self.paired]
                after_all = state.place == len(self.toy.tokens) and not ends
                here = None if after_all else state.place
                ahead = after_all or state.place < min([len(self.toy.tokens), *ends])
                if ahead and self.test(pattern.test, state, here):
                    yield state
            case syntax.Open():
                yield from self.opened(pattern, state)
            case syntax.Close():
                yield from self.closed(pattern, state)
            case syntax.Region():
                for span in self.spans(pattern, state):
                    if self.inside(state, span.end):
                        first = self.first(pattern.name, span, state)
                        last = span if self.overlapping(pattern.name) else state.last
                        yield replace(state, place=span.end, first=first, last=last)

    def sequence(self, items: Any, state: State) -> Iterator[State]:
        if not items:
            yield state
            return
        for after in self.match(items[0], state):
            yield from self.sequence(items[1:], after)

    def repeat(self, pattern: syntax.Repeat, state: State, done: int) -> Iterator[State]:
        if done >= pattern.least:
            yield state
        if pattern.most is None or done < pattern.most:
            for after in self.match(pattern.item, state):
                if after.place > state.place or done < pattern.least:
                    yield from self.repeat(pattern, after, done + 1)

    def spans(self, tag: syntax.Open | syntax.Region, state: State) -> Iterator[Span]:
        name, attribute = self.toy.structure(tag.name)
        if not self.inside(state, state.place + 1):
            return
        for span in self.toy.regions[name]:
            if span.start == state.place and all(
                compare(span.values.get(test.attribute or attribute), test.operator, test.text)
                for test in tag.tests
            ):
                yield span

    def opened(self, tag: syntax.Open, state: State) -> Iterator[State]:
        for span in self.spans(tag, state):
            first = self.first(tag.name, span, state)
            yield replace(state, open=((tag.name, span), *state.open), first=first)

    def closed(self, tag: syntax.Close, state: State) -> Iterator[State]:
        name, _ = self.toy.structure(tag.name)
        place = next((n for n, (opened, _) in enumerate(state.open) if opened == tag.name), None)
        if place is None:
            if any(span.end == state.place for span in self.toy.regions[name]):
                yield state
            return
        span = state.open[place][1]
        if span.end == state.place:
            last = span if self.overlapping(tag.name) else state.last
            yield replace(state, open=state.open[:place] + state.open[place + 1 :], last=last)

    def overlapping(self, name: str) -> bool:
        return self.toy.overlapping(self.toy.structure(name)[0])

    def first(self, name: str, span: Span, state: State) -> tuple[Span, ...]:
        return (*state.first, span) if state.place == self.start and self.overlapping(name) else state.first

    # -------------------------------------------------------------------------------------------- tests

    def test(self, test: Any, state: State, here: int | None, *, at_end: bool = False) -> bool:
        match test:
            case None:
                return True
            case syntax.And():
                return self.test(test.left, state, here, at_end=at_end) and self.test(
                    test.right, state, here, at_end=at_end
                )
            case syntax.Or():
                return self.test(test.left, state, here, at_end=at_end) or self.test(
                    test.right, state, here, at_end=at_end
                )
            case syntax.Not():
                return not self.test(test.test, state, here, at_end=at_end)
            case syntax.Exists(operand=syntax.Name() as name):
                values = self.values(name, state, here)
                return bool(values)
            case syntax.Compare():
                return self.compare(test, state, here)
        raise AssertionError(test)

    def compare(self, test: syntax.Compare, state: State, here: int | None) -> bool:
        assert isinstance(test.left, syntax.Name)
        left = self.values(test.left, state, here)
        if isinstance(test.right, syntax.Text):
            return any(compare(value, test.operator, test.right) for value in left)
        assert isinstance(test.right, syntax.Name)
        right = self.values(test.right, state, here)
        return any((one == other) == (test.operator == "=") for one in left for other in right)

    def values(self, name: syntax.Name, state: State, here: int | None) -> list[Any]:
        place = here if name.label in {None, "_"} else self.place(name.label or "", state)
        if place is None:
            return []
        if name.attribute in self.toy.tokens[place]:
            return [self.toy.tokens[place][name.attribute]]
        structure, attribute = self.toy.structure(name.attribute)
        spans = [span for span in self.toy.regions[structure] if span.start <= place < span.end]
        if not attribute:
            return [True for _ in spans]
        return [span.values[attribute] for span in spans if span.values.get(attribute) is not None]

    def place(self, label: str, state: State) -> int | None:
        special = {"match": self.start, "matchend": state.place - 1}
        return special[label] if label in special else dict(state.labels).get(label)


def paired(pattern: Any) -> set[str]:
    """Return the names of tags that are opened and, after that, closed."""
    tags = list(tags_of(pattern))
    return {
        tag.name
        for place, tag in enumerate(tags)
        if isinstance(tag, syntax.Close)
        and any(isinstance(one, syntax.Open) and one.name == tag.name for one in tags[:place])
    }


def tags_of(pattern: Any) -> Iterator[syntax.Open | syntax.Close]:
    match pattern:
        case syntax.Open() | syntax.Close():
            yield pattern
        case syntax.Sequence(items=items) | syntax.Choice(items=items):
            for item in items:
                yield from tags_of(item)
        case syntax.Repeat(item=item):
            yield from tags_of(item)


def compare(value: Any, operator: str, text: syntax.Text) -> bool:
    if value is None:
        return False
    values = value if isinstance(value, list) else [value]
    found = any(re.fullmatch(text.pattern, one, re.DOTALL) for one in values)
    return found if operator == "=" else not found
