"""The parser's tree of a pattern of tokens to its syntax tree."""

from __future__ import annotations

from lark import Token

from corpus_tools.errors import Message
from corpus_tools.query import syntax
from corpus_tools.query.nodes import Node, column_of, first_token, has, of_type, tokens, trees
from corpus_tools.query.syntax import Pattern, Proximity, Test, ValueTest
from corpus_tools.query.tree_tests import ConditionReader

MAX_REPEATS = 1000
MAX_STATES = 2_000
"""A pattern whose repetitions, written out, have more tokens than this is refused."""


class PatternReader:
    """Reads the patterns of one query."""

    def __init__(self, conditions: ConditionReader) -> None:
        self._conditions = conditions

    def whole(self, tree: Node) -> Pattern:
        """Return the pattern of a query, unless it is too long."""
        return self._bounded(self.pattern(tree), tree)

    def pattern(self, tree: Node) -> Pattern:
        """Return a pattern of tokens."""
        branches = tuple(self._branch(child) for child in trees(tree))
        return branches[0] if len(branches) == 1 else syntax.Choice(branches)

    def proximity(self, tree: Node) -> Proximity:
        """Return a meet-union expression."""
        if tree.data == "marked":
            return self._marked(tree)
        left, right = (self.proximity(child) for child in trees(tree))
        if tree.data == "union":
            return syntax.Union(left, right)
        first, last = [int(token) for token in of_type(tree, "INT")] or (1, 1)
        names = of_type(tree, "NAME")
        structure, column = (str(names[0]), column_of(names[0])) if names else (None, 0)
        return syntax.Meet(left, right, has(tree, "NOT"), first, last, structure, column)

    def table(self, tree: Node) -> syntax.Table:
        """Return the columns of a table query."""
        first, *others = trees(tree)
        columns = [syntax.Column(self._marked(first))]
        for column in others:
            *gap, token = trees(column)
            least, most = self._bounds(gap[0]) if gap else (0, 0)
            columns.append(syntax.Column(self._marked(token), least, most))
        return syntax.Table(tuple(columns))

    # ------------------------------------------------------------------------------------------ pieces

    def _branch(self, tree: Node) -> Pattern:
        pieces = tuple(self._piece(child) for child in trees(tree))
        return pieces[0] if len(pieces) == 1 else syntax.Sequence(pieces)

    def _piece(self, tree: Node) -> Pattern:
        atom, *repeat = trees(tree)
        item = self._atom(atom)
        if not repeat:
            return item
        return self._bounded(syntax.Repeat(item, *self._bounds(repeat[0])), repeat[0])

    def _bounded(self, pattern: Pattern, tree: Node) -> Pattern:
        if size(pattern) > MAX_STATES:
            raise self._conditions.error(
                Message(
                    "The pattern, its repetitions written out, has more than {most:,} tokens. Repeat less.",
                    most=MAX_STATES,
                ),
                first_token(tree),
            )
        return pattern

    def _bounds(self, tree: Node) -> tuple[int, int | None]:
        numbers = [int(token) for token in tokens(tree)]
        if any(number > MAX_REPEATS for number in numbers):
            raise self._conditions.error(
                Message("A pattern can be repeated {most} times at most.", most=MAX_REPEATS),
                first_token(tree),
            )
        match tree.data:
            case "optional":
                return 0, 1
            case "any_number" | "one_or_more":
                return int(tree.data == "one_or_more"), None
            case "at_least":
                least, most = numbers[0], None
            case "at_most":
                least, most = 0, numbers[0]
            case _:
                least, most = numbers[0], numbers[-1]
        if least < 0 or (most is not None and most < least):
            raise self._conditions.error(
                "The repetition runs backwards: write {fewest,most}.", first_token(tree)
            )
        return least, most

    def _atom(self, tree: Node) -> Pattern:
        match tree.data:
            case "pattern":
                return self.pattern(tree)
            case "look":
                tests = trees(tree)
                return syntax.Look(self._conditions.test(tests[0]) if tests else None)
            case "marked":
                return self._marked(tree)
            case _:
                return self._tag(tree)

    def _marked(self, tree: Node) -> syntax.Token:
        return syntax.Token(self.token_test(trees(tree)[-1]), _label(tree), self._mark(tree))

    def _mark(self, tree: Node) -> syntax.Mark | None:
        marks = of_type(tree, "MARK")
        if len(marks) > 1:
            raise self._conditions.error("A token has one mark at most: @, or @0 to @9.", marks[1])
        number = str(marks[0]).strip("@:") if marks else ""
        return {"": "target", "0": "target", "1": "keyword"}.get(number, f"@{number}") if marks else None

    def token_test(self, tree: Node) -> Test | None:
        """Return the test on one token; None for any token."""
        operand: syntax.Text | syntax.Words
        match tree.data:
            case "any_token":
                return None
            case "test_token":
                return self._conditions.test(trees(tree)[0])
            case "literal_token":
                token = tokens(tree)[0]
                operand = syntax.Text(str(token), frozenset("l"), column_of(token))
            case "list_token":
                operand = self._conditions.words(tree)
            case _:
                operand = self._conditions.text(trees(tree)[0])
        return syntax.Compare(syntax.Name("word", None, operand.column), "=", operand, operand.column)

    # -------------------------------------------------------------------------------------------- tags

    def _tag(self, tree: Node) -> Pattern:
        if tree.data == "named_region":
            name = of_type(tree, "NAME")[0]
            return syntax.Region(str(name), (), _label(tree), column_of(name))
        opening = of_type(tree, "OPEN", "CLOSE")[0]
        column = column_of(opening)
        if tree.data == "close_tag":
            return syntax.Close(opening.strip("</> \t\r\n　"), column)
        tests = tuple(self._value_test(child) for child in trees(trees(tree)[0]))
        if tree.data == "open_tag":
            return syntax.Open(str(opening)[1:], tests, column)
        return syntax.Region(str(opening)[1:], tests, _label(tree), column)

    def _value_test(self, tree: Node) -> ValueTest:
        names = [str(token) for token in tokens(tree)]
        operator, text = trees(tree)
        comparison, negated = self._conditions.operator(operator)
        if negated:
            raise self._conditions.error(
                "Write != or a negated test here instead of 'not'.", first_token(operator)
            )
        return ValueTest(names[0] if names else "", comparison, self._conditions.text(text))


def size(pattern: Pattern) -> int:
    """Return how many tokens, tags and regions a pattern has, its repetitions written out."""
    match pattern:
        case syntax.Sequence() | syntax.Choice():
            return sum(map(size, pattern.items))
        case syntax.Repeat():
            return size(pattern.item) * max(pattern.most or 0, pattern.least + (pattern.most is None))
        case _:
            return 1


def _label(tree: Node) -> str | None:
    labels: list[Token] = of_type(tree, "LABEL")
    return str(labels[0])[:-1] if labels else None
