"""The parser's tree to the syntax tree."""

from __future__ import annotations

from typing import Any, cast

from lark import Token, Tree

from corpus_tools.errors import QueryError
from corpus_tools.query import syntax
from corpus_tools.query.syntax import Comparison, Operand, Pattern, Proximity, Test, ValueTest

Node = Tree[Token]
MAX_REPEATS = 1000


class TreeReader:
    """Reads the tree of one query."""

    def __init__(self, text: str) -> None:
        self._text = text

    def query(self, tree: Node) -> syntax.Query:
        """Return the syntax tree of the whole query."""
        parts: dict[str, Any] = {}
        filters: list[syntax.Filter] = []
        for child in _trees(tree):
            if child.data == "modifier":
                parts["strategy"] = self._strategy(child)
            elif child.data == "pattern":
                parts["pattern"] = self.pattern(child)
            elif child.data == "proximity_query":
                parts["pattern"] = self._proximity(_trees(child)[0])
            else:
                self._tail(child, parts, filters)
        return syntax.Query(self._text, filters=tuple(filters), **parts)

    def pattern(self, tree: Node) -> Pattern:
        """Return a pattern of tokens."""
        branches = tuple(self._branch(child) for child in _trees(tree))
        return branches[0] if len(branches) == 1 else syntax.Choice(branches)

    # ------------------------------------------------------------------------------------------ queries

    def _strategy(self, tree: Node) -> syntax.Strategy:
        name = _tokens(tree)[0]
        if name not in syntax.STRATEGIES:
            raise self._error(
                f"No matching strategy {str(name)!r}. Available: {', '.join(syntax.STRATEGIES)}.", name
            )
        return cast(syntax.Strategy, str(name))

    def _tail(self, tree: Node, parts: dict[str, Any], filters: list[syntax.Filter]) -> None:
        name = tree.data
        if name in {"within_pattern", "containing", "overlapping"}:
            relation = "within" if name == "within_pattern" else name
            pattern = self.pattern(_trees(tree)[-1])
            filters.append(syntax.Filter(cast(Any, relation), pattern, _has(tree, "NOT")))
            return
        key, value = self._option(tree)
        if key in parts:
            raise self._error(f"The query has two {key!r} clauses.", _first_token(tree))
        parts[key] = value

    def _option(self, tree: Node) -> tuple[str, Any]:
        tokens = {token.type: token for token in _tokens(tree)}
        count = int(tokens["INT"]) if "INT" in tokens else 1
        if "INT" in tokens and count < 1:
            raise self._error(f"{count} is too small here; write 1 or more.", tokens["INT"])
        match tree.data:
            case "constraint":
                return "constraint", self._test(_trees(tree)[0])
            case "cut":
                return "cut", count
            case "expand":
                side = "left" if "LEFT" in tokens else "right" if "RIGHT" in tokens else "both"
                return "expand", syntax.Expand(
                    str(tokens["NAME"]), count, cast(Any, side), _column(tokens["NAME"])
                )
            case _:
                name = tokens.get("NAME")
                column = _column(tokens["WITHIN"] if name is None else name)
                return "within", syntax.Within(None if name is None else str(name), count, column)

    def _proximity(self, tree: Node) -> Proximity:
        if tree.data == "marked":
            return cast(Proximity, self._marked(tree))
        left, right = (self._proximity(child) for child in _trees(tree))
        if tree.data == "union":
            return syntax.Union(left, right)
        numbers = [int(token) for token in _tokens(tree) if token.type == "INT"]
        names = [token for token in _tokens(tree) if token.type == "NAME"]
        first, last = numbers or (1, 1)
        structure, column = (str(names[0]), _column(names[0])) if names else (None, 0)
        return syntax.Meet(left, right, _has(tree, "NOT"), first, last, structure, column)

    # ----------------------------------------------------------------------------------------- patterns

    def _branch(self, tree: Node) -> Pattern:
        pieces = tuple(self._piece(child) for child in _trees(tree))
        return pieces[0] if len(pieces) == 1 else syntax.Sequence(pieces)

    def _piece(self, tree: Node) -> Pattern:
        atom, *repeat = _trees(tree)
        item = self._atom(atom)
        return self._repeat(item, repeat[0]) if repeat else item

    def _repeat(self, item: Pattern, tree: Node) -> Pattern:
        numbers = [int(token) for token in _tokens(tree)]
        least, most = {
            "optional": (0, 1),
            "any_number": (0, None),
            "one_or_more": (1, None),
            "exactly": (numbers[:1] or [0]) * 2,
            "at_least": (numbers[:1] or [0]) + [None],
            "at_most": [0, *numbers],
            "between": numbers,
        }[tree.data]
        if max(least or 0, most or 0) > MAX_REPEATS:
            raise self._error(f"A pattern can be repeated {MAX_REPEATS} times at most.", _first_token(tree))
        if (least or 0) < 0 or (most is not None and most < (least or 0)):
            raise self._error("The repetition runs backwards: write {fewest,most}.", _first_token(tree))
        return syntax.Repeat(item, least or 0, most)

    def _atom(self, tree: Node) -> Pattern:
        match tree.data:
            case "pattern":
                return self.pattern(tree)
            case "look":
                tests = _trees(tree)
                return syntax.Look(self._test(tests[0]) if tests else None)
            case "marked":
                return self._marked(tree)
            case _:
                return self._tag(tree)

    def _marked(self, tree: Node) -> syntax.Token:
        marks = [str(token).strip("@:") for token in _tokens(tree) if token.type == "MARK"]
        labels = [str(token)[:-1] for token in _tokens(tree) if token.type == "LABEL"]
        mark = None if not marks else "keyword" if marks[0] == "9" else "target"
        return syntax.Token(
            self._token_test(_trees(tree)[-1]), labels[0] if labels else None, cast(Any, mark)
        )

    def _token_test(self, tree: Node) -> Test | None:
        match tree.data:
            case "any_token":
                return None
            case "test_token":
                return self._test(_trees(tree)[0])
            case "literal_token":
                token = _tokens(tree)[0]
                text = syntax.Text(str(token), frozenset("l"), _column(token))
            case _:
                text = self._text_of(_trees(tree)[0])
        return syntax.Compare(syntax.Name("word", None, text.column), "=", text, text.column)

    def _tag(self, tree: Node) -> Pattern:
        opening = next(token for token in _tokens(tree) if token.type in {"OPEN", "CLOSE"})
        column = _column(opening)
        if tree.data == "close_tag":
            return syntax.Close(opening.strip("</> \t\r\n　"), column)
        tests = tuple(self._value_test(child) for child in _trees(_trees(tree)[0]))
        if tree.data == "open_tag":
            return syntax.Open(str(opening)[1:], tests, column)
        labels = [str(token)[:-1] for token in _tokens(tree) if token.type == "LABEL"]
        return syntax.Region(str(opening)[1:], tests, labels[0] if labels else None, column)

    def _value_test(self, tree: Node) -> ValueTest:
        names = [str(token) for token in _tokens(tree)]
        operator, text = _trees(tree)
        comparison, negated = self._operator(operator)
        if negated:
            raise self._error("Write != or a negated test here instead of 'not'.", _first_token(operator))
        return ValueTest(names[0] if names else "", comparison, self._text_of(text))

    # -------------------------------------------------------------------------------------------- tests

    def _test(self, tree: Node) -> Test:
        match tree.data:
            case "implies" | "either" | "both":
                left, right = (self._test(child) for child in _trees(tree))
                if tree.data == "both":
                    return syntax.And(left, right)
                return syntax.Or(syntax.Not(left) if tree.data == "implies" else left, right)
            case "negate":
                return syntax.Not(self._test(_trees(tree)[0]))
            case _:
                return self._relation(tree)

    def _relation(self, tree: Node) -> Test:
        left, *rest = _trees(tree)
        operand = self._operand(left)
        if not rest:
            return syntax.Exists(operand)
        if isinstance(operand, syntax.Text):
            raise self._error_at("A string cannot stand on the left of a comparison.", operand.column)
        comparison, negated = self._operator(rest[0])
        test = syntax.Compare(operand, comparison, self._operand(rest[1]), _column(_first_token(rest[0])))
        return syntax.Not(test) if negated else test

    def _operator(self, tree: Node) -> tuple[Comparison, bool]:
        return cast(Comparison, str(_tokens(tree)[-1])), _has(tree, "NOT")

    def _operand(self, tree: Node) -> Operand:
        if tree.data == "text":
            return self._text_of(tree)
        token = _tokens(tree)[0]
        column = _column(token)
        match tree.data:
            case "number":
                return syntax.Number(float(token), column)
            case "call":
                return syntax.Call(str(token), tuple(self._operand(child) for child in _trees(tree)), column)
            case "qualified":
                label, attribute = token.split(".", 1)
                return syntax.Name(attribute, label, column)
            case _:
                return syntax.Name(str(token), None, column)

    def _text_of(self, tree: Node) -> syntax.Text:
        string, *flags = _tokens(tree)
        letters = frozenset(str(flags[0])[1:]) if flags else frozenset()
        if letters - set("cdl"):
            raise self._error(
                "The flags of a string are %c (case), %d (diacritics) and %l (literal).", flags[0]
            )
        quote = string[0]
        return syntax.Text(string[1:-1].replace(quote * 2, quote), letters, _column(string))

    def _error(self, message: str, token: Token) -> QueryError:
        return self._error_at(message, _column(token))

    def _error_at(self, message: str, column: int) -> QueryError:
        from corpus_tools.query.parse import query_error

        return query_error(message, self._text, column)


def _trees(tree: Node) -> list[Node]:
    return [child for child in tree.children if isinstance(child, Tree)]


def _tokens(tree: Node) -> list[Token]:
    return [child for child in tree.children if isinstance(child, Token)]


def _first_token(tree: Node) -> Token:
    return next(tree.scan_values(lambda value: isinstance(value, Token)))


def _column(token: Token) -> int:
    return (token.start_pos or 0) + 1


def _has(tree: Node, kind: str) -> bool:
    return any(token.type == kind for token in _tokens(tree))
