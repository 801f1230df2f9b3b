"""Documents to vertical text and back.

The columns are the positional attributes, then ``after``: the white space that follows the token, escaped (``_`` for
none). Every layer is a structure; its regions have ``id``, ``label``, ``origin``, the exact characters
(``char_start``, ``char_end``) and the layer's attributes. A region covers whole tokens; an anchor of zero width stands
on the token before it. Regions of a layer nest; one that crosses another instead is in a structure of its own,
``gloss_crossing``.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO, get_args

from corpus_tools.corpus.placement import place, place_by_start
from corpus_tools.errors import FormatError
from corpus_tools.formats.attributes import from_strings, to_strings
from corpus_tools.formats.reading import checked, json_object, malformed
from corpus_tools.formats.standoff import SPELLING_TOKENS, without_spelling
from corpus_tools.formats.vrt.blocks import Tag, read_blocks
from corpus_tools.formats.white_space import escape, unescape
from corpus_tools.model import (
    TOKEN_ATTRIBUTES,
    Block,
    BlockType,
    Document,
    Span,
    Tokens,
    automatic_id,
    in_text_order,
)

COLUMNS = (*TOKEN_ATTRIBUTES, "after")
NONE = "_"
CROSSING = "_crossing"
_ORDER = ("text", "section", "page", "p", "s")
_OWN = ("id", "lang", "before", "metadata", "standoff")
_KEY = re.compile(r"[a-z][a-z0-9_]*")
_SPECIAL = re.compile('[&<>"\n\r\t]')
_ENTITIES = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "\n": "&#10;",
    "\r": "&#13;",
    "\t": "&#9;",
}


@dataclass(frozen=True, slots=True)
class _Region:
    name: str
    first: int
    last: int
    values: dict[str, str]


def write(documents: Iterable[Document], stream: TextIO, *, standoff_only: bool = False) -> dict[str, Any]:
    """Write documents with tokens.

    Args:
        standoff_only: Leave out the text and whatever spells it: words, lemmas and readings are ``_``.

    Returns:
        Counts, and the columns and structures as ``cwb-encode`` and Manatee want them named.

    Raises:
        FormatError: A document has no tokens.
    """
    counts: Counter[str] = Counter()
    structures: dict[str, dict[str, None]] = {}
    depth: Counter[str] = Counter()
    for document in documents:
        if document.tokens is None:
            raise FormatError(f"Document {document.id!r} has no tokens; run the tokenizer on it first.")
        regions = _regions(document, document.tokens, counts, standoff_only)
        for region in regions:
            structures.setdefault(region.name, {}).update(dict.fromkeys(region.values))
        for line in _lines(_rows(document, document.tokens, standoff_only), regions, depth):
            stream.write(line + "\n")
        counts["documents"] += 1
        counts["tokens"] += len(document.tokens)
    return {**counts, **_declaration(structures, depth)}


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


# ----------------------------------------------------------------------------------------------- writing


def _rows(document: Document, tokens: Tokens, standoff_only: bool) -> list[str]:
    hidden = SPELLING_TOKENS if standoff_only else ()
    columns = [
        [NONE] * len(tokens) if name in hidden else list(map(_escaped, tokens.column(name)))
        for name in TOKEN_ATTRIBUTES
    ]
    starts = [*tokens.starts.tolist()[1:], len(document.text)]
    gaps = [
        escape(document.text[end:start]) or NONE
        for end, start in zip(tokens.ends.tolist(), starts, strict=bool(len(tokens)))
    ]
    return ["\t".join(row) for row in zip(*columns, gaps, strict=True)]


def _regions(document: Document, tokens: Tokens, counts: Counter[str], standoff_only: bool) -> list[_Region]:
    """Return the regions, outer ones first; what cannot be one is counted."""
    values = {**_text_values(document, tokens), **({"standoff": "true"} if standoff_only else {})}
    regions = [_Region("text", 0, len(tokens), values)]
    for layer, spans in document.layers.items():
        where = place_by_start(spans, tokens) if layer == "page" else place(spans, tokens)
        for number, span in enumerate(spans):
            if not where.placed[number]:
                counts[f"unplaced.{layer}"] += 1
                continue
            counts[f"regions.{layer}"] += 1
            counts["widened"] += int(where.widened[number])
            values = _values(span, standoff_only)
            regions.append(_Region(layer, int(where.first[number]), int(where.last[number]), values))
    rank = {name: number for number, name in enumerate(_ORDER)}
    regions.sort(key=lambda one: (one.first, rank.get(one.name, len(rank)), -one.last, one.name))
    return _apart(regions, counts)


def _apart(regions: list[_Region], counts: Counter[str]) -> list[_Region]:
    """Rename regions that begin inside one of the same name and end outside of it: tags cannot say so."""
    ends: dict[str, list[int]] = {}
    found: list[_Region] = []
    for region in regions:
        name = region.name
        while not _nests(ends.setdefault(name, []), region):
            name += CROSSING
        counts[f"crossing.{region.name}"] += name != region.name
        ends[name].append(region.last)
        found.append(replace(region, name=name))
    return found


def _nests(ends: list[int], region: _Region) -> bool:
    while ends and ends[-1] <= region.first:
        ends.pop()
    return not ends or region.last <= ends[-1]


def _text_values(document: Document, tokens: Tokens) -> dict[str, str]:
    first = int(tokens.starts[0]) if len(tokens) else len(document.text)
    plain = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in document.metadata.items()
        if isinstance(value, str | int | float) and name not in _OWN and _KEY.fullmatch(name)
    }
    metadata = json.dumps(document.metadata, ensure_ascii=False, default=str)
    return {
        "id": document.id,
        "lang": document.lang,
        **plain,
        "before": escape(document.text[:first]) or NONE,
        "metadata": metadata,
    }


def _values(span: Span, standoff_only: bool) -> dict[str, str]:
    attributes = without_spelling(span.layer, span.attributes) if standoff_only else span.attributes
    return {
        "id": span.id,
        "label": span.label,
        "origin": span.origin,
        "char_start": str(span.start),
        "char_end": str(span.end),
        **to_strings(span.layer, attributes),
    }


def _lines(rows: list[str], regions: list[_Region], depth: Counter[str]) -> Iterator[str]:
    waiting = regions[::-1]
    opened: list[_Region] = []
    for at in range(len(rows) + 1):
        for region in [one for one in reversed(opened) if one.last == at]:
            yield f"</{region.name}>"
        opened = [one for one in opened if one.last > at]
        while waiting and waiting[-1].first == at and len(rows) > at:
            region = waiting.pop()
            opened.append(region)
            depth[region.name] = max(depth[region.name], sum(one.name == region.name for one in opened))
            values = "".join(f' {name}="{_escaped(value)}"' for name, value in region.values.items())
            yield f"<{region.name}{values}>"
        if at < len(rows):
            yield rows[at]


def _declaration(structures: dict[str, dict[str, None]], depth: Counter[str]) -> dict[str, Any]:
    """Return how encoders are told what is in the file."""
    cwb = " ".join(f"-S {name}:{depth[name] - 1}+{'+'.join(values)}" for name, values in structures.items())
    return {
        "columns": list(COLUMNS),
        "structures": {name: list(values) for name, values in structures.items()},
        "cwb_encode": f"-xsB -c utf8 {' '.join(f'-P {name}' for name in COLUMNS[1:])} {cwb}",
    }


def _escaped(value: str) -> str:
    return _SPECIAL.sub(lambda found: _ENTITIES[found[0]], value)


# ----------------------------------------------------------------------------------------------- reading


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

    def _document(self, tag: Tag, values: Any) -> Document:
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

    def _text(self, values: Any) -> tuple[str, list[int], list[int], dict[str, list[str]]]:
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


def _metadata(values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in _OWN}


def _gap(value: str) -> str:
    return "" if value == NONE else unescape(value)


def _blocks(layers: dict[str, list[Span]]) -> Iterator[Block]:
    for span in layers.get("p", []):
        kind: BlockType = "paragraph"
        for known in get_args(BlockType):
            if span.attributes.get("type") == known:
                kind = known
        yield Block(kind, int(span.attributes.get("level") or 0), span.start, span.end)
