"""The text of a query with macros: strings and comments passed over, and the way back from what calls become."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from corpus_tools.errors import Message, QueryError
from corpus_tools.query.parse import query_error

STRING = r'"(?:\\[^\r\n]|""|[^"\\\r\n])*"' + r"|'(?:\\[^\r\n]|''|[^'\\\r\n])*'"
_SKIPPED = re.compile(rf"{STRING}|\#[^\r\n]*")
CALL = re.compile(r"/([A-Za-z_][\w-]*)([(\[])")
CLOSING = {"(": ")", "[": "]"}
ARGUMENT = re.compile(rf"\s*({STRING}|[+-]?\d+|[^\W\d][\w-]*)\s*(,|[)\]])")
DEFINITION = re.compile(
    r"[ \t]*(?:def(?:ine)?\s+)?(?:MACRO|macro)\s+([A-Za-z_][\w-]*)\s*\(\s*(\d+|[^)]*?)\s*\)"
)


@dataclass(frozen=True)
class Expanded:
    """A text without definitions and calls of macros, and the way back to what was typed.

    Attributes:
        places: Where pieces of ``text`` begin, ascending, with the place in ``typed`` that each came from,
            and whether it was copied (or made from a macro).
        defined: Names of the macros that the text defines.
    """

    typed: str
    text: str
    places: tuple[tuple[int, int, bool], ...]
    defined: tuple[str, ...] = ()

    def error(self, error: QueryError) -> QueryError:
        """Return an error about ``text`` as one about what was typed."""
        if error.query != self.text or error.column is None or self.typed == self.text:
            return error
        number = bisect_right(self.places, error.column - 1, key=lambda piece: piece[0]) - 1
        start, origin, copied = self.places[max(number, 0)]
        if copied:
            column = origin + error.column - start
            return query_error(_at(error.message, column), self.typed, column, hint=error.hint)
        message = Message(
            "{message} This is in what the macro stands for: {text}",
            message=_at(error.message, origin + 1),
            text=self._made(number),
        )
        return query_error(message, self.typed, origin + 1, hint=error.hint)

    def _made(self, number: int) -> str:
        end = self.places[number + 1][0] if number + 1 < len(self.places) else len(self.text)
        return " ".join(self.text[self.places[number][0] : end].split())


def _at(message: Message, column: int) -> Message:
    """Return a message with another column, if it names one."""
    values = {**message.values, "column": column} if "column" in message.values else message.values
    return Message(message.template, **values)


def next_of_interest(text: str, place: int) -> int:
    """Return the next place of a macro call or of the end of a statement, outside strings and comments."""
    while place < len(text):
        skipped = _SKIPPED.match(text, place)
        if skipped:
            place = skipped.end()
        elif text[place] == ";" or (text[place] == "/" and CALL.match(text, place)):
            return place
        else:
            place += 1
    return place


def end_of_statement(text: str, place: int) -> int:
    """Return the place of the semicolon that ends a statement, or the end of the text."""
    while place < len(text) and text[place] != ";":
        skipped = _SKIPPED.match(text, place)
        place = skipped.end() if skipped else place + 1
    return place


def end_of_definition(text: str, place: int) -> int | None:
    """Return the place of the semicolon that ends its line, outside strings and comments."""
    while place < len(text):
        skipped = _SKIPPED.match(text, place)
        if skipped:
            place = skipped.end()
            continue
        if text[place] == ";" and re.match(r";[ \t]*(#[^\n]*)?(\r?\n|$)", text[place:]):
            return place
        place += 1
    return None


def next_line(text: str, place: int) -> int:
    """Return the next place that is neither white space nor comment."""
    found = re.compile(r"(?:\s|#[^\r\n]*)*").match(text, place)
    return found.end() if found else place
