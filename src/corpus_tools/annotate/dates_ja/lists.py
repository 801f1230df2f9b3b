"""Reads lists whose items share a unit: 6月28、29日, 12・13・14日, 5、6、7月, 2012、16、20年.

Neighbours are one expression, as a range is; where the list leaps, another expression begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus_tools.annotate.dates_ja.numerals import integer
from corpus_tools.annotate.dates_ja.parts import Point
from corpus_tools.annotate.dates_ja.patterns import ERA, KANJI

_ITEM = rf"(?:[0-9]{{1,4}}|[{KANJI}]{{1,4}})"
LISTED = re.compile(
    rf"(?=[^、・,及お]{{1,9}}[、・,及お])(?P<prefix>紀元前|前|{ERA})?'?(?P<number>{_ITEM}|(?<=[一-龥])元)(?P<more>(?:[、・,]{_ITEM}){{0,12}})"
    rf"(?:[、・,]|及び|および)(?=(?P<last>{_ITEM})(?:年代?|月(?!曜)|(?:の?両)?日)(?!代))"
)
"""The items of a list up to the last one, at which the match ends."""
_NUMERAL = re.compile(rf"[0-9]+|[{KANJI}]+")
_NO_DATES = re.compile(r"両?.(?:[間目後前号回ほ程以組級債生]|ぶり|ごと|おき)")
"""What makes numbers with a unit lengths or ranks: 3、5、10年間."""
_CLAUSE = re.compile(r"^$|[、。はがのでにもと)」\n]$")
_PUPILS = re.compile(r"年生(?!ま[れし])")
LONG_YEAR = 1000
"""A list of years begins with one of four digits, or with an era."""


@dataclass(frozen=True, slots=True)
class Item:
    """A number of a list and its slice; a year is written in full."""

    number: int
    start: int
    end: int


def runs_of(match: re.Match[str], last: Point, *, headed: bool) -> list[list[Item]]:
    """Group the items of a list into runs of neighbours.

    Args:
        last: What the last item says, with its unit.
        headed: A month or a year stands before the list.

    Returns:
        One run or several; none where the numbers are no dates.
    """
    items = _items(match)
    runs: list[list[Item]] = []
    for item in items:
        if runs and _neighbours(runs[-1][-1].number, item.number, last):
            runs[-1].append(item)
        else:
            runs.append([item])
    if len(runs) == 1 and len(items) == 2 and not _PUPILS.match(match.string, match.end("last")):
        return runs
    items = _in_full(items, match, last)
    return _renumbered(runs, items) if items and _plausible(match, items, last, headed=headed) else []


def _items(match: re.Match[str]) -> list[Item]:
    found = [Item(integer(match["number"]) or 0, match.start("number"), match.end("number"))]
    rest = _NUMERAL.finditer(match.string, match.end("number"), match.end("last"))
    return found + [Item(integer(one[0]) or 0, one.start(), one.end()) for one in rest]


def _neighbours(first: int, second: int, last: Point) -> bool:
    step = 10 if last.precision == "decade" else 1
    turned = last.precision == "month" and last.year is None and (first, second) == (12, 1)
    return turned or second % 100 == (first + step) % 100


def _in_full(items: list[Item], match: re.Match[str], last: Point) -> list[Item]:
    """Write the years of 1998、2002、06年 in full; those of an era stay as they are."""
    if last.year is None or match["prefix"]:
        return items
    full: list[Item] = []
    for item in items:
        before = full[-1].number if full else item.number
        number = item.number if item.number >= LONG_YEAR else before // 100 * 100 + item.number
        full.append(replace(item, number=number + 100 if number < before else number))
    return full


def _renumbered(runs: list[list[Item]], items: list[Item]) -> list[list[Item]]:
    rest = iter(items)
    return [[next(rest) for _ in run] for run in runs]


def _plausible(match: re.Match[str], items: Sequence[Item], last: Point, *, headed: bool) -> bool:
    """Tell whether three numbers, or two with a gap, are dates: they rise, and something says what they are."""
    numbers = [item.number for item in items]
    text, start = match.string, match.start()
    if _NO_DATES.match(text, match.end("last")) or not _rise(numbers, turning=last.month is not None):
        return False
    if last.year is not None:
        return last.precision in ("year", "fiscal") and bool(match["prefix"] or numbers[0] >= LONG_YEAR)
    most = 12 if last.month is not None else 31 if last.day is not None else 0
    clear = headed or match["more"] or _CLAUSE.search(text, max(0, start - 1), start)
    return min(numbers) >= 1 and max(numbers) <= most and bool(clear)


def _rise(numbers: Sequence[int], *, turning: bool) -> bool:
    """Tell whether numbers rise; months may turn over once (4、7、10、1月)."""
    falls = sum(later <= earlier for earlier, later in pairwise(numbers))
    return not falls or (turning and falls == 1 and numbers[-1] < numbers[0])
