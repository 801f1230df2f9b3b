"""A dataset folder back to documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corpus_tools.errors import FormatError
from corpus_tools.formats.hf.features import COLUMNS
from corpus_tools.formats.reading import checked, malformed
from corpus_tools.model import Document, Span, Tokens, automatic_id

_REMEDY = "Give a folder that `export hf` wrote."
_COLUMNS = {"word": "tokens", "lemma": "lemmas", "reading": "readings", "upos": "upos", "pos": "xpos"}


def read(folder: Path) -> Iterator[Document]:
    """Read the documents of a dataset: text, tokens (word, lemma, reading, tags), sentences, entities and dates.

    The sentences of a dataset that was split come as documents of the pieces they stand in.

    Raises:
        FormatError: No such dataset, one without its texts, or a damaged file.
    """
    paths = sorted((folder / "data").glob("*.parquet"))
    if not paths:
        raise FormatError(f"{folder} has no data/*.parquet. {_REMEDY}")
    for path in paths:
        with malformed(str(path), _REMEDY):
            try:
                rows = _table(path).to_pylist()
            except (pa.ArrowException, OSError) as error:
                raise FormatError(f"{path}: {error}. {_REMEDY}") from error
            documents = list(_documents(rows, path))
        yield from documents


def _table(path: Path) -> pa.Table:
    table = pq.read_table(path, page_checksum_verification=True)
    if missing := [name for name in COLUMNS if name not in table.column_names]:
        raise ValueError(f"the columns {', '.join(missing)} are missing")
    table = table.select(list(COLUMNS)).cast(pa.schema(COLUMNS))
    table.validate(full=True)
    return table


def _documents(rows: list[dict[str, Any]], path: Path) -> Iterator[Document]:
    waiting: list[dict[str, Any]] = []
    for row in rows:
        if row["text"] is None:
            raise FormatError(f"{path} was written without the texts (--standoff-only). {_REMEDY}")
        if waiting and _document_id(row) != _document_id(waiting[0]):
            yield _document(waiting)
            waiting = []
        waiting.append(row)
    if waiting:
        yield _document(waiting)


def _document_id(row: dict[str, Any]) -> str:
    return str(row["id"]).rpartition("-s")[0]


def _document(rows: list[dict[str, Any]]) -> Document:
    parts: list[str] = []
    at = 0
    starts: list[int] = []
    ends: list[int] = []
    columns: dict[str, list[str]] = {name: [] for name in _COLUMNS}
    layers: dict[str, list[Span]] = {"s": [], "entity": [], "date": []}
    for row in rows:
        start = at + len(row["before"])
        at = start + len(row["text"]) + len(row["after"])
        parts += [row["before"], row["text"], row["after"]]
        starts += [start + place for place in row["token_starts"]]
        ends += [start + place for place in row["token_ends"]]
        for name, column in _COLUMNS.items():
            columns[name] += row[column]
        end = start + len(row["text"])
        layers["s"].append(Span(automatic_id("s", start, end, ""), "s", start, end, "", "auto:hf"))
        for layer, key in (("entity", "entities"), ("date", "dates")):
            layers[layer] += [_span(layer, one, start) for one in row[key]]
    tokens = Tokens.from_columns(starts, ends, columns)
    document = Document(id=_document_id(rows[0]), text="".join(parts), tokens=tokens, layers=layers)
    return checked(document)


def _span(layer: str, one: dict[str, Any], start: int) -> Span:
    own = ("id", "start", "end", "label", "text", "origin")
    attributes = {name: value for name, value in one.items() if name not in own}
    return Span(
        one["id"], layer, start + one["start"], start + one["end"], one["label"], one["origin"], attributes
    )
