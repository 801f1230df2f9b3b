"""IOB2 columns, as CoNLL-2003 has them: named entities for sequence labelling, one token a line.

Columns, separated by tabs: the word, its UPOS, then the entities level by level, the innermost first. The last column is
the flat annotation that most readers take: the longest entities that share no token (of equally long ones the first);
what they leave out stands in the columns before it by the same rule. Sentences end with an empty line, documents begin
with a line ``-DOCSTART-`` and their id.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO

from corpus_tools.errors import FormatError
from corpus_tools.formats.flat import iob2, levels
from corpus_tools.formats.sentences import sentence_tokens
from corpus_tools.model import Document, Span, Tokens, automatic_id, in_text_order

LEVELS = 3
DOCSTART = "-DOCSTART-"
_TAG = re.compile(r"O|[BI]-\S+")


def write(documents: Iterable[Document], stream: TextIO) -> dict[str, Any]:
    """Write documents with tokens.

    Returns:
        Counts: entities kept on each level, widened to whole tokens, and dropped because no level was left.

    Raises:
        FormatError: A document has no tokens.
    """
    counts: Counter[str] = Counter()
    for document in documents:
        if document.tokens is None:
            raise FormatError(f"Document {document.id!r} has no tokens; run the tokenizer on it first.")
        found = levels(document.tokens, document.spans("entity"), LEVELS)
        _count(counts, document, found.levels, len(found.dropped), len(found.unplaced))
        counts["entities.widened"] += found.widened
        columns = [iob2(level, len(document.tokens)) for level in reversed(found.levels)]
        words, tags = document.tokens.column("word"), document.tokens.column("upos")
        stream.write("\t".join((DOCSTART, document.id, *["O"] * LEVELS)) + "\n\n")
        for first, last in sentence_tokens(document, document.tokens):
            for number in range(first, last):
                row = (words[number], tags[number] or "X", *(column[number] for column in columns))
                stream.write("\t".join(row) + "\n")
            stream.write("\n")
    return dict(counts)


def read(stream: TextIO, *, name: str = "input") -> Iterator[Document]:
    """Read documents: words, sentences and entities. The words are joined without spaces, for Japanese.

    Other files may have any columns (separated by tabs or blanks) of which the first is the word and the last the
    entity.

    Raises:
        FormatError: A line has another number of columns than the first, or a tag that continues nothing.
    """
    builder: _Builder | None = None
    width = 0
    number = 0
    for number, line in enumerate(stream, start=1):
        columns = line.split("\t") if "\t" in line else line.split()
        columns = [column.strip() for column in columns]
        width = width or len(columns)
        if line.strip() and (len(columns) != width or not columns[0]):
            raise FormatError(
                f"{name}, line {number}: {line.strip()[:40]!r} has {len(columns)} column(s), the first line has "
                f"{width}. Give every line a word and as many columns."
            )
        if columns[:1] == [DOCSTART]:
            if builder is not None:
                yield builder.document()
            told = columns[1] if len(columns) > 1 else ""
            ours = told not in ("", "-X-", "O")
            builder = _Builder(name, told if ours else f"{name}:{number}", levels=LEVELS if ours else 1)
        elif line.strip():
            builder = builder or _Builder(name, name, levels=1)
            builder.rows.append((number, columns))
        elif builder is not None:
            builder.end_sentence()
    if builder is not None:
        yield builder.document()


class _Builder:
    """Collects the tokens and sentences of one document."""

    def __init__(self, file: str, name: str, *, levels: int) -> None:
        self._levels = levels
        self._file = file
        self._name = name
        self.rows: list[tuple[int, Sequence[str]]] = []
        self._sentences: list[int] = [0]

    def end_sentence(self) -> None:
        """End the sentence, if anything is in it."""
        if len(self.rows) > self._sentences[-1]:
            self._sentences.append(len(self.rows))

    def document(self) -> Document:
        """Return what was collected."""
        self.end_sentence()
        words = [columns[0] for _, columns in self.rows]
        ends = [0]
        for word in words:
            ends.append(ends[-1] + len(word))
        tokens = Tokens.from_columns(
            ends[:-1], ends[1:], {"word": words, "lemma": words, "upos": self._upos()}
        )
        sentences = [
            Span(
                automatic_id("s", ends[first], ends[last], ""), "s", ends[first], ends[last], "", "auto:iob2"
            )
            for first, last in zip(self._sentences, self._sentences[1:], strict=False)
        ]
        entities = in_text_order(self._entities(ends))
        layers = {"s": sentences, "entity": entities}
        return Document(id=self._name, text="".join(words), tokens=tokens, layers=layers)

    def _upos(self) -> list[str]:
        return [columns[1] if len(columns) > 2 else "" for _, columns in self.rows]

    def _entities(self, ends: Sequence[int]) -> Iterator[Span]:
        width = len(self.rows[0][1]) if self.rows else 0
        for level, column in enumerate(range(width - 1, max(0, width - 1 - self._levels), -1), start=1):
            self._check(column)
            for first, last, label in self._chunks(column):
                start, end = ends[first], ends[last]
                name = f"{automatic_id('entity', start, end, label)}-{level}"
                yield Span(name, "entity", start, end, label, "auto:iob2", {})

    def _check(self, column: int) -> None:
        for number, columns in self.rows:
            if not _TAG.fullmatch(columns[column]):
                raise FormatError(
                    f"{self._file}, line {number}: {columns[column]!r} is no IOB2 tag. Write O, B-LABEL or I-LABEL."
                )

    def _chunks(self, column: int) -> Iterator[tuple[int, int, str]]:
        first, label = -1, ""
        borders = set(self._sentences)
        for place, (number, columns) in enumerate([*self.rows, (0, ["O"] * (column + 1))]):
            kind, _, now = columns[column].partition("-")
            goes_on = kind == "I" and now == label and first >= 0 and place not in borders
            if kind == "I" and not goes_on:
                raise FormatError(
                    f"{self._file}, line {number}: I-{now} continues nothing. Write B-{now} where an entity begins."
                )
            if first >= 0 and not goes_on:
                yield first, place, label
                first = -1
            if kind == "B":
                first, label = place, now


def _count(
    counts: Counter[str], document: Document, found: Sequence[Sequence[Any]], dropped: int, unplaced: int
) -> None:
    counts["documents"] += 1
    counts["tokens"] += len(document.tokens or ())
    for number, level in enumerate(found, start=1):
        counts[f"entities.level_{number}"] += len(level)
    counts["entities.dropped"] += dropped
    counts["entities.on_no_token"] += unplaced
