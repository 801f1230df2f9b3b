"""An expression of time with its place on the calendar, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from corpus_tools.annotate.dates_ja.parts import Expression, Point

Certainty: TypeAlias = Literal["high", "medium", "low"]
DCT = "DCT"
"""The anchor of what is counted from the date of writing."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An expression with its calendar points filled in.

    Attributes:
        point: The point, or the begin of a range; ``None`` for durations, sets and offsets from nowhere.
        until: The end of a range.
        anaphoric: The words alone do not give the value.
        anchor: Index of the expression the value rests on, ``DCT``, or ``None``.
        certainty: ``high`` for explicit dates, steps within a sentence and words like 昨日; ``medium`` for
            ground in the same paragraph; ``low`` for more distant ground, and for none.
        since: First and last point of a duration whose both ends are known (12年ぶり).
    """

    expression: Expression
    point: Point | None = None
    until: Point | None = None
    anaphoric: bool = False
    anchor: int | str | None = None
    certainty: Certainty = "high"
    since: tuple[Point, Point] | None = None
