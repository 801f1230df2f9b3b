"""The narrative's time in reading order: where a text stands, and which dates move it.

The narrative stands at a *front*: the year, month and day that the text is about. Dates that only look back or
aside do not move it; they open a *frame* that serves the expressions near them and is then forgotten.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from corpus_tools.annotate.dates_ja.context import Context
from corpus_tools.annotate.dates_ja.named import NamedDates
from corpus_tools.annotate.dates_ja.parts import Expression, Point
from corpus_tools.annotate.dates_ja.resolved import Resolved
from corpus_tools.annotate.dates_ja.steps import Moment, moment_of

Scope: TypeAlias = Literal["aside", "sentence", "paragraph"]
MOST_FRAMES = 8
"""A limit that keeps the reading linear in texts of nothing but dates."""
_EVERY_YEAR = re.compile(r"XXXX-([0-9]{2})(?:-([0-9]{2}))?")


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
        self.named = NamedDates()
        self._headings = deque(sorted(headings))
        self._loose = False
        self._front_from_heading = False

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

    def current(self, *, knowing: str | None = None) -> Moment | None:
        """Return the moment that serves an expression here: the latest frame, or the front.

        Args:
            knowing: ``month`` or ``day``; a moment that knows it is preferred to a nearer one that does not.
        """
        latest = self.frames[-1].moment if self.frames else self.front
        if knowing is None or latest is None or getattr(latest, knowing) is not None:
            return latest
        moments = [self.front, *(frame.moment for frame in self.frames)]
        known = [one for one in moments if one is not None and getattr(one, knowing) is not None]
        return known[-1] if known else latest

    def knows_year(self) -> bool:
        """Tell whether the main line has a year."""
        return self.front is not None and self.front.year is not None

    def is_aside(self, moment: Moment) -> bool:
        """Tell whether a moment comes from a frame, not from the main line."""
        return any(frame.moment is moment for frame in self.frames)

    def move(self, number: int, resolved: Resolved, context: Context) -> None:
        """Move the front, or open a frame, by the date of expression ``number`` that is now known."""
        expression, point = resolved.expression, resolved.point
        if point is None:
            return
        moment = _moment(number, expression, point, context)
        if _written(expression):
            self.named.note(moment, point, context, repeatable=not expression.term)
        if point.precision in ("century", "decade", "week", "weekend"):
            return  # too wide, or too loose, for 同年 and 翌月 to lean on
        if point.approximate and _customary(expression):
            return  # so is お盆
        if point.year is None and (point.month is None or self.knows_year()):
            return  # a date without a year serves only a text that names none
        if expression.term or (moment.deictic and point.fiscal):
            return  # 来年度予算案は年末に, 3月期の予想: accounts are named by a time, nothing happens in it
        if context.heading:
            self._set_front(moment, from_heading=True)
        elif context.aside_end and self.front is not None:
            # A parenthesis (a tenure, a source) and a quotation have a time of their own.
            self.frames.append(Frame(moment, "aside", context.aside_end))
        elif glance := self._glance(resolved, moment, context):
            self.frames.append(glance)
        elif not self._ahead(moment) and (self._loose or not self.knows_year()):
            self._set_front(moment)
        else:
            self._move_on(expression, moment, context)

    def recur(self, number: int, expression: Expression, context: Context) -> None:
        """Let the begin of 毎年4月1日から同月30日まで serve its end, in no year."""
        match = _EVERY_YEAR.fullmatch(expression.value or "")
        if match is None or expression.role != "BEGIN":
            return
        month, day = int(match[1]), int(match[2]) if match[2] else None
        moment = Moment(
            None, month, day, anchor=number, sentence=context.sentence, paragraph=context.paragraph
        )
        self.frames.append(Frame(moment, "sentence"))

    def _glance(self, resolved: Resolved, moment: Moment, context: Context) -> Frame | None:
        """Return the frame of a short glance back: at last night, at a state that held (2009年から使われていた)."""
        expression = resolved.expression
        if self._loose or self.front is None or not _earlier(moment, self.front) or _steps_back(expression):
            return None
        leant_on = next((frame for frame in self.frames if frame.moment.anchor == resolved.anchor), None)
        if leant_on is not None and not self._looks_back(moment):
            return replace(leant_on, moment=moment)  # the hour of last night is still last night
        background = context.background and not self._opens(context)
        return Frame(moment, "sentence") if background or _is_yesterday(expression, self.front) else None

    def _move_on(self, expression: Expression, moment: Moment, context: Context) -> None:
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
        elif self._opens(context) and not context.example and _written(expression):
            self._set_front(moment)  # a paragraph may open with an earlier time and go on from there
        elif expression.role == "BEGIN":
            self.frames.append(Frame(moment, "sentence"))  # 1996年から2001年まで
        else:
            self.frames.append(Frame(moment, "paragraph"))  # a flashback lasts to its paragraph's end

    def _opens(self, context: Context) -> bool:
        """Tell whether a date is the first of its paragraph's first sentence."""
        return context.opening and (self.front is None or self.front.sentence != context.sentence)

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


def _moment(number: int, expression: Expression, point: Point, context: Context) -> Moment:
    reference = expression.point.reference if expression.point is not None else None
    return moment_of(
        point,
        anchor=number,
        sentence=context.sentence,
        paragraph=context.paragraph,
        deictic=reference is not None and reference.base == "dct",
        attached=context.attachment != "clause",
        quarter=_quarter(point, expression.until),
    )


def _customary(expression: Expression) -> bool:
    """Tell whether custom alone gives its days: お盆, 年末年始."""
    point = expression.point
    return point is not None and point.feast is not None and point.approximate


def _written(expression: Expression) -> bool:
    return expression.point is not None and expression.point.year is not None


def _earlier(one: Moment, other: Moment) -> bool:
    """Compare two moments as finely as both are known."""
    for first, second in ((one.year, other.year), (one.month, other.month), (one.day, other.day)):
        if first is None or second is None:
            if first is not second:
                return False
        elif first != second:
            return first < second
    return False


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


def _is_yesterday(expression: Expression, front: Moment) -> bool:
    """Tell whether a story that stands at a day steps back from it: a diary's 昨夜."""
    reference = expression.point.reference if expression.point is not None else None
    return (
        reference is not None and (reference.base, reference.unit) == ("dct", "day") and front.day is not None
    )
