"""Regions by the time they mean: ``from`` and ``to`` against the attributes ``earliest`` and ``latest``."""

from __future__ import annotations

import calendar
import re

import numpy as np

from corpus_tools.errors import Message
from corpus_tools.index import Lexicon, StructuralAttribute
from corpus_tools.query.positions import Flags

TIME_TESTS = {"from", "to"}
_DATE = re.compile(r"(-?\d{4,})(?:-(\d{2})(?:-(\d{2}))?)?(?:T.*)?")


def regions_in_time(structure: StructuralAttribute, bounds: dict[str, str]) -> Flags:
    """Return which regions lie wholly inside a time; those without bounds do not.

    Raises:
        ValueError: A bound is no date.
    """
    flags = np.ones(len(structure), dtype=np.bool_)
    for attribute, name, last in (("earliest", "from", False), ("latest", "to", True)):
        days = _days_of_values(structure.lexicon(attribute), last=last)
        codes = structure.codes(attribute)
        values = np.append(days, np.nan)[codes]
        flags &= ~np.isnan(values)
        if name in bounds:
            bound = _day(bounds[name], last=last)
            if bound is None:
                raise ValueError(
                    Message(
                        "{name}={given!r} is no date. Write a year, year-month or year-month-day.",
                        name=name,
                        given=bounds[name],
                    )
                )
            flags &= values <= bound if last else values >= bound
    return flags


def _days_of_values(lexicon: Lexicon, *, last: bool) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    days = [_day(value, last=last) for value in lexicon]
    return np.array([np.nan if day is None else day for day in days], dtype=np.float64)


def _day(value: str, *, last: bool) -> int | None:
    """Return a sortable number for the first or last day of a year, month or day."""
    found = _DATE.fullmatch(value.strip())
    if not found:
        return None
    year = int(found[1])
    month = int(found[2]) if found[2] else 12 if last else 1
    if not 1 <= month <= 12:
        return None
    days = _days_in_month(year, month)
    day = int(found[3]) if found[3] else days if last else 1
    return (year * 12 + month) * 31 + day if 1 <= day <= days else None


def _days_in_month(year: int, month: int) -> int:
    """Count the days in the proleptic Gregorian calendar, which repeats after 400 years."""
    return calendar.monthrange(2000 + year % 400, month)[1]
