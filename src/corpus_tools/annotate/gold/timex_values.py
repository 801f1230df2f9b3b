"""Says whether a TIMEX3 value and an EDTF expression are well formed, as the guidelines for dates write them."""

from __future__ import annotations

import re
from functools import lru_cache

from corpus_tools.annotate.dates_ja.bounds import SEASON_MONTHS, bounds, last_day

MODS: tuple[str, ...] = (
    "START", "MID", "END", "APPROX", "BEFORE", "AFTER", "ON_OR_BEFORE", "ON_OR_AFTER",
    "LESS_THAN", "MORE_THAN", "EQUAL_OR_LESS", "EQUAL_OR_MORE",
)  # fmt: skip
"""The modifiers of TIMEX3."""

EXAMPLES: dict[str, str] = {
    "DATE": "1997, 1997-05, 1997-05-27, 199X, 19XX, BC0431, FY2023, 2020-Q2, 2021-WI, XXXX-02-24, 1991/1994 or PAST_REF",
    "TIME": "2017-08-29T15:30, 2022-08-20TEV, XXXX-XX-XXT06:00 or T15:30",
    "DURATION": "P30Y, PT90M, P1Y6M, PXY, P1SU or PT1NI",
    "SET": "XXXX-05, XXXX-WXX-1, XXXX-WXX-WD, P2Y or P1Y",
}
"""Values that are right for each label, for messages."""

_FULL = r"(?:[0-9]{4}|XXXX|BC[0-9]{4})"
_ROUND = r"(?:BC)?(?:[0-9]{3}X|[0-9]{2}XX|[0-9]XXX)"
_MONTH = r"(?:0[1-9]|1[0-2]|XX)"
_DAY = r"(?:0[1-9]|[12][0-9]|3[01]|XX)"
_WEEK = r"W(?:0[1-9]|[1-4][0-9]|5[0-3]|XX)(?:-(?:WE|WD|[1-7]))?"
_PART = r"(?:Q[1-4X]|H[12X])"
_DATE = (
    rf"(?:{_ROUND}|{_FULL}(?:-(?:{_MONTH}(?:-{_DAY})?|{_WEEK}|{_PART}|SP|SU|FA|WI))?"
    rf"|FY(?:[0-9]{{4}}|XXXX)(?:-{_PART})?)"
)
_CLOCK = r"T(?:[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?|MO|MI|AF|EV|NI|DT|XX)"
_TIME = rf"(?:{_FULL}-{_MONTH}-{_DAY}|XXXX-WXX-[1-7])?{_CLOCK}"
_N = r"[0-9X]+(?:\.[0-9]+)?"
_DURATION = rf"P(?=.)(?:{_N}Y)?(?:{_N}Q)?(?:{_N}M)?(?:{_N}W)?(?:{_N}D)?(?:{_N}(?:SP|SU|FA|WI))?(?:T(?=.)(?:{_N}NI)?(?:{_N}H)?(?:{_N}M)?(?:{_N}S)?)?"
_POINTS = {
    "DATE": f"(?:{_DATE})",
    "TIME": f"(?:{_TIME})",
    "DURATION": f"(?:{_DURATION})",
    "SET": f"(?:{_DATE}|{_TIME}|{_DURATION})",
}
_VALUES = {label: re.compile(f"{point}(?:/{point})?") for label, point in _POINTS.items()}
_REFERENCES = frozenset({"PAST_REF", "PRESENT_REF", "FUTURE_REF"})
_PLAIN = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_DAY_PARTS = re.compile(r"-?[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SEASON = re.compile(r"-?[0-9X]{4}-([0-9]{2})")


def is_value(value: str, label: str) -> bool:
    """Say whether a TIMEX3 value is well formed and fits its label; a label that is none takes any."""
    if value in _REFERENCES:
        return label in ("DATE", "TIME")
    pattern = _VALUES.get(label)
    return pattern is None or pattern.fullmatch(value) is not None


@lru_cache(maxsize=4096)
def edtf_fault(edtf: str) -> str | None:
    """Say what is wrong with an EDTF expression, or ``None``.

    It has to parse, to have days that a search can use, and to run forwards; seasons have no intervals.
    """
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parse_edtf(edtf)
    except EDTFParseException:
        return "is not EDTF"
    if "/" in edtf and any(_is_season(end) for end in edtf.split("/")):
        return "is an interval of seasons, which EDTF does not define"
    try:
        earliest, latest = bounds(edtf)
    except ValueError:
        return "has no first and last day"
    if earliest is not None and latest is not None and runs_backwards(earliest, latest):
        return "runs backwards"
    return None


def contradict(value: str, edtf: str) -> bool:
    """Say whether a plain calendar value and a well-formed EDTF expression have no day in common."""
    if _PLAIN.fullmatch(value) is None or _impossible(value):
        return False
    (first, last), (earliest, latest) = bounds(value), bounds(edtf)
    assert first is not None and last is not None
    return (latest is not None and _day(latest) < _day(first)) or (
        earliest is not None and _day(earliest) > _day(last)
    )


def runs_backwards(earliest: str, latest: str) -> bool:
    """Say whether a day comes after another; years before 1 BC are negative. What is no day is not compared."""
    days = [_DAY_PARTS.fullmatch(day) for day in (earliest, latest)]
    return all(days) and _day(earliest) > _day(latest)


def _is_season(point: str) -> bool:
    match = _SEASON.fullmatch(point.rstrip("~?%"))
    return match is not None and int(match[1]) in SEASON_MONTHS


def _impossible(value: str) -> bool:
    """Say whether a text gave a day its month does not have; the value follows the text all the same."""
    year, month, day = (*(int(part) for part in value.split("-")), 1, 1)[:3]
    return day > last_day(year, month)


def _day(iso: str) -> tuple[int, ...]:
    sign = -1 if iso.startswith("-") else 1
    year, month, day = (int(part) for part in iso.lstrip("-").split("-"))
    return (sign * year, month, day)
