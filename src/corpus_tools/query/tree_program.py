"""The parser's tree of a text of several statements to these."""

from __future__ import annotations

from typing import Any, cast

from corpus_tools.errors import Message
from corpus_tools.query import program
from corpus_tools.query.nodes import Node, column_of, has, of_type, tokens, trees
from corpus_tools.query.program import Reference, Statement
from corpus_tools.query.syntax import Anchor, Expand
from corpus_tools.query.tree import QueryReader

ANCHORS = ("match", "matchend", "target", "keyword")
RESERVED = {"corpus", "last"}
"""Names of results that stand for the whole corpus and for the result before."""


class ProgramReader:
    """Reads the statements of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._queries = QueryReader(text)

    def statements(self, tree: Node) -> tuple[Statement, ...]:
        """Return the statements, in order."""
        return tuple(self._statement(child) for child in trees(tree))

    def _statement(self, tree: Node) -> Statement:
        source = self._text[tree.meta.start_pos : tree.meta.end_pos].strip()
        names = of_type(tree, "RESULT")
        if names and names[0].lower() in RESERVED:
            raise self._queries.conditions.error(
                Message(
                    "{name!r} always stands for {meaning}; take another name.",
                    name=str(names[0]),
                    meaning=_MEANING[names[0].lower()],
                ),
                names[0],
            )
        name = self._reference(names[0]) if names else None
        return Statement(self._action(trees(tree)[0]), name, source)

    def _action(self, tree: Node) -> program.Yielding | program.Command:
        return self._queries.query(tree) if tree.data == "query" else getattr(self, f"_{tree.data}")(tree)

    # ------------------------------------------------------------------------------ what yields a result

    def _recall(self, tree: Node) -> program.Recall:
        return program.Recall(self._named(tree), self._expand(tree))

    def _set_operation(self, tree: Node) -> program.Combine:
        operation = {"INTER": "intersection", "DIFF": "difference"}.get(tokens(tree)[0].type, "union")
        left, right = (self._reference(token) for token in of_type(tree, "RESULT"))
        return program.Combine(cast(Any, operation), left, right, self._expand(tree))

    def _subset(self, tree: Node) -> program.Subset:
        label = of_type(tree, "LABEL")[0]
        anchor = Anchor(str(label)[:-1], 0, column_of(label))
        token = next(child for child in trees(tree) if child.data != "expansion")
        test = self._queries.patterns.token_test(token)
        return program.Subset(self._result(tree), anchor, test, self._expand(tree))

    # --------------------------------------------------------------------------- what changes a result

    def _cut_result(self, tree: Node) -> program.Cut:
        numbers = self._numbers(tree)
        first, last = numbers if len(numbers) == 2 else [0, numbers[0] - 1]
        return program.Cut(self._result(tree), first, last)

    def _reduce(self, tree: Node) -> program.Reduce:
        column = column_of(of_type(tree, "INT")[0])
        return program.Reduce(self._result(tree), self._numbers(tree)[0], has(tree, "PERCENT"), column)

    def _reduce_to_maximal(self, tree: Node) -> program.Maximal:
        return program.Maximal(self._result(tree))

    def _delete_by_anchor(self, tree: Node) -> program.DeleteByAnchor:
        return program.DeleteByAnchor(self._result(tree), self._anchor(tree), has(tree, "WITH"))

    def _delete_lines(self, tree: Node) -> program.DeleteLines:
        numbers = self._numbers(tree)
        return program.DeleteLines(self._result(tree), numbers[0], numbers[-1])

    def _set_anchor(self, tree: Node) -> program.SetAnchor:
        source = self._queries.anchor(trees(tree)[0])
        removed = source.name == "NULL"
        return program.SetAnchor(
            self._named(tree), self._anchor(tree), None if removed else source, has(tree, "KEEP")
        )

    def _search_anchor(self, tree: Node) -> program.SearchAnchor:
        strategy, token = trees(tree)
        _, unit, *base = (Anchor(str(one), 0, column_of(one)) for one in of_type(tree, "NAME"))
        return program.SearchAnchor(
            self._named(tree),
            self._anchor(tree),
            cast(Any, str(tokens(strategy)[0])),
            self._queries.patterns.token_test(token),
            "left" if has(tree, "LEFT") else "right" if has(tree, "RIGHT") else "both",
            (self._numbers(tree) or [1])[0],
            unit,
            base[0] if base else Anchor("match"),
            has(tree, "INCLUSIVE"),
        )

    def _discard(self, tree: Node) -> program.Discard:
        return program.Discard(tuple(self._reference(token) for token in of_type(tree, "RESULT")))

    def _define_list(self, tree: Node) -> program.Define:
        name, *others = of_type(tree, "VARIABLE")
        operator = str(of_type(tree, "EQUAL", "ADD", "REMOVE")[0])
        if others:
            other = Reference(str(others[0])[1:], column_of(others[0]))
            return program.Define(str(name)[1:], cast(Any, operator), other=other)
        words = tuple(of_type(tree, "STRING")[0][1:-1].split())
        return program.Define(str(name)[1:], cast(Any, operator), words)

    # -------------------------------------------------------------------------------------------- parts

    def _result(self, tree: Node) -> Reference | None:
        names = of_type(tree, "RESULT")
        return self._reference(names[0]) if names else None

    def _named(self, tree: Node) -> Reference:
        return self._reference(of_type(tree, "RESULT")[0])

    def _reference(self, token: Any) -> Reference:
        return Reference(str(token), column_of(token))

    def _anchor(self, tree: Node) -> Anchor:
        name = of_type(tree, "NAME")[0]
        return Anchor(str(name), 0, column_of(name))

    def _expand(self, tree: Node) -> Expand | None:
        found = [child for child in trees(tree) if child.data == "expansion"]
        return self._queries.expansion(found[0]) if found else None

    def _numbers(self, tree: Node) -> list[int]:
        numbers = of_type(tree, "INT")
        for number in numbers:
            if int(number) < 0:
                raise self._queries.conditions.error("A number of hits is 0 or more.", number)
        return [int(number) for number in numbers]


_MEANING = {"corpus": Message("the whole corpus"), "last": Message("the result before")}
