r"""CoNLL-U: one token a line, with UPOS, UniDic 品詞 and what else is known of it.

- ``# newdoc id``, ``# meta`` (JSON), ``# newpar`` (``# block`` tells headings from paragraphs), ``# sent_id``,
  ``# text`` (exact), ``# spans`` (JSON: every span that begins in the sentence, with its characters in the
  document; nested and overlapping ones too).
- Columns: FORM, LEMMA, UPOS, XPOS (品詞). FEATS, HEAD, DEPREL and DEPS are ``_``: no syntax is annotated.
- MISC: ``SpaceAfter=No``; ``SpacesBefore`` and ``SpacesAfter`` for white space other than one blank (escaped as
  UDPipe does: ``\s \t \n \r \p \\``, others ``\u3000``); ``Reading Pron CType CForm Goshu LemmaUniDic``;
  and for the spans over the token ``Entity=B-ORG,B-GPE`` (outermost first), ``NameID`` beside it, ``Date=B-DATE``, ``DateValue``.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, TextIO, get_args

import conllu
import numpy as np
from conllu.exceptions import ParseException

from corpus_tools.errors import FormatError
from corpus_tools.formats.sentences import sentence_tokens
from corpus_tools.formats.standoff import SPELLING_TOKENS, without_spelling
from corpus_tools.formats.white_space import escape, unescape
from corpus_tools.model import Block, BlockType, Document, Span, Tokens, automatic_id, in_text_order

_MISC_COLUMNS = {
    "Reading": "reading",
    "Pron": "pron",
    "CType": "ctype",
    "CForm": "cform",
    "Goshu": "goshu",
    "LemmaUniDic": "lemma_unidic",
}
_USUAL_GAPS = {"": ["SpaceAfter=No"], " ": []}
_MARKED = {"entity": ("Entity", "NameID", "name_id"), "date": ("Date", "DateValue", "value")}


def write(documents: Iterable[Document], stream: TextIO, *, standoff_only: bool = False) -> int:
    """Write documents with tokens.

    Args:
        standoff_only: Leave out the text and whatever spells it: forms and lemmas are ``_``, and MISC has
            ``TokenRange=start:end``.

    Returns:
        The number of documents.

    Raises:
        FormatError: A document has no tokens.
    """
    number = 0
    for document in documents:
        for line in _document_lines(document, standoff_only):
            stream.write(line + "\n")
        number += 1
    return number


def read(stream: TextIO, *, name: str = "input") -> Iterator[Document]:
    """Read documents; those that ``write`` wrote come back as they were.

    In files of others the text is made from the forms, joined as ``SpaceAfter`` says, with a line break before
    each ``# newpar``; without ``# newdoc`` the whole file is one document.

    Raises:
        FormatError: A sentence is not CoNLL-U, or its ``# text`` is not what its forms spell.
    """
    builder: _Builder | None = None
    for sentence in _parse(stream, name):
        if builder is None or "newdoc id" in sentence.metadata or "newdoc" in sentence.metadata:
            if builder is not None:
                yield builder.document()
            builder = _Builder(sentence.metadata, name)
        builder.add(sentence)
    if builder is not None:
        yield builder.document()


# ----------------------------------------------------------------------------------------------- writing


def _document_lines(document: Document, standoff_only: bool) -> Iterator[str]:
    if document.tokens is None:
        raise FormatError(f"Document {document.id!r} has no tokens; run the tokenizer on it first.")
    tokens = document.tokens
    rows = _token_lines(document, tokens, standoff_only)
    blocks = {block.start: block for block in document.blocks}
    spans = [span for layer, group in document.layers.items() if layer != "s" for span in group]
    sentences = sentence_tokens(document, tokens)
    borders = [0, *(int(tokens.starts[first]) for first, _ in sentences[1:]), len(document.text) + 1]
    for number, (first, last) in enumerate(sentences, start=1):
        start, end = int(tokens.starts[first]), int(tokens.ends[last - 1])
        if number == 1:
            yield f"# newdoc id = {document.id}"
            yield f"# meta = {_json({'lang': document.lang, **document.metadata})}"
        if start in blocks:
            yield "# newpar"
            yield f"# block = {blocks[start].type} {blocks[start].level}"
        yield f"# sent_id = {document.id}-s{number}"
        if not standoff_only:
            yield f"# text = {_one_line(document.text[start:end])}"
        here = [span for span in spans if borders[number - 1] <= span.start < borders[number]]
        if here:
            yield f"# spans = {_json([_span_record(span, standoff_only) for span in in_text_order(here)])}"
        for position, row in enumerate(rows[first:last], start=1):
            yield f"{position}\t{row}"
        yield ""


def _token_lines(document: Document, tokens: Tokens, standoff_only: bool) -> list[str]:
    marks = _marks(document, tokens)
    gaps = _gaps(document.text, tokens)
    return [
        _token_line(row, mark, gap, standoff_only)
        for row, mark, gap in zip(tokens.rows(), marks, gaps, strict=True)
    ]


def _token_line(row: dict[str, Any], marks: list[str], gaps: list[str], standoff_only: bool) -> str:
    misc = [
        f"{key}={escape(row[column])}"
        for key, column in _MISC_COLUMNS.items()
        if row[column] and not (standoff_only and column in SPELLING_TOKENS)
    ]
    if standoff_only:
        misc.append(f"TokenRange={row['start']}:{row['end']}")
    form, lemma = ("_", "_") if standoff_only else (row["word"], row["lemma"] or row["word"])
    columns = (form, lemma, row["upos"] or "_", row["pos"] or "_", *"____")
    return "\t".join((*columns, "|".join([*marks, *misc, *gaps]) or "_"))


def _gaps(text: str, tokens: Tokens) -> Iterator[list[str]]:
    """Say for each token how the text goes on to the next."""
    starts, ends = tokens.starts.tolist(), tokens.ends.tolist()
    before = text[: starts[0]] if starts else ""
    for end, following in zip(ends, [*starts[1:], len(text)][: len(ends)], strict=True):
        gap = text[end:following]
        leading = [f"SpacesBefore={escape(before)}"] if before else []
        yield [*leading, *_USUAL_GAPS.get(gap, [f"SpacesAfter={escape(gap)}"])]
        before = ""


def _marks(document: Document, tokens: Tokens) -> list[list[str]]:
    """Return the MISC values that say which spans cover each token."""
    marks: list[list[str]] = [[] for _ in range(len(tokens))]
    for layer, (key, value_key, attribute) in _MARKED.items():
        covering: dict[int, list[tuple[str, str]]] = {}
        for span in in_text_order(document.spans(layer)):
            first = int(np.searchsorted(tokens.ends, span.start, side="right"))
            last = int(np.searchsorted(tokens.starts, span.end, side="left"))
            for place in range(first, last):
                tag = f"{'B' if place == first else 'I'}-{span.label}"
                covering.setdefault(place, []).append((tag, span.attributes.get(attribute) or "_"))
        for place, pairs in covering.items():
            marks[place].append(f"{key}={','.join(tag for tag, _ in pairs)}")
            if any(value != "_" for _, value in pairs):
                marks[place].append(f"{value_key}={escape(','.join(value for _, value in pairs))}")
    return marks


def _span_record(span: Span, standoff_only: bool) -> dict[str, Any]:
    attributes = without_spelling(span.layer, span.attributes) if standoff_only else span.attributes
    return {
        "id": span.id,
        "layer": span.layer,
        "start": span.start,
        "end": span.end,
        "label": span.label,
        "origin": span.origin,
        "attributes": attributes,
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)


def _one_line(text: str) -> str:
    return " ".join(text.splitlines()) if len(text.splitlines()) > 1 else text


# ----------------------------------------------------------------------------------------------- reading


def _parse(stream: TextIO, name: str) -> Iterator[conllu.TokenList]:
    last = "the beginning"
    try:
        for sentence in conllu.parse_incr(stream):
            last = f"sentence {sentence.metadata.get('sent_id', '?')}"
            yield sentence
    except ParseException as error:
        raise FormatError(
            f"{name}, after {last}: {error} Expected ten columns separated by tabs, as CoNLL-U has them."
        ) from error


class _Builder:
    """Collects the sentences of one document."""

    def __init__(self, metadata: dict[str, Any], name: str) -> None:
        self._name = name
        self._id = metadata.get("newdoc id") or metadata.get("sent_id") or name
        self._meta: dict[str, Any] = json.loads(metadata.get("meta") or "{}")
        self._parts: list[str] = []
        self._at = 0
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._columns: dict[str, list[str]] = {
            name: []
            for name in ("word", "lemma", "upos", "pos", "norm", *_MISC_COLUMNS.values(), "lemma_note")
        }
        self._sentences: list[tuple[int, int]] = []
        self._blocks: list[tuple[BlockType, int, int]] = []
        self._spans: list[Span] = []

    def add(self, sentence: conllu.TokenList) -> None:
        """Append a sentence to the text."""
        metadata = sentence.metadata
        words = list(_surface_tokens(sentence))
        if not words:
            return
        paragraph = "newpar" in metadata or "newpar id" in metadata
        if paragraph and self._parts and "\n" not in self._parts[-1]:
            self._append("\n")
        self._append(unescape((words[0]["misc"] or {}).get("SpacesBefore", "")))
        start, first = self._at, len(self._parts)
        if paragraph:
            self._blocks.append((*_block(metadata.get("block") or ""), start))
        for word in words:
            self._add_word(word)
        self._sentences.append((start, self._ends[-1]))
        self._check(sentence, first)
        for record in json.loads(metadata.get("spans") or "[]"):
            self._spans.append(Span(**record))

    def document(self) -> Document:
        """Return what was collected."""
        layers: dict[str, list[Span]] = {
            "s": [
                Span(automatic_id("s", *ends, ""), "s", *ends, "", "auto:sentences")
                for ends in self._sentences
            ]
        }
        for span in self._spans:
            layers.setdefault(span.layer, []).append(span)
        ends = [*(start for _, _, start in self._blocks[1:]), self._at]
        text = "".join(self._parts)
        blocks = [
            Block(kind, level, start, start + len(text[start:end].rstrip()))
            for (kind, level, start), end in zip(self._blocks, ends, strict=bool(self._blocks))
        ]
        return Document(
            id=self._id,
            text=text,
            lang=self._meta.pop("lang", "ja"),
            metadata=self._meta,
            blocks=blocks,
            tokens=Tokens.from_columns(self._starts, self._ends, self._columns),
            layers={layer: in_text_order(spans) for layer, spans in layers.items()},
        )

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._at += len(text)

    def _add_word(self, word: conllu.Token) -> None:
        misc = word["misc"] or {}
        form, lemma = word["form"], word["lemma"]
        self._starts.append(self._at)
        self._append(form)
        self._ends.append(self._at)
        values = {
            "word": form,
            "lemma": form if lemma in (None, "_") else lemma,
            "upos": _value(word["upos"]),
            "pos": _value(word["xpos"]),
            "norm": unicodedata.normalize("NFKC", form).casefold(),
            **{column: unescape(misc.get(key) or "") for key, column in _MISC_COLUMNS.items()},
        }
        values["lemma_note"] = values["lemma_unidic"].partition("-")[2]
        for column, value in values.items():
            self._columns[column].append(value)
        if "SpacesAfter" in misc:
            self._append(unescape(misc["SpacesAfter"] or ""))
        elif misc.get("SpaceAfter") != "No":
            self._append(" ")

    def _check(self, sentence: conllu.TokenList, first: int) -> None:
        told = sentence.metadata.get("text")
        spelt = "".join(self._parts[first:])
        if told is not None and told.split() != spelt.split():
            raise FormatError(
                f"{self._name}, sentence {sentence.metadata.get('sent_id', '?')}: # text is {told!r} but the forms "
                f"spell {spelt!r}. Correct the forms or their SpaceAfter."
            )


def _block(told: str) -> tuple[BlockType, int]:
    kind, _, level = told.partition(" ")
    for known in get_args(BlockType):
        if kind == known:
            return known, int(level)
    return "paragraph", 0


def _surface_tokens(sentence: conllu.TokenList) -> Iterator[conllu.Token]:
    """Yield what stands in the text: multiword tokens instead of their words, no empty nodes."""
    covered = 0
    for token in sentence:
        number = token["id"]
        if isinstance(number, int):
            if number > covered:
                yield token
        elif number[1] == "-":
            covered = number[2]
            yield token


def _value(value: str | None) -> str:
    return "" if value in (None, "_") else str(value)
