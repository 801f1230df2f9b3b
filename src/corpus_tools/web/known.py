"""What is made once from a corpus and kept while the site runs: texts, names, places in the source, examples."""

from __future__ import annotations

import re
import threading
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from corpus_tools.analysis.chronology import Chronology
from corpus_tools.analysis.names import NameFinder, name_list
from corpus_tools.analysis.neighbours import Neighbourhoods
from corpus_tools.analysis.rows import rows
from corpus_tools.corpus import Corpus
from corpus_tools.index import StructuralAttribute
from corpus_tools.web.examples import Examples
from corpus_tools.web.reading import Texts
from corpus_tools.web.source_places import Sources
from corpus_tools.web.suggestions import Suggestions

_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Known:
    """What is known of a corpus. Safe to use from several threads.

    Args:
        sources: A folder of document folders, if the sources are at hand.
    """

    def __init__(self, corpus: Corpus, sources: Path | None = None) -> None:
        self.corpus = corpus
        self.texts = Texts(corpus)
        self.sources = Sources(corpus, sources)
        self.examples = Examples(corpus)
        self.suggestions = Suggestions(corpus)
        self._lock = threading.Lock()

    @property
    def names(self) -> dict[str, dict[str, Any]]:
        """Return all names with their mentions, by id."""
        with self._lock:
            return self._names

    @property
    def neighbourhoods(self) -> Neighbourhoods:
        """Return which names stand together."""
        with self._lock:
            return self._neighbourhoods

    @property
    def chronology(self) -> Chronology:
        """Return which dates lie when."""
        with self._lock:
            return self._chronology

    @property
    def documents(self) -> dict[str, dict[str, Any]]:
        """Return the table of documents, without their texts, by id."""
        with self._lock:
            return self._documents

    @property
    def languages(self) -> dict[str, str]:
        """Return the language of each document that is not Japanese, where the corpus says it."""
        with self._lock:
            return self._languages

    def find(self, query: str) -> tuple[set[str], set[str]]:
        """Return the names that a reader means, and mentions without a name; see ``find_mentioned``."""
        with self._lock:
            finder = self._finder
        return finder.find(query)

    def counts(self, document: str) -> dict[str, dict[str, int]]:
        """Return how many spans of each layer a document has, and how many of them are gold."""
        number = self.texts.number(document)
        if number is None:
            return {}
        first, last = int(self.corpus.texts.starts[number]), int(self.corpus.texts.ends[number])
        found = {}
        for name, regions in self.corpus.index.structural.items():
            begin, close = np.searchsorted(regions.starts, np.asarray([first, last], dtype=np.int32)).tolist()
            if name != "text" and close > begin:
                found[name] = {"spans": close - begin, "gold": _gold(regions, begin, close)}
        return found

    @cached_property
    def _names(self) -> dict[str, dict[str, Any]]:
        return {row["id"]: row for row in rows(name_list(self.corpus, everything=True))}

    @cached_property
    def _finder(self) -> NameFinder:
        return NameFinder(self.corpus)

    @cached_property
    def _neighbourhoods(self) -> Neighbourhoods:
        return Neighbourhoods(self.corpus)

    @cached_property
    def _chronology(self) -> Chronology:
        return Chronology(self.corpus)

    @cached_property
    def _documents(self) -> dict[str, dict[str, Any]]:
        listed = self._read_documents("text", "pieces") if self.corpus.has_table("documents") else []
        described = {row["document"]: row for row in listed}
        return {
            document: {**self._described(number), **described.get(document, {})}
            for number, document in self._ids()
        }

    @cached_property
    def _languages(self) -> dict[str, str]:
        if not self.corpus.has_table("documents"):
            return {}
        found = self._documents.values()
        return {
            row["document"]: row["lang"]
            for row in found
            if row["lang"] != "ja" and _TAG.fullmatch(row["lang"] or "")
        }

    def _read_documents(self, *without: str) -> list[dict[str, Any]]:
        """Read the table of documents, a batch at a time."""
        import pyarrow.parquet as pq

        found: list[dict[str, Any]] = []
        for part in self.corpus.parts:
            file = pq.ParquetFile(part / "tables" / "documents.parquet", memory_map=True)
            columns = [name for name in file.schema_arrow.names if name not in without]
            for batch in file.iter_batches(columns=columns):
                found += batch.to_pylist()
        return found

    def _ids(self) -> list[tuple[int, str]]:
        return [(number, self.corpus.document_id(number)) for number in range(self.corpus.n_documents)]

    def _described(self, number: int) -> dict[str, Any]:
        """Return what the index knows of a document: enough for a corpus that came as tokens."""
        texts = self.corpus.texts
        metadata = {name: texts.value(name, number) for name in texts.attributes}
        n_tokens = int(texts.ends[number]) - int(texts.starts[number])
        return {**metadata, "document": self.corpus.document_id(number), "n_tokens": n_tokens}


def _gold(regions: StructuralAttribute, first: int, last: int) -> int:
    if "origin" not in regions.attributes:
        return 0
    codes, origins = regions.values("origin")
    gold = [code for code, origin in enumerate(origins.decoded()) if origin == "gold"]
    return int(np.isin(np.asarray(codes[first:last]), gold).sum())
