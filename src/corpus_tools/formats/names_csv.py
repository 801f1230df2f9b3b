"""The name list as one CSV file that a spreadsheet opens: UTF-8, commas, a header line, a line per name.

Several values stand in one cell with ``|`` between them, or as a JSON list where a value itself has that character.
``conditions`` is JSON: the forms that mean their name under a condition only. A cell that a spreadsheet would take for a
formula has an apostrophe before it, which ``read`` takes away.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from corpus_tools.errors import FormatError
from corpus_tools.formats.name_lists import EntryPlace, Table, checked_names, names_of
from corpus_tools.formats.reading import opened
from corpus_tools.formats.spreadsheets import guarded, unguarded
from corpus_tools.names import Name
from corpus_tools.names.entry import LISTS, ORDER, condition_of, table_of

COLUMNS = ("id", "type", "ja", "conditions", *ORDER[2:])
_SEPARATOR = "|"
_LISTED = ("ja", *LISTS)
_IGNORED = frozenset({"mentions"})


def write(names: Iterable[Mapping[str, Any]], stream: TextIO) -> int:
    """Write the rows of the table ``names``, and return how many."""
    listed = names_of(names)
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows(map(_row, listed))
    return len(listed)


def read(path: Path) -> tuple[Name, ...]:
    """Read the names of a CSV file; columns may be missing or in another order.

    Raises:
        FormatError: Unknown columns, or a line that is no name; with file and line.
    """
    return checked_names(_tables(path))


def _row(name: Name) -> dict[str, str]:
    conditions = [
        {"text": variant.text, **condition_of(variant)} for variant in name.variants if variant.conditional
    ]
    cells = {key: _cell(value) for key, value in {**table_of(name), "ja": list(name.ja)}.items()}
    stated = json.dumps(conditions, ensure_ascii=False) if conditions else ""
    return {key: guarded(cell) for key, cell in {"id": name.id, **cells, "conditions": stated}.items()}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, list):
        return str(value)
    plain = not any(_SEPARATOR in item or item != item.strip() or item.startswith("[") for item in value)
    return _SEPARATOR.join(value) if plain else json.dumps(value, ensure_ascii=False)


def _tables(path: Path) -> Iterator[Table]:
    with opened(path) as stream:
        reader = csv.DictReader(stream, strict=True)
        _check_columns(path, reader.fieldnames or ())
        rows = iter(reader)
        while True:
            line = reader.line_num + 1
            try:
                row = next(rows)
            except StopIteration:
                return
            except csv.Error as error:
                raise FormatError(f"{path}, line {line}: no CSV ({error}). Correct the line.") from error
            if None in row or None in row.values():
                raise FormatError(f"{path}, line {line}: not as many cells as the header has columns.")
            row = {key: unguarded(cell) for key, cell in row.items()}
            place = EntryPlace(path, line, row["id"] or "?")
            if not row["id"]:
                place.fail("has no id; give it one.")
            yield place, _table(row, place)


def _check_columns(path: Path, columns: Iterable[str]) -> None:
    given = list(columns)
    wrong = [column for column in given if column not in COLUMNS and column not in _IGNORED]
    missing = [column for column in ("id", "ja", "en") if column not in given]
    if wrong or missing or len(set(given)) < len(given):
        raise FormatError(
            f"{path}, line 1: columns {', '.join(given) or 'none'}. Right would be id, ja, en and any of: "
            f"{', '.join(COLUMNS)}, each once, with commas between."
        )


def _table(row: Mapping[str, str], place: EntryPlace) -> dict[str, Any]:
    cells = {key: row[key] for key in ORDER if row.get(key, "") != ""}
    table: dict[str, Any] = {
        key: _list(value, place) if key in _LISTED else value for key, value in cells.items()
    }
    if "optional" in cells:
        if cells["optional"] not in ("true", "false"):
            place.fail(f"optional is '{cells['optional']}'; write true or false.")
        table["optional"] = cells["optional"] == "true"
    stated = _json(row.get("conditions", "") or "[]", place)
    if not all(isinstance(item, dict) for item in stated):
        place.fail('has conditions that are no objects; write [{"text": "…", "after": true}].')
    conditions = {item.get("text"): item for item in stated}
    table["ja"] = [_form(form, conditions.pop(form, None)) for form in table.get("ja", [])]
    if conditions:
        place.fail(f"has conditions for {', '.join(map(str, conditions))}, which are not among its forms.")
    return table


def _form(form: str, condition: Mapping[str, Any] | None) -> str | dict[str, Any]:
    """Return a form with its condition; a table of the corpus states empty ones, too."""
    kept = {key: value for key, value in (condition or {}).items() if value or key == "text"}
    return kept if len(kept) > 1 else form


def _list(cell: str, place: EntryPlace) -> list[Any]:
    if cell.startswith("["):
        return _json(cell, place)
    return [item.strip() for item in cell.split(_SEPARATOR)]


def _json(cell: str, place: EntryPlace) -> list[Any]:
    try:
        value = json.loads(cell)
    except json.JSONDecodeError as error:
        place.fail(f"has {cell!r}, which is no JSON ({error.msg}); correct it.")
    if not isinstance(value, list):
        place.fail(f"has {cell!r}; write a JSON list.")
    return value
