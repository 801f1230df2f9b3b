"""Vertical text to documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from corpus_tools.errors import FormatError
from corpus_tools.formats.attributes import from_strings
from corpus_tools.formats.reading import checked, json_object, malformed
from corpus_tools.formats.vrt.blocks import Tag, read_blocks
from corpus_tools.formats.vrt.writing import COLUMNS, CROSSING, NONE, OWN
from corpus_tools.formats.white_space import unescape
from corpus_tools.model import Block, BlockType, Document, Span, Tokens, automatic_id, in_text_order


def read(path: Path, *, attributes: Sequence[str] = COLUMNS) -> Iterator[Document]:
    """Read documents; those that ``write`` wrote come back as they were.

    In files of others words are joined without spaces, and a structure becomes a layer whose labels are its ``label``
    or ``type``.

    Args:
        attributes: What the columns hold; there must be a ``word``.

    Raises:
        FormatError: The file is not well formed; the message names the line.
    """
    if "word" not in attributes:
        raise FormatError(f"The columns {', '.join(attributes)} have no word. Name one of them word.")
    reader = _Reader(path, attributes)
    for block in read_blocks(path, attributes=attributes):
        at = 0
        for tag, until in zip(block.tags, block.places.tolist(), strict=True):
            reader.rows += [block.rows[code] for code in block.codes[at:until].tolist()]
            at = until
            if (document := reader.take(tag)) is not None:
                yield document
        reader.rows += [block.rows[code] for code in block.codes[at:].tolist()]
    yield from reader.rest()


class _Reader:
    """Collects the tokens and regions of one document."""

    def __init__(self, path: Path, attributes: Sequence[str]) -> None:
        self._path = path
        self._attributes = attributes
        self._has_texts = False
        self._reset()

    def _reset(self) -> None:
        self.rows: list[Sequence[str]] = []
        self._open: dict[str, list[tuple[int, Tag]]] = {}
        self._closed: list[tuple[int, int, Tag]] = []

    def take(self, tag: Tag) -> Document | None:
        """Open or close a region; the end of a text gives a document."""
        if tag.empty:
            return None
        if not tag.closing:
            if tag.name == "text":
                self._start_text(tag)
            self._open.setdefault(tag.name, []).append((len(self.rows), tag))
            return None
        if not self._open.get(tag.name):
            raise self._error(tag, f"</{tag.name}> closes what is not open", f"Write <{tag.name}> before it")
        first, opening = self._open[tag.name].pop()
        if tag.name != "text":
            self._closed.append((first, len(self.rows), opening))
            return None
        self._check_closed()
        document = self._document(opening, opening.values)
        self._reset()
        return document

    def rest(self) -> Iterator[Document]:
        """Yield what stands in no text: the whole of a file without texts."""
        self._check_closed()
        if self.rows and self._has_texts:
            raise FormatError(
                f"{self._path}: {len(self.rows)} token(s) stand after the last </text>. Move them into a text."
            )
        if self.rows:
            yield self._document(Tag("text", False, {}, False, 1), {"id": self._path.stem})

    def _start_text(self, tag: Tag) -> None:
        if self.rows or self._open.get("text"):
            raise self._error(
                tag, "a text begins after tokens outside of texts, or in a text", "End it first"
            )
        self._has_texts = True

    def _check_closed(self) -> None:
        for opened in self._open.values():
            for _, tag in opened:
                raise self._error(tag, f"<{tag.name}> is not closed", f"Write </{tag.name}> where it ends")

    def _error(self, tag: Tag, message: str, remedy: str) -> FormatError:
        return FormatError(f"{self._path}, line {tag.line}: {message}. {remedy}.")

    def _document(self, tag: Tag, values: Mapping[str, str]) -> Document:
        place = f"{self._path}, line {tag.line}"
        with malformed(place, "Correct the file, or export it again."):
            if values.get("standoff") == "true":
                raise ValueError("the text was written without its words (--standoff-only)")
            text, starts, ends, columns = self._text(values)
            tokens = Tokens.from_columns(starts, ends, columns)
            layers: dict[str, list[Span]] = {}
            for first, last, opening in self._closed:
                with malformed(f"{self._path}, line {opening.line}", "Correct the tag."):
                    span = _span(opening, first, last, starts, ends)
                layers.setdefault(span.layer, []).append(span)
            layers = {layer: in_text_order(spans) for layer, spans in layers.items()}
            metadata = json_object(values["metadata"]) if "metadata" in values else _metadata(values)
            return checked(
                Document(
                    id=values.get("id") or self._path.stem,
                    text=text,
                    lang=values.get("lang", "ja"),
                    metadata=metadata,
                    blocks=list(_blocks(layers)),
                    tokens=tokens,
                    layers=layers,
                )
            )

    def _text(self, values: Mapping[str, str]) -> tuple[str, list[int], list[int], dict[str, list[str]]]:
        columns = {name: [row[n] for row in self.rows] for n, name in enumerate(self._attributes)}
        gaps = columns.pop("after", [NONE] * len(self.rows))
        parts = [_gap(values.get("before", NONE))]
        at = len(parts[0])
        starts, ends = [], []
        for word, gap in zip(columns["word"], map(_gap, gaps), strict=True):
            starts.append(at)
            ends.append(at + len(word))
            parts += [word, gap]
            at += len(word) + len(gap)
        return "".join(parts), starts, ends, columns


def _span(tag: Tag, first: int, last: int, starts: list[int], ends: list[int]) -> Span:
    values = dict(tag.values)
    layer = tag.name
    if "char_start" in values:
        while layer.endswith(CROSSING):
            layer = layer.removesuffix(CROSSING)
        start, end = int(values["char_start"]), int(values["char_end"])
        own = ("id", "label", "origin", "char_start", "char_end")
        attributes = {name: value for name, value in values.items() if name not in own}
        label, origin = values["label"], values["origin"]
        return Span(values["id"], layer, start, end, label, origin, from_strings(layer, attributes))
    start = starts[first] if first < len(starts) else ends[-1] if ends else 0
    end = ends[last - 1] if last > first else start
    label = values.get("label", values.get("type", ""))
    name = automatic_id(tag.name, start, end, label) + f"-{tag.line}"
    return Span(name, tag.name, start, end, label, "auto:vrt", dict(values))


def _metadata(values: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in OWN}


def _gap(value: str) -> str:
    return "" if value == NONE else unescape(value)


def _blocks(layers: dict[str, list[Span]]) -> Iterator[Block]:
    for span in layers.get("p", []):
        kind: BlockType = "paragraph"
        for known in get_args(BlockType):
            if span.attributes.get("type") == known:
                kind = known
        yield Block(kind, int(span.attributes.get("level") or 0), span.start, span.end)
