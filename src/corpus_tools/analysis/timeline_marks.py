"""A timeline laid out for drawing: marks in lanes, lanes in rows, and how many dates fall in each unit of time."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from corpus_tools.analysis.timeline import years

Grouping = Literal["section", "type"]
PRECISIONS = ("day", "month or season", "year", "longer", "open")
_DAY_LENGTH = 1 / 372


@dataclass(frozen=True, slots=True)
class Mark:
    """A date to draw: from ``start`` to ``end`` in years; ``open`` says which side has no end.

    ``order`` is its place in the text: document and sentence.
    """

    start: float
    end: float
    open: Literal["", "before", "after"]
    group: tuple[str, str]
    label: str
    order: tuple[str, int]

    @property
    def precision(self) -> str:
        """Return one of ``PRECISIONS``."""
        if self.open:
            return "open"
        length = self.end - self.start
        limits = ((1.5 * _DAY_LENGTH, "day"), (0.51, "month or season"), (1.01, "year"))
        return next((name for limit, name in limits if length <= limit), "longer")


def marks(records: Iterable[dict[str, Any]], *, by: Grouping) -> list[Mark]:
    """Make marks of the rows of a timeline; rows without days have no place on it and are left out."""
    return [_mark(row, by) for row in records if row["earliest"] or row["latest"]]


def _mark(row: dict[str, Any], by: Grouping) -> Mark:
    first, last = row["earliest"], row["latest"]
    start = years(first) if first else years(last)
    end = (years(last) if last else years(first)) + _DAY_LENGTH
    group = ("", row["type"]) if by == "type" else (row["document"], row["section"] or "")
    names = dict.fromkeys(entity["en"] for entity in row["entities"] if entity["en"])
    label = "  ".join([row["edtf"] or first or last, ", ".join(list(names)[:3])]).strip()
    side: Literal["", "before", "after"] = "" if first and last else "after" if first else "before"
    return Mark(start, end, side, group, label, (row["document"], row["sentence_n"] or 0))


def lanes(row: Sequence[Mark], *, width: float) -> list[int]:
    """Give each mark the first lane where it touches none before it; a mark takes at least ``width`` years."""
    ends: list[float] = []
    chosen = {}
    for number in sorted(range(len(row)), key=lambda number: (row[number].start, row[number].end)):
        mark = row[number]
        lane = next((lane for lane, end in enumerate(ends) if end <= mark.start), len(ends))
        ends[lane : lane + 1] = [max(mark.end, mark.start + width)]
        chosen[number] = lane
    return [chosen[number] for number in range(len(row))]


def unit_of(span: float) -> tuple[str, float]:
    """Return the unit that dates are counted by over so many years, and its length in years."""
    for limit, name, length in ((3, "month", 1 / 12), (150, "year", 1.0), (1500, "decade", 10.0)):
        if span <= limit:
            return (name, length)
    return ("century", 100.0)


def counts(drawn: Iterable[Mark], *, length: float) -> dict[float, int]:
    """Count the marks that lie wholly in one unit, by where the unit starts; longer and open ones are not counted."""
    found: Counter[float] = Counter()
    for mark in drawn:
        unit = math.floor(mark.start / length + 1e-9)
        if not mark.open and mark.end <= (unit + 1) * length + 1e-9:
            found[unit * length] += 1
    return dict(found)
