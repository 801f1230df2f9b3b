"""Documents to a corpus on disk: tables, texts and index, written in one pass over the documents."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from corpus_tools._version import __version__
from corpus_tools.corpus.manifest import append_part, commit_part, start_part
from corpus_tools.corpus.placement import Placement, place, place_by_start
from corpus_tools.corpus.schema import LAYERS, SET_VALUED, SPAN_FIELDS, structural_attributes
from corpus_tools.corpus.tables import TableWriter
from corpus_tools.corpus.texts import TextWriter
from corpus_tools.errors import CorpusError
from corpus_tools.index import Index, IndexWriter
from corpus_tools.model import TOKEN_ATTRIBUTES, Document, Span, Tokens, in_text_order
from corpus_tools.names import NameAuthority

TEXT_ATTRIBUTES = ("id", "title", "author", "language", "written", "genre")


@dataclass(slots=True)
class WriteCounts:
    """What was written, for the build report.

    Attributes:
        spans: By layer and label.
        unplaced: Spans that stand on no token, by layer: they are in the tables, not in the index.
    """

    documents: int = 0
    characters: int = 0
    tokens: int = 0
    types: int = 0
    spans: Counter[tuple[str, str]] = field(default_factory=Counter)
    origins: Counter[tuple[str, str]] = field(default_factory=Counter)
    links: Counter[str] = field(default_factory=Counter)
    widened: Counter[str] = field(default_factory=Counter)
    unplaced: Counter[str] = field(default_factory=Counter)

    def as_dict(self) -> dict[str, Any]:
        """Return the counts as JSON holds them."""
        return {
            "documents": self.documents,
            "characters": self.characters,
            "tokens": self.tokens,
            "types": self.types,
            "spans": _nested(self.spans),
            "origins": _nested(self.origins),
            "links": dict(sorted(self.links.items())),
            "widened": {layer: number for layer, number in sorted(self.widened.items()) if number},
            "unplaced": {layer: number for layer, number in sorted(self.unplaced.items()) if number},
        }


def write_corpus(
    documents: Iterable[Document],
    folder: str | Path,
    *,
    authority: NameAuthority | None = None,
    text_attributes: Sequence[str] = TEXT_ATTRIBUTES,
    manifest: Mapping[str, Any] | None = None,
    append: bool = False,
) -> WriteCounts:
    """Write annotated documents as a corpus; the one that was in ``folder`` is replaced when all is written.

    Args:
        documents: Annotated documents, each with tokens; read once, one at a time.
        authority: Where the English titles of linked names come from.
        text_attributes: Metadata that become attributes of the structure ``text``.
        manifest: Further entries for the manifest (recipe, versions …).
        append: Add the documents to the corpus that is there, as a part of its own, without touching the others.

    Returns:
        The counts of what was written now.

    Raises:
        CorpusError: Two documents have the same id, or one was not tokenised; or there is nothing to add to.
    """
    folder = Path(folder)
    known = _known_ids(folder) if append else set()
    work = start_part(folder)
    try:
        names = authority or NameAuthority.empty()
        counts = _write_part(documents, work, names, tuple(text_attributes), known)
        described = {"corpus_tools": __version__, **(manifest or {}), "counts": counts.as_dict()}
        if append and not counts.documents:
            shutil.rmtree(work)
        elif append:
            described["counts"]["types"] = _new_types(folder, work)
            append_part(folder, work, described)
        else:
            commit_part(folder, work, described)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return counts


def _known_ids(folder: Path) -> set[str]:
    from corpus_tools.corpus.reader import Corpus

    return set(Corpus(folder).texts.lexicon("id").decoded())


def _new_types(folder: Path, work: Path) -> int:
    """Return how many words of a part the corpus does not have yet."""
    from corpus_tools.corpus.reader import Corpus

    known = set(Corpus(folder).index.positional["word"].lexicon.decoded())
    return sum(word not in known for word in Index(work / "index").positional["word"].lexicon.decoded())


def _write_part(
    documents: Iterable[Document],
    work: Path,
    authority: NameAuthority,
    text_attributes: tuple[str, ...],
    known: set[str],
) -> WriteCounts:
    writer = _PartWriter(work, authority, text_attributes, known)
    for document in documents:
        writer.add(document)
    return writer.close()


class _PartWriter:
    """Feeds each document to the tables, the texts and the index."""

    def __init__(
        self, work: Path, authority: NameAuthority, text_attributes: tuple[str, ...], known: set[str]
    ) -> None:
        self.counts = WriteCounts()
        self._authority = authority
        self._text_attributes = text_attributes
        self._seen = set(known)
        self._types: set[str] = set()
        self._mentions: Counter[str] = Counter()
        self._tables = TableWriter(work / "tables")
        self._texts = TextWriter(work)
        self._structures = structural_attributes()
        self._index = IndexWriter(
            work / "index",
            positional=TOKEN_ATTRIBUTES,
            structural={**self._structures, "text": text_attributes},
            set_valued=SET_VALUED,
        )

    def add(self, document: Document) -> None:
        tokens = self._check(document)
        first = self._index.add_tokens(_columns(tokens))
        self._index.add_numbers("char_start", tokens.starts)
        self._index.add_numbers("char_end", tokens.ends)
        self._texts.add(document.text)
        self._tables.add_document(document, tokens, first)
        self._add_text_region(document, first, len(tokens))
        for layer in sorted(document.layers):
            self._add_layer(document, layer, tokens, first)
        self._count_document(document, tokens)

    def close(self) -> WriteCounts:
        self._tables.add_names(self._authority, self._mentions)
        self._tables.close()
        self._texts.close()
        self._index.close()
        self.counts.types = len(self._types)
        return self.counts

    def _check(self, document: Document) -> Tokens:
        if document.id in self._seen:
            raise CorpusError(f"Two documents have the id {document.id!r}. Give one of them another.")
        if document.tokens is None:
            raise CorpusError(
                f"Document {document.id!r} has no tokens. Annotate it first: load_pipeline()(document)."
            )
        if not len(document.tokens):
            raise CorpusError(f"Document {document.id!r} has no tokens: its text is empty. Leave it out.")
        self._seen.add(document.id)
        return document.tokens

    def _count_document(self, document: Document, tokens: Tokens) -> None:
        self.counts.documents += 1
        self.counts.characters += len(document.text)
        self.counts.tokens += len(tokens)
        self._types.update(tokens.column("word"))

    def _add_text_region(self, document: Document, first: int, n_tokens: int) -> None:
        values = {"id": document.id, "language": document.lang}
        metadata = {**document.metadata, **values}
        row = {name: [_string(metadata.get(name))] for name in self._text_attributes}
        self._index.add_regions("text", np.asarray([first]), np.asarray([first + n_tokens]), row)

    def _add_layer(self, document: Document, layer: str, tokens: Tokens, first: int) -> None:
        spans = in_text_order(document.layers[layer])
        placement = place_by_start(spans, tokens) if layer == "page" else place(spans, tokens)
        self._tables.add_spans(document, spans, placement, first)
        self._count_layer(layer, spans, placement)
        if layer in self._structures:
            self._index_layer(document, layer, spans, placement, first)

    def _index_layer(
        self, document: Document, layer: str, spans: list[Span], placement: Placement, first: int
    ) -> None:
        placed = placement.placed
        kept = [span for span, there in zip(spans, placed.tolist(), strict=True) if there]
        values: dict[str, list[Any]] = {name: [] for name in self._structures[layer]}
        for span in kept:
            for name, value in self._region_values(document, span).items():
                values[name].append(value)
        self._index.add_regions(
            layer, placement.first[placed] + first, placement.last[placed] + first, values
        )

    def _region_values(self, document: Document, span: Span) -> dict[str, Any]:
        fields = dict(
            zip(
                SPAN_FIELDS,
                (
                    span.id,
                    span.label,
                    span.origin,
                    span.surface(document.text),
                    str(span.start),
                    str(span.end),
                ),
                strict=True,
            )
        )
        own = {name: _string(span.attributes.get(name)) for name in LAYERS[span.layer].attributes}
        return {**fields, **own, **(self._english(span) if span.layer == "entity" else {})}

    def _english(self, span: Span) -> dict[str, Any]:
        """Return every English title of a mention (a set), the one to show, and the official one (a set)."""
        name_id, shown = span.attributes.get("name_id"), span.attributes.get("en")
        name = self._authority.get(name_id) if name_id else None
        if name is None:
            titles = [shown] if shown else []
            return {"en": titles, "en_shown": shown, "en_official": titles}
        titles = sorted({*self._authority.english(name), *([shown] if shown else [])})
        return {"en": titles, "en_shown": shown, "en_official": [name.en] if name.en else []}

    def _count_layer(self, layer: str, spans: list[Span], placement: Placement) -> None:
        self.counts.spans.update((layer, span.label) for span in spans)
        self.counts.origins.update((layer, span.origin) for span in spans)
        self.counts.widened[layer] += int(placement.widened.sum())
        self.counts.unplaced[layer] += int((~placement.placed).sum())
        if layer == "entity":
            self.counts.links.update(str(span.attributes.get("link_by") or "none") for span in spans)
            self._mentions.update(
                span.attributes["name_id"] for span in spans if span.attributes.get("name_id")
            )


def _columns(tokens: Tokens) -> dict[str, Any]:
    """Return every attribute as codes and values, so that strings are not copied per token."""
    columns: dict[str, Any] = {"upos": (tokens.upos, tokens.upos_values)}
    used, codes = np.unique(tokens.records, return_inverse=True)
    rows = [tokens.table.rows[number] for number in used.tolist()]
    for place_in_row, name in enumerate(tokens.table.attributes):
        columns[name] = (codes, [row[place_in_row] for row in rows])
    return columns


def _string(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if not isinstance(value, list | dict) else json.dumps(value, ensure_ascii=False)


def _nested(counter: Counter[tuple[str, str]]) -> dict[str, dict[str, int]]:
    nested: dict[str, dict[str, int]] = {}
    for (layer, label), number in sorted(counter.items()):
        nested.setdefault(layer, {})[label] = number
    return nested
