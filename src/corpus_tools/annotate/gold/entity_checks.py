"""Checks of the entity layer: nesting, and links to names."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterator

from corpus_tools.annotate.gold.sheet import Problem, Row, Sheet


def check_entities(sheet: Sheet, names: Collection[str] | None) -> Iterator[Problem]:
    """Check that entities nest or lie apart, that each names its parent and depth, and that its name exists."""
    rows = {row.id: row for row in sheet.rows}
    around = _surroundings(sheet)
    for row in sheet.rows:
        yield from _check_parent(sheet, row, rows, around[row.line])
        yield from _check_depth(sheet, row, rows)
        yield from check_name(sheet, row, names)
    yield from _check_crossing(sheet)


def check_name(sheet: Sheet, row: Row, names: Collection[str] | None) -> Iterator[Problem]:
    """Check that the name a row links to exists."""
    name = row.values.get("name_id")
    if names is not None and isinstance(name, str) and name.strip() and name not in names:
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"; did you mean '{near[0]}'?" if near else ""
        right = f"the id of a name in the authority or a gazetteer, or null{hint}"
        yield sheet.problem(row.line, f"name_id '{name}'", right, "correct it or add the name")


def _surroundings(sheet: Sheet) -> dict[int, list[Row]]:
    """Return for each line the rows whose extent is wider and holds it, the narrowest first."""
    found: dict[int, list[Row]] = {}
    open_rows: list[Row] = []
    for row in sorted(sheet.rows, key=lambda row: (row.source_start, -row.source_end)):
        open_rows = [one for one in open_rows if one.source_end > row.source_start]
        wider = [one for one in open_rows if _length(one) > _length(row) and row.source_end <= one.source_end]
        found[row.line] = sorted(wider, key=_length)
        open_rows.append(row)
    return found


def _length(row: Row) -> int:
    return row.source_end - row.source_start


def _check_parent(sheet: Sheet, row: Row, rows: dict[str, Row], around: list[Row]) -> Iterator[Problem]:
    named = row.values.get("parent")
    parent = rows.get(named) if isinstance(named, str) else None
    nearest = [one for one in around if _length(one) == _length(around[0])]
    right = " or ".join(f"'{one.id}'" for one in nearest) or "null: no entity is around it"
    if isinstance(named, str) and parent is None:
        yield sheet.problem(row.line, f"parent '{named}', which no row has", right, "correct parent")
    elif parent is not None and (parent is row or not _holds(parent, row)):
        given = f"parent '{named}' ('{parent.surface}', line {parent.line}) does not enclose '{row.surface}'"
        yield sheet.problem(row.line, given, right, "correct parent")
    elif parent is not None and _length(parent) > _length(row) and parent not in nearest:
        yield sheet.problem(
            row.line,
            f"parent '{named}' is not the nearest entity around '{row.surface}'",
            right,
            "correct parent",
        )
    elif named is None and nearest and not _has_twin(sheet, row):
        yield sheet.problem(
            row.line, f"'{row.surface}' without a parent inside '{nearest[0].surface}'", right, "add parent"
        )


def _has_twin(sheet: Sheet, row: Row) -> bool:
    """Say whether another row has the same extent: then either may be the other's parent."""
    extent = (row.source_start, row.source_end)
    return any(one is not row and (one.source_start, one.source_end) == extent for one in sheet.rows)


def _holds(outer: Row, inner: Row) -> bool:
    return outer.source_start <= inner.source_start and inner.source_end <= outer.source_end


def _check_depth(sheet: Sheet, row: Row, rows: dict[str, Row]) -> Iterator[Problem]:
    depth, seen, place = 0, {row.id}, rows.get(str(row.values.get("parent")))
    while place is not None and place.id not in seen:
        depth += 1
        seen.add(place.id)
        place = rows.get(str(place.values.get("parent")))
    if place is not None and place.id == row.id and depth:
        yield sheet.problem(
            row.line, f"parents of '{row.id}' lead back to it", "a chain that ends", "correct parent"
        )
    elif type(row.values.get("depth")) is int and row.values["depth"] != depth:
        given = f"depth {row.values['depth']} with {depth} parent(s)"
        yield sheet.problem(row.line, given, f"{depth}", "correct depth or parent")


def _check_crossing(sheet: Sheet) -> Iterator[Problem]:
    open_rows: list[Row] = []
    for row in sorted(sheet.rows, key=lambda row: (row.source_start, -row.source_end)):
        open_rows = [one for one in open_rows if one.source_end > row.source_start]
        for one in open_rows:
            if one.source_start < row.source_start and row.source_end > one.source_end:
                given = f"'{row.surface}' crosses '{one.surface}' ('{one.id}', line {one.line})"
                yield sheet.problem(
                    row.line, given, "one inside the other, or apart", "correct one of the places"
                )
        open_rows.append(row)
