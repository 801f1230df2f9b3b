"""Reads the parts that a calendar pattern found into a ``Point``, or refuses them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, TypeAlias

from corpus_tools.annotate.dates_ja import words
from corpus_tools.annotate.dates_ja.feasts import feast_point
from corpus_tools.annotate.dates_ja.numerals import integer
from corpus_tools.annotate.dates_ja.parts import Point, Unit
from corpus_tools.annotate.dates_ja.patterns import compiled

Fields: TypeAlias = dict[str, Any]
_WIDE_WORD = re.compile(r"[一-龥々ァ-ヶーA-Za-z]")
_SEASON_OF = re.compile(r"(?:年|年度|年代|月|その|この|次の|前の|先の|ある|あの)の?$|[0-9]の$|年[前後]の$")
_WEAK = {"weekday", "portion", "approximate", "part", "season", "seasonstage", "seasontail"}
"""What is an expression of time only with more beside it, or in the right place."""
_OF_FEAST = ("precision", "month", "day", "feast", "approximate")
_LONE_PARTS = frozenset({"未明", "深夜", "早朝", "明け方", "夕刻", "夕方"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A point and the slice of its words."""

    point: Point
    start: int
    end: int


def read_calendar(text: str, start: int, *, lone: bool = True) -> Reading | None:
    """Read the calendar expression that begins at ``start``.

    Args:
        lone: Whether a bare weekday, season or part of the day will do.
    """
    match = compiled("CALENDAR").match(text, start)
    if match is None or match.end() == start:
        return None
    end = _end(text, match)
    if end == start:
        return None
    found = _found(match, end)
    if lone and found.keys() <= _WEAK and not _stands_alone(text, start, end, found):
        return None
    point = point_of(found)
    return None if point is None else Reading(point, start, end)


def _found(match: re.Match[str], end: int) -> dict[str, str]:
    """Return the groups of a match that lie before ``end``."""
    found = {name: text for name, text in match.groupdict().items() if text}
    if end < match.end():
        found = {name: text for name, text in found.items() if match.start(name) < end}
    return found


def point_of(found: dict[str, str]) -> Point | None:
    """Turn the parts of a calendar expression into a point; ``None`` if impossible."""
    fields: Fields = {}
    if not all(read(fields, found) for read in (_year_part, _month_part, _day_part, _clock_part)):
        return None
    _shade(fields, found)
    return Point(**fields)


def _shade(fields: Fields, found: dict[str, str]) -> None:
    """Note which part of a period is meant, and how exactly."""
    tail, near = found.get("seasontail"), found.get("approximate")
    if "portion" in found:
        fields["portion"] = words.PORTION_WORDS[found["portion"].removeprefix("の")]
    elif tail in ("先", "口"):
        fields["portion"] = "start"
    elif words.SEASON_STAGES.get(found.get("seasonstage", "")):
        fields["portion"] = words.SEASON_STAGES[found["seasonstage"]]
    fields["passed"] = near in ("過ぎ", "すぎ")
    if (near is not None and not fields["passed"]) or tail in ("頃", "ごろ"):
        fields["approximate"] = True


def _end(text: str, match: re.Match[str]) -> int:
    """Leave out tails that belong to what follows: 初の会談, 8月夜."""
    portion, part = match["portion"], match["part"]
    if portion and not _portion_fits(text, match):
        return match.start("portion")
    has_day = match["day"] or match["dayword"] or match["weekday"] or match["lastday"] or match["feast"]
    if part and not match["hour"] and not match["clock"]:
        dangling = not has_day and match.start("part") > match.start()
        if dangling or (
            _WIDE_WORD.match(text, match.end("part")) and not match["approximate"] and not has_day
        ):
            return match.start("part")
    return match.end()


def _portion_fits(text: str, match: re.Match[str]) -> bool:
    following = text[match.end("portion") : match.end("portion") + 1]
    if match["portion"] in ("初め", "はじめ", "始め"):
        return following not in set("てたとる")
    return not (match["portion"] == "初" and following in ("の", "め"))


def _stands_alone(text: str, start: int, end: int, found: dict[str, str]) -> bool:
    """Tell whether a weekday, a season or a part of the day is an expression of time without further support."""
    if "weekday" in found:
        return "曜日" in found["weekday"] or (
            found["weekday"][-1] == "曜" and text[end : end + 1] in set("にのはもかま、夜朝昼午未")
        )
    if "season" in found:
        return _lone_season(text, start, end)
    return found.get("part") in _LONE_PARTS


def _lone_season(text: str, start: int, end: int) -> bool:
    """Accept a bare season only between words: 春には, not 青春, 秋田 or 春闘."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if before == "の" and not _SEASON_OF.search(text, max(0, start - 4), start):
        return False  # アラブの春, 京都の秋: a name, or no time in particular
    if before and (_WIDE_WORD.match(before) and before not in "毎"):
        return False
    return bool(re.match(r"[にのはもがをと、。でか以ま)」]|より|$", after)) and not after.startswith(
        ("のう", "はや", "がす", "と")
    )


def _year_part(fields: Fields, found: dict[str, str]) -> bool:
    if "year" in found:
        return _western_year(fields, found)
    if "era" in found or "eraletter" in found:
        return _era_year(fields, found)
    if "fy" in found:
        fields.update(precision="fiscal", year=int(found["fy"]), fiscal=True)
    elif "yearword" in found:
        fiscal = "wordkind" in found
        reference = words.YEAR_WORDS[found["yearword"]]
        fields.update(precision="fiscal" if fiscal else "year", fiscal=fiscal, reference=reference)
    elif "stepyear" in found:
        number = integer(found["stepyear"]) or 0
        fields.update(year=number, short=number < 100)
    elif "centuryword" in found:
        fields.update(precision="century", reference=words.CENTURY_WORDS[found["centuryword"]])
    return True


def _western_year(fields: Fields, found: dict[str, str]) -> bool:
    number, before_christ = integer(found["year"]), "bc" in found
    if number is None or (number == 0 and not found["year"].startswith("0")):
        return False
    if "century" in found:
        fields.update(precision="century", year=-number if before_christ else number)
        return 0 < number <= 30
    kind = found.get("yearkind")
    if number > 9999 or (before_christ and kind):
        return False
    fields.update(
        precision={"代": "decade", "度": "fiscal"}.get(kind or "", "year"),
        year=1 - number if before_christ else number,
        short=number < 100 and not before_christ and "ad" not in found,
        fiscal=kind == "度",
    )
    return kind != "代" or number % 10 == 0


def _era_year(fields: Fields, found: dict[str, str]) -> bool:
    letter = found.get("eraletter")
    first = words.ERAS[words.ERA_LETTERS[letter] if letter else found["era"]]
    number = integer(found["letteryear" if letter else "erayear"])
    if not number:
        return False
    kind = found.get("letterkind" if letter else "erakind")
    fields.update(year=first + number - 1, era=first)
    if kind == "代":
        fields.update(precision="decade", span=10)
    elif kind == "度":
        fields.update(precision="fiscal", fiscal=True)
    return True


def _month_part(fields: Fields, found: dict[str, str]) -> bool:
    if "month" in found:
        month = 1 if found["month"] == "正" else integer(found["month"])
        fields.update(precision="month", month=month, fiscal=False, following=found.get("monthstep") == "翌")
        return month is not None and 1 <= month <= 12
    if "monthword" in found:
        fields["precision"] = "month"
        if fields.get("year") is None:
            fields.setdefault("reference", words.MONTH_WORDS[found["monthword"]])
    elif "season" in found:
        fields.update(precision="season", season=words.SEASONS[found["season"]], fiscal=False)
    elif "samequarter" in found:
        fields["precision"] = "quarter"
    elif "quarter" in found or "qletter" in found:
        quarter = found.get("quarter") or found["qletter"].strip("Q")
        fields.update(precision="quarter", quarter=integer(quarter))
    elif "half" in found:
        fields.update(precision="quarter", half=1 if found["half"].startswith("上") else 2)
    return True


def _day_part(fields: Fields, found: dict[str, str]) -> bool:
    if "weekday" in found:
        nth = integer(found["nth"]) if "nth" in found else None
        fields.update(precision="day", weekday=words.WEEKDAYS[found["weekday"].lstrip("(")[0]], nth=nth)
    if "day" in found:
        day = integer(found["day"])
        fields.update(
            precision="day", day=day, following=found.get("daystep") == "翌" or fields.get("following", False)
        )
        return day is not None and 1 <= day <= 31
    if "lastday" in found:
        fields.update(precision="day", last=True)
    elif "feast" in found:
        feast = feast_point(found["feast"])
        fields.update({name: getattr(feast, name) for name in _OF_FEAST})
    elif "dayword" in found:
        fields["precision"] = "day"
        fields.setdefault("reference", words.DAY_WORDS[found["dayword"]])
    return True


def _clock_part(fields: Fields, found: dict[str, str]) -> bool:
    part = found.get("part", "")
    if "partword" in found:
        reference, code = words.DAY_PART_WORDS[found["partword"]]
        fields.update(precision="day", reference=reference, daypart=code)
        part = {"NI": "夜", "MO": "朝", "EV": "夕"}[code]
    elif part:
        fields["daypart"] = words.DAY_PARTS[part]
    if "noon" in found:
        fields.update(precision="hour", hour=12, minute=0)
    elif "clock" in found:
        numbers: list[int | None] = [int(number) for number in found["clock"].split(":")]
        return _set_clock(fields, [*numbers, None][:3], part=part)
    elif "hour" in found:
        minute = 30 if "halfhour" in found else integer(found.get("minute", ""))
        fields["inherits"] = "samehalf" in found
        return _set_clock(
            fields, [integer(found["hour"]), minute, integer(found.get("second", ""))], part=part
        )
    return True


def _set_clock(fields: Fields, clock: list[int | None], *, part: str) -> bool:
    """Set the time of day; 午後3時 is 15, 午前12時 is 0, 夜8時 is 20, 夜12時 is 24, 深夜25時 is 1."""
    hour, minute, second = clock[0] or 0, clock[1], clock[2]
    late = words.DAY_PARTS.get(part) in ("AF", "EV") or (part in ("夜", "晩", "夜遅く") and hour >= 5)
    if late and hour < 12:
        hour += 12
    elif part == "午前" and hour == 12:
        hour = 0
    elif part in ("夜", "深夜", "晩") and hour == 12:
        hour = 24
    elif 24 < hour < 30:
        hour -= 24
    fields["morning"] = words.DAY_PARTS.get(part) == "MO" or part in ("未明", "深夜")
    precision: Unit = "hour" if minute is None else "minute" if second is None else "second"
    fields.update(precision=precision, hour=hour, minute=minute, second=second, daypart=None)
    return hour <= 24 and (minute or 0) <= 59 and (second or 0) <= 59
