"""Reads ranges that a sign joins: 2005－2010年, 2001〜06年, 4〜6月期, 9時30分～17時, （1740－1786）, 2019年－."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus_tools.annotate.dates_ja import words
from corpus_tools.annotate.dates_ja.calendar import Reading, read_calendar
from corpus_tools.annotate.dates_ja.completion import in_era
from corpus_tools.annotate.dates_ja.lists import LISTED, Item, runs_of
from corpus_tools.annotate.dates_ja.numerals import integer
from corpus_tools.annotate.dates_ja.parts import Expression, Point
from corpus_tools.annotate.dates_ja.patterns import ERA, KANJI, SIGN

LONGEST_BEGIN = 30
"""The sign of a range stands within so many characters of its begin."""
_MAY_RANGE = re.compile(r"[-~ー/、・,及]")
_SIGN = re.compile(SIGN + r"{1,2}")
_NUMBER = rf"(?P<prefix>紀元前|前|{ERA})?'?(?P<number>[0-9]{{1,4}}|[{KANJI}]{{1,4}}|(?<=[一-龥])元)"
_BARE = re.compile(rf"(?=[^-~ー]{{1,9}}{SIGN}){_NUMBER}(?={SIGN}{{1,2}}'?(?:[0-9{KANJI}前後紀翌同]|{ERA}))")
_BARE_YEARS = re.compile(rf"([12][0-9]{{3}}){SIGN}{{1,2}}([12][0-9]{{3}}|[0-9]{{2}})?(?=[)、,;。]|$)")
_SLASHED = re.compile(r"([12][0-9]{3})/([0-9]{2})(?:年度?(?=シーズン|の)?|(?=シーズン))")
_BEFORE_BARE_YEARS = re.compile(r"(?:[(:、,;]|在位|在任|任期|生没年?|存続|大統領|首相|書記長)\s?$")
_SHARED = ("year", "month", "day", "short", "era", "reference")
"""What the items of a list say of the last one; the rest (its weekday, its hour) it says itself."""
_OPEN_END = re.compile(r"[)、,」]|現在|$")


def read_range(text: str, start: int) -> Expression | None:
    """Read a range that begins at ``start``, or ``None``."""
    if not _MAY_RANGE.search(text, start, start + LONGEST_BEGIN):
        return None
    bare_years = _bare_years(text, start)
    if bare_years:
        return bare_years
    left = read_calendar(text, start, lone=False)
    place = left.end if left else start
    bare = _BARE.match(text, place)
    sign = _SIGN.match(text, bare.end() if bare else place)
    if sign is None:
        return _listed(text, start, left, place)
    if sign is None or (left is None and bare is None):
        return None
    right = read_calendar(text, sign.end(), lone=False)
    if right is None:
        return _opened(text, start, left, sign.end()) if left and not bare else None
    return _joined(text, start, left, bare, right)


def _bare_years(text: str, start: int) -> Expression | None:
    """Read years without 年: a range in parentheses, or 2023/24年."""
    slashed = _SLASHED.match(text, start)
    if slashed:
        first = Point("year", int(slashed[1]))
        return Expression(
            start,
            slashed.end(),
            "calendar",
            point=first,
            until=_full(first, Point("year", int(slashed[2]), short=True)),
        )
    match = _BARE_YEARS.match(text, start)
    if match is None or not _BEFORE_BARE_YEARS.search(text, max(0, start - 5), start):
        return None
    first = Point("year", int(match[1]))
    if match[2] is None:
        return Expression(start, match.end(), "calendar", point=first, opened=True)
    last = _full(first, Point("year", int(match[2]), short=len(match[2]) == 2))
    return (
        Expression(start, match.end(), "calendar", point=first, until=last) if _forward(first, last) else None
    )


def _listed(text: str, start: int, left: Reading | None, place: int) -> Expression | None:
    """Read items that share a unit: 6月28、29日 as one expression, 9月3、8、15日 as one for each run of neighbours."""
    listed = LISTED.match(text, place)
    right = read_calendar(text, listed.end(), lone=False) if listed else None
    if listed is None or right is None or (right.point.month and right.point.day):
        return None
    runs = runs_of(listed, right.point, headed=left is not None)
    if len(runs) < 2:
        return _joined(text, start, left, listed, right) if runs else None
    return _apart(start, left, listed["prefix"], right, runs)


def _apart(
    start: int, left: Reading | None, prefix: str | None, right: Reading, runs: Sequence[Sequence[Item]]
) -> Expression | None:
    """Give each run of a list its expression; the first one holds the others."""
    expressions: list[Expression] = []
    for run in runs:
        first, last = (_numbered(left, item.number, prefix, right.point) for item in (run[0], run[-1]))
        if first is None or last is None:
            return None
        ends = run is runs[-1]
        if ends:
            last = replace(right.point, **{name: getattr(last, name) for name in _SHARED})
        begin, end = run[0].start if expressions else start, right.end if ends else run[-1].end
        alone = len(run) == 1
        point, until = (last, None) if alone else (first, last)
        listed = bool(expressions)
        expressions.append(Expression(begin, end, "calendar", point=point, until=until, listed=listed))
    return replace(expressions[0], others=tuple(expressions[1:]))


def _opened(text: str, start: int, left: Reading, end: int) -> Expression | None:
    known = left.point.year is not None and left.point.hour is None
    if not known or not _OPEN_END.match(text, end):
        return None
    return Expression(start, end, "calendar", point=left.point, opened=True)


def _joined(
    text: str, start: int, left: Reading | None, bare: re.Match[str] | None, right: Reading
) -> Expression | None:
    last = right.point
    first = _with_bare(left, bare, last) if bare else (left.point if left else None)
    if first is None:
        return None
    if text[right.start].isdecimal() or text[right.start] in KANJI:
        last = _counted_alike(first, last)
    first, last = _agree(first, last)
    if first.hour and last.hour and first.hour >= 12 > last.hour and text[right.start] not in "午朝翌深未":
        last = replace(last, hour=last.hour + 12)  # 午後1時～3時
    if not _forward(first, last):
        return None
    end = right.end + 1 if last.month and text.startswith("期", right.end) and last.day is None else right.end
    return Expression(start, end, "calendar", point=first, until=last)


def _with_bare(left: Reading | None, bare: re.Match[str], last: Point) -> Point | None:
    number = integer(bare["number"])
    return None if number is None else _numbered(left, number, bare["prefix"], last)


def _numbered(left: Reading | None, number: int, prefix: str | None, last: Point) -> Point | None:
    """Give a number without a unit the first unit of what follows the sign."""
    base = left.point if left else Point("year")
    if prefix and last.year is None:
        return None
    if last.precision == "century":
        return Point("century", -number if prefix else number)
    if last.year is not None:
        precision = last.precision if last.precision in ("fiscal", "decade") else "year"
        plain = Point(precision, number, short=number < 100, fiscal=last.fiscal)
        return _prefixed(plain, number, prefix) if left is None else None
    if last.month is not None:
        return replace(base, precision="month", month=number) if 1 <= number <= 12 else None
    if last.day is not None:
        return replace(base, precision="day", day=number) if 1 <= number <= 31 else None
    if last.hour is not None:
        return replace(base, precision="hour", hour=number) if number <= 24 else None
    return None


def _prefixed(point: Point, number: int, prefix: str | None) -> Point:
    if prefix is None:
        return point
    first = words.ERAS.get(prefix)
    return in_era(point, first) if first is not None else replace(point, year=1 - number, short=False)


def _counted_alike(first: Point, last: Point) -> Point:
    """Count a plain end as its begin is counted: 昭和40～45年, 前431～404年, 前5～4世紀."""
    if first.year is None or last.year is None or first.short:
        return last
    if first.era is not None:
        return in_era(last, first.era) if last.short else last
    if first.precision == "century":
        return replace(last, year=-last.year) if 0 < last.year < -first.year else last
    if first.year <= 0 and last.precision != "century" and last.year < 1 - first.year:
        return replace(last, year=1 - last.year, short=False)
    return last


def _agree(first: Point, last: Point) -> tuple[Point, Point]:
    """Fill the end from the begin: 2013年4〜6月, 1997-98年, 10〜12日."""
    if last.year is not None:
        return (first, _full(first, last))
    if last.reference is not None:
        return (first, last)
    year = first.year
    if year is not None and first.month and last.month and last.month < first.month:
        year += 1
    filled = replace(last, year=year, short=first.short, reference=first.reference)
    if last.month is None and (last.day is not None or last.hour is not None):
        filled = replace(filled, month=first.month)
    if last.hour is not None and last.day is None:
        filled = replace(filled, day=first.day)
    return (first, filled)


def _full(first: Point, last: Point) -> Point:
    """Complete a two-digit end year by the begin's century: 1998〜02年 ends in 2002."""
    if not last.short or last.year is None or first.year is None or first.short:
        return last
    if last.precision not in ("year", "fiscal", "decade", "month", "day", "season"):
        return last
    year = first.year // 100 * 100 + last.year
    return replace(last, year=year + 100 if year < first.year else year, short=False)


def _forward(first: Point, last: Point) -> bool:
    """Refuse what runs backwards or mixes units: 1997-3月."""
    if first.feast or last.feast:
        return False
    if (
        first.year is not None
        and last.year is not None
        and last.precision == first.precision
        and not (first.short or last.short)
    ):
        return last.year >= first.year
    mixed = {"century", "decade"} & {first.precision, last.precision}
    return not mixed or first.precision == last.precision
