"""One SQLite file with the tables of a corpus, indexed; lists and structures are JSON (``json_each`` reads them)."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow as pa

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.reader import TABLES
from corpus_tools.errors import FormatError
from corpus_tools.formats.tables import batches, documents, plain_schema, with_json
from corpus_tools.model import Document

_KEYS = {"documents": "document", "tokens": "cpos", "names": "id"}
_INDEXES = (
    "CREATE INDEX tokens_by_place ON tokens (document, start)",
    "CREATE INDEX tokens_by_word ON tokens (word)",
    "CREATE INDEX tokens_by_lemma ON tokens (lemma)",
    "CREATE INDEX spans_by_id ON spans (document, id)",
    "CREATE INDEX spans_by_layer ON spans (layer, label)",
    "CREATE INDEX spans_by_place ON spans (document, start)",
    "CREATE INDEX spans_by_name ON spans (name_id)",
    "CREATE INDEX links_by_name ON links (name_id)",
)
MENTIONS = """CREATE VIEW mentions AS
SELECT entity.document, entity.start, entity."end", entity.surface, entity.label, entity.name_id, entity.en,
       sentence.surface AS sentence
FROM spans AS entity
LEFT JOIN spans AS sentence
  ON sentence.document = entity.document AND sentence.layer = 's'
 AND sentence.start <= entity.start AND entity."end" <= sentence."end"
WHERE entity.layer = 'entity'"""
"""Every mention of a name with its sentence."""


def write(corpus: Corpus, path: Path, *, standoff_only: bool = False) -> dict[str, int]:
    """Write every table of a corpus, and a view ``mentions``.

    Args:
        standoff_only: Leave out the text and whatever spells it: those columns are null.

    Returns:
        The number of rows of each table.
    """
    rows = dict.fromkeys(TABLES, 0)
    with closing(sqlite3.connect(path)) as database, database:
        for table in TABLES:
            database.execute(_create(table))
            places = ", ".join("?" * len(plain_schema(table)))
            for part in batches(corpus, table, standoff_only=standoff_only):
                values = zip(*(column.to_pylist() for column in with_json(table, part).columns), strict=True)
                database.executemany(f'INSERT INTO "{table}" VALUES ({places})', values)
                rows[table] += part.num_rows
        for statement in (*_INDEXES, MENTIONS):
            database.execute(statement)
    return rows


def read(path: Path) -> Iterator[Document]:
    """Read the documents of a database.

    Raises:
        FormatError: A table is missing, damaged or has other columns.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
            found = list(documents(lambda name: _load(database, name), path))
    except (sqlite3.Error, sqlite3.Warning) as error:
        raise FormatError(f"{path}: {error}. Give a file that `export sqlite` wrote.") from error
    yield from found


def _create(table: str) -> str:
    columns = [f'"{item.name}" {_type(item.type)}' for item in plain_schema(table)]
    key = [f'PRIMARY KEY ("{_KEYS[table]}")'] if table in _KEYS else []
    return f'CREATE TABLE "{table}" ({", ".join([*columns, *key])})'


def _type(kind: pa.DataType) -> str:
    return "INTEGER" if pa.types.is_integer(kind) or pa.types.is_boolean(kind) else "TEXT"


def _load(database: sqlite3.Connection, table: str) -> pa.Table:
    schema = plain_schema(table)
    names = ", ".join(f'"{name}"' for name in schema.names)
    order = " ORDER BY rowid"
    rows = database.execute(f'SELECT {names} FROM "{table}"{order}').fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table(
        {item.name: _array(values, item.type) for item, values in zip(schema, columns, strict=True)}
    )


def _array(values: tuple[object, ...], kind: pa.DataType) -> pa.Array:
    if pa.types.is_boolean(kind):
        return pa.array([None if value is None else bool(value) for value in values], kind)
    return pa.array(values, pa.string() if pa.types.is_nested(kind) else kind)
