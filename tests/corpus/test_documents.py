"""Documents made again from tables, whatever the order of the spans and the sizes of row groups."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.corpus.documents import documents_of, read_documents
from corpus_tools.corpus.tables import TableWriter
from corpus_tools.corpus.writer import write_corpus


def tables_of(corpus: Corpus) -> tuple[pa.Table, pa.Table, pa.Table]:
    documents, tokens, spans = (
        pq.read_table(corpus.tables / f"{name}.parquet") for name in ("documents", "tokens", "spans")
    )
    return documents, tokens, spans


def test_spans_in_any_order_come_to_their_documents(mini: Corpus) -> None:
    documents, tokens, spans = tables_of(mini)
    order = np.argsort(np.arange(len(spans)) % 7, kind="stable")
    shuffled = list(documents_of(documents, tokens, spans.take(pa.array(order))))
    for document, other in zip(shuffled, mini.documents(), strict=True):
        assert document.text == other.text
        for layer, known in other.layers.items():
            assert {span.id: span for span in document.layers[layer]} == {span.id: span for span in known}


def test_a_document_without_spans_has_none(mini: Corpus) -> None:
    documents, tokens, spans = tables_of(mini)
    assert all(not one.layers for one in documents_of(documents, tokens, spans.slice(0, 0)))


@pytest.mark.parametrize(("rows", "n_bytes"), [(1, 1 << 25), (1 << 17, 1), (1 << 17, 1 << 25), (50, 5000)])
def test_row_groups_of_any_size_hold_the_same(
    mini: Corpus,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
    rows: int,
    n_bytes: int,
) -> None:
    monkeypatch.setattr("corpus_tools.corpus.tables.ROWS", rows)
    monkeypatch.setattr("corpus_tools.corpus.tables.BYTES", n_bytes)
    folder = tmp_path_factory.mktemp("groups")
    write_corpus(mini.documents(), folder)
    again = Corpus(folder)
    for table in ("tokens", "spans", "links"):
        assert again.table(table).equals(mini.table(table)), table
    for document, other in zip(read_documents(again.tables), mini.documents(), strict=True):
        assert document.layers == other.layers


def test_nothing_written_is_an_empty_table(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("tables")
    TableWriter(folder).close()
    assert len(pq.read_table(folder / "spans.parquet")) == 0
