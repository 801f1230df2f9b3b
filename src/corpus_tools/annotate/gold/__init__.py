"""Adjudicated annotation: read it, anchor it on the source, put it in the place of the automatic.

A gold file is JSON Lines: a header, then one row per span, anchored on ``source.txt``. Inside its coverage gold
replaces the automatic layer wholly, absence included; outside, the automatic layer stands.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from corpus_tools.annotate.dates_ja.bounds import bounds
from corpus_tools.errors import AnnotationError
from corpus_tools.model import Document, Span, in_text_order
from corpus_tools.names import NameAuthority

HEADER_KEYS = ("layer", "document", "source_sha256", "guidelines", "status", "coverage")
LAST_ID = "last_id"
"""A key that a header may have: the id that was given last, so that the id of a deleted row is not given again."""
SOURCE_START = "source_start"
LONG = 40
"""Characters above which a surface may be abbreviated, so that annotation of blocks does not repeat a text whole."""

_OPEN = ("name_id",)
"""Attributes in which ``None`` says that the authority has no such name, not that there is none."""

NO_NAME = "marked by an annotator; in no list of names"
"""Why a gold mention without a name has none, where the program does not find the mention and says nothing."""

ROW_KEYS = ("id", "source_start", "source_end", "surface", "label")


@dataclass(frozen=True, slots=True)
class GoldLayer:
    """One layer of one document, as an annotator decided it.

    Attributes:
        coverage: Ranges of the source that were annotated.
        rows: The spans, with ``line``, the place in the file, for messages.
        last_id: The id that was given last, where the header says it: that of a deleted row is not given again.
    """

    path: Path
    layer: str
    document: str
    source_sha256: str
    guidelines: str
    status: str
    coverage: tuple[tuple[int, int], ...]
    rows: tuple[dict[str, Any], ...]
    last_id: str | None = None


@dataclass(frozen=True, slots=True)
class GoldCounts:
    """What putting a gold layer in place did."""

    layer: str
    gold: int
    automatic_replaced: int
    automatic_dropped_at_border: int


def read_gold(path: Path) -> GoldLayer:
    """Read one gold file.

    Raises:
        AnnotationError: A line is not what the format says; file and line are named.
    """
    with path.open(encoding="utf-8") as stream:
        lines = [(number, line) for number, line in enumerate(stream, start=1) if line.strip()]
    if not lines:
        raise AnnotationError(
            f"{path} is empty. A gold file begins with a header line ({', '.join(HEADER_KEYS)})."
        )
    header = _parse(path, *lines[0], HEADER_KEYS)
    rows = [{**_parse(path, number, line, ROW_KEYS), "line": number} for number, line in lines[1:]]
    _refuse_wrong_types(path, lines[0][0], header, rows)
    _refuse_twins(path, rows)
    coverage = tuple((start, end) for start, end in header.pop("coverage"))
    last_id = header.get(LAST_ID)
    return GoldLayer(
        path,
        coverage=coverage,
        rows=tuple(rows),
        last_id=last_id if isinstance(last_id, str) else None,
        **{key: header[key] for key in HEADER_KEYS[:-1]},
    )


def gold_files(folder: Path, document_id: str) -> list[Path]:
    """List the gold files of a document; a document without gold has none.

    Rows that could not be moved to an edited source (``*.rejected.jsonl``) are no gold; ``check`` reports them.
    """
    paths = sorted((folder / document_id).glob("*.jsonl"))
    return [path for path in paths if not path.stem.endswith(".rejected")]


def gold_spans(document: Document, gold: GoldLayer) -> list[Span]:
    """Turn gold rows into spans of the running text.

    Raises:
        AnnotationError: The source is another one than was annotated, or a row does not cover what it says.
    """
    _check_source(document, gold)
    return in_text_order(_span(document, gold, row) for row in gold.rows)


def running_coverage(document: Document, gold: GoldLayer) -> list[tuple[int, int]]:
    """Return the ranges of the running text that a gold layer covers."""
    return [_running_range(document, start, end) for start, end in gold.coverage]


def apply_gold(document: Document, gold: GoldLayer, *, authority: NameAuthority | None = None) -> GoldCounts:
    """Put a gold layer on the document, in the place of the automatic spans inside its coverage.

    Gold decides spans, labels and what its rows state. What it leaves open (a link to a gazetteer, the first and
    last day of a date) is taken from the automatic span of the same extent and label, or computed.

    Args:
        authority: Where the English titles of gold links come from.
    """
    automatic = {(span.start, span.end, span.label): span for span in document.spans(gold.layer)}
    spans = [_completed(span, automatic, authority) for span in gold_spans(document, gold)]
    covered = running_coverage(document, gold)
    kept, replaced, at_border = [], 0, 0
    for span in document.spans(gold.layer):
        if any(start <= span.start and span.end <= end for start, end in covered):
            replaced += 1
        elif any(span.start < end and start < span.end for start, end in covered):
            at_border += 1
        else:
            kept.append(span)
    document.layers[gold.layer] = in_text_order([*kept, *spans])
    return GoldCounts(gold.layer, len(spans), replaced, at_border)


def covers(surface: str, text: str) -> bool:
    """Say whether a row's surface is the text it covers; of a long text it may give both ends, with … between."""
    if surface == text:
        return True
    head, dots, tail = surface.partition("…")
    return (
        bool(dots)
        and len(text) > LONG
        and text.startswith(head)
        and text.endswith(tail)
        and bool(head and tail)
    )


def _parse(path: Path, number: int, line: str, keys: Iterable[str]) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise AnnotationError(
            f"{path}, line {number}: not JSON ({error.msg}, column {error.colno})."
        ) from error
    if not isinstance(record, dict):
        raise AnnotationError(f"{path}, line {number}: expected an object, got {type(record).__name__}.")
    missing = [key for key in keys if key not in record]
    if missing:
        raise AnnotationError(f"{path}, line {number}: missing {', '.join(missing)}.")
    return record


def _refuse_wrong_types(path: Path, line: int, header: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    if not isinstance(header["coverage"], list) or not all(map(_is_range, header["coverage"])):
        raise AnnotationError(
            f"{path}, line {line}: coverage is {header['coverage']!r}; ranges [[start, end], …] of whole numbers were "
            "expected. corpus-tools check lists every problem."
        )
    for key in HEADER_KEYS[:-1]:
        if not isinstance(header[key], str):
            raise AnnotationError(f"{path}, line {line}: {key} is {header[key]!r}; a string was expected.")
    for row in rows:
        ranges = [(key, _end_key(key)) for key in row if key.endswith(SOURCE_START)]
        wrong = [key for key in ("id", "surface", "label") if not isinstance(row[key], str)]
        wrong += [key for key, end in ranges if not _is_range([row[key], row.get(end)])]
        if wrong:
            raise AnnotationError(
                f"{path}, line {row['line']}: {wrong[0]} is {row[wrong[0]]!r}; strings, and places from 0 on with an "
                "end that is not before the start, were expected. corpus-tools check lists every problem."
            )


def _is_range(one: object) -> bool:
    return (
        isinstance(one, list) and len(one) == 2 and all(type(n) is int for n in one) and 0 <= one[0] <= one[1]
    )


def _end_key(start_key: str) -> str:
    return f"{start_key.removesuffix(SOURCE_START)}source_end"


def _refuse_twins(path: Path, rows: list[dict[str, Any]]) -> None:
    seen: dict[str, int] = {}
    for row in rows:
        if row["id"] in seen:
            raise AnnotationError(
                f"{path}, line {row['line']}: id {row['id']!r} stands in line {seen[row['id']]} too."
            )
        seen[row["id"]] = row["line"]


def _check_source(document: Document, gold: GoldLayer) -> None:
    source = document.source if document.source is not None else document.text
    actual = hashlib.sha256(source.encode("utf-8")).hexdigest()
    if actual != gold.source_sha256:
        raise AnnotationError(
            f"{gold.path}, line 1: made for a source with SHA-256 {gold.source_sha256[:12]}…, but that of "
            f"{document.id!r} is {actual[:12]}…. The source has changed; re-anchor or re-annotate."
        )
    if gold.document != document.id:
        raise AnnotationError(
            f"{gold.path}, line 1: is about document {gold.document!r}, not {document.id!r}."
        )


def _running_range(document: Document, source_start: int, source_end: int) -> tuple[int, int]:
    if document.offsets is None:
        return (source_start, source_end)
    return document.offsets.to_text(source_start, source_end)


def _span(document: Document, gold: GoldLayer, row: dict[str, Any]) -> Span:
    start, end = _running_range(document, row["source_start"], row["source_end"])
    if not covers(row["surface"], document.text[start:end]):
        raise AnnotationError(
            f"{gold.path}, line {row['line']}: span {row['source_start']}:{row['source_end']} covers "
            f"{row['surface']!r} in the file but {document.text[start:end]!r} in the text. Correct the offsets."
        )
    given = {key: value for key, value in row.items() if key not in ROW_KEYS and key != "line"}
    attributes = _running_attributes(document, given)
    return Span(row["id"], gold.layer, start, end, row["label"], "gold", attributes)


def _running_attributes(document: Document, given: dict[str, Any]) -> dict[str, Any]:
    """Turn every pair ``x_source_start``, ``x_source_end`` into ``x_start``, ``x_end`` of the running text."""
    attributes = dict(given)
    for key in given:
        if key.endswith("_source_start"):
            name = key.removesuffix("_source_start")
            start, end = attributes.pop(key), attributes.pop(f"{name}_source_end")
            attributes[f"{name}_start"], attributes[f"{name}_end"] = _running_range(document, start, end)
    return attributes


def _completed(
    span: Span, automatic: dict[tuple[int, int, str], Span], authority: NameAuthority | None
) -> Span:
    twin = automatic.get((span.start, span.end, span.label))
    attributes = dict(twin.attributes) if twin is not None else _unknown(automatic)
    known_edtf = attributes.get("edtf")
    stated = {key: value for key, value in span.attributes.items() if value is not None or key not in _OPEN}
    attributes.update(stated)
    if span.layer == "date" and attributes.get("edtf") != known_edtf and "earliest" not in stated:
        attributes["earliest"], attributes["latest"] = bounds(attributes["edtf"])
    name = authority.get(stated["name_id"]) if authority is not None and stated.get("name_id") else None
    if name is not None and span.layer == "entity":
        attributes |= {"en": name.title, "link_by": "authority", "link_note": "gold"}
    if span.layer == "entity" and not (attributes.get("name_id") or attributes.get("link_note")):
        attributes["link_note"] = NO_NAME
    return replace(span, attributes=attributes)


def _unknown(automatic: dict[tuple[int, int, str], Span]) -> dict[str, Any]:
    """Return every attribute of the layer as unknown."""
    example = next(iter(automatic.values()), None)
    return dict.fromkeys(example.attributes) if example is not None else {}
