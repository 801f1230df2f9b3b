"""doccano's JSON Lines for sequence labelling.

doccano counts places in UTF-16 units, as browsers do, and keeps neither ids nor attributes of spans. It keeps other
keys of a line as metadata; there the stamp goes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TextIO

from corpus_tools.annotate.corrections.marks import Mark, Marked
from corpus_tools.formats.jsonl import dumps
from corpus_tools.formats.marked import DEFAULT_LAYERS, STAMP, checked_text, read_mark, read_stamp, tool_label
from corpus_tools.formats.marking import TextUnit, Writing
from corpus_tools.formats.reading import json_lines
from corpus_tools.formats.utf16 import from_utf16, utf16_places
from corpus_tools.model import Document

_REMEDY = "Export the project from doccano again as JSONL."


def write(
    documents: Iterable[Document],
    stream: TextIO,
    *,
    unit: TextUnit = "paragraph",
    layers: Sequence[str] = DEFAULT_LAYERS,
) -> dict[str, Any]:
    """Write one text a line with its labels.

    doccano holds a label once at a place: of two spans alike the second is left out, and counted.
    """
    writing = Writing(unit, layers)
    for document in documents:
        for marked in writing(document):
            stream.write(dumps(_line(writing.leave_out(marked, dict(_twins(marked))))) + "\n")
    return writing.counts()


def read(path: Path) -> Iterator[Marked]:
    """Read lines that doccano exported: ``label`` as triples, or ``entities`` as objects.

    Raises:
        FormatError: A line is no text with labels.
    """
    return json_lines(path, _REMEDY, _marked)


def _twins(marked: Marked) -> Iterator[tuple[str, str]]:
    """Yield the ids of spans whose place and label another has, each with its layer."""
    seen: set[tuple[int, int, str]] = set()
    for mark in marked.marks:
        key = (mark.start, mark.end, tool_label(mark.layer, mark.label))
        if key in seen and not mark.is_part and mark.id is not None:
            yield mark.id, mark.layer
        seen.add(key)


def _line(marked: Marked) -> dict[str, Any]:
    assert marked.stamp is not None and marked.text is not None
    units = utf16_places(marked.text)
    triples = {
        (units[mark.start], units[mark.end], tool_label(mark.layer, mark.label)): None
        for mark in marked.marks
    }
    return {"text": marked.text, "label": [list(triple) for triple in triples], STAMP: marked.stamp.as_dict()}


def _marked(record: dict[str, Any], where: str) -> Marked:
    text = checked_text(record["text"])
    points = from_utf16(text)
    marks = [_mark(triple, points, where) for triple in _triples(record)]
    aside = tuple(key.lower() for key in ("relations", "Comments") if record.get(key))
    return Marked(where, text, read_stamp(record.get(STAMP)), tuple(marks), left_aside=aside)


def _triples(record: dict[str, Any]) -> Iterator[tuple[Any, Any, Any]]:
    if "entities" in record:
        for one in record["entities"]:
            yield (one["start_offset"], one["end_offset"], one["label"])
    yield from record.get("label", record.get("labels")) or []


def _mark(triple: tuple[Any, Any, Any], points: dict[int, int], where: str) -> Mark:
    start, end, label = triple
    if type(start) is not int or type(end) is not int or start not in points or end not in points:
        raise ValueError(f"{start!r}:{end!r} is no place in the text, in UTF-16 units")
    return read_mark(where, label, points[start], points[end])
