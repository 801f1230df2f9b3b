"""Macros: patterns with parameters, written once and expanded wherever a query names them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from corpus_tools.errors import Message, QueryError
from corpus_tools.query.macro_text import (
    ARGUMENT,
    CALL,
    CLOSING,
    DEFINITION,
    STRING,
    Expanded,
    end_of_definition,
    end_of_statement,
    next_line,
    next_of_interest,
)
from corpus_tools.query.parse import query_error

MAX_ARGUMENTS = 10
MAX_LENGTH = 1_000_000
"""A query is not expanded to more characters than this."""

_PARAMETER = re.compile(r"\$(\d)(?:=[\w-]*)?")
_SLOT = re.compile(r"\$(\d|\$)")


@dataclass(frozen=True)
class Macro:
    """A macro: its name, how many arguments it takes, and what it stands for."""

    name: str
    n_arguments: int
    body: str

    def filled(self, arguments: list[str], number: int) -> str:
        """Return the body with the arguments put in; ``$$`` becomes a name that no other call has."""
        return _SLOT.sub(
            lambda slot: f"_call_{number}" if slot[1] == "$" else arguments[int(slot[1])], self.body
        )


@dataclass
class Macros:
    """The macros that have been defined; those with one name differ in how many arguments they take."""

    known: dict[tuple[str, int], Macro] = field(default_factory=dict)

    def load(self, path: Path) -> None:
        """Read the definitions of a file; each ends with a line that is, or ends with, a semicolon.

        Raises:
            QueryError: The file is missing or not well formed; the message names the line.
        """
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise QueryError(f"{path}: the macros cannot be read ({error}). Give a file in UTF-8.") from error
        place = 0
        while (start := next_line(text, place)) < len(text):
            found = DEFINITION.match(text, start)
            if found is None:
                raise _file_error(path, text, start, "a definition should begin here: MACRO name($0=first …)")
            end = end_of_definition(text, found.end())
            if end is None:
                raise _file_error(
                    path, text, start, f"the definition of {found[1]} has no line with ; at its end"
                )
            try:
                self._define(found, _without_comments(text[found.end() : end]), text)
            except QueryError as error:
                raise _file_error(path, text, start, error.message) from error
            place = text.find(";", end) + 1

    def expanded(self, text: str) -> Expanded:
        """Take the definitions out of a text and put what the macros stand for in the place of their calls.

        Raises:
            QueryError: A definition is not well formed, a macro is not known or calls itself, or the text
                would become too long.
        """
        if "/" not in text and "acro" not in text and "ACRO" not in text:
            return Expanded(text, text, ((0, 0, True),))
        return _Expansion(self, text).run()

    def _define(self, found: re.Match[str], body: str, text: str) -> str:
        name, parameters = found[1], found[2].strip("\"' ")
        n_arguments = int(parameters) if parameters.isdigit() else _count_parameters(parameters, found, text)
        body = body.strip()
        pieces = re.findall(STRING, body)
        as_strings = found[0].lstrip().startswith("def") or found[2][:1] in "\"'"
        if found[2] and as_strings and pieces and not re.sub(STRING, "", body).strip():
            # the definition as CQP wants it on the command line: one or more strings
            body = " ".join(piece[1:-1].replace(piece[0] * 2, piece[0]) for piece in pieces)
        slots = [int(slot) for slot in _SLOT.findall(body) if slot != "$"]
        if n_arguments > MAX_ARGUMENTS or any(slot >= n_arguments for slot in slots):
            raise query_error(
                Message(
                    "The macro {name} takes {n} arguments, $0 to ${last}. It uses ${used}; at most {most} are possible.",
                    name=name,
                    n=n_arguments,
                    last=max(n_arguments - 1, 0),
                    used=max(slots, default=0),
                    most=MAX_ARGUMENTS,
                ),
                text,
                found.start(1) + 1,
            )
        self.known[name, n_arguments] = Macro(name, n_arguments, body)
        return name


class _Expansion:
    def __init__(self, macros: Macros, text: str) -> None:
        self._macros = macros
        self._typed = text
        self._pieces: list[str] = []
        self._places: list[tuple[int, int, bool]] = []
        self._length = 0
        self._calls = 0

    def run(self) -> Expanded:
        text, place, defined, at_start = self._typed, 0, [], True
        while place < len(text):
            if at_start and (found := DEFINITION.match(text, next_line(text, place))):
                end = end_of_statement(text, found.end())
                defined.append(self._macros._define(found, text[found.end() : end], text))
                place = end + 1
                continue
            stop = next_of_interest(text, place)
            self._add(text[place:stop], place, copied=True)
            at_start = stop < len(text) and text[stop] == ";"
            if stop < len(text) and text[stop] == "/":
                place = self._call(stop)
            else:
                self._add(text[stop : stop + 1], stop, copied=True)
                place = stop + 1
        return Expanded(text, "".join(self._pieces), tuple(self._places) or ((0, 0, True),), tuple(defined))

    def _add(self, piece: str, origin: int, *, copied: bool) -> None:
        if piece:
            self._places.append((self._length, origin, copied))
            self._pieces.append(piece)
            self._length += len(piece)

    def _call(self, place: int) -> int:
        """Add what the call at a place stands for; return where the call ends."""
        body, end = self._expand_call(self._typed, place, place, ())
        self._add(body, place, copied=False)
        return end

    def _expand_call(self, text: str, place: int, origin: int, active: tuple[Macro, ...]) -> tuple[str, int]:
        call = CALL.match(text, place)
        assert call is not None
        arguments, end = self._arguments(text, call, origin)
        macro = self._macro(call[1], len(arguments), origin)
        if macro in active:
            raise query_error(
                Message("The macro {name} calls itself.", name=macro.name), self._typed, origin + 1
            )
        self._calls += 1
        return self._expand_body(macro.filled(arguments, self._calls), origin, (*active, macro)), end

    def _expand_body(self, body: str, origin: int, active: tuple[Macro, ...]) -> str:
        pieces, place, length = [], 0, 0
        while place < len(body):
            stop = next_of_interest(body, place)
            piece = body[place:stop]
            if stop < len(body) and body[stop] == "/":
                made, place = self._expand_call(body, stop, origin, active)
                piece += made
            else:
                piece += body[stop : stop + 1]
                place = stop + 1
            pieces.append(piece)
            length += len(piece)
            if length + self._length > MAX_LENGTH:
                raise query_error(
                    Message(
                        "With its macros the query has more than {most:,} characters. Nest fewer macros.",
                        most=MAX_LENGTH,
                    ),
                    self._typed,
                    origin + 1,
                )
        return "".join(pieces)

    def _arguments(self, text: str, call: re.Match[str], origin: int) -> tuple[list[str], int]:
        arguments: list[str] = []
        place, closing = call.end(), CLOSING[call[2]]
        if text[place:].lstrip().startswith(closing):
            return arguments, text.index(closing, place) + 1
        while (found := ARGUMENT.match(text, place)) is not None:
            argument = found[1]
            quoted = argument[0] in "\"'"
            arguments.append(argument[1:-1].replace(argument[0] * 2, argument[0]) if quoted else argument)
            place = found.end()
            if found[2] == closing:
                return arguments, place
            if found[2] != ",":
                break
        column = place if text is self._typed else origin
        raise query_error(
            Message(
                "Right would be: {example}; the arguments are strings, numbers and names.",
                example=f'/{call[1]}{call[2]}"…", 3, name{closing}',
            ),
            self._typed,
            column + 1,
        )

    def _macro(self, name: str, n_arguments: int, origin: int) -> Macro:
        known = self._macros.known
        if (name, n_arguments) not in known:
            available = ", ".join(sorted(f"{one}({count})" for one, count in known))
            raise query_error(
                Message(
                    "No macro {name} with {n} arguments. Available: {available}. Define it: MACRO {name}($0=…) … ;",
                    name=name,
                    n=n_arguments,
                    available=available or Message("none"),
                ),
                self._typed,
                origin + 1,
            )
        return known[name, n_arguments]


def _without_comments(text: str) -> str:
    return re.sub(rf"({STRING})|#[^\r\n]*", lambda found: found[1] or "", text)


def _count_parameters(parameters: str, found: re.Match[str], text: str) -> int:
    numbers = [int(number) for number in _PARAMETER.findall(parameters)]
    if _PARAMETER.sub("", parameters).strip(" \t,") or numbers != list(range(len(numbers))):
        raise query_error(
            Message(
                "The parameters of {name} should be numbered and named in order: $0=first $1=second.",
                name=found[1],
            ),
            text,
            found.start(1) + 1,
        )
    return len(numbers)


def _file_error(path: Path, text: str, place: int, message: str) -> QueryError:
    line = text.count("\n", 0, place) + 1
    return QueryError(f"{path}, line {line}: {message}")
