"""The names table: found, sorted and cut into pages."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

from corpus_tools.formats import NAME_FORMATS
from corpus_tools.formats.spreadsheets import BOM
from corpus_tools.names.search import fold

COLUMNS = ("ja", "en", "acronym", "type", "date", "mentions")
"""What the table can be sorted by."""

Row = Mapping[str, Any]


def chosen(
    names: Mapping[str, Row],
    *,
    find: Callable[[str], tuple[set[str], set[str]]],
    query: str = "",
    kind: str = "",
    sort: str = "-mentions",
) -> list[Row]:
    """Return the names that hold what was typed, in either language, of one type, sorted.

    Args:
        find: Finds names that are written otherwise, where none holds what was typed.
        sort: Of ``COLUMNS``, ``-`` before it for the other way round; what has no value stands last.
    """
    found: Iterable[Row] = names.values()
    if query.strip():
        ids = {name for name, row in names.items() if _holds(row, query)}
        ids = ids or find(query)[0]
        found = [row for row in found if row["id"] in ids]
    rows = [row for row in found if not kind or row["type"] == kind]
    column, backwards = sort.lstrip("-"), sort.startswith("-")
    filled = [row for row in rows if _key(row, column) is not None]
    empty = [row for row in rows if _key(row, column) is None]
    return [*sorted(filled, key=lambda row: _key(row, column), reverse=backwards), *empty]


def written(kind: str, rows: Iterable[Row]) -> str:
    """Return names in a format of ``NAME_FORMATS``, CSV so that a spreadsheet sees that it is UTF-8."""
    stream = io.StringIO(BOM if kind == "csv" else "")
    stream.seek(0, io.SEEK_END)
    import_module(NAME_FORMATS[kind]).write([dict(row) for row in rows], stream)
    return stream.getvalue()


def _holds(row: Row, query: str) -> bool:
    wanted = fold(query) or query.strip()
    forms = [row["id"], *(row.get("ja") or []), *(row.get("en_alt") or [])]
    forms += [row.get(name) for name in ("en", "en_short", "acronym")]
    return any(wanted in fold(str(form)) for form in forms if form)


def _key(row: Row, column: str) -> Any:
    value = row.get(column)
    if column == "ja":
        return value[0] if value else None
    if column == "mentions":
        return value or 0
    return str(value).casefold() if value not in (None, "") else None
