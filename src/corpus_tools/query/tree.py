"""The parser's tree of a query to its syntax tree."""

from __future__ import annotations

from typing import Any, cast

from lark import Token

from corpus_tools.errors import Message
from corpus_tools.query import syntax
from corpus_tools.query.nodes import Node, column_of, first_token, has, of_type, tokens, trees
from corpus_tools.query.tree_patterns import PatternReader
from corpus_tools.query.tree_tests import ConditionReader


class QueryReader:
    """Reads the queries of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.conditions = ConditionReader(text)
        self.patterns = PatternReader(self.conditions)

    def query(self, tree: Node) -> syntax.Query:
        """Return the syntax tree of a whole query."""
        parts: dict[str, Any] = {}
        filters: list[syntax.Filter] = []
        for child in trees(tree):
            match child.data:
                case "modifier":
                    parts["strategy"] = self._strategy(tokens(child)[0])
                case "pattern":
                    parts["pattern"] = self.patterns.whole(child)
                case "proximity_query":
                    parts["pattern"] = self.patterns.proximity(trees(child)[0])
                case "table_query":
                    parts["pattern"] = self.patterns.table(child)
                case "within_pattern" | "containing" | "overlapping":
                    filters.append(self._filter(child))
                case _:
                    self._tail(child, parts)
        return syntax.Query(self._text, filters=tuple(filters), **parts)

    def expansion(self, tree: Node) -> syntax.Expand:
        """Return what a match is widened to."""
        name = of_type(tree, "NAME")[0]
        side = "left" if has(tree, "LEFT") else "right" if has(tree, "RIGHT") else "both"
        return syntax.Expand(str(name), self._count(tree), cast(Any, side), column_of(name))

    def anchor(self, tree: Node) -> syntax.Anchor:
        """Return a place in a match, such as ``match[1]``."""
        name = of_type(tree, "NAME")[0]
        offset = of_type(tree, "INT")
        return syntax.Anchor(str(name), int(offset[0]) if offset else 0, column_of(name))

    def _strategy(self, name: Token) -> syntax.Strategy:
        if name not in syntax.STRATEGIES:
            raise self.conditions.error(
                Message(
                    "No matching strategy {name!r}. Available: {available}.",
                    name=str(name),
                    available=", ".join(syntax.STRATEGIES),
                ),
                name,
            )
        return cast(syntax.Strategy, str(name))

    def _filter(self, tree: Node) -> syntax.Filter:
        relation = "within" if tree.data == "within_pattern" else str(tree.data)
        name = of_type(tree, "NAME")
        if name:
            pattern: syntax.Pattern = syntax.Region(str(name[0]), column=column_of(name[0]))
        else:
            pattern = self.patterns.whole(trees(tree)[-1])
        return syntax.Filter(cast(Any, relation), pattern, has(tree, "NOT"))

    def _tail(self, tree: Node, parts: dict[str, Any]) -> None:
        key, value = self._option(tree)
        if key in parts:
            raise self.conditions.error(
                Message("The query has two {name!r} clauses.", name=key), first_token(tree)
            )
        parts[key] = value

    def _option(self, tree: Node) -> tuple[str, Any]:
        match tree.data:
            case "constraint":
                return "constraint", self.conditions.test(trees(tree)[0])
            case "cut":
                return "cut", self._count(tree)
            case "expansion":
                return "expand", self.expansion(tree)
            case "keep":
                return "keep", True
            case "show":
                first, last = (self.anchor(child) for child in trees(tree))
                return "show", (first, last)
            case _:
                return "within", self._within(tree)

    def _within(self, tree: Node) -> syntax.Within:
        name = of_type(tree, "NAME")
        place = name or of_type(tree, "WITHIN")
        return syntax.Within(str(name[0]) if name else None, self._count(tree), column_of(place[0]))

    def _count(self, tree: Node) -> int:
        numbers = of_type(tree, "INT")
        if numbers and int(numbers[0]) < 1:
            raise self.conditions.error(
                Message("{n} is too small here; write 1 or more.", n=numbers[0]), numbers[0]
            )
        return int(numbers[0]) if numbers else 1
