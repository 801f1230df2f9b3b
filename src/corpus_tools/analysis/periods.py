"""A stretch of calendar that a user asks for, as first and last day."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from typing import Literal

from corpus_tools.errors import Message, QueryError

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Period:
    """From a first to a last day, each ``YYYY-MM-DD`` or open."""

    first: str | None
    last: str | None

    @classmethod
    def between(cls, start: str | None, end: str | None) -> Period:
        """Make a period from a year, month or day to another, both included.

        Raises:
            QueryError: Not a calendar year, month or day, or the end lies before the start.
        """
        first = _days(start)[0] if start else None
        last = _days(end)[1] if end else None
        if first and last and last < first:
            raise QueryError(
                Message(
                    "The period from {start} to {end} runs backwards. Exchange the two.", start=start, end=end
                )
            )
        return cls(first, last)

    def holds(self, earliest: str | None, latest: str | None, *, match: Literal["within", "overlap"]) -> bool:
        """Return whether a date with these bounds lies in the period, or touches it.

        A date without any bound is in no period; an open side reaches without end.
        """
        if earliest is None and latest is None:
            return False
        if match == "overlap":
            after = self.first is None or latest is None or latest >= self.first
            return after and (self.last is None or earliest is None or earliest <= self.last)
        after = self.first is None or (earliest is not None and earliest >= self.first)
        return after and (self.last is None or (latest is not None and latest <= self.last))


def _days(text: str) -> tuple[str, str]:
    match = _DAY.fullmatch(text)
    if match is None:
        raise QueryError(
            Message(
                "{given!r} is no year, month or day. Right would be: 1997, 1997-07 or 1997-07-08.", given=text
            )
        )
    year, month, day = int(match[1]), int(match[2] or 0), int(match[3] or 0)
    if month > 12 or (match[2] and month < 1) or year < 1:
        raise QueryError(Message("{given!r} is no month of the calendar.", given=text))
    last_month = month or 12
    length = calendar.monthrange(year, last_month)[1]
    if match[3] and not 1 <= day <= length:
        raise QueryError(Message("{given!r} is no day of the calendar.", given=text))
    return (f"{year:04}-{month or 1:02}-{day or 1:02}", f"{year:04}-{last_month:02}-{day or length:02}")
