"""Tests that compare labelled tokens with each other, for whole arrays of partial matches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import Message, QueryError
from corpus_tools.index import Lexicon
from corpus_tools.model import IntArray
from corpus_tools.query import syntax
from corpus_tools.query.conditions import Condition
from corpus_tools.query.normal import NORMAL_FLAGS, normalized_lexicon
from corpus_tools.query.numbers import ARITHMETIC, FUNCTIONS, Numbers, compare_numbers
from corpus_tools.query.parts import is_value, labels_of, names_in, uses
from corpus_tools.query.positions import Flags
from corpus_tools.query.resolve import THIS, Resolver, common_codes
from corpus_tools.query.syntax import Call, Name, Number, Operand, Test

Bindings = Mapping[str, IntArray]
"""The corpus position of each label in every partial match, -1 where it is not set. The token that a test
stands on has the label ``_``."""
Predicate = Callable[[Bindings], Flags]
_OF_LABELS = {"lbound_of", "rbound_of", "is_prefix", "normalize"}
"""Functions that are computed for labels only, never for all tokens beforehand."""


@dataclass(frozen=True)
class Constraint:
    """A test on labels, ready to be applied."""

    labels: frozenset[str]
    holds: Predicate


class ConstraintCompiler:
    """Compiles tests on labels for one query on one index.

    Args:
        on_token: Whether the tests stand on a token, so that an attribute alone is that token's.
    """

    def __init__(self, resolver: Resolver, labels: Collection[str], *, on_token: bool = True) -> None:
        self._resolver = resolver
        self._on_token = on_token
        self._labels = set(labels) | {"match", "matchend"}

    def constraint(self, test: Test) -> Constraint:
        """Return a test ready to be applied.

        Raises:
            QueryError: It names a label or an attribute that is not there, or compares what cannot be compared.
        """
        return Constraint(labels_of(test, bare=self._labels), self._test(test))

    def split(self, tests: Sequence[Test]) -> tuple[list[Condition], list[Constraint]]:
        """Return those tests that ask about the first token only, as conditions on it, and the others."""
        constraints = [(test, self.constraint(test)) for test in tests]
        first = [test for test, _ in constraints if self._is_on_match(test)]
        rest = [constraint for test, constraint in constraints if not self._is_on_match(test)]
        return [self._resolver.condition(test) for test in first], rest

    def _is_on_match(self, test: Test) -> bool:
        if isinstance(test, syntax.And | syntax.Or | syntax.Not):
            return False
        names = names_in(test)
        return {name.label for name in names} == {"match"} and all(name.attribute for name in names)

    def _test(self, test: Test) -> Predicate:
        match test:
            case syntax.And() | syntax.Or():
                left, right = self._test(test.left), self._test(test.right)
                if isinstance(test, syntax.And):
                    return lambda bindings: left(bindings) & right(bindings)
                return lambda bindings: left(bindings) | right(bindings)
            case syntax.Not():
                inner = self._test(test.test)
                return lambda bindings: ~inner(bindings)
            case syntax.Exists(operand=Name() as name) if self._is_label(name):
                label = self._label(name)
                return lambda bindings: bindings[label] >= 0
            case _:
                return self._leaf(test)

    def _leaf(self, test: syntax.Exists | syntax.Compare) -> Predicate:
        if not uses(test, _OF_LABELS):
            names = list(names_in(test))
            labels = {self._label(name) for name in names}
            if len(labels) == 1 and not any(self._is_label(name) for name in names):
                return _at_label(labels.pop(), self._resolver.condition(test))
        if isinstance(test, syntax.Exists):
            test = syntax.Compare(test.operand, "!=", Number(0.0))
        if is_value(test.left) and not (isinstance(test.left, Name) and self._is_label(test.left)):
            return self._compare_values(test)
        left, right = self._number(test.left), self._number(test.right)
        operator = test.operator
        return lambda bindings: compare_numbers(left(bindings), operator, right(bindings))

    def _compare_values(self, test: syntax.Compare) -> Predicate:
        left, right, operator = test.left, test.right, test.operator
        if isinstance(right, syntax.Text):
            return self._compare_text(test, right)
        if not is_value(right) or operator not in {"=", "!="}:
            raise self._resolver.error("Values of two tokens are compared with = and != only.", test.column)
        ours, our_lexicon = self._codes(left)
        theirs, their_lexicon = self._codes(right)
        translated = None if our_lexicon is their_lexicon else common_codes(our_lexicon, their_lexicon)

        def holds(bindings: Bindings) -> Flags:
            codes, others = ours(bindings), theirs(bindings)
            known = (codes >= 0) & (others >= 0)
            if translated is not None:
                codes = np.append(translated, -1)[codes]
            same = np.equal(codes, others)
            return known & (same if operator == "=" else ~same)

        return holds

    def _compare_text(self, test: syntax.Compare, text: syntax.Text) -> Predicate:
        codes, lexicon = self._codes(test.left)
        chosen = np.append(self._resolver.values(lexicon, test.operator, text, sorted_values=False), False)
        return lambda bindings: chosen[codes(bindings)]

    def _codes(self, operand: Operand) -> tuple[Callable[[Bindings], IntArray], Lexicon]:
        if isinstance(operand, Call):
            return self._normalized(operand)
        assert isinstance(operand, Name)
        return self._codes_of(operand)

    def _normalized(self, call: Call) -> tuple[Callable[[Bindings], IntArray], Lexicon]:
        """Return the values of ``normalize(a.word, "cw")``: those that the flags take for one have one code."""
        match call.arguments:
            case (Name() as name, syntax.Text(pattern=pattern)) if set(pattern) - {"%"} <= NORMAL_FLAGS:
                codes, lexicon = self._codes_of(name)
            case _:
                example = 'normalize(a.word, "c")'
                raise self._resolver.error(
                    Message(
                        "Right would be: {example}, with flags among {available}.",
                        example=example,
                        available=", ".join(sorted(NORMAL_FLAGS)),
                    ),
                    call.column,
                )
        folded = normalized_lexicon(lexicon, frozenset(pattern) - {"%"})
        firsts = np.append(common_codes(folded, folded), -1)
        return lambda bindings: firsts[codes(bindings)], folded

    def _codes_of(self, name: Name) -> tuple[Callable[[Bindings], IntArray], Lexicon]:
        label, attribute = self._label(name), name.attribute
        positional = self._resolver.index.positional.get(attribute)
        if positional is not None:
            column = positional.codes
            return lambda bindings: _looked_up(column, bindings[label]), positional.lexicon
        structure, value = self._resolver.structure_value(name)
        values = structure.codes(value)
        if structure.is_set(value):
            raise self._resolver.error(
                Message("{name} has several values at once; compare it with a string.", name=attribute),
                name.column,
            )
        return lambda bindings: _innermost(structure.starts, structure.ends, values, bindings[label]), (
            structure.lexicon(value)
        )

    def _number(self, operand: Operand) -> Callable[[Bindings], Numbers]:
        match operand:
            case Number(value=value):
                return lambda bindings: np.full(len(bindings["match"]), value)
            case Name() if self._is_label(operand):
                label = self._label(operand)
                return lambda bindings: _as_numbers(bindings[label])
            case Call(function="distance" | "dist" | "distabs", arguments=(first, second)):
                left, right = self._number(first), self._number(second)
                if operand.function == "distabs":
                    return lambda bindings: np.abs(right(bindings) - left(bindings))
                return lambda bindings: right(bindings) - left(bindings)
            case Call(function=function, arguments=(first, second)) if function in ARITHMETIC:
                left, right, combine = self._number(first), self._number(second), ARITHMETIC[function]
                return lambda bindings: combine(left(bindings), right(bindings))
            case Call(function="int" | "strlen" | "f" | "ambiguity", arguments=(Name() as name,)):
                return self._number_of_value(operand, name)
            case Call(function="lbound_of" | "rbound_of", arguments=(Name() as name, Name() as place)):
                return self._bound_of(name, place, last=operand.function == "rbound_of")
            case Call(function="is_prefix", arguments=(left, right)) if is_value(left) and is_value(right):
                return self._is_prefix(left, right)
            case Call(function=function, column=column) if function not in FUNCTIONS:
                available = ", ".join(FUNCTIONS)
                raise self._resolver.error(
                    Message(
                        "No function {name!r}. Available: {available}.", name=function, available=available
                    ),
                    column,
                )
            case _:
                raise self._resolver.error(
                    "This is no number; write int(…) around an attribute.", _column(operand)
                )

    def _bound_of(self, name: Name, place: Name, *, last: bool) -> Callable[[Bindings], Numbers]:
        """Return the first or last position of the innermost region that a label lies in."""
        structure = self._resolver.structure(name.attribute, name.column)
        bounds = structure.ends - 1 if last else structure.starts
        if not self._is_label(place):
            raise self._unknown_label(Name("", place.attribute, place.column))
        label = self._label(place)
        return lambda bindings: _as_numbers(
            _innermost(structure.starts, structure.ends, bounds, bindings[label])
        )

    def _is_prefix(self, left: Operand, right: Operand) -> Callable[[Bindings], Numbers]:
        ours, our_lexicon = self._codes(left)
        theirs, their_lexicon = self._codes(right)

        def number(bindings: Bindings) -> Numbers:
            pairs = np.stack([ours(bindings).astype(np.int64), theirs(bindings).astype(np.int64)], axis=1)
            distinct, places = np.unique(pairs, axis=0, return_inverse=True)
            holds = [
                np.nan if min(one, other) < 0 else float(their_lexicon[other].startswith(our_lexicon[one]))
                for one, other in distinct.tolist()
            ]
            return np.asarray(holds, dtype=np.float64)[places.reshape(-1)]

        return number

    def _number_of_value(self, operand: Call, name: Name) -> Callable[[Bindings], Numbers]:
        from corpus_tools.query.numbers import numbers_of_values

        codes, lexicon = self._codes(name)
        positional = self._resolver.index.positional.get(name.attribute)
        frequencies = None if positional is None else positional.frequencies
        try:
            numbers = np.append(numbers_of_values(operand, lexicon, frequencies), np.nan)
        except ValueError as error:
            raise self._resolver.error(error.args[0], operand.column) from error
        return lambda bindings: numbers[codes(bindings)]

    def _is_label(self, name: Name) -> bool:
        return name.label is None and name.attribute in self._labels

    def _label(self, name: Name) -> str:
        if name.label in THIS:
            if not self._is_label(name) and not self._on_token:
                raise self._resolver.error(
                    Message(
                        "{name} is of no token here. Right would be match.{name}, or a label instead of match.",
                        name=name.attribute,
                    ),
                    name.column,
                )
            return name.attribute if self._is_label(name) else "_"
        if name.label not in self._labels:
            raise self._unknown_label(name)
        return str(name.label)

    def _unknown_label(self, name: Name) -> QueryError:
        return self._resolver.error(
            Message(
                "No label {name!r}. Available: {available}. Put a label before a token: {example}:[…].",
                name=name.label,
                available=", ".join(sorted(self._labels)),
                example=name.label,
            ),
            name.column,
        )


def _at_label(label: str, condition: Condition) -> Predicate:
    def holds(bindings: Bindings) -> Flags:
        positions = bindings[label]
        flags = np.zeros(len(positions), dtype=np.bool_)
        known = np.flatnonzero(positions >= 0)
        known = known[np.argsort(positions[known], kind="stable")]
        flags[known] = condition.holds(positions[known])
        return flags

    return holds


def _looked_up(column: IntArray, positions: IntArray) -> IntArray:
    if len(positions) and positions.min() >= 0:
        return column[positions]
    codes = np.full(len(positions), -1, dtype=np.int64)
    known = positions >= 0
    codes[known] = column[positions[known]]
    return codes


def _innermost(starts: IntArray, ends: IntArray, values: IntArray, positions: IntArray) -> IntArray:
    """Return the value of the last region that covers each position, -1 where none does."""
    codes = np.full(len(positions), -1, dtype=np.int64)
    if not len(starts):
        return codes
    place = np.searchsorted(starts, positions, side="right") - 1
    open_ = np.flatnonzero(positions >= 0)
    while len(open_):
        open_ = open_[place[open_] >= 0]
        found = ends[place[open_]] > positions[open_]
        codes[open_[found]] = values[place[open_[found]]]
        open_ = open_[~found]
        place[open_] -= 1
        reach = np.maximum.accumulate(ends)
        open_ = open_[(place[open_] >= 0) & (reach[np.maximum(place[open_], 0)] > positions[open_])]
    return codes


def _as_numbers(positions: IntArray) -> npt.NDArray[np.float64]:
    return np.where(positions >= 0, positions, np.nan).astype(np.float64)


def _column(operand: Operand) -> int:
    return operand.column


def nowhere(constraints: Sequence[Constraint]) -> tuple[Constraint, ...]:
    """Return the same constraints for where the token that they stand on does not exist."""

    def moved(holds: Predicate) -> Predicate:
        return lambda bindings: holds({**bindings, "_": np.full_like(bindings["match"], -1)})

    return tuple(Constraint(one.labels, moved(one.holds)) for one in constraints)
