"""Documents to a dataset folder: one Parquet file a split, and the card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from corpus_tools.errors import FormatError
from corpus_tools.formats.flat import iob2, levels
from corpus_tools.formats.hf.card import card
from corpus_tools.formats.hf.features import DATE, ENTITY, LABELS, schema, tag_names
from corpus_tools.formats.sentences import sentence_tokens
from corpus_tools.model import Document, Span, Tokens

SPLITS = {"train": "train", "dev": "validation", "test": "test"}
"""What Hugging Face calls the parts."""

_SPELLING = ("text", "tokens", "lemmas", "readings")


def write(
    parts: Mapping[str, Iterable[Document]], folder: Path, *, standoff_only: bool = False
) -> dict[str, Any]:
    """Write documents with tokens into a folder, which is made.

    Args:
        standoff_only: Leave out the text and whatever spells it: those columns are null.

    Returns:
        Counts: documents, sentences, entities; what the flat tags leave out; spans across sentences, which are in no
        row.

    Raises:
        FormatError: A document has no tokens.
    """
    counts: Counter[str] = Counter()
    rights: dict[str, Mapping[str, Any]] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    for part, documents in parts.items():
        split = SPLITS.get(part, part)
        rows[split] = []
        for document in documents:
            rights.setdefault(document.metadata.get("part_of", document.id), document.metadata)
            rows[split] += _rows(document, counts)
    tags = tag_names(_labels(rows))
    (folder / "data").mkdir(parents=True, exist_ok=True)
    sizes = {split: _write_split(folder, split, found, tags, standoff_only) for split, found in rows.items()}
    text = card(rights, sizes, tags, counts, standoff_only=standoff_only)
    (folder / "README.md").write_text(text, encoding="utf-8")
    return dict(counts)


def _labels(rows: Mapping[str, list[dict[str, Any]]]) -> list[str]:
    found = {
        entity["label"] for sentences in rows.values() for row in sentences for entity in row["entities"]
    }
    return [*LABELS, *sorted(found - set(LABELS))]


def _write_split(
    folder: Path, split: str, rows: list[dict[str, Any]], tags: list[str], standoff_only: bool
) -> tuple[int, int, int]:
    """Write one split; return sentences, bytes in memory and bytes on disk."""
    number = {tag: place for place, tag in enumerate(tags)}
    for row in rows:
        row["ner_tags"] = [number[tag] for tag in row["ner_tags"]]
        if standoff_only:
            row |= dict.fromkeys(_SPELLING)
            for span in (*row["entities"], *row["dates"]):
                span["text"] = None
    table = pa.Table.from_pylist(rows, schema=schema(tags))
    path = folder / "data" / f"{split}-00000-of-00001.parquet"
    pq.write_table(table, path, compression="zstd", write_page_checksum=True)
    return len(rows), table.nbytes, path.stat().st_size


def _rows(document: Document, counts: Counter[str]) -> Iterator[dict[str, Any]]:
    """Yield the sentences of a document; tags are still names."""
    tokens = document.tokens
    if tokens is None:
        raise FormatError(f"Document {document.id!r} has no tokens; run the tokenizer on it first.")
    counts["documents"] += 1
    flat = levels(tokens, document.spans("entity"), 1)
    counts["flat.kept"] += len(flat.levels[0])
    counts["flat.dropped"] += len(flat.dropped)
    counts["flat.widened"] += flat.widened
    tags = iob2(flat.levels[0], len(tokens))
    columns = {name: tokens.column(name) for name in ("word", "lemma", "reading", "upos", "pos")}
    sentences = sentence_tokens(document, tokens)
    at = placed = 0
    for number, (first, last) in enumerate(sentences, start=1):
        start, end = int(tokens.starts[first]), int(tokens.ends[last - 1])
        row = _row(document, tokens, start, end, first, last, columns)
        row["id"] = f"{document.id}-s{number}"
        row["ner_tags"] = tags[first:last]
        row["before"] = document.text[at:start]
        row["after"] = document.text[end:] if number == len(sentences) else ""
        counts["sentences"] += 1
        placed += len(row["entities"]) + len(row["dates"])
        at = end
        yield row
    counts["spans_across_sentences_dropped"] += (
        len(document.spans("entity")) + len(document.spans("date")) - placed
    )


def _row(
    document: Document,
    tokens: Tokens,
    start: int,
    end: int,
    first: int,
    last: int,
    columns: Mapping[str, list[str]],
) -> dict[str, Any]:
    return {
        "document": document.metadata.get("part_of", document.id),
        "section": _section(document, start),
        "start": start + int(document.metadata.get("part_start", 0)),
        "end": end + int(document.metadata.get("part_start", 0)),
        "text": document.text[start:end],
        "tokens": columns["word"][first:last],
        "token_starts": (tokens.starts[first:last] - start).tolist(),
        "token_ends": (tokens.ends[first:last] - start).tolist(),
        "lemmas": columns["lemma"][first:last],
        "readings": columns["reading"][first:last],
        "upos": columns["upos"][first:last],
        "xpos": columns["pos"][first:last],
        "entities": [
            _span(document, span, start, ENTITY) for span in _inside(document, "entity", start, end)
        ],
        "dates": [_span(document, span, start, DATE) for span in _inside(document, "date", start, end)],
    }


def _inside(document: Document, layer: str, start: int, end: int) -> list[Span]:
    return [span for span in document.spans(layer) if start <= span.start and span.end <= end]


def _span(document: Document, span: Span, start: int, fields: Mapping[str, Any]) -> dict[str, Any]:
    own = {
        "id": span.id,
        "start": span.start - start,
        "end": span.end - start,
        "label": span.label,
        "text": span.surface(document.text),
        "origin": span.origin,
    }
    return {**{name: span.attributes.get(name) for name in fields}, **own}


def _section(document: Document, start: int) -> str | None:
    """Return the title of the innermost section."""
    titles = [
        span.attributes.get("title") for span in document.spans("section") if span.start <= start < span.end
    ]
    return titles[-1] if titles else None
