"""How wide a line is, in em: one full-width character is 1."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace

from corpus_tools.reconstruct.characters import CLOSING, HALF_SPACES, OPENING, PAUSE

_WIDE_SIGNS = frozenset(c for c in CLOSING + OPENING + PAUSE + "。．・：；" if ord(c) > 0x2E80)


class _Classes(dict[int, str]):
    """Code point to class letter, filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = letter = _class_of(chr(code))
        return letter


def _class_of(character: str) -> str:
    if character in HALF_SPACES:
        return "s"
    if character in _WIDE_SIGNS:
        return "p"
    category = unicodedata.category(character)
    if category in ("Mn", "Me", "Cf", "Cc"):
        return "z"
    if unicodedata.east_asian_width(character) in "WFA":
        return "j"
    if category == "Nd":
        return "d"
    return {"Lu": "u", "Ll": "l"}.get(category, "o")


_CLASSES = _Classes()


@dataclass(frozen=True)
class Metric:
    """A way to set type: the widths of what is not a full-width character.

    Attributes:
        touch: Space between Japanese and Latin letters where they touch.
        signs: What two full-width signs in a row save.
        space: Width of a half-width space between Latin words.
        edge_space: Width of one beside a Japanese character; none where the extraction put it there.
        wide: Width of a full-width character.
    """

    name: str
    upper: float = 0.5
    lower: float = 0.5
    digit: float = 0.5
    other: float = 0.5
    touch: float = 0.0
    signs: float = 0.0
    space: float = 0.5
    edge_space: float = 0.0
    wide: float = 1.0

    def width(self, text: str) -> float:
        """Measure one line without its break."""
        classes = text.translate(_CLASSES)
        edge = _edge_spaces(classes)
        width = self.wide * (classes.count("j") + classes.count("p"))
        width += self.upper * classes.count("u") + self.lower * classes.count("l")
        width += self.digit * classes.count("d") + self.other * classes.count("o")
        width += self.edge_space * edge + self.space * (classes.count("s") - edge)
        if self.touch:
            bare = classes.replace("s", "")
            width += self.touch * sum(map(bare.count, _TOUCHING)) + self.signs * bare.count("pp")
        return width


def _edge_spaces(classes: str) -> int:
    return sum(map(classes.count, ("js", "ps", "sj", "sp")))


_TOUCHING = ("ju", "jl", "jd", "uj", "lj", "dj")

_CHARACTERS = Metric("characters", upper=1.0, lower=1.0, digit=1.0, other=1.0, space=1.0)

METRICS: tuple[Metric, ...] = (
    Metric("terminal"),
    Metric("terminal with spaces", edge_space=0.5),
    _CHARACTERS,
    replace(_CHARACTERS, name="characters with spaces", edge_space=1.0),
    # Measured on typeset pages: proportional Latin, a third of an em between the scripts (JIS X 4051
    # says a quarter before justification), half an em saved where two signs meet.
    Metric("typeset", upper=0.72, lower=0.45, digit=0.52, other=0.45, touch=0.3, signs=-0.5, space=0.3),
)
"""Simplest first: a later one must fit the file better to be chosen."""
