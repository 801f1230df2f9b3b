"""CoNLL-U to documents, with the line where something is wrong."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TextIO, get_args

import conllu
from conllu.exceptions import ParseException

from corpus_tools.errors import FormatError
from corpus_tools.formats.conllu.writing import MISC_COLUMNS
from corpus_tools.formats.reading import checked, json_object, malformed
from corpus_tools.formats.white_space import unescape
from corpus_tools.model import Block, BlockType, Document, Span, Tokens, automatic_id

FIELDS = ("id", "form", "lemma", "upos", "xpos", "feats", "head", "deprel", "deps", "misc")
COLUMNS = "# global.columns ="
REMEDY = "Expected ten columns separated by tabs, as CoNLL-U has them; correct the line."
Sentence = conllu.TokenList


def read(stream: TextIO, *, name: str = "input") -> Iterator[Document]:
    """Read documents; those that ``write`` wrote come back as they were.

    In files of others the text is made from the forms, joined as ``SpaceAfter`` says, with a line break before
    each ``# newpar``; without ``# newdoc`` the whole file is one document.

    Raises:
        FormatError: A sentence is not CoNLL-U, or its ``# text`` is not what its forms spell.
    """
    yield from documents(sentences(stream, name), name)


def documents(found: Iterable[tuple[int, Sentence]], name: str) -> Iterator[Document]:
    """Put sentences, each with the line where it begins, together to documents."""
    builder: _Builder | None = None
    line = 1
    for line, sentence in found:
        with malformed(f"{name}, line {line}", REMEDY):
            if builder is None or "newdoc id" in sentence.metadata or "newdoc" in sentence.metadata:
                if builder is not None:
                    yield builder.document()
                builder = _Builder(sentence.metadata, name)
            builder.add(sentence, line)
    if builder is not None:
        with malformed(f"{name}, line {line}", REMEDY):
            yield builder.document()


def sentences(stream: TextIO, name: str, *, fields: Sequence[str] = FIELDS) -> Iterator[tuple[int, Sentence]]:
    """Yield the sentences of a file, each with the line where it begins.

    Args:
        fields: What the columns hold, in lower case; a line ``# global.columns`` says otherwise.
    """
    lines: list[tuple[int, str]] = []
    for number, line in enumerate([*stream, ""], start=1):
        if line.strip():
            lines.append((number, line.rstrip("\n")))
            continue
        if lines and lines[0][1].startswith(COLUMNS):
            fields = lines[0][1].removeprefix(COLUMNS).lower().split()
        if any(not line.startswith("#") for _, line in lines):
            yield lines[0][0], _sentence(lines, fields, name)
            lines = []


def _sentence(lines: list[tuple[int, str]], fields: Sequence[str], name: str) -> Sentence:
    for number, line in lines:
        if not line.startswith("#") and line.count("\t") != len(fields) - 1:
            raise FormatError(
                f"{name}, line {number}: {line[:40]!r} has {line.count(chr(9)) + 1} columns instead of {len(fields)}. "
                "Separate the columns by tabs."
            )
    with malformed(f"{name}, line {lines[0][0]}", REMEDY):
        try:
            return conllu.parse("\n".join(line for _, line in lines), fields=fields)[0]
        except ParseException as error:
            raise FormatError(f"{name}, line {lines[0][0]}: {error} {REMEDY}") from error


class _Builder:
    """Collects the sentences of one document."""

    def __init__(self, metadata: dict[str, Any], name: str) -> None:
        self._name = name
        self._id = metadata.get("newdoc id") or metadata.get("sent_id") or name
        self._meta = json_object(metadata.get("meta") or "{}")
        self._parts: list[str] = []
        self._at = 0
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._columns: dict[str, list[str]] = {
            name: []
            for name in ("word", "lemma", "upos", "pos", "norm", *MISC_COLUMNS.values(), "lemma_note")
        }
        self._sentences: list[tuple[int, int]] = []
        self._blocks: list[tuple[BlockType, int, int]] = []
        self._spans: list[Span] = []

    def add(self, sentence: Sentence, line: int) -> None:
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
        self._check(sentence, first, line)
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
        document = Document(
            id=self._id,
            text=text,
            lang=str(self._meta.pop("lang", "ja")),
            metadata=self._meta,
            blocks=blocks,
            tokens=Tokens.from_columns(self._starts, self._ends, self._columns),
            layers=layers,
        )
        return checked(document)

    def _append(self, text: str) -> None:
        if text:
            self._parts.append(text)
            self._at += len(text)

    def _add_word(self, word: conllu.Token) -> None:
        misc = word["misc"] or {}
        if "TokenRange" in misc:
            raise ValueError("the file was written without its text (--standoff-only)")
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
            **{column: unescape(misc.get(key) or "") for key, column in MISC_COLUMNS.items()},
        }
        values["lemma_note"] = values["lemma_unidic"].partition("-")[2]
        for column, value in values.items():
            self._columns[column].append(value)
        if "SpacesAfter" in misc:
            self._append(unescape(misc["SpacesAfter"] or ""))
        elif misc.get("SpaceAfter") != "No":
            self._append(" ")

    def _check(self, sentence: Sentence, first: int, line: int) -> None:
        told = sentence.metadata.get("text")
        spelt = "".join(self._parts[first:])
        if told is not None and told.split() != spelt.split():
            raise FormatError(
                f"{self._name}, line {line}: # text is {told!r} but the forms "
                f"spell {spelt!r}. Correct the forms or their SpaceAfter."
            )


def _block(told: str) -> tuple[BlockType, int]:
    kind, _, level = told.partition(" ")
    for known in get_args(BlockType):
        if kind == known:
            return known, int(level)
    return "paragraph", 0


def _surface_tokens(sentence: Sentence) -> Iterator[conllu.Token]:
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
