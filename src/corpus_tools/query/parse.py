"""Query text to syntax tree, with errors that point at the place."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import resources
from typing import NoReturn

from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from corpus_tools.errors import Message, QueryError
from corpus_tools.query.plain import plain_query
from corpus_tools.query.program import Statement
from corpus_tools.query.syntax import Query
from corpus_tools.query.tree_program import ProgramReader

_PAIRS = {"[": "]", "(": ")", "{": "}"}
_STRING = re.compile(r'"(?:\\.|""|[^"\\\n])*"' r"|'(?:\\.|''|[^'\\\n])*'")


@lru_cache(maxsize=256)
def parse_program(text: str) -> tuple[Statement, ...]:
    """Return the statements of a text, one at least.

    Raises:
        QueryError: The text is not well formed; the message shows the place.
    """
    if (plain := plain_query(text)) is not None:
        return (Statement(plain, source=text),)
    try:
        tree: Tree[Token] = _parser().parse(text)
        statements = ProgramReader(text).statements(tree)
    except UnexpectedInput as error:
        _explain(text, error)
    except RecursionError as error:
        raise QueryError("The query is nested too deeply. Take some parentheses away.", query=text) from error
    if not statements:
        raise _broken(text, len(text.rstrip()) + 1 if text.strip() else 1)
    return statements


def parse(text: str) -> Query:
    """Return the syntax tree of a single query.

    Raises:
        QueryError: The text is not well formed, or more than one query.
    """
    statements = parse_program(text)
    action = statements[0].action
    if len(statements) > 1 or not isinstance(action, Query):
        raise QueryError("This is no single query. Run it with Corpus.query or in a session.", query=text)
    return action


def query_error(message: str, text: str, column: int, *, hint: str = "") -> QueryError:
    """Make an error that shows the query with a caret under ``column`` (1-based, in characters)."""
    return QueryError(message, query=text, column=column, shown=pointer(text, column), hint=hint)


def pointer(text: str, column: int) -> str:
    """Return the line of ``text`` with ``column`` and a caret under that column."""
    before = text[: column - 1]
    line_start = before.rfind("\n") + 1
    line = text[line_start:].split("\n", 1)[0]
    indent = "".join("　" if is_wide(character) else " " for character in before[line_start:])
    return f"{line}\n{indent}^"


def is_wide(character: str) -> bool:
    """Return whether a terminal shows a character two columns wide, so that the caret stays under it."""
    from unicodedata import east_asian_width

    return east_asian_width(character) in "WF"


@lru_cache(maxsize=1)
def _parser() -> Lark:
    grammar = resources.files("corpus_tools.query").joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(
        grammar, parser="lalr", lexer="contextual", maybe_placeholders=False, propagate_positions=True
    )


def _explain(text: str, error: UnexpectedInput) -> NoReturn:
    raise _broken(text, _place(text, error) + 1) from error


def _broken(text: str, column: int) -> QueryError:
    message = Message("Query breaks off or goes wrong at column {column}.", column=column)
    return query_error(message, text, column, hint=_hint(text, column))


def _place(text: str, error: UnexpectedInput) -> int:
    """Return the offset of the error; at an early end lark points at the last token instead."""
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(text)
    if isinstance(error, UnexpectedCharacters | UnexpectedToken) and error.pos_in_stream is not None:
        return error.pos_in_stream
    return len(text)


def _unclosed(text: str) -> str:
    """Return the last bracket that is opened and not closed, outside of strings; empty if there is none."""
    waiting: list[str] = []
    for bracket in re.findall(r"[][(){}]", _STRING.sub("", text)):
        if bracket in _PAIRS:
            waiting.append(bracket)
        elif waiting and _PAIRS[waiting[-1]] == bracket:
            waiting.pop()
    return waiting[-1] if waiting else ""


def _hint(text: str, column: int) -> str:
    if not text.strip():
        return 'The query is empty. Write at least one token, such as [word="の"] or "の".'
    rest = text[column - 1 :]
    if rest[:1] in {'"', "'"} and not _STRING.match(rest):
        return "A string begins here and has no closing quotation mark."
    before = text[: column - 1].rstrip()
    unclosed = _unclosed(before)
    if unclosed == "[" and before.endswith(('"', "'")) and re.match(r"""["'\w]""", rest):
        return 'Put & or | between two conditions: [lemma="…" & pos="…"].'
    if not rest.strip() and unclosed:
        return Message("A {opening} has no closing {closing}.", opening=unclosed, closing=_PAIRS[unclosed])
    if rest[:1] in {"“", "”", "＂", "「"}:
        return 'Put strings between straight quotation marks: "…".'
    if rest[:1].isascii() and rest[:1].isalpha():
        return 'Put words between quotation marks: "…", or name an attribute: [lemma="…"].'
    return ""
