"""The parser's trees: their parts, and where they stand."""

from __future__ import annotations

from lark import Token, Tree

Node = Tree[Token]


def trees(node: Node) -> list[Node]:
    """Return the subtrees of a node."""
    return [child for child in node.children if isinstance(child, Tree)]


def tokens(node: Node) -> list[Token]:
    """Return the tokens of a node itself."""
    return [child for child in node.children if isinstance(child, Token)]


def of_type(node: Node, *kinds: str) -> list[Token]:
    """Return the tokens of a node itself that are of some types."""
    return [token for token in tokens(node) if token.type in kinds]


def has(node: Node, kind: str) -> bool:
    """Return whether a token of a type stands in a node itself."""
    return bool(of_type(node, kind))


def first_token(node: Node) -> Token:
    """Return the first token of a node or of what it contains."""
    return next(node.scan_values(lambda value: isinstance(value, Token)))


def column_of(token: Token) -> int:
    """Return the 1-based column of a token."""
    return (token.start_pos or 0) + 1
