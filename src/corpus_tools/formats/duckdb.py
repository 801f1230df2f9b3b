"""One DuckDB file with the tables of a corpus; lists and structures are DuckDB's own. Needs the extra ``duckdb``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow as pa

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.reader import TABLES
from corpus_tools.errors import FormatError, MissingExtraError
from corpus_tools.formats.sqlite import MENTIONS
from corpus_tools.formats.tables import batches, documents, plain_schema
from corpus_tools.model import Document


def write(corpus: Corpus, path: Path, *, standoff_only: bool = False) -> dict[str, int]:
    """Write every table of a corpus, and a view ``mentions``.

    Args:
        standoff_only: Leave out the text and whatever spells it: those columns are null.

    Returns:
        The number of rows of each table.

    Raises:
        MissingExtraError: DuckDB is not installed.
    """
    rows = dict.fromkeys(TABLES, 0)
    with _duckdb().connect(str(path)) as database:
        for table in TABLES:
            _add(database, table, plain_schema(table).empty_table(), create=True)
            for part in batches(corpus, table, standoff_only=standoff_only):
                _add(database, table, part)
                rows[table] += part.num_rows
        database.execute(MENTIONS)
    return rows


def read(path: Path) -> Iterator[Document]:
    """Read the documents of a database.

    Raises:
        FormatError: A table is missing, damaged or has other columns.
        MissingExtraError: DuckDB is not installed.
    """
    duckdb = _duckdb()
    try:
        with duckdb.connect(str(path), read_only=True) as database:
            found = list(documents(lambda name: _load(database, name), path))
    except duckdb.Error as error:
        raise FormatError(f"{path}: {error} Give a file that `export duckdb` wrote.") from error
    yield from found


def _duckdb() -> ModuleType:
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtraError("DuckDB is not installed: pip install 'corpus-tools[duckdb]'.") from error
    return duckdb


def _add(database: Any, table: str, part: pa.Table, *, create: bool = False) -> None:
    database.register("part", part)
    into = f'CREATE TABLE "{table}" AS' if create else f'INSERT INTO "{table}"'
    database.execute(f"{into} SELECT * FROM part")
    database.unregister("part")


def _load(database: Any, table: str) -> pa.Table:
    names = ", ".join(f'"{name}"' for name in plain_schema(table).names)
    return database.sql(f'SELECT {names} FROM "{table}" ORDER BY rowid').to_arrow_table()
