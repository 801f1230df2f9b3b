"""The parser's tree of a test on a token to its syntax tree."""

from __future__ import annotations

from typing import cast

from lark import Token

from corpus_tools.errors import QueryError
from corpus_tools.query import syntax
from corpus_tools.query.nodes import Node, column_of, first_token, has, of_type, tokens, trees
from corpus_tools.query.syntax import Comparison, Operand, Test

FLAGS = "cdlwkor"
_FLAGS_ARE = (
    "The flags of a string are %c (case), %d (diacritics), %l (literal), %w (width), %k (kana), "
    "%o (old and new characters) and %r (romaji)."
)


class ConditionReader:
    """Reads the tests of one query."""

    def __init__(self, text: str) -> None:
        self._text = text

    def test(self, tree: Node) -> Test:
        """Return a test on one token."""
        match tree.data:
            case "implies" | "either" | "both":
                left, right = (self.test(child) for child in trees(tree))
                if tree.data == "both":
                    return syntax.And(left, right)
                return syntax.Or(syntax.Not(left) if tree.data == "implies" else left, right)
            case "negate":
                return syntax.Not(self.test(trees(tree)[0]))
            case _:
                return self._relation(tree)

    def _relation(self, tree: Node) -> Test:
        left, *rest = trees(tree)
        operand = self._operand(left)
        if not rest:
            return syntax.Exists(operand)
        if isinstance(operand, syntax.Text | syntax.Words):
            raise self._error_at("A string cannot stand on the left of a comparison.", operand.column)
        comparison, negated = self.operator(rest[0])
        test = syntax.Compare(operand, comparison, self._operand(rest[1]), column_of(first_token(rest[0])))
        return syntax.Not(test) if negated else test

    def operator(self, tree: Node) -> tuple[Comparison, bool]:
        """Return a comparison, and whether it is negated."""
        return cast(Comparison, str(tokens(tree)[-1])), has(tree, "NOT")

    def _operand(self, tree: Node) -> Operand:
        if tree.data == "text":
            return self.text(tree)
        if tree.data in {"list", "list_of_expressions"}:
            return self.words(tree)
        token = tokens(tree)[0]
        column = column_of(token)
        match tree.data:
            case "number":
                return syntax.Number(float(token), column)
            case "call":
                return syntax.Call(str(token), tuple(self._operand(child) for child in trees(tree)), column)
            case "qualified":
                label, attribute = token.split(".", 1)
                return syntax.Name(attribute, label, column)
            case _:
                return syntax.Name(str(token), None, column)

    def text(self, tree: Node) -> syntax.Text:
        """Return a string with its flags."""
        string = tokens(tree)[0]
        quote = string[0]
        return syntax.Text(string[1:-1].replace(quote * 2, quote), self._flags(tree), column_of(string))

    def words(self, tree: Node) -> syntax.Words:
        """Return a reference to a list of words."""
        variable = of_type(tree, "VARIABLE")[0]
        expressions = tree.data == "list_of_expressions"
        return syntax.Words(str(variable)[1:], expressions, self._flags(tree), column_of(variable))

    def _flags(self, tree: Node) -> frozenset[str]:
        letters = frozenset("".join(token[1:] for token in of_type(tree, "FLAGS")))
        if letters - set(FLAGS):
            raise self.error(_FLAGS_ARE, of_type(tree, "FLAGS")[0])
        return letters

    def error(self, message: str, token: Token) -> QueryError:
        """Make an error that points at a token."""
        return self._error_at(message, column_of(token))

    def _error_at(self, message: str, column: int) -> QueryError:
        from corpus_tools.query.parse import query_error

        return query_error(message, self._text, column)
