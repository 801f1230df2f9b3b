"""The narrative's time in reading order: where a text stands, and which dates move it.

The narrative stands at a *front*: the year, month and day that the text is about. Dates that only look back or
aside do not move it; they open a *frame* that serves the expressions near them and is then forgotten.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from corpus_tools.annotate.date_context_ja import Context
from corpus_tools.annotate.date_parts import Expression, Point
from corpus_tools.annotate.date_steps import Moment, moment_of

Scope: TypeAlias = Literal["aside", "sentence", "paragraph"]
MOST_FRAMES = 8
MOST_SEEN = 32
LONGEST_ERA_STEP = 25
"""Limits that keep the reading linear in texts of nothing but dates, and the reach of an era's count."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A moment the text has gone aside to, and how far that holds.

    Attributes:
        scope: To the end of a bracket or clause, of the sentence, or of the paragraph.
        end: Where an aside ends.
    """

    moment: Moment
    scope: Scope
    end: int = 0

    def holds(self, context: Context) -> bool:
        """Tell whether the frame still serves an expression."""
        if self.scope == "aside":
            return context.position < self.end
        if self.scope == "sentence":
            return context.sentence == self.moment.sentence
        return context.paragraph == self.moment.paragraph


class Narrative:
    """The state of the reading: the front, the frames, and the full dates seen so far.

    Args:
        dct: When the text was written.
        headings: Numbers of the paragraphs that are headings.
    """

    def __init__(self, dct: Moment | None = None, *, headings: Iterable[int] = ()) -> None:
        self.dct = dct
        self.front: Moment | None = None
        self.frames: deque[Frame] = deque(maxlen=MOST_FRAMES)
        self._seen: dict[int, deque[tuple[Moment, frozenset[str]]]] = defaultdict(
            lambda: deque(maxlen=MOST_SEEN)
        )
        self._headings = deque(sorted(headings))
        self._loose = False
        self._front_from_heading = False
        self._era: tuple[int, int] | None = None

    def era_year(self, number: int) -> int | None:
        """Return the year that a small number means while the text counts by an era: 昭和20年, then 24年."""
        if self._era is None:
            return None
        first, last = self._era
        year = first + number - 1
        return year if 0 <= year - last <= LONGEST_ERA_STEP else None

    def enter(self, context: Context) -> None:
        """Note that the reading has come to ``context``.

        A new section may go back in time, so its first date moves the front whatever it is; not so when the
        heading itself, or the heading above it, has named the year.
        """
        while self._headings and self._headings[0] < context.paragraph:
            self._headings.popleft()
            self._loose = self._loose or not self._front_from_heading
        for frame in [frame for frame in self.frames if not frame.holds(context)]:
            self.frames.remove(frame)

    def current(self) -> Moment | None:
        """Return the moment that serves an expression here: the latest frame, or the front."""
        return self.frames[-1].moment if self.frames else self.front

    def is_aside(self, moment: Moment) -> bool:
        """Tell whether a moment comes from a frame, not from the main line."""
        return any(frame.moment is moment for frame in self.frames)

    def seen_before(self, point: Point, context: Context) -> Moment | None:
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

    def move(
        self, number: int, expression: Expression, point: Point, context: Context, *, anaphoric: bool
    ) -> None:
        """Move the front, or open a frame, by the date of expression ``number`` that is now known."""
        if point.year is not None and not context.aside_end and not anaphoric:
            self._era = (point.era, point.year) if point.era is not None else None
        if point.precision in ("century", "decade", "week", "weekend"):
            return  # too wide, or too loose, for 同年 and 翌月 to lean on
        if point.year is None and (point.month is None or self._knows_year()):
            return  # a date without a year serves only a text that names none
        reference = expression.point.reference if expression.point is not None else None
        deictic = reference is not None and reference.base == "dct"
        if expression.term or (deictic and point.fiscal):
            return  # 来年度予算案は年末に, 3月期の予想: accounts are named by a time, nothing happens in it
        moment = moment_of(
            point, anchor=number, sentence=context.sentence, paragraph=context.paragraph, deictic=deictic
        )
        quarter = moment.quarter or _quarter(point, expression.until)
        moment = replace(moment, quarter=quarter, attached=context.attachment != "clause")
        if not anaphoric and point.month is not None:
            self._seen[point.month].append((moment, context.nouns))
        if context.heading:
            self._set_front(moment, from_heading=True)
        elif context.aside_end and self.front is not None:
            # A parenthesis (a tenure, a source) and a quotation have a time of their own.
            self.frames.append(Frame(moment, "aside", context.aside_end))
        elif not self._ahead(moment) and (not self._knows_year() or self._loose):
            self._set_front(moment)
        else:
            self._move_on(expression, moment, context, anaphoric=anaphoric)

    def _move_on(self, expression: Expression, moment: Moment, context: Context, *, anaphoric: bool) -> None:
        """Decide by clause and direction: going on in time moves the front, looking back seldom does."""
        if _steps_back(expression):
            return  # 前年, 前日, 3年前 give background; the story goes on from where it was
        if self._ahead(moment) or expression.role == "END":
            self.frames.append(Frame(moment, "sentence"))  # a goal or an end point is not reached yet
        elif not self._looks_back(moment):
            if not self._only_names_year(moment, context):
                self._set_front(moment)
        elif context.attachment == "relative":
            # 2000年に就任したX: the year belongs to X, and is over when X has been named.
            self.frames.append(Frame(moment, "aside", context.attached_until))
        elif context.attachment == "noun" or expression.relation is not None or expression.until is not None:
            # 2010年の「戦略概念」, 2014年以降: attributes and spans; the sentence may stay with them.
            self.frames.append(Frame(moment, "sentence"))
        elif context.opening and not context.example and not anaphoric:
            self._set_front(moment)  # a paragraph may open with an earlier time and go on from there
        else:
            self.frames.append(Frame(moment, "paragraph"))  # a flashback lasts to its paragraph's end

    def _knows_year(self) -> bool:
        return self.front is not None and self.front.year is not None

    def _looks_back(self, moment: Moment) -> bool:
        return self.front is not None and (moment.year or 0) < (self.front.year or 0)

    def _only_names_year(self, moment: Moment, context: Context) -> bool:
        """2014年の危機 within the year 2014 does not make its known month unknown."""
        same = self.front is not None and moment.year == self.front.year
        return same and moment.month is None and context.attachment == "noun"

    def _ahead(self, moment: Moment) -> bool:
        return self.dct is not None and self.dct.year is not None and (moment.year or 0) > self.dct.year

    def _set_front(self, moment: Moment, *, from_heading: bool = False) -> None:
        self.front = moment
        self.frames.clear()
        self._loose = False
        self._front_from_heading = from_heading


def _quarter(first: Point, last: Point | None) -> int | None:
    """Return the quarter that 4～6月 is."""
    if last is None or not first.month or last.month != first.month + 2 or first.month % 3 != 1:
        return None
    return (first.month + 2) // 3


def _steps_back(expression: Expression) -> bool:
    if expression.kind == "offset":
        return expression.direction < 0
    reference = expression.point.reference if expression.point is not None else None
    return reference is not None and reference.shift < 0 and reference.base == "narrative"


def _share_noun(first: frozenset[str], second: frozenset[str]) -> bool:
    return any(one in other or other in one for one in first for other in second)
