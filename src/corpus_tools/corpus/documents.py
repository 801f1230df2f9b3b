"""The documents of a corpus, made again from its tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from corpus_tools.corpus.schema import LAYERS
from corpus_tools.model import TOKEN_ATTRIBUTES, Block, Document, OffsetMap, Piece, Span, Tokens, TokenTable

_TOGETHER = 64
"""So many documents are taken out of their table at once."""


def read_documents(tables: Path) -> Iterator[Document]:
    """Yield the documents of a corpus with tokens, blocks, layers and the way back to their sources.

    Args:
        tables: Folder of the Parquet files.
    """
    yield from documents_of(
        *(pq.read_table(tables / f"{name}.parquet") for name in ("documents", "tokens", "spans"))
    )


def documents_of(documents: pa.Table, tokens: pa.Table, spans: pa.Table) -> Iterator[Document]:
    """Yield documents from their tables, wherever those came from."""
    table, spans_of = TokenTable(), _by_document(spans)
    for batch in documents.to_batches(max_chunksize=_TOGETHER):
        for row in batch.to_pylist():
            own = spans_of.get(row["document"], spans.slice(0, 0))
            yield _document(row, tokens.slice(row["first"], row["n_tokens"]), own, table)


def _by_document(spans: pa.Table) -> dict[str, pa.Table]:
    """Return the spans of each document, in the order in which they stand."""
    if not len(spans):
        return {}
    encoded = pc.dictionary_encode(spans["document"].cast(pa.string()).combine_chunks())
    codes = encoded.indices.to_numpy()
    if bool(np.any(codes[1:] < codes[:-1])):
        order = np.argsort(codes, kind="stable")
        spans, codes = spans.take(pa.array(order)), codes[order]
    names = encoded.dictionary.to_pylist()
    borders = np.searchsorted(codes, np.arange(len(names) + 1)).tolist()
    return {
        name: spans.slice(first, last - first)
        for name, first, last in zip(names, borders, borders[1:], strict=False)
    }


def _document(row: dict[str, Any], tokens: pa.Table, spans: pa.Table, table: TokenTable) -> Document:
    layers: dict[str, list[Span]] = {}
    for record in spans.to_pylist():
        layers.setdefault(record["layer"], []).append(_span(record))
    return Document(
        id=row["document"],
        text=row["text"],
        lang=row["lang"],
        metadata={"sha256": row["source_sha256"], **json.loads(row["metadata"])},
        blocks=_blocks(layers),
        tokens=_tokens(tokens, table),
        layers=layers,
        offsets=OffsetMap(Piece(**piece) for piece in row["pieces"]) if row["pieces"] is not None else None,
    )


def _tokens(table: pa.Table, records: TokenTable) -> Tokens:
    columns = {name: table[name].cast(pa.string()).to_pylist() for name in TOKEN_ATTRIBUTES}
    starts, ends = (table[name].to_numpy().astype(np.int32) for name in ("start", "end"))
    return Tokens.from_columns(starts.tolist(), ends.tolist(), columns, table=records)


def _span(record: dict[str, Any]) -> Span:
    own = LAYERS[record["layer"]].attributes if record["layer"] in LAYERS else {}
    attributes = {name: record[name] for name in own}
    attributes.update(json.loads(record["attributes"]) if record["attributes"] else {})
    return Span(
        record["id"],
        record["layer"],
        record["start"],
        record["end"],
        record["label"],
        record["origin"],
        attributes,
    )


def _blocks(layers: dict[str, list[Span]]) -> list[Block]:
    return [
        Block(span.attributes["type"], int(span.attributes["level"] or 0), span.start, span.end)
        for span in layers.get("p", [])
    ]
