"""Reads the parts that a calendar pattern found into a ``Point``, or refuses them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus_tools.annotate import date_words_ja as words
from corpus_tools.annotate.date_parts import Point, Unit
from corpus_tools.annotate.date_patterns_ja import compiled
from corpus_tools.annotate.numerals_ja import integer

_WIDE_WORD = re.compile(r"[一-龥々ァ-ヶーA-Za-z]")
_LONE_PARTS = frozenset({"未明", "深夜", "早朝", "明け方", "夕刻", "夕方"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A point and the place where its words end."""

    point: Point
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
    point = point_of(match, end)
    if point is None or end == start or (not _stands_alone(text, match, end) and lone):
        return None
    return Reading(point, end)


def point_of(match: re.Match[str], end: int) -> Point | None:
    """Turn the groups of a calendar match that lie before ``end`` into a point; ``None`` if impossible."""
    found = {name: text for name, text in match.groupdict().items() if text and match.start(name) < end}
    point = _year_part(found)
    for add in (_month_part, _day_part, _clock_part):
        point = add(point, found)
        if point is None:
            return None
    portion = words.PORTION_WORDS.get(found.get("portion", ""))
    stage = words.SEASON_STAGES.get(found.get("seasonstage", "")) or None
    approximate = "approximate" in found or found.get("seasontail") in ("頃", "ごろ")
    if found.get("seasontail") in ("先", "口"):
        stage = "start"
    return replace(point, portion=portion or stage, approximate=approximate)


def _end(text: str, match: re.Match[str]) -> int:
    """Leave out tails that belong to what follows: 初の会談, 8月夜."""
    portion, part = match["portion"], match["part"]
    if portion and not _portion_fits(text, match):
        return match.start("portion")
    has_day = match["day"] or match["dayword"] or match["weekday"] or match["lastday"]
    if part and not match["hour"] and not match["clock"]:
        dangling = not has_day and match.start("part") > match.start()
        if dangling or _WIDE_WORD.match(text, match.end("part")) and not match["approximate"] and not has_day:
            return match.start("part")
    return match.end()


def _portion_fits(text: str, match: re.Match[str]) -> bool:
    following = text[match.end("portion") : match.end("portion") + 1]
    if match["portion"] in ("初め", "はじめ", "始め"):
        return following not in set("てたとる")
    return not (match["portion"] == "初" and following in ("の", "め"))


def _stands_alone(text: str, match: re.Match[str], end: int) -> bool:
    """Tell whether the found parts are an expression of time without further support."""
    groups = {name for name, found in match.groupdict().items() if found and match.start(name) < end}
    strong = groups - {"weekday", "portion", "approximate", "part", "season", "seasonstage", "seasontail"}
    if strong:
        return True
    if "weekday" in groups:
        return "曜日" in match["weekday"] or (
            match["weekday"][-1] == "曜" and text[end : end + 1] in set("にのはも、夜朝昼午未")
        )
    if "season" in groups:
        return _lone_season(text, match.start(), end)
    return match["part"] in _LONE_PARTS


def _lone_season(text: str, start: int, end: int) -> bool:
    """Accept a bare season only between words: 春には, not 青春, 秋田 or 春闘."""
    before, after = text[start - 1 : start], text[end : end + 2]
    if before and (_WIDE_WORD.match(before) and before not in "毎"):
        return False
    return bool(re.match(r"[にのはもがをと、。でか以ま)」]|$", after)) and not after.startswith(
        ("のう", "はや", "がす", "と")
    )


def _year_part(found: dict[str, str]) -> Point | None:
    if "year" in found:
        return _western_year(found)
    if "era" in found or "eraletter" in found:
        return _era_year(found)
    if "fy" in found:
        return Point("fiscal", int(found["fy"]), fiscal=True)
    if "yearword" in found:
        fiscal = "wordkind" in found
        return Point(
            "fiscal" if fiscal else "year", fiscal=fiscal, reference=words.YEAR_WORDS[found["yearword"]]
        )
    if "stepyear" in found:
        number = integer(found["stepyear"]) or 0
        return Point("year", number, short=number < 100)
    if "centuryword" in found:
        return Point("century", reference=words.CENTURY_WORDS[found["centuryword"]])
    return Point("year")


def _western_year(found: dict[str, str]) -> Point | None:
    number, before_christ = integer(found["year"]), "bc" in found
    if number is None or (number == 0 and not found["year"].startswith("0")):
        return None
    if "century" in found:
        return Point("century", -number if before_christ else number) if 0 < number <= 30 else None
    year = 1 - number if before_christ else number
    short = number < 100 and not before_christ and "ad" not in found
    if found.get("yearkind") == "代":
        return Point("decade", year, short=short) if number % 10 == 0 else None
    fiscal = found.get("yearkind") == "度"
    return Point("fiscal" if fiscal else "year", year, short=short, fiscal=fiscal)


def _era_year(found: dict[str, str]) -> Point | None:
    letter = found.get("eraletter")
    first = words.ERAS[words.ERA_LETTERS[letter] if letter else found["era"]]
    number = integer(found["letteryear" if letter else "erayear"])
    if number is None or number < 1:
        return None
    kind = found.get("letterkind" if letter else "erakind")
    if kind == "代":
        decade = first + number - 1
        return Point("decade", decade, span=10)
    return Point("fiscal" if kind else "year", first + number - 1, fiscal=bool(kind))


def _month_part(point: Point | None, found: dict[str, str]) -> Point | None:
    if point is None:
        return None
    if "month" in found:
        month = 1 if found["month"] == "正" else integer(found["month"])
        return replace(point, precision="month", month=month, fiscal=False) if month and month <= 12 else None
    if "monthword" in found:
        reference = point.reference or (
            None if point.year is not None else words.MONTH_WORDS[found["monthword"]]
        )
        return replace(point, precision="month", reference=reference)
    if "season" in found:
        return replace(point, precision="season", season=words.SEASONS[found["season"]], fiscal=False)
    if "samequarter" in found:
        return replace(point, precision="quarter")
    quarter = found.get("quarter") or found.get("qletter", "").strip("Q")
    if quarter:
        return replace(point, precision="quarter", quarter=integer(quarter))
    if "half" in found:
        return replace(point, precision="quarter", half=1 if found["half"].startswith("上") else 2)
    return point


def _day_part(point: Point | None, found: dict[str, str]) -> Point | None:
    if point is None:
        return None
    weekday = words.WEEKDAYS[found["weekday"].lstrip("(")[0]] if "weekday" in found else None
    if "day" in found:
        day = integer(found["day"])
        return replace(point, precision="day", day=day, weekday=weekday) if day and day <= 31 else None
    if "lastday" in found:
        return replace(point, precision="day", last=True, weekday=weekday)
    if "dayword" in found:
        reference = point.reference or words.DAY_WORDS[found["dayword"]]
        return replace(point, precision="day", reference=reference, weekday=weekday)
    if weekday:
        return replace(point, precision="day", weekday=weekday)
    return point


def _clock_part(point: Point | None, found: dict[str, str]) -> Point | None:
    if point is None:
        return None
    if "partword" in found:
        reference, part = words.DAY_PART_WORDS[found["partword"]]
        return replace(point, precision="day", reference=reference, daypart=part)
    if "noon" in found:
        return replace(point, precision="hour", hour=12, minute=0)
    part = found.get("part", "")
    if "clock" in found:
        hour, minute, *rest = (int(number) for number in found["clock"].split(":"))
        return with_clock(point, hour, minute, rest[0] if rest else None, part=part)
    if "hour" in found:
        minute = 30 if "halfhour" in found else integer(found.get("minute", ""))
        return with_clock(
            point, integer(found["hour"]) or 0, minute, integer(found.get("second", "")), part=part
        )
    return replace(point, daypart=words.DAY_PARTS[part]) if part else point


def with_clock(point: Point, hour: int, minute: int | None, second: int | None, *, part: str) -> Point | None:
    """Set the time of day; 午後3時 is 15, 午前12時 is 0, 夜8時 is 20."""
    late = words.DAY_PARTS.get(part) in ("AF", "EV") or (part in ("夜", "晩", "夜遅く") and hour >= 5)
    if late and hour < 12:
        hour += 12
    elif part == "午前" and hour == 12:
        hour = 0
    if hour > 24 or (minute or 0) > 59 or (second or 0) > 59:
        return None
    precision: Unit = "hour" if minute is None else "minute" if second is None else "second"
    return replace(point, precision=precision, hour=hour, minute=minute, second=second)
