"""A built corpus, opened without loading it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.corpus.manifest import read_manifest
from corpus_tools.corpus.texts import BORDERS, JoinedTexts, Texts
from corpus_tools.errors import CorpusError
from corpus_tools.index import Index, StructuralAttribute, join_indexes
from corpus_tools.model import Document, IntArray

if TYPE_CHECKING:
    import pandas as pd

    from corpus_tools.query import Hits, Session

TABLES = ("documents", "tokens", "spans", "names", "links")


class Corpus:
    """A corpus folder, open for reading.

    Attributes:
        folder: Where it lies.
        manifest: Versions, counts and how it was made.
        index: Its positional and structural attributes.
        parts: The folders of its parts: one, or several when it grew.

    Raises:
        CorpusError: No corpus there, or one that is damaged or of another version.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.manifest: dict[str, Any] = read_manifest(self.folder)
        self.parts: tuple[Path, ...] = self._parts()
        self.index = join_indexes([Index(part / "index") for part in self.parts])
        self._lengths: dict[str, int] = {}

    def __len__(self) -> int:
        return self.index.n_tokens

    def __repr__(self) -> str:
        return f"<Corpus {self.folder}: {self.n_documents} documents, {len(self)} tokens>"

    @property
    def n_documents(self) -> int:
        """Return the number of documents."""
        return len(self.texts.starts)

    @property
    def texts(self) -> StructuralAttribute:
        """Return the documents as regions."""
        return self.index.structural["text"]

    def query(self, cql: str, *, limit: int | None = None, **options: Any) -> Hits:
        """Find every match of a CQL query, the last of several; see ``Session`` for the options."""
        return self.session(**options).run(cql, limit=limit)

    def session(self, **options: Any) -> Session:
        """Begin queries that build on each other; see ``corpus_tools.query.Session`` for the options."""
        from corpus_tools.query import Session

        return Session(self.index, corpus=self, **options)

    def search(self, text: str, **options: Any) -> Hits:
        """Find what a person types without CQL; see ``corpus_tools.query.simple.search``."""
        from corpus_tools.query.simple import search

        return search(self, text, **options)

    def has_table(self, name: str) -> bool:
        """Return whether the corpus has a table; one that came as tokens has none."""
        return all((part / "tables" / f"{name}.parquet").is_file() for part in self.parts)

    def table(self, name: str) -> pd.DataFrame:
        """Read one of the tables ``documents tokens spans names links`` whole."""
        if name not in TABLES:
            raise CorpusError(f"No table {name!r}. Available: {', '.join(TABLES)}.")
        from corpus_tools.corpus.joining import read_table

        found: pd.DataFrame = read_table(self, name).to_pandas()
        return found

    def documents(self) -> Iterator[Document]:
        """Yield the documents with tokens, blocks and layers, made again from the tables."""
        from corpus_tools.corpus.documents import read_documents

        for part in self.parts:
            yield from read_documents(part / "tables")

    @property
    def tables(self) -> Path:
        """Return the folder of the Parquet files.

        Raises:
            CorpusError: The corpus has several parts, each with its own; ``table`` joins them.
        """
        if len(self.parts) > 1:
            raise CorpusError(
                f"{self.folder} grew by parts ({len(self.parts)}), and this needs one. Merge them: "
                f"corpus-tools compact --corpus {self.folder}"
            )
        return self.parts[0] / "tables"

    def document_number(self, cpos: IntArray) -> IntArray:
        """Return the number of the document that each corpus position belongs to. *Shape:* that of ``cpos``."""
        return np.searchsorted(self.texts.starts, cpos, side="right") - 1

    def document_of(self, cpos: int) -> int:
        """Return the number of the document that a corpus position belongs to."""
        return int(self.document_number(np.asarray([cpos], dtype=np.int32))[0])

    def document_id(self, number: int) -> str:
        """Return the id of a document; its number where texts have none."""
        named = self.texts.value("id", number) if "id" in self.texts.attributes else None
        return named or str(number)

    def character_range(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the characters of a range of tokens in their document, if the corpus keeps its texts."""
        if self._texts is None:
            return None
        return (int(self.index.numbers("char_start")[start]), int(self.index.numbers("char_end")[end - 1]))

    def text(self, document: int) -> str | None:
        """Return the running text of a document by number, if the corpus keeps its texts."""
        return self._texts[document] if self._texts is not None else None

    def find_text(self, wanted: bytes) -> Iterator[tuple[int, int, int]]:
        """Yield document, first character and end of every place that reads ``wanted`` (UTF-8)."""
        return self._texts.find(wanted) if self._texts is not None else iter(())

    def token_at(self, document: int, character: int) -> int | None:
        """Return the corpus position of the token that covers a character, if one does."""
        first, last = int(self.texts.starts[document]), int(self.texts.ends[document])
        starts = self.index.numbers("char_start")[first:last]
        place = first + int(np.searchsorted(starts, character, side="right")) - 1
        covers = first <= place and character < int(self.index.numbers("char_end")[place])
        return place if covers else None

    def surface(
        self, document: int, start: int, end: int, *, leading: bool = False, trailing: bool = False
    ) -> str:
        """Return the text of a range of tokens of one document, on one line.

        Args:
            leading: With the white space between the token before and the first one.
            trailing: With the white space between the last token and the one after.

        A corpus without texts (one that came as tokens) joins its words without spaces.
        """
        if start >= end:
            return ""
        text = self.text(document)
        if text is None:
            return "".join(self.index.positional["word"].values(np.arange(start, end)))
        starts, ends = self.index.numbers("char_start"), self.index.numbers("char_end")
        region = self.texts
        begin, close = int(starts[start]), int(ends[end - 1])
        if leading and start > int(region.starts[document]):
            begin = int(ends[start - 1])
        if trailing and end < int(region.ends[document]):
            close = int(starts[end])
        return " ".join(text[begin:close].splitlines())

    def regions(self, layer: str, start: int, end: int) -> list[int]:
        """Return the regions of a structural attribute that overlap a range of tokens, in corpus order."""
        attribute = self.index.structural.get(layer)
        if attribute is None or not len(attribute.starts):
            return []
        # a number of another type would make NumPy convert the whole column
        reach = np.int32(start - self._longest(layer))
        first = int(np.searchsorted(attribute.starts, reach, side="right"))
        last = int(np.searchsorted(attribute.starts, np.int32(end), side="left"))
        overlap = np.flatnonzero(np.asarray(attribute.ends[first:last]) > start)
        return [first + number for number in overlap.tolist()]

    def shown_english(self, entity: int) -> str | None:
        """Return the English name to show for an entity region: the short title where there is one."""
        return self.index.structural["entity"].value("en_shown", entity)

    def _longest(self, layer: str) -> int:
        if layer not in self._lengths:
            attribute = self.index.structural[layer]
            self._lengths[layer] = int((attribute.ends - attribute.starts).max())
        return self._lengths[layer]

    @cached_property
    def _texts(self) -> Texts | JoinedTexts | None:
        kept = [Texts(part) for part in self.parts if (part / BORDERS).exists()]
        if len(kept) < len(self.parts):
            return None
        return kept[0] if len(kept) == 1 else JoinedTexts(kept)

    def _parts(self) -> tuple[Path, ...]:
        names = self.manifest.get("parts", [])
        parts = tuple(self.folder / str(name) for name in names)
        if not parts or not all(part.is_dir() for part in parts):
            raise CorpusError(
                f"{self.folder}: the manifest names the parts {names}, which are not there. "
                "Build again: corpus-tools build."
            )
        return parts
