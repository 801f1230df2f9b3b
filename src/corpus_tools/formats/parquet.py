"""A folder of Parquet files, one per table, with plain strings and page checksums: for pandas, DuckDB, Polars, R."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.reader import TABLES
from corpus_tools.errors import FormatError
from corpus_tools.formats.tables import batches, documents, plain_schema
from corpus_tools.model import Document


def write(corpus: Corpus, folder: Path, *, standoff_only: bool | Collection[str] = False) -> dict[str, int]:
    """Write every table of a corpus.

    Args:
        standoff_only: Leave out the text and whatever spells it: those columns are null; or the ids of the documents to
            do so for.

    Returns:
        The number of rows of each table.
    """
    folder.mkdir(parents=True, exist_ok=True)
    rows = dict.fromkeys(TABLES, 0)
    for table in TABLES:
        path = folder / f"{table}.parquet"
        options = {"compression": "zstd", "write_page_checksum": True}
        with pq.ParquetWriter(path, plain_schema(table), **options) as writer:
            for part in batches(corpus, table, standoff_only=standoff_only):
                writer.write_table(part)
                rows[table] += part.num_rows
    return rows


def read(folder: Path) -> Iterator[Document]:
    """Read the documents of a folder of tables.

    Raises:
        FormatError: A table is missing, damaged or has other columns.
    """

    def load(name: str) -> pa.Table:
        path = folder / f"{name}.parquet"
        if not path.is_file():
            raise FormatError(f"{folder} has no {name}.parquet. Give a folder that `export parquet` wrote.")
        return pq.read_table(path, page_checksum_verification=True)

    yield from documents(load, folder)
