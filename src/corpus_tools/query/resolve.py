"""Names and tests of a query against an index: what they stand for, as conditions on tokens."""

from __future__ import annotations

import difflib
from collections import ChainMap
from collections.abc import Iterable, Sequence

import numpy as np

from corpus_tools.errors import Message, QueryError
from corpus_tools.index import Index, Lexicon, StructuralAttribute
from corpus_tools.model import IntArray
from corpus_tools.query import conditions, syntax
from corpus_tools.query.conditions import Condition, Everything
from corpus_tools.query.numbers import Numbers, compare_numbers, numbers_of_values
from corpus_tools.query.parse import query_error
from corpus_tools.query.patterns import RegexError, matching_values
from corpus_tools.query.positions import Flags, unique_sorted
from corpus_tools.query.scope import ANCHORS, Scope
from corpus_tools.query.syntax import Name, Number, Operand, Test, Text, ValueTest, Words
from corpus_tools.query.times import TIME_TESTS, regions_in_time
from corpus_tools.query.token_sets import Codes, Points, Ranges

THIS = {None, "_"}
MAX_LISTED = 30
"""An error lists this many names."""


class Resolver:
    """Turns tests into conditions for one query on one index."""

    def __init__(self, index: Index, text: str, scope: Scope | None = None) -> None:
        self.index = index
        self.scope = scope or Scope()
        self.structures = ChainMap(dict(index.structural), dict(self.scope.regions))
        self._text = text
        self._values = index.structural_values()

    # ------------------------------------------------------------------------------------------- tests

    def condition(self, test: Test | None) -> Condition:
        """Return the tokens where a test holds that asks about the token itself only."""
        n_tokens = self.index.n_tokens
        match test:
            case None:
                return Everything(n_tokens)
            case syntax.And():
                return conditions.both([self.condition(test.left), self.condition(test.right)], n_tokens)
            case syntax.Or():
                return conditions.either([self.condition(test.left), self.condition(test.right)], n_tokens)
            case syntax.Not():
                return conditions.complement(self.condition(test.test), n_tokens)
            case syntax.Exists():
                return self._exists(test.operand)
            case syntax.Compare():
                return self._compare(test)

    def _exists(self, operand: Operand) -> Condition:
        match operand:
            case Name(attribute=attribute):
                if attribute in self.index.positional:
                    return Everything(self.index.n_tokens)
                if attribute in self.structures:
                    return covered(self.structures[attribute])
                structure, value = self.structure_value(operand)
                return covered(structure, has_value(structure, value))
            case syntax.Call(function="lbound" | "rbound", arguments=(Name() as name,)):
                return Points(self._bounds(name, left=operand.function == "lbound"))
            case Number(value=value):
                return Everything(self.index.n_tokens, bool(value))
            case _:
                zero = Number(0.0, operand.column)
                return self._compare(syntax.Compare(operand, "!=", zero, operand.column))

    def _bounds(self, name: Name, *, left: bool) -> IntArray:
        structure = self.structure(name.attribute, name.column)
        return structure.starts if left else unique_sorted(structure.ends - 1)

    def _compare(self, test: syntax.Compare) -> Condition:
        left, right = test.left, test.right
        if isinstance(left, Name) and isinstance(right, Text | Words):
            return self._compare_text(left, test.operator, right)
        if isinstance(right, Number) and (name := _only_name(left)) is not None:
            return self._compare_number(left, name, test.operator, right.value)
        if isinstance(left, Name) and isinstance(right, Name):
            return self._compare_names(left, test.operator, right)
        raise self.error(
            "These two cannot be compared here; compare an attribute with a string.", test.column
        )

    def _compare_names(self, left: Name, operator: syntax.Comparison, right: Name) -> Condition:
        """Compare two attributes of the same token, value by value."""
        if not {left.attribute, right.attribute} <= set(self.index.positional):
            raise self.error(
                "Two attributes of one token can be compared if both are positional.", left.column
            )
        if operator not in {"=", "!="}:
            raise self.error(
                Message("Strings are compared with = and !=, not with {operator}.", operator=operator),
                left.column,
            )
        ours, theirs = self.index.positional[left.attribute], self.index.positional[right.attribute]
        codes = common_codes(ours.lexicon, theirs.lexicon)
        equal = codes[ours.of_tuples] == theirs.of_tuples
        return Codes.of_tuples(np.flatnonzero(equal if operator == "=" else ~equal), [ours, theirs])

    def _compare_text(self, name: Name, operator: syntax.Comparison, text: Text | Words) -> Condition:
        if name.attribute in self.index.positional:
            attribute = self.index.positional[name.attribute]
            return Codes(attribute, self.values(attribute.lexicon, operator, text))
        structure, value = self.structure_value(name)
        chosen = self._regions_with_value(structure, value, operator, text)
        return covered(structure, chosen)

    def _compare_number(
        self, operand: Operand, name: Name, operator: syntax.Comparison, number: float
    ) -> Condition:
        if isinstance(operand, Name):
            raise self.error(
                Message("Compare {name} with a string, or write int({name}).", name=name.attribute),
                name.column,
            )
        if name.attribute in self.index.positional:
            attribute = self.index.positional[name.attribute]
            numbers = self._numbers(operand, attribute.lexicon, attribute.frequencies)
            return Codes(attribute, compare_numbers(numbers, operator, np.float64(number)))
        structure, value = self.structure_value(name)
        numbers = self._numbers(operand, structure.lexicon(value), None)
        return covered(
            structure, any_value(structure, value, compare_numbers(numbers, operator, np.float64(number)))
        )

    def _numbers(self, operand: Operand, lexicon: Lexicon, frequencies: IntArray | None) -> Numbers:
        try:
            return numbers_of_values(operand, lexicon, frequencies)
        except ValueError as error:
            raise self.error(error.args[0], operand.column) from error

    # ----------------------------------------------------------------------------------------- regions

    def regions(
        self, name: str, tests: Sequence[ValueTest], column: int
    ) -> tuple[StructuralAttribute, Flags | None]:
        """Return the structure that a tag names and which of its regions pass the tag's tests (None: all)."""
        structure, value = self._tag_structure(name, column)
        bounds = {test.attribute: test.text for test in tests if test.attribute in TIME_TESTS}
        flags = [self._region_flags(structure, value, test) for test in tests if test.attribute not in bounds]
        if value and not any(not test.attribute for test in tests):
            flags.append(has_value(structure, value))
        if bounds:
            flags.append(self._time_flags(structure, bounds, column))
        return structure, np.logical_and.reduce(flags) if flags else None

    def _region_flags(self, structure: StructuralAttribute, value: str, test: ValueTest) -> Flags:
        attribute = test.attribute or value
        if not attribute:
            raise self.error(
                Message(
                    '{name} has no value of its own. Name an attribute: <{name}_…="…">. Available: {available}.',
                    name=structure.name,
                    available=_listed(structure.attributes),
                ),
                test.text.column,
            )
        if attribute not in structure.attributes:
            raise self._unknown(
                Message("attribute of {structure}", structure=structure.name),
                attribute,
                structure.attributes,
                test.text.column,
            )
        return self._regions_with_value(structure, attribute, test.operator, test.text)

    def _regions_with_value(
        self, structure: StructuralAttribute, value: str, operator: syntax.Comparison, text: Text | Words
    ) -> Flags:
        if structure.is_set(value):
            chosen = any_value(structure, value, self.values(structure.lexicon(value), "=", text))
            return ~chosen if operator == "!=" else chosen
        return any_value(structure, value, self.values(structure.lexicon(value), operator, text))

    def _time_flags(self, structure: StructuralAttribute, bounds: dict[str, Text], column: int) -> Flags:
        if not {"earliest", "latest"} <= set(structure.attributes):
            raise self.error(
                Message(
                    "from and to need the attributes earliest and latest, which {name} lacks.",
                    name=structure.name,
                ),
                column,
            )
        try:
            return regions_in_time(structure, {name: text.pattern for name, text in bounds.items()})
        except ValueError as error:
            raise self.error(error.args[0], next(iter(bounds.values())).column) from error

    def _tag_structure(self, name: str, column: int) -> tuple[StructuralAttribute, str]:
        if name in self.structures:
            return self.structures[name], ""
        if name in self._values:
            return self._values[name]
        if name in ANCHORS:
            raise self.error(Message(_NO_ANCHOR, name=name), column)
        raise self._unknown(Message("structure"), name, [*self._own_structures(), *self._values], column)

    def is_anchor(self, name: str) -> bool:
        """Return whether a tag stands for a place in the hits of the active result."""
        return self.scope.active is not None and name in ANCHORS and name not in self.index.structural

    def structure(self, name: str, column: int) -> StructuralAttribute:
        """Return a structure by name."""
        if name not in self.structures:
            raise self._unknown(Message("structure"), name, self._own_structures(), column)
        return self.structures[name]

    def _own_structures(self) -> list[str]:
        return [name for name in [*self.index.structural, *self.scope.regions] if name not in ANCHORS]

    # ------------------------------------------------------------------------------------------- names

    def structure_value(self, name: Name) -> tuple[StructuralAttribute, str]:
        """Return the structure and attribute that a name such as ``entity_label`` stands for."""
        if name.attribute not in self._values:
            available = [*self.index.positional, *self.index.structural, *self._values]
            raise self._unknown(Message("positional attribute"), name.attribute, available, name.column)
        return self._values[name.attribute]

    def values(
        self,
        lexicon: Lexicon,
        operator: syntax.Comparison,
        text: Text | Words,
        *,
        sorted_values: bool = True,
    ) -> Flags:
        """Return which values of a lexicon pass a comparison with a string.

        Args:
            sorted_values: The values are in order, so that some can be found without looking at all.
        """
        if operator not in {"=", "!=", "contains", "matches"}:
            raise self.error(
                Message("Strings are compared with = and !=, not with {operator}.", operator=operator),
                text.column,
            )
        try:
            if isinstance(text, Words):
                chosen = self._listed_values(lexicon, operator, text)
            else:
                pattern = _set_pattern(operator, text)
                chosen = matching_values(lexicon, pattern, sorted_values=sorted_values)
        except RegexError as error:
            raise self.error(error.args[0], text.column) from error
        return ~chosen if operator == "!=" else chosen

    def _listed_values(self, lexicon: Lexicon, operator: syntax.Comparison, listed: Words) -> Flags:
        if listed.name not in self.scope.words:
            raise self._unknown(Message("list of words"), f"${listed.name}", self.scope.words, listed.column)
        flags = listed.flags if listed.expressions else listed.flags | {"l"}
        chosen = np.zeros(len(lexicon), dtype=np.bool_)
        for word in self.scope.words[listed.name]:
            chosen |= matching_values(lexicon, _set_pattern(operator, Text(word, flags, listed.column)))
        return chosen

    def error(self, message: str, column: int) -> QueryError:
        """Make an error that shows the query and the place."""
        return query_error(message, self._text, max(column, 1))

    def _unknown(self, kind: Message, name: str, available: Iterable[str], column: int) -> QueryError:
        names = list(available)
        near = difflib.get_close_matches(name, names, n=1)
        said = {"kind": kind, "name": name, "available": _listed(names)}
        if near:
            return self.error(
                Message(
                    "No {kind} {name!r}. Did you mean {near!r}? Available: {available}.", near=near[0], **said
                ),
                column,
            )
        return self.error(Message("No {kind} {name!r}. Available: {available}.", **said), column)


def covered(structure: StructuralAttribute, chosen: Flags | None = None) -> Condition:
    """Return the tokens inside the regions of a structure, or inside some of them."""
    starts, ends = structure.starts, structure.ends
    if chosen is not None:
        starts, ends = starts[chosen], ends[chosen]
    return Ranges.merged(starts, ends)


def any_value(structure: StructuralAttribute, attribute: str, chosen: Flags) -> Flags:
    """Return which regions have a value that is among the chosen ones of the attribute's lexicon."""
    codes = structure.codes(attribute)
    flags: Flags = np.append(chosen, False)[codes]
    if not structure.is_set(attribute):
        return flags
    offsets = structure.set_offsets(attribute)
    totals = np.concatenate(([0], np.cumsum(flags)))
    return np.greater(totals[offsets[1:]], totals[offsets[:-1]])


def has_value(structure: StructuralAttribute, attribute: str) -> Flags:
    """Return which regions have any value of an attribute."""
    return any_value(structure, attribute, np.ones(len(structure.lexicon(attribute)), dtype=np.bool_))


def common_codes(ours: Lexicon, theirs: Lexicon) -> IntArray:
    """Return for each value of one lexicon its code in another, or -1."""
    places: dict[str, int] = {}
    for code, value in enumerate(theirs.decoded()):
        # of values that are folded into one the first stands for all
        places.setdefault(value, code)
    return np.fromiter((places.get(value, -1) for value in ours.decoded()), dtype=np.int64, count=len(ours))


def _only_name(operand: Operand) -> Name | None:
    """Return the one attribute that a number is computed from."""
    if isinstance(operand, Name):
        return operand
    if isinstance(operand, syntax.Call):
        names = [name for argument in operand.arguments if (name := _only_name(argument)) is not None]
        return names[0] if len(names) == 1 else None
    return None


def _set_pattern(operator: syntax.Comparison, text: Text) -> Text:
    """Wrap the pattern for a value that is a set of its own, such as ``|a|b|``."""
    if operator not in {"contains", "matches"}:
        return text
    wrapped = rf".*\|(?:{text.pattern})\|.*" if operator == "contains" else rf"\|(?:(?:{text.pattern})\|)+"
    return Text(wrapped, text.flags, text.column)


_NO_ANCHOR = (
    "<{name}> is a place in the hits of an active result, and this one has none. Activate one by its name: "
    'A = [word="…"]; A; <match> []. A target is set with @.'
)


def _listed(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - MAX_LISTED
    shown = ", ".join(listed[:MAX_LISTED])
    return (
        Message("{names} and {n} more (corpus-tools info)", names=shown, n=more)
        if more > 0
        else shown or Message("none")
    )
