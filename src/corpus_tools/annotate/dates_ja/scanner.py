"""Finds the expressions of time in squeezed text: one pass over trigger characters, then bounded readings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from corpus_tools.annotate.dates_ja import words
from corpus_tools.annotate.dates_ja.amounts import read_amount, read_native
from corpus_tools.annotate.dates_ja.calendar import read_calendar
from corpus_tools.annotate.dates_ja.numerals import integer
from corpus_tools.annotate.dates_ja.parts import Expression, Point, Reference, Unit
from corpus_tools.annotate.dates_ja.patterns import KANJI, compiled, starts, trigger
from corpus_tools.annotate.dates_ja.ranges import read_range
from corpus_tools.annotate.dates_ja.sets import read_kind_of_day, read_ordinal_weekday, read_set
from corpus_tools.annotate.dates_ja.traps import is_trap

Reader = Callable[[str, int], Expression | None]

_DIGITS = "0123456789"
_MULTIPLIERS = "十百千"
_NUMERIC_START = frozenset("0123456789'" + KANJI + "万約お数何半四丸満ま足ひふみ")
_SEASON_STEPS = frozenset(prefix[0] for prefix in words.SEASON_PREFIXES)
_RELATION = re.compile(
    r"\)?(?:(?P<after>以降|以後|以来)|(?P<before>以前|より前)|(?P<later>より後|より後|のち)|(?P<by>までに)|(?P<end>まで|にかけて)|(?P<begin>から(?!な[るりっ]|すれば|見れば|、?みて|である|こそ|だ)))"
)
_RELATIONS = {"after": "ON_OR_AFTER", "before": "ON_OR_BEFORE", "later": "AFTER", "by": "ON_OR_BEFORE"}
_ROLES = {"by": "END", "end": "END", "begin": "BEGIN"}
_LOOSE_PORTIONS = {
    "末": "end",
    "初め": "start",
    "初": "start",
    "頭": "start",
    "明け": "start",
    "内": "",
    "央": "mid",
}


_TERM = re.compile(r"期(?![間待末首初中限])")
"""2023年3月期: the business year that ends in that month."""


def scan(text: str) -> Iterator[Expression]:
    """Yield the expressions of ``text`` in order; they do not overlap."""
    done = 0
    table = starts()
    for candidate in trigger().finditer(text):
        start = candidate.start()
        if start < done or table[text[start]].match(text, start) is None or _inside_number(text, start):
            continue
        expression = _read(text, start)
        if expression is not None and not is_trap(text, expression):
            for item in (expression, *expression.others):
                item = _with_surroundings(text, item)
                done = item.end
                yield item


def _inside_number(text: str, start: int) -> bool:
    """Tell whether the character before is of the same number: a number is read from its first digit only."""
    before, first = text[start - 1 : start], text[start]
    digits = before in _DIGITS and (first in _DIGITS or first in _MULTIPLIERS)
    return (digits or (first in KANJI and before in KANJI)) and before != ""


def _read(text: str, start: int) -> Expression | None:
    for reader in _readers(text[start]):
        expression = reader(text, start)
        if expression is not None:
            return expression
    return None


def _readers(first: str) -> tuple[Reader, ...]:
    """Choose the readings worth trying by the first character."""
    if first in _NUMERIC_START:
        return _NUMBER_READERS
    if first in "上中下初":
        return (_read_ten_days, read_range, _read_calendar)
    if first in "平土第":
        return _DAY_READERS
    if first in "年月週日毎隔":
        return _CYCLE_READERS
    if first in "先今来再同翌前昨一去こ":
        return _STEP_READERS
    return _OTHER_READERS


def _read_calendar(text: str, start: int) -> Expression | None:
    reading = read_calendar(text, start)
    if reading is None:
        return None
    term = reading.point.precision == "month" and _TERM.match(text, reading.end) is not None
    return Expression(start, reading.end + term, "calendar", point=reading.point, term=term)


def _read_numeric_range(text: str, start: int) -> Expression | None:
    """Read 2020.3.1-2021.2.28 and H30.4.1～R2.3.31, and one such date alone."""
    first = _read_numeric(text, start) or _read_era_numeric(text, start)
    if first is None or text[first.end : first.end + 1] not in ("-", "~"):
        return first
    last = _read_numeric(text, first.end + 1, joined=True) or _read_era_numeric(text, first.end + 1)
    return first if last is None else replace(first, end=last.end, until=last.point)


def _read_numeric(text: str, start: int, *, joined: bool = False) -> Expression | None:
    """Read 2022/2/24, 2022-02-24T05:00, 2022-02 and 2/24(木)."""
    match = compiled("NUMERIC").match(text, start)
    if (
        match is None
        or (start and not joined and text[start - 1] in "0123456789-/.")
        or (match["ym"] and text[start - 1 : start] == "(")
    ):
        return None
    if match["md"]:
        month, day = (int(number) for number in match["md"].split("/"))
        point = Point("day", month=month, day=day)  # a fraction is not followed by a weekday
        return Expression(start, _over_weekday(text, match.end()), "calendar", point=point)
    if match["ym"]:
        point = Point("month", int(match["ym"]), month=int(match["ymm"]))
        return Expression(start, match.end(), "calendar", point=point)
    point = Point("day", int(match["y"]), month=int(match["m"]), day=int(match["d"]))
    if match["clock"]:
        numbers = [int(number) for number in match["clock"].split(":")]
        second = numbers[2] if len(numbers) > 2 else None
        point = replace(point, precision="minute", hour=numbers[0], minute=numbers[1], second=second)
    return Expression(start, _over_weekday(text, match.end()), "calendar", point=point)


def _read_era_numeric(text: str, start: int) -> Expression | None:
    """Read H26.7.1 and 平成26.7.1."""
    match = compiled("ERA_NUMERIC").match(text, start)
    if match is None or (start and text[start - 1].isascii() and text[start - 1].isalnum()):
        return None
    first = words.ERAS[words.ERA_LETTERS.get(match["era"], match["era"])]
    year = first + (integer(match["y"]) or 1) - 1
    point = Point("day", year, month=int(match["m"]), day=int(match["d"]))
    return Expression(start, _over_weekday(text, match.end()), "calendar", point=point)


_WEEKDAY_TAIL = re.compile(r"\([月火水木金土日](?:曜日?)?(?:[・、][祝休]日?)?\)")


def _over_weekday(text: str, end: int) -> int:
    match = _WEEKDAY_TAIL.match(text, end)
    return match.end() if match else end


def _read_season(text: str, start: int) -> Expression | None:
    """Read 来春, 昨夏, この春."""
    match = compiled("RELATIVE_SEASON").match(text, start)
    if match is None or re.match(r"(?!初)[一-龥々]", text[match.end() : match.end() + 1]):
        return None
    portion = words.PORTION_WORDS.get(match["portion"] or "")
    season = words.SEASONS[match["season"]]
    point = Point("season", season=season, portion=portion, reference=words.SEASON_PREFIXES[match["step"]])
    return Expression(start, match.end(), "calendar", point=point)


def _read_week(text: str, start: int) -> Expression | None:
    """Read 先週, 今週末, 来週月曜日 and a bare 週末."""
    bare = text.startswith("週末", start) and text[start - 1 : start] not in set("毎今先来翌同前")
    match = None if bare else compiled("WEEK").match(text, start)
    if not bare and (match is None or not match["weekword"]):
        return None
    if bare and text.startswith("ごと", start + 2):
        return Expression(start, start + 2 + len("ごと"), "set", value="XXXX-WXX-WE", quant="EVERY")
    reference = Reference("week", 0, "dct") if match is None else words.WEEK_WORDS[match["weekword"]]
    end = start + 2 if match is None else match.end()
    if match is None or match["weekend"]:
        return Expression(start, end, "calendar", point=Point("weekend", reference=reference))
    if match["weekday"]:
        weekday = words.WEEKDAYS[match["weekday"][0]]
        return Expression(start, end, "calendar", point=Point("day", weekday=weekday, reference=reference))
    return Expression(start, end, "calendar", point=Point("week", reference=reference))


def _read_ten_days(text: str, start: int) -> Expression | None:
    """Read a 中旬 whose month was named before (9月上旬から中旬にかけて)."""
    portion = words.PORTION_WORDS.get(text[start : start + 2])
    if portion is None or not text.startswith("旬", start + 1):
        return None
    point = Point("month", portion=portion, reference=Reference("month", 0, "narrative"))
    return Expression(start, start + 2, "calendar", point=point)


def _read_loose_end(text: str, start: int) -> Expression | None:
    """Read 年末, 月初め, 年度内, which lean on the narrative's year or month."""
    match = compiled("LOOSE_END").match(text, start)
    if match is None or re.match(r"[一-龥々ァ-ヶ0-9]", text[start - 1 : start]):
        return None
    if re.match(r"[一-龥々ァ-ヶ]", text[match.end() : match.end() + 1]):
        return None
    unit, portion = match["unit"], _LOOSE_PORTIONS[match["portion"]] or None
    if unit == "月" and match["portion"] not in ("末", "初め", "初", "内"):
        return None
    precision = {"年": "year", "年度": "fiscal", "月": "month"}[unit]
    step: Unit = "month" if unit == "月" else "turn" if match["portion"] == "明け" else "year"
    reference = Reference(step, 0, "narrative")
    point = Point(precision, fiscal=unit == "年度", portion=portion, reference=reference)  # type: ignore[arg-type]
    return Expression(start, match.end(), "calendar", point=point)


def _with_surroundings(text: str, expression: Expression) -> Expression:
    """Add what the words after an expression say about it: 以降, まで, から, 現在."""
    end = expression.end
    point = expression.point
    if expression.kind == "duration":
        return expression
    if expression.kind == "set":
        begins = (expression.value or "").startswith("XXXX") and text.startswith("から", end)
        return replace(expression, role="BEGIN") if begins else expression
    if (
        point is not None
        and not expression.opened
        and text.startswith("現在", end)
        and not re.match(r"[一-龥]", text[end + 2 : end + 3])
    ):
        return replace(expression, end=end + 2)
    match = _RELATION.match(text, end)
    if (
        match is None
        or match.lastgroup is None
        or (match[0][0] == ")" and "(" in text[expression.start : end])
    ):
        return replace(expression, relation="ON_OR_AFTER") if expression.opened else expression
    name = match.lastgroup
    return replace(expression, relation=_RELATIONS.get(name), role=_ROLES.get(name))  # type: ignore[arg-type]


_NUMBER_READERS: tuple[Reader, ...] = (
    _read_numeric_range,
    read_set,
    read_amount,
    read_range,
    _read_calendar,
    read_native,
)
_CYCLE_READERS: tuple[Reader, ...] = (read_set, _read_week, _read_loose_end, _read_calendar)
_STEP_READERS: tuple[Reader, ...] = (
    read_set,
    _read_season,
    _read_week,
    read_range,
    read_amount,
    _read_calendar,
)
_OTHER_READERS: tuple[Reader, ...] = (
    _read_numeric_range,
    read_range,
    read_amount,
    _read_calendar,
    read_native,
)
_DAY_READERS: tuple[Reader, ...] = (read_ordinal_weekday, read_kind_of_day, *_OTHER_READERS)
