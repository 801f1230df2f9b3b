"""The syntax tree of a query."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Strategy: TypeAlias = Literal["shortest", "standard", "longest", "traditional"]
Comparison: TypeAlias = Literal["=", "!=", "<", "<=", ">", ">=", "contains", "matches"]
Mark: TypeAlias = str
"""``target``, ``keyword``, or a mark with a number such as ``@1``."""

STRATEGIES: tuple[Strategy, ...] = ("standard", "shortest", "longest", "traditional")


# -------------------------------------------------------------------------------- conditions on one token


@dataclass(frozen=True, slots=True)
class Text:
    """A string in quotation marks: a regular expression, or a literal with the flag ``l``."""

    pattern: str
    flags: frozenset[str] = frozenset()
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Number:
    """An integer or decimal constant."""

    value: float
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """An attribute, on the token itself or on the token of a label; or a label alone (``attribute`` is empty)."""

    attribute: str
    label: str | None = None
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A built-in function of its arguments."""

    function: str
    arguments: tuple[Operand, ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Words:
    """A list of words by its name: one of them, literally, or as regular expressions."""

    name: str
    expressions: bool = False
    flags: frozenset[str] = frozenset()
    column: int = field(default=0, compare=False)


Operand: TypeAlias = Text | Number | Name | Call | Words


@dataclass(frozen=True, slots=True)
class Compare:
    """A comparison of two operands."""

    left: Operand
    operator: Comparison
    right: Operand
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Exists:
    """An operand alone: it has a value that is not zero."""

    operand: Operand


@dataclass(frozen=True, slots=True)
class Not:
    """The negation of a test."""

    test: Test


@dataclass(frozen=True, slots=True)
class And:
    """Both tests hold."""

    left: Test
    right: Test


@dataclass(frozen=True, slots=True)
class Or:
    """One of the tests holds."""

    left: Test
    right: Test


Test: TypeAlias = Compare | Exists | Not | And | Or


# ------------------------------------------------------------------------------------ patterns of tokens


@dataclass(frozen=True, slots=True)
class Token:
    """One token; any token when there is no test."""

    test: Test | None = None
    label: str | None = None
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """A test on the next token, which is not taken into the match."""

    test: Test | None


@dataclass(frozen=True, slots=True)
class ValueTest:
    """A test of a region's attribute; an empty ``attribute`` tests that the region has the tag's name."""

    attribute: str
    operator: Comparison
    text: Text


@dataclass(frozen=True, slots=True)
class Open:
    """An opening tag: a region begins here."""

    name: str
    tests: tuple[ValueTest, ...] = ()
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Close:
    """A closing tag: the region that the matching tag opened ends here."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Region:
    """All tokens of one region."""

    name: str
    tests: tuple[ValueTest, ...] = ()
    label: str | None = None
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Sequence:
    """Patterns one after the other."""

    items: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several patterns."""

    items: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A pattern several times; without ``most`` as often as it goes."""

    item: Pattern
    least: int
    most: int | None


Pattern: TypeAlias = Token | Look | Open | Close | Region | Sequence | Choice | Repeat


# ---------------------------------------------------------------------------------------- whole queries


@dataclass(frozen=True, slots=True)
class Within:
    """A match lies inside ``count`` regions of a structure, or is ``count`` tokens long at most."""

    structure: str | None
    count: int = 1
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """A relation that a match must have to one of another pattern."""

    relation: Literal["within", "containing", "overlapping"]
    pattern: Pattern
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Expand:
    """Widen each match to whole regions."""

    structure: str
    count: int = 1
    side: Literal["both", "left", "right"] = "both"
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Meet:
    """Tokens of the left side that have one of the right side near them."""

    left: Proximity
    right: Proximity
    negated: bool = False
    first: int = 1
    last: int = 1
    structure: str | None = None
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Union:
    """Tokens of either side."""

    left: Proximity
    right: Proximity


Proximity: TypeAlias = Token | Meet | Union


@dataclass(frozen=True, slots=True)
class Column:
    """A token of a table, so many tokens after the one before; without ``most`` as far as it goes."""

    token: Token
    least: int = 0
    most: int | None = 0


@dataclass(frozen=True, slots=True)
class Table:
    """Tokens in order at given distances, each the next that fits."""

    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a match: ``match``, ``matchend``, ``target``, ``keyword`` or a label, and tokens beyond it."""

    name: str
    offset: int = 0
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Query:
    """A query: a pattern (a meet-union expression, a table) with what is asked of its matches."""

    text: str
    pattern: Pattern | Meet | Union | Table
    constraint: Test | None = None
    within: Within | None = None
    filters: tuple[Filter, ...] = ()
    expand: Expand | None = None
    cut: int | None = None
    strategy: Strategy | None = None
    show: tuple[Anchor, Anchor] | None = None
    keep: bool = False
    """A match of the pattern keeps the hit of the active result that it lies in."""
