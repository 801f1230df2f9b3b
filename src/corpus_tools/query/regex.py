"""What a regular expression asks for at least, and whether it can be run without backtracking running away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["literal", "any", "class", "group"]

_PIECE = re.compile(
    r"""(?P<escape>\\(?:[pP]\{\^?\w+\}|[pP]\w|x\{[0-9a-fA-F]+\}|x[0-9a-fA-F]{2}|.))
    | (?P<class>\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\])
    | (?P<open>\((?:\?:)?) | (?P<close>\)) | (?P<bar>\|) | (?P<any>\.)
    | (?P<repeat>[*+?]\??\+?|\{\d+(?:,\d*)?\}\??\+?)
    | (?P<anchor>[\^$]) | (?P<literal>.)""",
    re.VERBOSE | re.DOTALL,
)
_PLAIN_ESCAPE = re.compile(r"\\[^\w\s]")
_CLASS_ESCAPE = re.compile(r"\\[dDwWsS]")
MAX_REPEATS = 3
"""An expression with more repetitions than this, or with nested ones, is left to the linear-time engine."""


@dataclass(frozen=True)
class Piece:
    """One piece of an expression: a character, a class or a group, with the repetition after it."""

    kind: Kind
    text: str
    repeat: str = ""

    @property
    def once(self) -> bool:
        """Whether it stands there exactly once."""
        return not self.repeat

    @property
    def rest(self) -> bool:
        """Whether it is ``.*``."""
        return self.kind == "any" and self.repeat == "*"


@dataclass(frozen=True)
class Shape:
    """What is known of an expression before it is run.

    Attributes:
        needed: A string that every match contains, as long as can be found; empty if none.
        exact: Whether the expression is ``needed`` alone, but for ``.*`` on the sides.
        open_left: Whether something may stand before ``needed``.
        open_right: Whether something may stand after it.
        backtracks: Whether a backtracking engine might take long.
    """

    needed: str = ""
    exact: bool = False
    open_left: bool = True
    open_right: bool = True
    backtracks: bool = True


def shape_of(pattern: str) -> Shape:
    """Analyse an expression; what is not understood is taken for the worst."""
    try:
        pieces = list(_pieces(pattern))
    except ValueError:
        return Shape()
    backtracks = len(_PIECE_REPEAT.findall(_without_escapes(pattern))) > MAX_REPEATS or any(
        piece.kind == "group" and (piece.repeat not in {"", "?"} or _nests(piece.text)) for piece in pieces
    )
    start, end = _longest_run(pieces)
    needed = "".join(piece.text for piece in pieces[start:end])
    before, after = pieces[:start], pieces[end:]
    exact = bool(needed) and all(piece.rest for piece in [*before, *after])
    return Shape(needed, exact, bool(before), bool(after), backtracks)


_PIECE_REPEAT = re.compile(r"[*+]|\{\d+,")


def _without_escapes(pattern: str) -> str:
    return re.sub(r"\\.|\[[^\]]*\]", "", pattern)


def _nests(group: str) -> bool:
    """Return whether a group holds another group or refers to anything but plain pieces."""
    return "(" in _without_escapes(group)[1:]


def _longest_run(pieces: list[Piece]) -> tuple[int, int]:
    """Return the first and last place of the longest run of characters that stand there once."""
    best, start = (0, 0), 0
    for place, piece in enumerate([*pieces, Piece("any", "")]):
        if piece.kind != "literal" or not piece.once:
            if place - start > best[1] - best[0]:
                best = (start, place)
            start = place + 1
    return best


def _pieces(pattern: str) -> Iterator[Piece]:
    """Split an expression into its pieces on the outermost level.

    Raises:
        ValueError: It has alternatives, anchors or escapes whose meaning is not known here.
    """
    found = list(_PIECE.finditer(pattern))
    place = 0
    while place < len(found):
        kind, text = found[place].lastgroup, found[place].group()
        if kind == "open":
            last = _closing(found, place)
            text = pattern[found[place].start() : found[last].end()]
            place = last
        place += 1
        repeat = ""
        if place < len(found) and found[place].lastgroup == "repeat":
            repeat = found[place].group()
            place += 1
        yield _piece(kind, text, repeat)


def _piece(kind: str | None, text: str, repeat: str) -> Piece:
    match kind:
        case "literal":
            return Piece("literal", text, repeat)
        case "escape" if _PLAIN_ESCAPE.fullmatch(text):
            return Piece("literal", text[1:], repeat)
        case "escape" if _CLASS_ESCAPE.fullmatch(text):
            return Piece("class", text, repeat)
        case "any":
            return Piece("any", text, repeat)
        case "class" if "[:" not in text and r"\p" not in text.lower():
            return Piece("class", text, repeat)
        case "open" if not text.startswith("(?") or text.startswith("(?:"):
            return Piece("group", text, repeat)
        case _:
            raise ValueError(text)


def _closing(found: list[re.Match[str]], place: int) -> int:
    depth = 0
    for last in range(place, len(found)):
        depth += (found[last].lastgroup == "open") - (found[last].lastgroup == "close")
        if depth == 0:
            return last
    raise ValueError("unbalanced")
