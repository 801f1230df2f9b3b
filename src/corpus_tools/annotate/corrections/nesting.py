"""Parents and depths of entity rows, brought up to date after some were added, moved or taken away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, TypeAlias

_Row: TypeAlias = dict[str, Any]


def nest(rows: list[_Row], moved: Collection[str]) -> None:
    """Set ``parent`` where it no longer holds, and ``depth`` where a row states it.

    Args:
        rows: The rows of the layer; changed in place.
        moved: Ids of rows that are new or stand elsewhere.
    """
    by_id = {row["id"]: row for row in rows}
    around = _surroundings(rows)
    for row in rows:
        nearest = around[row["id"]]
        parent = by_id.get(row.get("parent") or "")
        affected = [row, *nearest, *([parent] if parent is not None else [])]
        lost = bool(row.get("parent")) and parent is None
        if row["id"] in moved or lost or (_any_moved(affected, moved) and not _holds(row, parent, nearest)):
            row["parent"] = nearest[0]["id"] if nearest else None
    for row in rows:
        if "depth" in row:
            row["depth"] = _depth(row, by_id)


def _surroundings(rows: list[_Row]) -> dict[str, list[_Row]]:
    """Return for each row the narrowest of the wider rows around it, or several of one extent."""
    found: dict[str, list[_Row]] = {}
    still_open: list[_Row] = []
    for row in sorted(rows, key=lambda row: (row["source_start"], -row["source_end"])):
        still_open = [one for one in still_open if one["source_end"] > row["source_start"]]
        wider = [one for one in still_open if _length(one) > _length(row) and _encloses(one, row)]
        least = min(map(_length, wider), default=0)
        found[row["id"]] = [one for one in wider if _length(one) == least]
        still_open.append(row)
    return found


def _any_moved(rows: list[_Row], moved: Collection[str]) -> bool:
    return any(row["id"] in moved for row in rows)


def _holds(row: _Row, parent: _Row | None, nearest: list[_Row]) -> bool:
    """Say whether a row's parent is still right: one of the nearest, or one of the same extent."""
    if parent is None:
        return not row.get("parent") and not nearest
    same = _length(parent) == _length(row) and _encloses(parent, row) and parent is not row
    return same or any(one is parent for one in nearest)


def _depth(row: _Row, rows: Mapping[str, _Row]) -> int:
    depth, seen, parent = 0, {row["id"]}, rows.get(row.get("parent") or "")
    while parent is not None and parent["id"] not in seen:
        depth += 1
        seen.add(parent["id"])
        parent = rows.get(parent.get("parent") or "")
    return depth


def _length(row: _Row) -> int:
    return int(row["source_end"]) - int(row["source_start"])


def _encloses(outer: _Row, inner: _Row) -> bool:
    return bool(outer["source_start"] <= inner["source_start"] and inner["source_end"] <= outer["source_end"])
