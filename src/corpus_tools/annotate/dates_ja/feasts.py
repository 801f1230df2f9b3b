"""Days with names of their own, read from a table: when 元日, 成人の日, お盆 or 冬至 is in a year."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from corpus_tools.annotate.dates_ja.parts import Point
from corpus_tools.annotate.dates_ja.solar import solar_day

TABLE = "feasts.tsv"
FIRST_YEAR, LAST_YEAR = 1600, 2400
"""The years for which the sun's place is computed."""
SOME_YEAR = 2000
_RULE = re.compile(
    r"(?:(?P<month>[0-9]{2})-(?:(?P<day>[0-9]{2})|W(?P<nth>[1-5])-(?P<weekday>[1-7]))|solar:(?P<degrees>[0-9]+))(?P<shift>[+-][0-9]+)?"
)
_YEARS = re.compile(r"(?P<first>[0-9]{4})(?P<open>-)?(?P<last>[0-9]{4})?")


@dataclass(frozen=True, slots=True)
class Feast:
    """One row of the table.

    Attributes:
        rules: Begin and end (one rule for a single day) with the first and last year they hold in.
        customary: Custom, not a rule, sets the ends.
        unless: What follows where the word means something else, as a pattern.
        not_after: What stands before it there, as a pattern of one length.
    """

    words: tuple[str, ...]
    rules: tuple[tuple[tuple[str, ...], int, int], ...]
    customary: bool
    unless: str
    not_after: str


def feast_point(word: str) -> Point:
    """Return a feast as a point without a year; only a day that is the same every year is filled in."""
    feast = _by_word()[word]
    (edges, *_) = feast.rules[-1]
    month, day = _month_and_day(edges[0], None)
    fixed = len(feast.rules) == 1 and len(edges) == 1 and day is not None
    point = Point("day", month=month, day=day if fixed else None, approximate=feast.customary)
    return point if fixed else replace(point, feast=feast.words[0])


def in_force(point: Point, year: int | None) -> Point:
    """Put a feast into the month it had about a year: the Emperor's birthday moves with the Emperor."""
    edges = _edges(_by_word()[point.feast or ""], year)
    return replace(point, month=_month_and_day(edges[0], None)[0]) if edges else point


def placed(point: Point) -> tuple[Point, Point | None]:
    """Return the first and, of a feast of several days, the last day in the year of ``point``.

    Where the year is not known, days that move stay open; where the feast was not held in it, month and day do.
    """
    edges = _edges(_by_word()[point.feast or ""], point.year)
    if not edges:
        return (replace(point, month=None, day=None, feast=None), None)
    begin, *rest = (_on(point, edge) for edge in edges)
    if not rest:
        return (begin, None)
    (end,) = rest
    turned = begin.year is not None and (end.month or 0) < (begin.month or 0)
    return (begin, replace(end, year=(begin.year or 0) + 1) if turned else end)


@cache
def feast_pattern() -> str:
    """Return a pattern for the names of the table, the longest first, each unless the wrong words follow."""
    words = sorted(_by_word(), key=len, reverse=True)
    return "(?:" + "|".join(_guarded(word) for word in words) + ")"


def feast_firsts() -> str:
    """Return the first characters of those names, as a class that is looked for before any of them is tried."""
    return "[" + "".join(sorted({word[0] for word in _by_word()})) + "]"


def feast_words() -> tuple[str, ...]:
    """Return every spelling of every feast."""
    return tuple(_by_word())


def _guarded(word: str) -> str:
    feast = _by_word()[word]
    before = f"(?<!{feast.not_after})" if feast.not_after else ""
    return before + re.escape(word) + (f"(?!{feast.unless})" if feast.unless else "")


@cache
def _by_word() -> dict[str, Feast]:
    return {word: feast for feast in _read() for word in feast.words}


def _read() -> Iterator[Feast]:
    text = files(__package__).joinpath(TABLE).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            words, when, unless, not_after = (*line.split("\t"), "", "")[:4]
            rules = tuple(_rule(clause) for clause in when.rstrip("~").split("; "))
            yield Feast(tuple(words.split()), rules, when.endswith("~"), unless, not_after)


def _rule(clause: str) -> tuple[tuple[str, ...], int, int]:
    """Read ``01-15 1949-1999``; without years it always holds."""
    edges, _, years = clause.partition(" ")
    match = _YEARS.fullmatch(years)
    if match is None:
        return (tuple(edges.split("/")), 0, LAST_YEAR)
    last = match["last"] or (LAST_YEAR if match["open"] else match["first"])
    return (tuple(edges.split("/")), int(match["first"]), int(last))


def _edges(feast: Feast, year: int | None) -> tuple[str, ...]:
    """Return the rule of a year, or today's where the year is not known."""
    if year is None:
        return feast.rules[-1][0]
    return next((edges for edges, first, last in feast.rules if first <= year <= last), ())


def _on(point: Point, edge: str) -> Point:
    month, day = _month_and_day(edge, point.year)
    return replace(point, month=month, day=day, feast=None)


def _month_and_day(edge: str, year: int | None) -> tuple[int, int | None]:
    """Return when a rule falls in a year; in no year a day that moves is ``None``, and its month the usual one."""
    rule = _RULE.fullmatch(edge)
    assert rule is not None, f"{TABLE}: {edge!r} is no rule"
    if rule["day"]:
        return (int(rule["month"]), int(rule["day"]))
    known = year is not None and FIRST_YEAR <= year <= LAST_YEAR
    day = _moving(rule, year if known and year is not None else SOME_YEAR)
    return (day.month, day.day if known else None)


def _moving(rule: re.Match[str], year: int) -> datetime.date:
    if rule["degrees"]:
        return solar_day(year, int(rule["degrees"])) + datetime.timedelta(days=int(rule["shift"] or 0))
    return nth_weekday(year, int(rule["month"]), int(rule["nth"]), int(rule["weekday"]))


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> datetime.date:
    """Return the nth Monday (1) to Sunday (7) of a month; a fifth that it does not have is in the next."""
    first = datetime.date(year, month, 1)
    return first + datetime.timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
