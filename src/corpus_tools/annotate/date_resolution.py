"""Gives expressions of time their place on the calendar by following the narrative in reading order.

The narrative stands at a *front*: the year, month and day that the text is about. Dates that only look back or
aside do not move it; they open a *frame* that serves the expressions near them and is then forgotten. The rules
of movement are in ``Narrative._move``, each with its reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from corpus_tools.annotate.date_bare import from_writing_date, nearest_weekday
from corpus_tools.annotate.date_context_ja import Context
from corpus_tools.annotate.date_parts import Expression, Point
from corpus_tools.annotate.date_steps import Moment, apply_offset, apply_reference, moment_of
from corpus_tools.annotate.edtf_bounds import last_day

Certainty: TypeAlias = Literal["high", "medium", "low"]
Scope: TypeAlias = Literal["aside", "sentence", "paragraph"]
DCT = "DCT"
ROLLOVER = (10, 3)
"""From October on, a month up to March in the same sentence lies in the next year."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """An expression with its calendar points filled in.

    Attributes:
        point: The point, or the begin of a range; ``None`` for durations and sets.
        until: The end of a range.
        anaphoric: The words alone do not give the value.
        anchor: Index of the expression the value rests on, ``DCT``, or ``None``.
        certainty: ``high`` for explicit dates, steps within a sentence and words like 昨日; ``medium`` for
            ground in the same paragraph; ``low`` for more distant ground.
        since: First and last year of a duration whose both ends are known (12年ぶり).
    """

    expression: Expression
    point: Point | None = None
    until: Point | None = None
    anaphoric: bool = False
    anchor: int | str | None = None
    certainty: Certainty = "high"
    since: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A moment the text has gone aside to, and how far that holds."""

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
    narrative = Narrative(dct, headings=headings)
    following = [*expressions[1:], None][: len(expressions)]
    steps = enumerate(zip(expressions, contexts, following, strict=True))
    return [
        narrative.read(number, expression, context, after) for number, (expression, context, after) in steps
    ]


class Narrative:
    """The state of the reading: the front, the frames, and the full dates seen so far."""

    def __init__(self, dct: Moment | None = None, *, headings: Iterable[int] = ()) -> None:
        self.dct = dct
        self.front: Moment | None = None
        self.frames: list[Frame] = []
        self._seen: list[tuple[Moment, frozenset[str]]] = []
        self._headings = sorted(headings)
        self._loose = False
        self._front_from_heading = False
        self._paragraph = -1

    def read(
        self, number: int, expression: Expression, context: Context, following: Expression | None = None
    ) -> Resolved:
        """Complete one expression and move the narrative by it."""
        self._enter(context)
        if expression.kind == "offset":
            resolved = self._offset(expression, context, following)
        elif expression.point is None:
            return self._length(expression, context)
        else:
            resolved = self._calendar(expression, context)
        if resolved.point is not None and resolved.point.year is not None:
            self._move(number, resolved, resolved.point, context)
        return resolved

    # ------------------------------------------------------------------------------------- what holds here

    def current(self, context: Context) -> Moment | None:
        """Return the moment that serves an expression: the latest frame that holds, or the front."""
        self.frames = [frame for frame in self.frames if frame.holds(context)]
        return self.frames[-1].moment if self.frames else self.front

    def _enter(self, context: Context) -> None:
        """Loosen the front after a heading, unless a heading gave it: a new section may go back in time."""
        while self._headings and self._headings[0] < context.paragraph:
            self._headings.pop(0)
            self._loose = self._loose or not self._front_from_heading
        if context.heading:
            self._loose = True

    @property
    def _deictic(self) -> bool:
        """A text dated to the day (a news item, a diary) counts bare months and days from that day."""
        return self.dct is not None and self.dct.day is not None

    def _certainty(self, base: Moment, context: Context) -> Certainty:
        if base.anchor == DCT or base.sentence == context.sentence:
            return "high"
        return "medium" if base.paragraph == context.paragraph else "low"

    # --------------------------------------------------------------------------------------- what it means

    def _calendar(self, expression: Expression, context: Context) -> Resolved:
        point = expression.point
        assert point is not None
        if point.year is not None:
            first = self._century(point, context)
            until = self._until(expression, first)
            return Resolved(expression, _settled(first), until)
        if point.reference is not None:
            resolved = self._step(expression, point, context)
        else:
            resolved = self._bare(expression, point, context)
        if resolved.point is None:
            return replace(resolved, point=point, until=expression.until)
        return replace(
            resolved, point=_settled(resolved.point), until=self._until(expression, resolved.point)
        )

    def _until(self, expression: Expression, first: Point) -> Point | None:
        """Complete a range's end from its resolved begin."""
        last = expression.until
        if last is None or (last.year is not None and not last.short):
            return last
        if last.short and last.year is not None and first.year is not None:
            year = first.year // 100 * 100 + last.year
            return replace(last, year=year + 100 if year < first.year else year, short=False)
        if last.reference is not None and first.year is not None:
            return replace(last, year=first.year + last.reference.shift, reference=None)
        year = first.year
        if year is not None and first.month and last.month and last.month < first.month:
            year += 1
        return replace(
            last,
            year=year,
            month=last.month or first.month,
            day=last.day or (first.day if last.hour is not None else None),
            reference=None,
        )

    def _century(self, point: Point, context: Context) -> Point:
        """Complete 93年: the year nearest to the narrative's, or within a hundred years before the writing."""
        if not point.short or point.year is None:
            return point
        base = self.current(context)
        if base is not None and base.year is not None:
            near = [base.year // 100 * 100 + point.year + shift for shift in (-100, 0, 100)]
            year = min(near, key=lambda candidate: abs(candidate - (base.year or 0)))
        else:
            limit = (self.dct.year if self.dct and self.dct.year else 2029) + 5
            year = limit // 100 * 100 + point.year
            year = year - 100 if year > limit else year
        return replace(point, year=year, short=False)

    def _step(self, expression: Expression, point: Point, context: Context) -> Resolved:
        reference = point.reference
        assert reference is not None
        narrative = self._narrative_base(context, day=reference.unit in ("day", "week"))
        base = self.dct or narrative if reference.base == "dct" else narrative or self.dct
        if base is None:
            return Resolved(expression, anaphoric=True, certainty="low")
        stepped = apply_reference(point, base, reference)
        if (
            stepped is None
            and base is not self.dct
            and self.dct is not None
            and self._deictic
            and reference.unit != "year"
        ):
            base = self.dct
            stepped = apply_reference(point, base, reference)
        return Resolved(expression, stepped, None, True, base.anchor, self._certainty(base, context))

    def _narrative_base(self, context: Context, *, day: bool) -> Moment | None:
        """Return the current moment; for a step of days one that knows its day, if there is any near."""
        base = self.current(context)
        if (
            day
            and (base is None or base.day is None)
            and self.front is not None
            and self.front.day is not None
        ):
            return self.front
        return base

    def _bare(self, expression: Expression, point: Point, context: Context) -> Resolved:
        """Complete a date without its year, or a time without its day."""
        seen = self._seen_before(point, context)
        base = seen or self._bare_base(point, context)
        if base is None or base.anchor == DCT:
            return self._bare_by_writing(expression, point, context)
        filled = self._filled(point, base, context)
        return Resolved(expression, filled, None, True, base.anchor, self._certainty(base, context))

    def _bare_base(self, point: Point, context: Context) -> Moment | None:
        """Choose between the narrative and the day of writing.

        A dated news item reports from its day: a bare 12日 is counted from there unless the main line of the
        same or the preceding sentence stands at another month.
        """
        base = self.current(context)
        if (
            base is None
            or not self._deictic
            or point.month is None
            and point.day is None
            and not point.season
        ):
            return base
        near = context.sentence - base.sentence <= 1 and base.paragraph == context.paragraph
        aside = any(frame.moment is base for frame in self.frames)
        if near and not aside and (point.month is not None or base.month is not None or point.season):
            return base
        return None

    def _bare_by_writing(self, expression: Expression, point: Point, context: Context) -> Resolved:
        if (
            self.dct is None
            or point.hour is not None
            and point.day is None
            or point.daypart
            and point.day is None
        ):
            return Resolved(expression, anaphoric=point.hour is None, certainty="low")
        filled = from_writing_date(point, self.dct, context.tense)
        certainty: Certainty = "medium" if self._deictic else "low"
        return Resolved(expression, filled, None, True, DCT if filled else None, certainty)

    def _filled(self, point: Point, base: Moment, context: Context) -> Point | None:
        if point.weekday is not None and point.day is None:
            return nearest_weekday(point, base, context.tense)
        if point.month is not None:
            return replace(point, year=self._year_of_month(point.month, base, context))
        if point.day is not None:
            return replace(point, year=base.year, month=base.month)
        if point.last:
            return replace(point, year=base.year, month=base.month)
        if point.hour is not None or point.daypart:
            return (
                replace(point, year=base.year, month=base.month, day=base.day)
                if base.day is not None
                else None
            )
        return replace(point, year=base.year)

    def _year_of_month(self, month: int, base: Moment, context: Context) -> int | None:
        """Keep the year of the narrative; over the turn of a year within one sentence go on to the next."""
        if base.year is None or base.month is None or month >= base.month:
            return base.year
        late, early = ROLLOVER
        turned = base.month >= late and month <= early and base.sentence == context.sentence
        counted = (
            self._deictic
            and self.dct is not None
            and (base.year + 1, month) <= (self.dct.year or 0, self.dct.month or 0)
        )
        return (
            base.year + 1
            if turned or (counted and base.year + 1 == (self.dct.year if self.dct else 0))
            else base.year
        )

    def _seen_before(self, point: Point, context: Context) -> Moment | None:
        """Find the full date that a bare one repeats.

        2月24日 repeats 2022年2月24日; 2月 alone repeats 2022年2月 only when both date the same thing
        (2月の全面侵攻), since another year has a February too.
        """
        if point.month is None:
            return None
        for moment, nouns in reversed(self._seen):
            if moment.month != point.month or (point.day is not None and moment.day != point.day):
                continue
            if point.day is not None or _share_noun(nouns, context.nouns):
                return moment
        return None

    def _offset(self, expression: Expression, context: Context, following: Expression | None) -> Resolved:
        """Complete 4カ月後: by the date it is explained with, else from the narrative, else from the writing."""
        amount = expression.amount
        assert amount is not None
        explained = (
            following.point if following is not None and following.start == expression.end + 1 else None
        )
        if (
            explained is not None
            and explained.year is not None
            and explained.precision in ("year", "month", "day")
        ):
            return Resolved(expression, replace(explained, approximate=False), None, True, None, "high")
        base = self._offset_base(expression, context)
        point = apply_offset(amount, base, expression.direction) if base is not None else None
        anchor = base.anchor if base is not None and point is not None else None
        return Resolved(
            expression, point, None, True, anchor, self._certainty(base, context) if base else "low"
        )

    def _offset_base(self, expression: Expression, context: Context) -> Moment | None:
        """3年前 is counted back from the writing, その3年前 and 3年後 from the narrative."""
        base = self.current(context)
        if expression.direction < 0 and self._deictic and not context.after_of:
            return self.dct
        return base or self.dct

    def _length(self, expression: Expression, context: Context) -> Resolved:
        """Anchor 12年ぶり at the narrative's year, where it ends."""
        amount, base = expression.amount, self.current(context)
        if (
            not expression.again
            or amount is None
            or amount.unit != "year"
            or amount.count is None
            or base is None
            or base.year is None
        ):
            return Resolved(expression)
        return Resolved(expression, anchor=base.anchor, since=(base.year - amount.count, base.year))

    # --------------------------------------------------------------------------------- where it leaves us

    def _move(self, number: int, resolved: Resolved, point: Point, context: Context) -> None:
        """Move the front, or open a frame, by a date that is now known."""
        moment = moment_of(point, anchor=number, sentence=context.sentence, paragraph=context.paragraph)
        if point.precision in ("century", "decade", "week", "weekend"):
            return  # too wide, or too loose, for 同年 and 翌月 to lean on
        if not resolved.anaphoric and point.month is not None:
            self._seen.append((moment, context.nouns))
        if context.heading:
            self._set_front(moment, from_heading=True)
        elif context.aside_end and self.front is not None:
            # A parenthesis (a tenure, a source) and a quotation have a time of their own.
            self.frames.append(Frame(moment, "aside", context.aside_end))
        elif self.front is None or self._loose:
            self._set_front(moment)
        else:
            self._move_on(resolved, moment, context)

    def _move_on(self, resolved: Resolved, moment: Moment, context: Context) -> None:
        """Decide by clause and direction: going on in time moves the front, looking back seldom does."""
        front, expression = self.front, resolved.expression
        assert front is not None
        back = (moment.year or 0) < (front.year or 0)
        if _steps_back(resolved):
            return  # 前年, 前日, 3年前 give background; the story goes on from where it was
        if self._ahead(moment) or expression.role == "END":
            self.frames.append(Frame(moment, "sentence"))  # a goal or an end point is not reached yet
        elif not back:
            aside = context.attachment == "noun" and moment.month is None and moment.year == front.year
            if not aside:
                self._set_front(moment)
        elif context.attachment == "relative":
            self.frames.append(Frame(moment, "aside", context.attached_until))
        elif context.attachment == "noun" or expression.relation is not None or expression.until is not None:
            self.frames.append(Frame(moment, "sentence"))
        elif context.opening and not context.example and not resolved.anaphoric:
            self._set_front(moment)  # a paragraph may open with an earlier time and go on from there
        else:
            self.frames.append(Frame(moment, "paragraph"))

    def _ahead(self, moment: Moment) -> bool:
        return self.dct is not None and self.dct.year is not None and (moment.year or 0) > self.dct.year

    def _set_front(self, moment: Moment, *, from_heading: bool = False) -> None:
        self.front = moment
        self.frames = []
        self._loose = False
        self._front_from_heading = from_heading


def _steps_back(resolved: Resolved) -> bool:
    point = resolved.expression.point
    if resolved.expression.kind == "offset":
        return resolved.expression.direction < 0
    return (
        point is not None
        and point.reference is not None
        and point.reference.shift < 0
        and point.reference.base == "narrative"
    )


def _settled(point: Point) -> Point:
    """Give 末日 its day once the month is known."""
    if not point.last or point.year is None or point.month is None:
        return point
    return replace(point, day=last_day(point.year, point.month), last=False)


def _share_noun(first: frozenset[str], second: frozenset[str]) -> bool:
    return any(one in other or other in one for one in first for other in second)
