"""The statements of a text of several queries: named results, what is done with them, lists of words."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from corpus_tools.query.syntax import Anchor, Expand, Query, Test

Operation: TypeAlias = Literal["intersection", "difference", "union"]
Side: TypeAlias = Literal["both", "left", "right"]
Choice: TypeAlias = Literal["nearest", "farthest", "leftmost", "rightmost"]


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a result."""

    name: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Recall:
    """A result by its name."""

    result: Reference
    expand: Expand | None = None


@dataclass(frozen=True, slots=True)
class Combine:
    """Two results as sets of ranges."""

    operation: Operation
    left: Reference
    right: Reference
    expand: Expand | None = None


@dataclass(frozen=True, slots=True)
class Subset:
    """The hits of a result (the last one, if none is named) whose token at an anchor passes a test."""

    result: Reference | None
    anchor: Anchor
    test: Test | None
    expand: Expand | None = None


@dataclass(frozen=True, slots=True)
class Cut:
    """Keep the hits from one number to another, both included, counted from 0."""

    result: Reference | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Reduce:
    """Keep so many hits, or so many of a hundred, chosen at random."""

    result: Reference | None
    size: int
    percent: bool = False
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Maximal:
    """Keep the hits that no other one contains."""

    result: Reference | None


@dataclass(frozen=True, slots=True)
class DeleteByAnchor:
    """Drop the hits that have an anchor, or that lack it."""

    result: Reference | None
    anchor: Anchor
    present: bool


@dataclass(frozen=True, slots=True)
class DeleteLines:
    """Drop the hits from one number to another, both included, counted from 0."""

    result: Reference | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SetAnchor:
    """Put an anchor of every hit where another one stands; without ``source`` remove it."""

    result: Reference
    anchor: Anchor
    source: Anchor | None
    overwrite: bool = False


@dataclass(frozen=True, slots=True)
class SearchAnchor:
    """Put an anchor of every hit on a token near it that passes a test."""

    result: Reference
    anchor: Anchor
    choice: Choice
    test: Test | None
    side: Side
    count: int
    unit: Anchor
    base: Anchor
    inclusive: bool = False


@dataclass(frozen=True, slots=True)
class Discard:
    """Forget results."""

    results: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Define:
    """Set a list of words, or add to it, or take from it."""

    name: str
    operator: Literal["=", "+=", "-="]
    words: tuple[str, ...] = ()
    other: Reference | None = None
    """Another list instead of the words."""


Yielding: TypeAlias = Query | Recall | Combine | Subset
Command: TypeAlias = (
    Cut | Reduce | Maximal | DeleteByAnchor | DeleteLines | SetAnchor | SearchAnchor | Discard | Define
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement, with the name that its result is given, if any.

    Attributes:
        source: The statement alone, as typed.
    """

    action: Yielding | Command
    name: Reference | None = None
    source: str = ""
