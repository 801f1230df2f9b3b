"""What the texts date when, laid out for an SVG picture: a column per unit of time, a dot or a bar for the dates in it."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from corpus_tools.analysis.periods import Period

Unit = Literal["day", "month", "year", "decade", "century"]
WIDTH = 960
LEFT, RIGHT, TOP, AXIS = 12, 12, 16, 44
_TALL = 260
_DOTS = 250
_LANE = 14
_LANES = 12
_MARKED = 30
"""So wide a line with a count must be; the count stands in its middle."""
_DAY = re.compile(r"(-?\d+)-(\d\d)-(\d\d)")
_YEARS: Mapping[Unit, int] = {"year": 1, "decade": 10, "century": 100}

Bounds = tuple[str | None, str | None]
Side = Literal["", "before", "after"]


@dataclass(frozen=True, slots=True)
class Column:
    """A unit of time on the axis.

    Attributes:
        start: As an address says it, with ``end``; empty where the calendar of periods does not reach.
        label: Written under the axis; empty where there is no room.
        height: Of its bar.
    """

    name: str
    start: str
    end: str
    label: str
    count: int
    x: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Dot:
    """One date in its column."""

    x: float
    y: float
    row: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """Dates that are longer than a unit, or open on a side; those that look the same are one line.

    Attributes:
        place: Of the first of them in the list of all dates, from 0.
        row: The date itself, where it is a single one that was read.
    """

    x1: float
    x2: float
    y: float
    side: Side
    count: int
    place: int
    row: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """What the template draws.

    Attributes:
        dots: One per date; none where there are too many, and columns are bars then.
        lines_left_out: Dates whose lines there is no room for; they are in the list.
    """

    unit: Unit
    columns: tuple[Column, ...]
    dots: tuple[Dot, ...]
    lines: tuple[Line, ...]
    lines_left_out: int
    radius: float
    axis: float
    width: int
    height: float


def draw(
    bounds: Sequence[tuple[Bounds, int]], rows: Sequence[Mapping[str, Any]], period: Period
) -> Drawing | None:
    """Lay out dates; none where there is no day among them.

    Args:
        bounds: First and last days with how many dates have them, in the order of the list.
        rows: The dates themselves, or as many as were read.
        period: What was asked for; open sides are those of the dates.
    """
    days = [day for pair, _ in bounds for day in pair if day]
    if not days:
        return None
    first = period.first or min(days, key=_ordinal)
    last = period.last or max(days, key=_ordinal)
    unit = _unit(first, last)
    begin, end = _bin(first, unit), _bin(last, unit)
    counts: defaultdict[int, int] = defaultdict(int)
    for pair, count in bounds:
        place = _only_bin(pair, unit)
        if place is not None:
            counts[place] += count
    return _laid_out(unit, range(begin, end + 1), counts, rows, bounds)


def _laid_out(
    unit: Unit,
    bins: range,
    counts: Mapping[int, int],
    rows: Sequence[Mapping[str, Any]],
    bounds: Sequence[tuple[Bounds, int]],
) -> Drawing:
    total = sum(count for _, count in bounds)
    room = (WIDTH - LEFT - RIGHT) / len(bins)
    highest = max([counts.get(one, 0) for one in bins], default=0)
    radius = round(max(1.5, min(6.5, room / 2 - 0.8, _TALL / max(1, highest) / 2 - 0.4)), 1)
    dotted = total <= len(rows) <= _DOTS and radius >= 3
    axis = TOP + min(_TALL, max(60.0, highest * (2 * radius + 1))) if dotted else float(TOP + _TALL)
    columns = tuple(_columns(unit, bins, counts, room, axis - TOP, highest))
    dots = tuple(_dots(unit, bins, rows, room, radius, axis)) if dotted else ()
    lines, left_out = _lines(_groups(unit, bins, bounds, room), rows, axis + AXIS)
    height = axis + AXIS + (max((line.y for line in lines), default=axis + AXIS) - axis - AXIS) + 12
    return Drawing(
        unit, columns, dots, tuple(lines), left_out, radius, round(axis, 1), WIDTH, round(height, 1)
    )


def _columns(
    unit: Unit, bins: range, counts: Mapping[int, int], room: float, tall: float, highest: int
) -> Iterator[Column]:
    every = next(step for step in (1, 2, 5, 10, 20, 50, 100, 1000) if room * step >= 34 or step == 1000)
    for number, one in enumerate(bins):
        count = counts.get(one, 0)
        start, end, name = _period_of(one, unit)
        shown = (one if unit != "day" else int(name[-2:]) - 1) % every == 0
        label = (name[-2:].lstrip("0") if unit in ("month", "day") else name) if shown else ""
        height = round(tall * count / max(1, highest), 1)
        yield Column(name, start, end, label, count, round(LEFT + number * room, 2), round(room, 2), height)


def _dots(
    unit: Unit, bins: range, rows: Sequence[Mapping[str, Any]], room: float, radius: float, axis: float
) -> Iterator[Dot]:
    stacked: defaultdict[int, int] = defaultdict(int)
    for row in rows:
        place = _only_bin((row["earliest"], row["latest"]), unit)
        if place is not None and place in bins:
            x = LEFT + (place - bins.start + 0.5) * room
            y = axis - radius - 2 - stacked[place] * (2 * radius + 1)
            stacked[place] += 1
            yield Dot(round(x, 1), round(y, 1), row)


def _groups(
    unit: Unit, bins: range, bounds: Sequence[tuple[Bounds, int]], room: float
) -> dict[tuple[float, float, Side], list[tuple[int, int]]]:
    """Return place in the list and number of the dates by what they look like."""
    groups: dict[tuple[float, float, Side], list[tuple[int, int]]] = {}
    place = 0
    for pair, count in bounds:
        if pair != (None, None) and _only_bin(pair, unit) is None:
            groups.setdefault(_extent(pair, unit, bins, room), []).append((place, count))
        place += count
    return groups


def _lines(
    groups: Mapping[tuple[float, float, Side], Sequence[tuple[int, int]]],
    rows: Sequence[Mapping[str, Any]],
    top: float,
) -> tuple[list[Line], int]:
    """Give each line the first lane where it touches none before it."""
    lanes: list[float] = []
    lines = []
    left_out = 0
    for (x1, x2, side), dates in groups.items():
        count, place = sum(number for _, number in dates), dates[0][0]
        reach = max(x2, x1 + _MARKED) if count > 1 else x2
        lane = next((number for number, end in enumerate(lanes) if end + 4 <= x1), len(lanes))
        if lane >= _LANES:
            left_out += count
            continue
        lanes[lane : lane + 1] = [reach]
        row = rows[place] if count == 1 and place < len(rows) else None
        lines.append(Line(x1, x2, round(top + lane * _LANE + 4, 1), side, count, place, row))
    return lines, left_out


def _extent(pair: Bounds, unit: Unit, bins: range, room: float) -> tuple[float, float, Side]:
    first, last = pair
    side: Side = "" if first and last else "after" if first else "before"
    known = first or last or ""
    begin = max(bins.start, min(_bin(first or known, unit), bins[-1]))
    end = max(bins.start, min(_bin(last or known, unit), bins[-1]))
    x1, x2 = LEFT + (begin - bins.start) * room, LEFT + (end - bins.start + 1) * room
    if side == "after":
        x2 = min(x1 + max(room, 24), float(WIDTH - 2))
    if side == "before":
        x1 = max(2.0, x2 - max(room, 24))
    return round(x1 + 1, 1), round(x2 - 1, 1), side


def _unit(first: str, last: str) -> Unit:
    years = (_ordinal(last) - _ordinal(first)) / 372
    for limit, unit in ((62 / 372, "day"), (3, "month"), (150, "year"), (1500, "decade")):
        if years <= limit:
            return unit  # type: ignore[return-value]  # the pairs are of this type
    return "century"


def _only_bin(pair: Bounds, unit: Unit) -> int | None:
    """Return the unit that a date lies in wholly; none for longer and open ones."""
    first, last = pair
    if not first or not last:
        return None
    place = _bin(first, unit)
    return place if _bin(last, unit) == place else None


def _bin(day: str, unit: Unit) -> int:
    year, month, number = _parts(day)
    if unit == "day":
        return date(max(1, year), month, min(number, calendar.monthrange(max(1, year), month)[1])).toordinal()
    return year * 12 + month - 1 if unit == "month" else year // _YEARS[unit]


def _period_of(place: int, unit: Unit) -> tuple[str, str, str]:
    """Return first and last unit as an address says them, and the name of the column."""
    if unit == "day":
        name = date.fromordinal(place).isoformat()
        return name, name, name
    if unit == "month":
        name = f"{place // 12:04}-{place % 12 + 1:02}"
        return (name, name, name) if 1 <= place // 12 <= 9999 else ("", "", name)
    length = _YEARS[unit]
    first, last = place * length, place * length + length - 1
    inside = first >= 1 and last <= 9999
    return f"{first:04}" if inside else "", f"{last:04}" if inside else "", str(first)


def _ordinal(day: str) -> int:
    year, month, number = _parts(day)
    return (year * 12 + month - 1) * 31 + number - 1


def _parts(day: str) -> tuple[int, int, int]:
    match = _DAY.fullmatch(day)
    if match is None:
        raise ValueError(f"{day!r} is no day. Right would be: 1997-07-08.")
    return int(match[1]), min(12, max(1, int(match[2]))), max(1, int(match[3]))
