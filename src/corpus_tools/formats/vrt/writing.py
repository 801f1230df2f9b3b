"""Documents to vertical text."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TextIO

from corpus_tools.corpus.placement import place, place_by_start
from corpus_tools.errors import FormatError
from corpus_tools.formats.attributes import to_strings
from corpus_tools.formats.standoff import SPELLING_TOKENS, without_spelling
from corpus_tools.formats.white_space import escape
from corpus_tools.model import TOKEN_ATTRIBUTES, Document, Span, Tokens

COLUMNS = (*TOKEN_ATTRIBUTES, "after")
NONE = "_"
CROSSING = "_crossing"
_ORDER = ("text", "section", "page", "p", "s")
OWN = ("id", "lang", "before", "metadata", "standoff")
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
        if isinstance(value, str | int | float) and name not in OWN and _KEY.fullmatch(name)
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
