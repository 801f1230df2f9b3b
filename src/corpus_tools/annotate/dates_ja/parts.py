"""What an expression of time says before anything around it is consulted: the records the stages pass on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal[
    "century",
    "turn",
    "decade",
    "year",
    "fiscal",
    "season",
    "quarter",
    "month",
    "week",
    "weekend",
    "day",
    "hour",
    "minute",
    "second",
]
Base: TypeAlias = Literal["narrative", "dct"]
Kind: TypeAlias = Literal["calendar", "duration", "offset", "set"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A step from a moment that the context has to supply: 翌年 is one year on from the narrative's.

    Attributes:
        unit: What is counted; ``turn`` is the next turn of the year (年明け).
        shift: How many, negative for the past; 0 for 同年.
        base: The narrative's moment, or the day of writing.
    """

    unit: Unit
    shift: int
    base: Base


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the calendar, as far as it is known.

    Attributes:
        year: Astronomical (1 BC is 0). Of a decade the first year, of a century its number (-5: 5th BC).
        short: The year was written with its last two digits.
        span: Years of an era's decade (昭和20年代), whose first year is no multiple of ten.
        era: First year of the era it was counted in.
        season: ``SP SU FA WI``.
        portion: A key of ``PORTIONS`` in ``date_values`` (``start``, ``early``, ``mid``, …).
        daypart: ``MO MI AF EV NI``.
        passed: Some time after it (11時過ぎ).
        inherits: 同3時: in the same half of the day as the time before.
        following: 翌3月, 翌21日: the next such one.
        morning: The hour was said to be one before noon (午前, 朝, 未明).
        last: The last day of the month, whatever its number (末日).
        nth: Which ``weekday`` of the month (第2日曜日).
        feast: A row of the table of feasts whose days the year decides.
    """

    precision: Unit = "year"
    year: int | None = None
    short: bool = False
    span: int = 0
    era: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    week: int | None = None
    fiscal: bool = False
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    portion: str | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    daypart: str | None = None
    last: bool = False
    nth: int | None = None
    feast: str | None = None
    inherits: bool = False
    following: bool = False
    morning: bool = False
    approximate: bool = False
    passed: bool = False
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Amount:
    """A measured length: ``P10Y``.

    Attributes:
        value: ISO 8601 duration, digits that are not told as ``X``.
        count: In ``unit``; ``None`` when it is not told (数年).
        unit: The unit of ``count``, which is the finest one.
    """

    value: str
    count: int | None
    unit: Unit


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time as written.

    Attributes:
        start: First character, in the text that was scanned.
        end: Just after the last one.
        kind: What it is before resolution.
        point: The calendar date, or the begin of a range written with a sign.
        until: The end of such a range.
        opened: The range has no end (2019年－).
        term: A business year named by its last month (2023年3月期).
        amount: Length of a duration, offset or period.
        direction: +1 (後), -1 (前) of an offset.
        again: A duration that ends now (12年ぶり).
        value: The value of a set, where it needs no resolution.
        mod: What the words around the core say (``APPROX``, ``MORE_THAN`` …).
        quant: ``EVERY``, or ``EVERY OTHER``, for sets.
        freq: ``2X`` for 年2回.
        role: ``BEGIN`` or ``END``, from the particle that follows.
        relation: ``ON_OR_AFTER`` …, from the words that follow.
        others: The further items of a list that shares its unit (3月3、8、15日).
        listed: It is one of those.
    """

    start: int
    end: int
    kind: Kind
    point: Point | None = None
    until: Point | None = None
    opened: bool = False
    term: bool = False
    amount: Amount | None = None
    direction: int = 0
    again: bool = False
    value: str | None = None
    mod: str | None = None
    quant: str | None = None
    freq: str | None = None
    role: Literal["BEGIN", "END"] | None = None
    relation: str | None = None
    others: tuple[Expression, ...] = ()
    listed: bool = False
