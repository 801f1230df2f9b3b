"""The tables of a corpus, batch by batch, for the formats that hold tables; and documents from such tables."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.documents import documents_of
from corpus_tools.corpus.tables import SCHEMAS
from corpus_tools.errors import FormatError
from corpus_tools.formats.reading import checked, malformed
from corpus_tools.formats.standoff import SPELLING_SPANS, SPELLING_TOKENS
from corpus_tools.model import Document

BATCH = 1 << 16
_NEEDED = ("documents", "tokens", "spans")
_REMEDY = "The file is damaged or was not written by `export`; export it again."


def plain_schema(table: str) -> pa.Schema:
    """Return the columns of a table with strings instead of codes."""
    return pa.schema(
        [
            pa.field(item.name, item.type.value_type if pa.types.is_dictionary(item.type) else item.type)
            for item in SCHEMAS[table]
        ]
    )


def batches(
    corpus: Corpus, table: str, *, standoff_only: bool | Collection[str] = False
) -> Iterator[pa.Table]:
    """Yield a table in parts of bounded size, with plain strings.

    Args:
        standoff_only: Empty the columns that hold or spell the text; or the ids of the documents to do so for.
    """
    schema = plain_schema(table)
    for batch in pq.ParquetFile(corpus.tables / f"{table}.parquet").iter_batches(BATCH):
        part = pa.Table.from_batches([batch]).cast(schema)
        yield _without_text(table, part, standoff_only) if standoff_only else part


def json_columns(table: str) -> tuple[str, ...]:
    """Return the columns that hold lists or structures; formats without such types write them as JSON."""
    return tuple(item.name for item in SCHEMAS[table] if pa.types.is_nested(item.type))


def with_json(table: str, part: pa.Table) -> pa.Table:
    """Return a part with lists and structures as JSON."""
    for name in set(json_columns(table)) & set(part.column_names):
        texts = [
            None if value is None else json.dumps(value, ensure_ascii=False)
            for value in part[name].to_pylist()
        ]
        part = part.set_column(part.schema.get_field_index(name), name, pa.array(texts, pa.string()))
    return part


def documents(load: Callable[[str], pa.Table], place: Path) -> Iterator[Document]:
    """Yield the documents of the tables ``documents``, ``tokens`` and ``spans``.

    Args:
        load: Gives a table by name; JSON columns may still be JSON.
        place: File or folder, for messages.

    Raises:
        FormatError: A table has other columns or types, or no text.
    """
    tables: dict[str, pa.Table] = {}
    for name in _NEEDED:
        with malformed(f"{place}, table {name}", _REMEDY):
            try:
                tables[name] = _conforming(name, load(name))
            except (pa.ArrowException, OSError) as error:
                raise FormatError(f"{place}, table {name}: {error}. {_REMEDY}") from error
    if tables["documents"]["text"].null_count:
        raise FormatError(
            f"{place} was written without the text (--standoff-only). Build the corpus from its sources."
        )
    yield from _checked_documents(tables, place)


def _checked_documents(tables: Mapping[str, pa.Table], place: Path) -> Iterator[Document]:
    with malformed(str(place), _REMEDY):
        try:
            for document in documents_of(tables["documents"], tables["tokens"], tables["spans"]):
                yield checked(document)
        except (pa.ArrowException, OverflowError) as error:
            raise FormatError(f"{place}: {error}. {_REMEDY}") from error


def _conforming(name: str, table: pa.Table) -> pa.Table:
    schema = plain_schema(name)
    missing = [column for column in schema.names if column not in table.column_names]
    if missing:
        raise ValueError(f"the columns {', '.join(missing)} are missing")
    columns = []
    for item in schema:
        column = table[item.name].combine_chunks()
        if pa.types.is_nested(item.type) and not pa.types.is_nested(column.type):
            values = [None if text is None else json.loads(text) for text in column.to_pylist()]
            column = pa.array(values, item.type)
        columns.append(column.cast(item.type))
    made = pa.Table.from_arrays(columns, schema=schema)
    made.validate(full=True)
    return made


def _without_text(table: str, part: pa.Table, which: bool | Collection[str]) -> pa.Table:
    names = {"documents": ("text",), "tokens": SPELLING_TOKENS, "spans": ("surface", "attributes")}
    if table not in names:
        return part
    hidden = pa.scalar(True) if which is True else pc.is_in(part["document"], pa.array(which, pa.string()))
    for name in names[table]:
        part = _emptied(part, name, hidden)
    for layer, quoting in SPELLING_SPANS.items() if table == "spans" else ():
        for name in quoting:
            if name in part.column_names:
                part = _emptied(part, name, pc.and_(hidden, pc.equal(part["layer"], layer)))
    return part


def _emptied(part: pa.Table, name: str, where: pa.Scalar | pa.ChunkedArray) -> pa.Table:
    place = part.schema.get_field_index(name)
    item = part.schema.field(place)
    return part.set_column(place, item, pc.if_else(where, pa.scalar(None, item.type), part[name]))
