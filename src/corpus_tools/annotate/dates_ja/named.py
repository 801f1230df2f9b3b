"""Remembers the dates a text has named in full, for those that repeat them or count in their century or era."""

from __future__ import annotations

from collections import defaultdict, deque

from corpus_tools.annotate.dates_ja.context import Context
from corpus_tools.annotate.dates_ja.parts import Point
from corpus_tools.annotate.dates_ja.steps import Moment

MOST_SEEN = 32
"""Dates kept of each month, so that the reading stays linear in texts of nothing but dates."""
LONGEST_ERA_STEP = 25
"""How many years on an era's count may go without its name."""


class NamedDates:
    """The dates whose year was written.

    Attributes:
        last: The latest of them that stood in the main text.
    """

    def __init__(self) -> None:
        self.last: Moment | None = None
        self._era: int | None = None
        self._seen: dict[int, deque[tuple[Moment, frozenset[str]]]] = defaultdict(
            lambda: deque(maxlen=MOST_SEEN)
        )

    def note(self, moment: Moment, point: Point, context: Context, *, repeatable: bool) -> None:
        """Remember a written date, and, where it is ``repeatable``, its month for a bare one to come."""
        if not context.aside_end and point.precision != "century":
            self.last, self._era = moment, point.era
        if repeatable and point.month is not None:
            self._seen[point.month].append((moment, context.nouns))

    def repeated(self, point: Point, context: Context) -> Moment | None:
        """Find the full date that a bare one repeats.

        2月24日 repeats 2022年2月24日; 2月 alone repeats 2022年2月 only when both date the same thing
        (2月の全面侵攻), since another year has a February too.
        """
        if point.month is None:
            return None
        for moment, nouns in reversed(self._seen.get(point.month, ())):
            if point.day is not None and moment.day == point.day:
                return moment
            if point.day is None and _share_noun(nouns, context.nouns):
                return moment
        return None

    def era_of(self, number: int) -> tuple[int, Moment] | None:
        """Return the era a small number counts in while the text counts by one (昭和20年, then 24年), and whence."""
        if self._era is None or self.last is None or self.last.year is None:
            return None
        step = self._era + number - 1 - self.last.year
        return (self._era, self.last) if 0 <= step <= LONGEST_ERA_STEP else None


def _share_noun(first: frozenset[str], second: frozenset[str]) -> bool:
    return any(one in other or other in one for one in first for other in second)
