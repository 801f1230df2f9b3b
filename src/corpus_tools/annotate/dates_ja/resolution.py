"""Gives expressions of time their place on the calendar, from the narrative or from the day of writing."""

from __future__ import annotations

import datetime
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus_tools.annotate.dates_ja.ahead import (
    FARTHEST,
    Ahead,
    explanation,
    glossed,
    modified_year,
    restated,
)
from corpus_tools.annotate.dates_ja.bare import from_narrative, from_writing_date
from corpus_tools.annotate.dates_ja.bounds import last_day
from corpus_tools.annotate.dates_ja.completion import on_day, only_time, until
from corpus_tools.annotate.dates_ja.context import Context
from corpus_tools.annotate.dates_ja.feasts import in_force
from corpus_tools.annotate.dates_ja.joined import joined, moved
from corpus_tools.annotate.dates_ja.lengths import known_ends
from corpus_tools.annotate.dates_ja.narrative import Narrative
from corpus_tools.annotate.dates_ja.parts import Expression, Point, Reference
from corpus_tools.annotate.dates_ja.resolved import DCT, Certainty, Resolved
from corpus_tools.annotate.dates_ja.steps import Moment, apply_offset, apply_reference
from corpus_tools.annotate.dates_ja.years import written_year


def resolve(
    expressions: Sequence[Expression],
    contexts: Iterable[Context],
    *,
    dct: Moment | None = None,
    headings: Iterable[int] = (),
) -> list[Resolved]:
    """Complete the expressions of a text, in order.

    Args:
        contexts: One for each expression.
        dct: When the text was written, to the year, month or day.
        headings: Numbers of the paragraphs that are headings; the narrative may start anew after them.
    """
    resolver = Resolver(Narrative(dct, headings=headings))
    pairs = list(zip(expressions, contexts, strict=True))
    return [
        resolver.read(number, expression, context, pairs[number + 1 : number + 1 + FARTHEST])
        for number, (expression, context) in enumerate(pairs)
    ]


class Resolver:
    """Completes expressions one by one and lets each move the narrative."""

    def __init__(self, narrative: Narrative) -> None:
        self.narrative = narrative
        self.dct = narrative.dct
        # A text dated to the day (a news item, a diary) counts bare months and days from that day.
        self._latest: deque[Resolved] = deque(maxlen=2)
        self._daily = self.dct is not None and self.dct.day is not None

    def read(self, number: int, expression: Expression, context: Context, ahead: Ahead = ()) -> Resolved:
        """Complete one expression."""
        self.narrative.enter(context)
        resolved = self._late(self._complete(number, expression, context, ahead))
        self._latest.append(resolved)
        if expression.kind == "set":
            self.narrative.recur(number, expression, context)
        if not restated(expression, ahead):
            self.narrative.move(number, resolved, context)
        return resolved

    @property
    def _before(self) -> Resolved | None:
        return self._latest[-1] if self._latest else None

    def _complete(self, number: int, expression: Expression, context: Context, ahead: Ahead) -> Resolved:
        if expression.kind == "offset":
            return self._offset(number, expression, context, ahead)
        point = expression.point
        if point is None:
            return self._length(number, expression, context)
        if point.year is not None:
            resolved = written_year(expression, point, narrative=self.narrative, before=self._before)
        elif point.reference is not None:
            gloss = glossed(number, expression, ahead)
            resolved = self._step(expression, point, point.reference, context, gloss)
        else:
            head = modified_year(number, context, ahead)
            resolved = self._bare(number, expression, point, context, head)
        return _settled(resolved, point)

    def _late(self, resolved: Resolved) -> Resolved:
        """Put 同3時, and the 3時 of 午後1時から3時まで, into the half of the day that was named before."""
        point, before = resolved.point, self._before
        if point is None or point.hour is None or point.hour >= 12 or before is None or before.point is None:
            return resolved
        ends = resolved.expression.role == "END" and before.expression.role == "BEGIN" and not point.morning
        if not (point.inherits or ends) or (before.point.hour or 0) < 12:
            return resolved
        return replace(resolved, point=replace(point, hour=point.hour + 12), anaphoric=True)

    # ---------------------------------------------------------------------------------- 翌年, 昨日, 同月18日

    def _step(
        self,
        expression: Expression,
        point: Point,
        reference: Reference,
        context: Context,
        gloss: Moment | None,
    ) -> Resolved:
        """Take a step from the narrative or the writing, or the date that a parenthesis tells for it."""
        narrative = self._step_base(reference)
        base = self.dct or narrative if reference.base == "dct" else narrative or self.dct
        if gloss is not None and (base is None or reference.base == "narrative"):
            base, reference = gloss, replace(reference, shift=0)
        if base is None:
            return Resolved(expression, anaphoric=True, certainty="low")
        stepped = apply_reference(point, base, reference)
        if stepped is None and self.dct is not None and self._daily:
            base = self.dct
            stepped = apply_reference(point, base, reference)
        return Resolved(expression, stepped, None, True, base.anchor, _certainty(base, context))

    def _step_base(self, reference: Reference) -> Moment | None:
        """Return the nearest moment that knows the unit of a step."""
        needs = {"day": "day", "week": "day", "month": "month"}.get(reference.unit)
        return self.narrative.current(knowing=needs)

    # -------------------------------------------------------------------------------- 9月, 24日, 春, 午前10時

    def _bare(
        self, number: int, expression: Expression, point: Point, context: Context, head: Moment | None
    ) -> Resolved:
        """Complete a date without its year, or a time without its day."""
        if point.feast is not None:
            point = in_force(point, self.dct.year if self.dct is not None else None)
        beside = joined(number, expression, point, context, self._before)
        if beside is not None:
            return beside
        week = self._before
        if (
            week is not None
            and week.point is not None
            and week.point.week is not None
            and point.weekday
            and point.day is None
            and expression.start <= week.expression.end + 1
        ):
            return self._in_week(expression, point, week)
        base = self.narrative.named.repeated(point, context) or self._bare_base(expression, point, context)
        base = base or (head if self.narrative.current() is None else None)
        if base is None or base.anchor == DCT:
            return self._bare_by_writing(expression, point, context)
        filled = from_narrative(point, base, context, dct=self.dct if self._daily else None)
        timeless = filled is None and only_time(point)
        return Resolved(expression, filled, None, not timeless, base.anchor, _certainty(base, context))

    def _in_week(self, expression: Expression, point: Point, week: Resolved) -> Resolved:
        """Put the weekday of 来週の月曜 into that week."""
        assert week.point is not None and week.point.year is not None and week.point.week is not None
        assert point.weekday is not None
        day = datetime.date.fromisocalendar(week.point.year, week.point.week, point.weekday)
        filled = replace(point, year=day.year, month=day.month, day=day.day)
        return Resolved(expression, filled, None, True, week.anchor, "high")

    def _bare_base(self, expression: Expression, point: Point, context: Context) -> Moment | None:
        """Choose between the narrative and the day of writing.

        A dated news item reports from its day: a bare 12日 is counted from there unless the main line of the
        same or the preceding sentence stands at another month.
        """
        base = self.narrative.current(knowing="month" if point.day and point.month is None else None)
        if base is None or only_time(point):
            return base
        if base.deictic and context.tense == "future" and self._before_writing(base):
            return None  # 昨年末に終わった。3月には開かれる: the plan is made now
        if not self._daily:
            return base
        if self._turned(point, base, context):
            return None
        if self._goes_on_ahead(expression, point, base, context):
            return base
        near = context.sentence - base.sentence <= 1 and base.paragraph == context.paragraph
        known = point.month is not None or point.season is not None or self._day_follows(base, context)
        return base if near and known and not self.narrative.is_aside(base) else None

    def _turned(self, point: Point, base: Moment, context: Context) -> bool:
        """Tell whether a bare day is one of this month: 先月29日に始まり、9日に終わる."""
        if self.dct is None or point.day is None or point.month is not None or context.tense == "past":
            return False
        before = (base.year or 0, base.month or 12) < (self.dct.year or 0, self.dct.month or 12)
        return before and point.day < (base.day or 0)

    def _goes_on_ahead(self, expression: Expression, point: Point, base: Moment, context: Context) -> bool:
        """Tell whether a bare day goes on from a day of next year: 来年3月12日と13日に開く."""
        ahead = self.dct is not None and (base.year or 0) > (self.dct.year or 0)
        if not ahead or base.sentence != context.sentence or base.day is None or point.month or not point.day:
            return False
        beside = self._before is not None and expression.start - self._before.expression.end <= len("および")
        return beside or (context.tense == "future" and not base.attached)

    def _before_writing(self, base: Moment) -> bool:
        return self.dct is not None and (base.year or 0) < (self.dct.year or 0)

    def _day_follows(self, base: Moment, context: Context) -> bool:
        """Tell whether a bare day goes on from a moment: from a day, or from this month or sentence."""
        now = self.dct is not None and (base.year, base.month) == (self.dct.year, self.dct.month)
        return base.month is not None and (
            (base.day is not None and not base.attached) or now or base.sentence == context.sentence
        )

    def _bare_by_writing(self, expression: Expression, point: Point, context: Context) -> Resolved:
        if only_time(point) and (not self._daily or self.dct is None or context.tense == "open"):
            return Resolved(expression, certainty="low")  # 列車は9時に出る: every day
        if only_time(point) and self.dct is not None:
            return Resolved(expression, on_day(point, self.dct), None, True, DCT, "low")
        # 4～9月期は増益の見通し: a stretch is as good as over when it is judged
        # and a deadline may lie on either side of the past tense that reports it.
        stretch = expression.until is not None and expression.until.day is None
        unsure = stretch or expression.role == "END"
        tense = "open" if unsure else context.tense
        filled = from_writing_date(point, self.dct, tense) if self.dct is not None else None
        if filled is None:
            return Resolved(expression, anaphoric=True, certainty="low")
        return Resolved(expression, filled, None, True, DCT, "medium" if self._daily else "low")

    # --------------------------------------------------------------------------------- 4カ月後, 12年ぶり

    def _offset(self, number: int, expression: Expression, context: Context, ahead: Ahead) -> Resolved:
        """Complete 4カ月後: by the date it is explained with, else from the narrative, else the writing."""
        amount = expression.amount
        explained = explanation(expression, ahead)
        if explained is not None or amount is None:
            return Resolved(expression, explained, None, True, number + 1)
        base = self._offset_base(expression, context)
        point = apply_offset(amount, base, expression.direction) if base is not None else None
        if base is None or point is None:
            return Resolved(expression, anaphoric=True, certainty="low")
        return Resolved(expression, point, None, True, base.anchor, _certainty(base, context))

    def _offset_base(self, expression: Expression, context: Context) -> Moment | None:
        """3年前 is counted back from the writing, その3年前 and 3年後 from the narrative."""
        if expression.direction < 0 and self._daily and not context.after_of:
            return self.dct
        return self.narrative.current() or self.dct

    def _length(self, number: int, expression: Expression, context: Context) -> Resolved:
        """Give a length its two ends, where the text tells them."""
        known = known_ends(number, expression, context, self._latest, self.narrative)
        if known is None:
            return Resolved(expression)
        first, last, anchor = known
        return Resolved(expression, anchor=anchor, since=(first, last))


def _certainty(base: Moment, context: Context) -> Certainty:
    if base.anchor == DCT or base.sentence == context.sentence:
        return "high"
    return "medium" if base.paragraph == context.paragraph else "low"


def _settled(resolved: Resolved, written: Point) -> Resolved:
    """Fill in the end of a range, and what is written where nothing more is known."""
    point = resolved.point or written
    if point.nth is not None or point.feast is not None:
        point, end = moved(point)
        return replace(resolved, point=point, until=end)
    if point.last and point.year is not None and point.month is not None:
        point = replace(point, day=last_day(point.year, point.month), last=False)
    end = until(resolved.expression.until, point)
    if point is resolved.point and end is None:
        return resolved
    return replace(resolved, point=point, until=end)
