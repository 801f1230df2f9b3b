"""A folder of CSV files, one per table: UTF-8, commas, a header line; lists are JSON.

A value that is not there is nothing at all, an empty text is ``""``. The pieces of documents, the way back to their
sources, have a file of their own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.reader import TABLES
from corpus_tools.errors import FormatError
from corpus_tools.formats.tables import batches, documents, json_columns, plain_schema, with_json
from corpus_tools.model import Document

PIECES = "pieces"
_PIECES = pa.schema(
    [pa.field("document", pa.string()), *plain_schema("documents").field(PIECES).type.value_type]
)


def write(corpus: Corpus, folder: Path, *, standoff_only: bool = False) -> dict[str, int]:
    """Write every table of a corpus.

    Args:
        standoff_only: Leave out the text and whatever spells it: those values are empty.

    Returns:
        The number of rows of each table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = dict.fromkeys((*TABLES, PIECES), 0)
    with csv.CSVWriter(folder / f"{PIECES}.csv", _PIECES) as pieces:
        for table in TABLES:
            with csv.CSVWriter(folder / f"{table}.csv", _schema(table)) as writer:
                for part in batches(corpus, table, standoff_only=standoff_only):
                    if table == "documents":
                        rows[PIECES] += _write_pieces(pieces, part)
                        part = part.drop_columns([PIECES])
                    writer.write_table(with_json(table, part))
                    rows[table] += part.num_rows
    return rows


def read(folder: Path) -> Iterator[Document]:
    """Read the documents of a folder of tables.

    Raises:
        FormatError: A table is missing, damaged or has other columns.
    """

    def load(name: str) -> pa.Table:
        table = _read(folder, name, _schema(name))
        return _with_pieces(table, _read(folder, PIECES, _PIECES)) if name == "documents" else table

    yield from documents(load, folder)


def _schema(table: str) -> pa.Schema:
    schema = plain_schema(table)
    if table == "documents":
        schema = schema.remove(schema.get_field_index(PIECES))
    for name in json_columns(table):
        if name in schema.names:
            schema = schema.set(schema.get_field_index(name), pa.field(name, pa.string()))
    return schema


def _read(folder: Path, name: str, schema: pa.Schema) -> pa.Table:
    path = folder / f"{name}.csv"
    if not path.is_file():
        raise FormatError(f"{folder} has no {name}.csv. Give a folder that `export csv` wrote.")
    return csv.read_csv(
        path,
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types={item.name: item.type for item in schema},
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
        ),
    )


def _write_pieces(writer: csv.CSVWriter, part: pa.Table) -> int:
    rows = [
        {"document": row["document"], **piece}
        for row in part.select(["document", PIECES]).to_pylist()
        for piece in row[PIECES] or ()
    ]
    writer.write_table(pa.Table.from_pylist(rows, schema=_PIECES))
    return len(rows)


def _with_pieces(table: pa.Table, pieces: pa.Table) -> pa.Table:
    """Put the pieces back into the rows of their documents; a document without any has no way back."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in pieces.to_pylist():
        found.setdefault(row.pop("document"), []).append(row)
    column = [found.get(name) for name in table["document"].to_pylist()]
    kind = plain_schema("documents").field(PIECES).type
    return table.append_column(PIECES, pa.array(column, kind))
