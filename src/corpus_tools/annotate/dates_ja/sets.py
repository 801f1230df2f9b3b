"""Reads recurring times: 毎年5月, 隔週水曜, 第2・第4土曜日, 平日, 年2回, 四半期ごと."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus_tools.annotate.dates_ja import words
from corpus_tools.annotate.dates_ja.feasts import feast_point, placed
from corpus_tools.annotate.dates_ja.numerals import integer
from corpus_tools.annotate.dates_ja.parts import Expression, Point
from corpus_tools.annotate.dates_ja.patterns import KANJI, SMALL, compiled
from corpus_tools.annotate.dates_ja.values import PORTIONS, join_range, render

_NO_SET = re.compile(r"毎日(?:新聞|放送|系|大映|オリオンズ)|毎時(?:約|およそ)?[0-9]")
"""A newspaper's name, and a speed."""
_ITEM = re.compile(rf"[0-9]+|[{KANJI}]+")
_OF_MONTH = re.compile(rf"(?:(?<![0-9{KANJI}~ー-])(?:{SMALL}|正)|[同翌今来先前当])月の?$")
LONGEST_MONTH = 5
"""The characters of 十二月の, and one before them."""
_NAMED_BEFORE = re.compile(r"[日)]の$")


def read_set(text: str, start: int) -> Expression | None:
    """Read a recurring time: 毎年5月, 隔週, 年2回."""
    match = compiled("SET").match(text, start)
    if match is None or _NO_SET.match(text, start):
        return None
    if match["every"] in ("年", "月") and (listed := _every_listed(text, start)):
        return listed
    end = match.end()
    if not (
        _within(match["month"], 1, 12) and _within(match["day"], 1, 31) and _within(match["hour"], 0, 24)
    ):
        return None
    if match["bare"]:
        letter = words.UNITS[match["bare"].replace("度", "")][0] if match["bare"] != "半期" else "6M"
        return (
            None
            if _glued(text, start)
            else _set(start, end, f"P{letter}" if letter == "6M" else f"P1{letter}")
        )
    if match["per"]:
        if _glued(text, start) or (match["per"] == "月" and match["count"] in ("1", "一")):
            return None  # 一月二十日 is a date
        letter = words.UNITS[match["per"]][0]
        return _set(start, end, f"P1{letter}", freq=_frequency(match))
    if match["daily"]:
        return None if _glued(text, start) else _set(start, end, "P1D")  # 1日100人
    if match["other"]:
        return _every_other(match, start, end)
    if match["feast"]:
        return _every_feast(match["feast"], start, end)
    portion = match["portion"]
    mod = PORTIONS[words.PORTION_WORDS[portion]] if portion and match["every"] != "週" else None
    return _set(start, end, _every(match), mod=mod)


def _every_listed(text: str, start: int) -> Expression | None:
    """Read 毎月5、15、25日 and 毎年4、10月: one recurring time for each."""
    match = compiled("EVERY_LISTED").match(text, start)
    if match is None or (match["every"], match["unit"]) not in (("年", "月"), ("月", "日")):
        return None
    most, form = (12, "XXXX-{:02d}") if match["unit"] == "月" else (31, "XXXX-XX-{:02d}")
    expressions: list[Expression] = []
    for item in _ITEM.finditer(text, *match.span("items")):
        number = integer(item[0]) or 0
        if not 1 <= number <= most:
            return None
        begin = item.start() if expressions else start
        expressions.append(_set(begin, item.end(), form.format(number)))
    expressions[-1] = replace(expressions[-1], end=match.end())
    return replace(expressions[0], others=tuple(expressions[1:]))


def _every_other(match: re.Match[str], start: int, end: int) -> Expression:
    """Read 隔週, 隔週水曜, 隔月15日; what is told of the day leaves the two to ``quant``."""
    if match["otherweekday"]:
        value = f"XXXX-WXX-{words.WEEKDAYS[match['otherweekday']]}"
    elif match["otherday"]:
        value = f"XXXX-XX-{integer(match['otherday']) or 0:02d}"
    else:
        return _set(start, end, f"P2{words.UNITS[match['other']][0]}")
    return replace(_set(start, end, value), quant="EVERY OTHER")


def _every_feast(word: str, start: int, end: int) -> Expression:
    """Read 毎年クリスマス, 毎年お盆."""
    point = feast_point(word)
    first, last = placed(point) if point.feast else (point, None)
    written = join_range(first, last) if last else render(first)
    return _set(start, end, written.value, mod=written.mod)


def read_ordinal_weekday(text: str, start: int) -> Expression | None:
    """Read 第3水曜日, of the month before it if there is one, else of every month; and 第2・第4土曜日, of every month."""
    match = compiled("ORDINALS").match(text, start)
    if match is None:
        return None
    weekday, nth = words.WEEKDAYS[match["weekday"]], integer(match["first"])
    single = match.start("weekday") == match.end("first")
    if single and _OF_MONTH.search(text, max(0, start - LONGEST_MONTH), start):
        return Expression(start, match.end(), "calendar", point=Point("day", weekday=weekday, nth=nth))
    return _set(start, match.end(), f"XXXX-WXX-{weekday}")


def read_kind_of_day(text: str, start: int) -> Expression | None:
    """Read 平日 and 土日 as the days of every week; 4日と5日の土日 are the days named before."""
    match = compiled("KIND_OF_DAY").match(text, start)
    if match is None or _NAMED_BEFORE.search(text, max(0, start - 2), start):
        return None
    kind = "WD" if match["working"] else "WE"
    return _set(start, match.end(), f"XXXX-WXX-{kind}")


def _within(numeral: str | None, least: int, most: int) -> bool:
    """Tell whether a number, if there is one, is possible."""
    number = integer(numeral) if numeral else least
    return number is not None and least <= number <= most


def _frequency(match: re.Match[str]) -> str:
    """Write 3回 as ``3X``, and what is spent each time as a duration: 週40時間, 年20日."""
    times = integer(match["times"])
    if match["quota"] is None:
        return "X" if times is None else f"{times}X"
    number = "X" if times is None else str(times)
    letter = words.UNITS[match["quota"]][0]
    return f"PT{number}{letter[1]}" if letter.startswith("T") else f"P{number}{letter}"


def _glued(text: str, start: int) -> bool:
    """Tell whether 年, 月, 日 belongs to a word before it (今年2回, 5月3回)."""
    return bool(
        re.match(
            rf"[0-9{KANJI}今来先同毎翌前昨半数か]|[ァ-ヶ一-龥](?=[年月])", text[max(0, start - 1) : start]
        )
    )


def _set(start: int, end: int, value: str, *, freq: str | None = None, mod: str | None = None) -> Expression:
    return Expression(start, end, "set", value=value, quant="EVERY", freq=freq, mod=mod)


def _every(match: re.Match[str]) -> str:
    every = match["every"]
    clock = f"T{integer(match['hour']) or 0:02d}:00" if match["hour"] else ""
    if match["part"] and not clock:
        clock = "T" + words.DAY_PARTS[match["part"]]
    if match["hour"] and match["minute"]:
        clock = f"{clock[:4]}{integer(match['minute']) or 0:02d}"
    elif match["halfhour"]:
        clock = f"{clock[:4]}30"
    if match["weekday"]:
        return f"XXXX-WXX-{words.WEEKDAYS[match['weekday'][0]]}{clock}"
    if match["portion"] and not match["month"]:
        return {"年": "XXXX", "月": "XXXX-XX", "週": "XXXX-WXX-WE"}[every]
    if match["month"] or match["day"]:
        month = f"{integer(match['month']) or 0:02d}" if match["month"] else "XX"
        return f"XXXX-{month}" + (f"-{integer(match['day']) or 0:02d}" if match["day"] else "")
    if match["season"] or every in words.SEASONS:
        return f"XXXX-{words.SEASONS[match['season'] or every]}"
    if every in words.DAY_PARTS and not clock:
        return f"XXXX-XX-XXT{words.DAY_PARTS[every]}"
    if clock:
        return f"XXXX-XX-XX{clock}"
    return {"年": "P1Y", "年度": "P1Y", "月": "P1M", "週": "P1W", "日": "P1D", "時": "PT1H"}[every]
