"""Documents to Parquet: ``documents``, ``tokens``, ``spans``, ``names``, ``links``; anyone can read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corpus_tools.corpus.placement import Placement
from corpus_tools.corpus.schema import LAYERS, ValueType
from corpus_tools.model import TOKEN_ATTRIBUTES, Document, Span, Tokens
from corpus_tools.names import Name

_TYPES: dict[ValueType, pa.DataType] = {
    "text": pa.string(),
    "whole": pa.int32(),
    "boolean": pa.bool_(),
    "texts": pa.list_(pa.string()),
}


def _attribute_types() -> dict[str, pa.DataType]:
    """Return the columns of all layers' attributes; the same name means the same thing in every layer."""
    return {name: _TYPES[kind] for layer in LAYERS.values() for name, kind in layer.attributes.items()}


_TEXT = pa.string()
_CODED = pa.dictionary(pa.int32(), pa.string())

_CONDITION = pa.struct({"text": _TEXT, "scope": pa.list_(_TEXT), "after": pa.bool_()})

_PIECE = pa.struct(
    {
        "kind": _TEXT,
        "source_start": pa.int32(),
        "source_end": pa.int32(),
        "start": pa.int32(),
        "end": pa.int32(),
        "reason": _TEXT,
    }
)

SCHEMAS: dict[str, pa.Schema] = {
    "documents": pa.schema(
        {
            "document": _TEXT,
            "title": _TEXT,
            "author": _TEXT,
            "lang": _TEXT,
            "written": _TEXT,
            "rights": _TEXT,
            "redistribute": pa.bool_(),
            "n_characters": pa.int32(),
            "n_tokens": pa.int32(),
            "first": pa.int64(),
            "source_sha256": _TEXT,
            "metadata": _TEXT,
            "text": _TEXT,
            "pieces": pa.list_(_PIECE),
        }
    ),
    "tokens": pa.schema(
        {
            "document": _CODED,
            "cpos": pa.int64(),
            "start": pa.int32(),
            "end": pa.int32(),
            **dict.fromkeys(TOKEN_ATTRIBUTES, _CODED),
        }
    ),
    "spans": pa.schema(
        {
            "id": _TEXT,
            "document": _CODED,
            "layer": _CODED,
            "label": _CODED,
            "origin": _CODED,
            "start": pa.int32(),
            "end": pa.int32(),
            "surface": _TEXT,
            "first": pa.int64(),
            "last": pa.int64(),
            "widened": pa.bool_(),
            "source_start": pa.int32(),
            "source_end": pa.int32(),
            **_attribute_types(),
            "attributes": _TEXT,
        }
    ),
    "names": pa.schema(
        {
            "id": _TEXT,
            "type": _TEXT,
            "ja": pa.list_(_TEXT),
            "conditions": pa.list_(_CONDITION),
            "en": _TEXT,
            "en_short": _TEXT,
            "en_alt": pa.list_(_TEXT),
            "acronym": _TEXT,
            "date": _TEXT,
            "place": _TEXT,
            "parties": pa.list_(_TEXT),
            "evidence": _TEXT,
            "quote": _TEXT,
            "source": _TEXT,
            "status": _TEXT,
            "note": _TEXT,
            "optional": pa.bool_(),
            "mentions": pa.int32(),
        }
    ),
    "links": pa.schema(
        {
            "document": _CODED,
            "span": _TEXT,
            "name_id": _TEXT,
            "en": _TEXT,
            "link_by": _CODED,
            "link_note": _TEXT,
        }
    ),
}
"""The columns of every table; ``docs/tables.md`` says what they mean."""


ROWS, BYTES = 1 << 17, 1 << 25
"""A row group is written when it has so many rows, or takes so much memory."""


class TableWriter:
    """Writes the tables as documents come, those of short documents together in one row group."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._writers = {
            name: pq.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd")
            for name, schema in SCHEMAS.items()
        }
        self._waiting: dict[str, list[pa.Table]] = {name: [] for name in SCHEMAS}
        self._filled = dict.fromkeys(SCHEMAS, 0.0)

    def add_document(self, document: Document, tokens: Tokens, first: int) -> None:
        """Write the document and its tokens; ``first`` is the corpus position of its first token."""
        self._write("documents", [_document_row(document, tokens, first)])
        columns = {name: tokens.column(name) for name in TOKEN_ATTRIBUTES}
        columns["document"] = [document.id] * len(tokens)
        arrays = {
            "cpos": range(first, first + len(tokens)),
            "start": tokens.starts,
            "end": tokens.ends,
            **columns,
        }
        self._write_columns("tokens", arrays)

    def add_spans(self, document: Document, spans: list[Span], placement: Placement, first: int) -> None:
        """Write spans with their place among the tokens, and the links of those that have a name."""
        self._write("spans", list(_span_rows(document, spans, placement, first)))
        self._write("links", [_link_row(document, span) for span in spans if span.attributes.get("name_id")])

    def add_names(self, names: Iterable[Name], mentions: dict[str, int]) -> None:
        """Write the name list with the number of mentions of each name."""
        self._write("names", [name_row(name, mentions.get(name.id, 0)) for name in names])

    def close(self) -> None:
        """Finish every file."""
        for name, writer in self._writers.items():
            self._write_waiting(name)
            writer.close()

    def _write(self, table: str, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._add(table, pa.Table.from_pylist(rows, schema=SCHEMAS[table]))

    def _add(self, name: str, rows: pa.Table) -> None:
        self._waiting[name].append(rows)
        self._filled[name] += max(len(rows) / ROWS, rows.nbytes / BYTES)
        if self._filled[name] >= 1:
            self._write_waiting(name)

    def _write_waiting(self, name: str) -> None:
        if self._waiting[name]:
            # The dictionaries of the parts become one.
            together = pa.concat_tables(self._waiting[name]).unify_dictionaries()
            self._writers[name].write_table(together.combine_chunks())
            self._waiting[name], self._filled[name] = [], 0.0

    def _write_columns(self, table: str, columns: dict[str, Any]) -> None:
        schema = SCHEMAS[table]
        arrays = [pa.array(columns[item.name], type=_plain(item.type)).cast(item.type) for item in schema]
        if len(arrays[0]):
            self._add(table, pa.Table.from_arrays(arrays, schema=schema))


def _plain(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def _document_row(document: Document, tokens: Tokens, first: int) -> dict[str, Any]:
    metadata = document.metadata
    source = document.source if document.source is not None else document.text
    return {
        "document": document.id,
        "title": metadata.get("title"),
        "author": metadata.get("author"),
        "lang": document.lang,
        "written": metadata.get("written"),
        "rights": metadata.get("rights"),
        "redistribute": metadata.get("redistribute"),
        "n_characters": len(document.text),
        "n_tokens": len(tokens),
        "first": first,
        "source_sha256": hashlib.sha256(source.encode("utf-8")).hexdigest(),
        "metadata": json.dumps(metadata, ensure_ascii=False, default=str),
        "text": document.text,
        "pieces": [asdict(piece) for piece in document.offsets.pieces]
        if document.offsets is not None
        else None,
    }


def _span_rows(
    document: Document, spans: list[Span], placement: Placement, first: int
) -> Iterator[dict[str, Any]]:
    columns = zip(
        spans,
        (placement.first + first).tolist(),
        (placement.last + first).tolist(),
        placement.widened.tolist(),
        placement.placed.tolist(),
        strict=True,
    )
    for span, first_token, last_token, widened, placed in columns:
        source_start, source_end = document.source_range(span.start, span.end)
        own = LAYERS[span.layer].attributes if span.layer in LAYERS else {}
        rest = {name: value for name, value in span.attributes.items() if name not in own}
        yield {
            "id": span.id,
            "document": document.id,
            "layer": span.layer,
            "label": span.label,
            "origin": span.origin,
            "start": span.start,
            "end": span.end,
            "surface": span.surface(document.text),
            "first": first_token if placed else None,
            "last": last_token if placed else None,
            "widened": widened,
            "source_start": source_start,
            "source_end": source_end,
            **{name: _value(span.attributes.get(name), kind) for name, kind in own.items()},
            "attributes": json.dumps(rest, ensure_ascii=False, default=str) if rest else None,
        }


def _value(value: Any, kind: ValueType) -> Any:
    return str(value) if kind == "text" and value is not None else value


def _link_row(document: Document, span: Span) -> dict[str, Any]:
    attributes = span.attributes
    return {
        "document": document.id,
        "span": span.id,
        "name_id": attributes["name_id"],
        "en": attributes.get("en"),
        "link_by": attributes.get("link_by"),
        "link_note": attributes.get("link_note"),
    }


def name_row(name: Name, mentions: int) -> dict[str, Any]:
    """Return a name as a row of the table ``names``."""
    plain = {
        item.name: getattr(name, item.name, None) for item in SCHEMAS["names"] if item.name != "mentions"
    }
    listed = {key: list(value) if isinstance(value, tuple) else value for key, value in plain.items()}
    conditions = [
        {"text": variant.text, "scope": list(variant.scope), "after": variant.after}
        for variant in name.variants
        if variant.conditional
    ]
    return {**listed, "conditions": conditions, "mentions": mentions}
