"""W3C Web Annotation as JSON-LD: an annotation page a file, with positions and quotes; the text itself is not in it.

Positions are code points, as the data model asks for. Terms that the vocabulary lacks are defined in the file itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote, unquote

from corpus_tools.annotate.corrections.marks import Mark, Marked
from corpus_tools.formats.marked import (
    ALL_CARRIED,
    DEFAULT_LAYERS,
    STAMP,
    as_text,
    checked_text,
    read_mark,
    read_stamp,
    tool_label,
)
from corpus_tools.formats.marking import Writing
from corpus_tools.formats.reading import malformed, opened
from corpus_tools.model import Document

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NAMESPACE = "urn:corpus-tools:"
AROUND = 20
"""Characters before and after a quote that say which of several equal ones is meant."""

_OWN_TERMS = {
    "attributes": {"@id": f"{NAMESPACE}attributes", "@type": "@json"},
    STAMP: {"@id": f"{NAMESPACE}stamps", "@type": "@json"},
}
_REMEDY = "Keep the annotations as they were exported: body with a tag, target with position and quote."


def write(
    documents: Iterable[Document], stream: TextIO, *, layers: Sequence[str] = DEFAULT_LAYERS
) -> dict[str, Any]:
    """Write one page with the annotations of all documents."""
    writing = Writing("document", layers, empty_spans=True)
    texts = [marked for document in documents for marked in writing(document)]
    page = {
        "@context": [CONTEXT, _OWN_TERMS],
        "id": f"{NAMESPACE}page",
        "type": "AnnotationPage",
        STAMP: [marked.stamp.as_dict() for marked in texts if marked.stamp is not None],
        "items": [_annotation(mark, marked) for marked in texts for mark in marked.marks],
    }
    stream.write(json.dumps(page, ensure_ascii=False, indent=1) + "\n")
    return writing.counts()


def read(path: Path) -> Iterator[Marked]:
    """Read a page, or a list of annotations; the documents are told apart by the sources of the targets.

    Raises:
        FormatError: The file is no such page, or an annotation lacks its label or place.
    """
    with opened(path) as stream, malformed(str(path), _REMEDY):
        record = json.load(stream)
        items = record if isinstance(record, list) else record["items"]
        stamps = [read_stamp(one) for one in ([] if isinstance(record, list) else record.get(STAMP, []))]
    known = {stamp.document: stamp for stamp in stamps if stamp is not None}
    marks: dict[str, list[Mark]] = {document: [] for document in known}
    for number, item in enumerate(items, start=1):
        where = f"{path}, annotation {number}"
        with malformed(where, _REMEDY):
            document, mark = _mark(item, where)
            marks.setdefault(document, []).append(mark)
    for document, found in marks.items():
        yield Marked(str(path), None, known.get(document), tuple(found), ALL_CARRIED)


def _iri(document: str) -> str:
    return f"{NAMESPACE}document:{quote(document, safe='')}"


def _annotation(mark: Mark, marked: Marked) -> dict[str, Any]:
    assert marked.stamp is not None and marked.text is not None and mark.id is not None
    source, text = _iri(marked.stamp.document), marked.text
    return {
        "id": f"{source}#{quote(mark.id, safe='')}",
        "type": "Annotation",
        "motivation": "tagging",
        "body": {"type": "TextualBody", "purpose": "tagging", "value": tool_label(mark.layer, mark.label)},
        "attributes": {name: as_text(value) for name, value in mark.attributes.items()},
        "target": {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[mark.start : mark.end],
                    "prefix": text[max(0, mark.start - AROUND) : mark.start],
                    "suffix": text[mark.end : mark.end + AROUND],
                },
            ],
        },
    }


def _mark(item: dict[str, Any], where: str) -> tuple[str, Mark]:
    target = item["target"]
    source = checked_text(target["source"])
    selectors = {one["type"]: one for one in _listed(target["selector"])}
    position, quoted = selectors["TextPositionSelector"], selectors.get("TextQuoteSelector", {})
    tags = [body["value"] for body in _listed(item["body"]) if body.get("purpose", "tagging") == "tagging"]
    if len(tags) != 1:
        raise ValueError(f"{len(tags)} tags where one label was expected")
    attributes = item.get("attributes") or {}
    span_id = _span_id(item.get("id"), source)
    mark = read_mark(
        where,
        tags[0],
        position["start"],
        position["end"],
        span_id=span_id,
        attributes=attributes,
        surface=checked_text(quoted["exact"]) if "exact" in quoted else None,
    )
    around = (checked_text(quoted.get("prefix", "")), checked_text(quoted.get("suffix", "")))
    return unquote(source.removeprefix(_iri(""))), replace(mark, around=around)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _span_id(iri: Any, source: str) -> str | None:
    """Return the span's id of an annotation that we wrote; one that another program named has none here."""
    if isinstance(iri, str) and iri.startswith(f"{source}#"):
        return unquote(iri.removeprefix(f"{source}#"))
    return None
