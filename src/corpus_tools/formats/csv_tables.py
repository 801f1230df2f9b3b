"""A folder of CSV files, one per table: UTF-8, commas, a header line; lists and structures are JSON.

A value that is not there is nothing at all, an empty text is ``""``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
from pyarrow import csv

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.reader import TABLES
from corpus_tools.errors import FormatError
from corpus_tools.formats.tables import batches, documents, json_columns, plain_schema, with_json
from corpus_tools.model import Document


def write(corpus: Corpus, folder: Path, *, standoff_only: bool = False) -> dict[str, int]:
    """Write every table of a corpus.

    Args:
        standoff_only: Leave out the text and whatever spells it: those values are empty.

    Returns:
        The number of rows of each table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = dict.fromkeys(TABLES, 0)
    for table in TABLES:
        with csv.CSVWriter(folder / f"{table}.csv", _schema(table)) as writer:
            for part in batches(corpus, table, standoff_only=standoff_only):
                writer.write_table(with_json(table, part))
                rows[table] += part.num_rows
    return rows


def read(folder: Path) -> Iterator[Document]:
    """Read the documents of a folder of tables.

    Raises:
        FormatError: A table is missing, damaged or has other columns.
    """

    def load(name: str) -> pa.Table:
        path = folder / f"{name}.csv"
        if not path.is_file():
            raise FormatError(f"{folder} has no {name}.csv. Give a folder that `export csv` wrote.")
        types = {item.name: item.type for item in _schema(name)}
        return csv.read_csv(
            path,
            parse_options=csv.ParseOptions(newlines_in_values=True),
            convert_options=csv.ConvertOptions(
                column_types=types,
                strings_can_be_null=True,
                quoted_strings_can_be_null=False,
                null_values=[""],
            ),
        )

    yield from documents(load, folder)


def _schema(table: str) -> pa.Schema:
    schema = plain_schema(table)
    for name in json_columns(table):
        schema = schema.set(schema.get_field_index(name), pa.field(name, pa.string()))
    return schema
