"""Corrections that came back from an annotation tool, written into the gold when all of it holds."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from corpus_tools.annotate.corrections.differences import Change, Conflict, Difference, spans_after
from corpus_tools.annotate.corrections.marks import REFERENCES, Place, decided
from corpus_tools.annotate.corrections.nesting import nest
from corpus_tools.annotate.corrections.rows import Ids, inserted, new_row, rewritten
from corpus_tools.annotate.gold import HEADER_KEYS, LAST_ID, gold_files, read_gold
from corpus_tools.annotate.gold.checks import check_gold_file, check_ids_of_document
from corpus_tools.annotate.gold.date_checks import WRITTEN
from corpus_tools.annotate.gold.reanchor_blocks import join_ranges, sha256
from corpus_tools.annotate.gold.schema import LABELS
from corpus_tools.annotate.gold.sheet import Problem
from corpus_tools.errors import AnnotationError
from corpus_tools.model import Document, Span

_NO_GUIDELINES = "none"


@dataclass(slots=True)
class Layer:
    """A gold file as it will be.

    Attributes:
        ids: Ids of spans by those that they had when they were automatic.
    """

    path: Path
    header: dict[str, Any]
    rows: list[dict[str, Any]]
    ids: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did, or why it did nothing.

    Attributes:
        files: The gold files written.
        problems: What ``check`` would say of the result; nothing is written while there is one.
        conflicts: Changes that lie outside the coverage; the same holds.
    """

    files: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def merge(
    difference: Difference, folder: Path, *, names: Collection[str] | None = None, cover: bool = False
) -> Merged:
    """Write the changes of a difference into the gold of its document.

    Nothing is written unless every file then passes the checks; the files are written beside the old ones and renamed.

    Args:
        folder: The folder of the gold, with a folder per document.
        names: Ids of names that a link may have; ``None`` when they are not known.
        cover: Take the file's texts as read and decided: the coverage grows by them, and what the program found there
            and nobody changed becomes gold.

    Raises:
        AnnotationError: The gold is of another source than the document.
    """
    place = folder / difference.document.id
    layers = {
        path.stem: _read(path, difference.document) for path in gold_files(folder, difference.document.id)
    }
    changed = {
        name: layers.get(name) or _new_layer(place / f"{name}.jsonl", name, difference.document, layers)
        for name in _touched(difference, layers, cover)
    }
    if cover:
        for layer in changed.values():
            layer.header["coverage"] = _grown(layer, difference)
    if conflicts := [one for name, layer in changed.items() for one in _outside(layer, name, difference)]:
        return Merged(conflicts=tuple(conflicts))
    for name, layer in changed.items():
        _apply(layer, name, difference, layers, adopting=cover)
    if problems := _check({**layers, **changed}, changed, difference.document, names):
        return Merged(problems=tuple(problems))
    return Merged(files=tuple(_write(changed.values())))


def _touched(difference: Difference, layers: Mapping[str, Layer], cover: bool) -> list[str]:
    """Return the layers that change, be it only in their coverage."""
    touched = {change.span.layer for change in difference.changes}
    touched |= {layer for layer in difference.layers if cover and _uncovered(difference, layers.get(layer))}
    if unknown := sorted(touched - LABELS.keys()):
        raise AnnotationError(f"Layers {', '.join(unknown)} have no gold. Known: {', '.join(LABELS)}.")
    return sorted(touched)


def _read(path: Path, document: Document) -> Layer:
    gold = read_gold(path)
    if gold.source_sha256 != sha256(document):
        raise AnnotationError(
            f"{path}, line 1: made for a source with SHA-256 {gold.source_sha256[:12]}…, but that of {document.id!r} is "
            f"{sha256(document)[:12]}…. Move it first: corpus-tools reanchor."
        )
    with path.open(encoding="utf-8") as stream:
        header, *rows = (json.loads(line) for line in stream if line.strip())
    return Layer(path, header, rows)


def _new_layer(path: Path, name: str, document: Document, layers: dict[str, Layer]) -> Layer:
    """Begin a file for a layer that has no gold; it is a draft until someone says otherwise."""
    other = next(iter(layers.values()), None)
    guidelines = other.header["guidelines"] if other is not None else _NO_GUIDELINES
    values: tuple[object, ...] = (name, document.id, sha256(document), guidelines, "draft", [])
    return Layer(path, dict(zip(HEADER_KEYS, values, strict=True)), [])


# -------------------------------------------------------------------------------------------- coverage


def _ranges(difference: Difference) -> list[Place]:
    return [difference.document.source_range(*place) for place in difference.ranges]


def _uncovered(difference: Difference, layer: Layer | None) -> bool:
    covered = layer.header["coverage"] if layer is not None else []
    return any(not _within(place, covered) for place in _ranges(difference))


def _within(place: Place, ranges: Iterable[Iterable[int]]) -> bool:
    return any(start <= place[0] and place[1] <= end for start, end in ranges)


def _grown(layer: Layer, difference: Difference) -> list[list[int]]:
    """Return the coverage with the file's texts added."""
    ranges = [(start, end) for start, end in layer.header["coverage"]]
    joined = join_ranges(difference.document, [*ranges, *_ranges(difference)])
    return [list(place) for place in joined]


def _outside(layer: Layer, name: str, difference: Difference) -> list[Conflict]:
    """Return the changes outside the coverage, where gold cannot say anything."""
    document, found = difference.document, []
    for change in difference.changes:
        spans = [span for span in (change.before, change.after) if span is not None and span.layer == name]
        places = [document.source_range(span.start, span.end) for span in spans]
        if not all(_within(place, layer.header["coverage"]) for place in places):
            surface = change.span.surface(document.text)
            why = "outside the coverage of the gold; --cover takes the whole text of the file as decided"
            found.append(Conflict(change.where, name, change.span.id or None, surface, why, change))
    return found


# ------------------------------------------------------------------------------------------------ rows


def _apply(
    layer: Layer, name: str, difference: Difference, layers: Mapping[str, Layer], *, adopting: bool
) -> None:
    taken = [row["id"] for one in layers.values() for row in one.rows]
    taken += [str(one.header.get(LAST_ID, "")) for one in layers.values()]
    ids = Ids(name, [row["id"] for row in layer.rows], taken, layer.header.get(LAST_ID))
    moved: set[str] = set()
    for change in difference.changes:
        if change.span.layer == name and change.span.origin == "gold":
            _change(layer, change, difference.document, ids, moved)
    if adopting:
        _adopt(layer, name, difference, ids, moved)
    if ids.last is not None:
        layer.header[LAST_ID] = ids.last
    if name == "entity":
        nest(layer.rows, moved)


def _change(layer: Layer, change: Change, document: Document, ids: Ids, moved: set[str]) -> None:
    example = layer.rows[0] if layer.rows else {}
    if change.before is None:
        assert change.after is not None
        row = new_row(document, change.after, ids.next(), example)
        layer.rows = inserted(layer.rows, row)
        moved.add(row["id"])
        return
    old = next(row for row in layer.rows if row["id"] == change.before.id)
    if change.after is None:
        layer.rows.remove(old)
        return
    row = rewritten(document, old, change)
    at = layer.rows.index(old)
    if "extent" not in change.what:
        layer.rows[at] = row
        return
    del layer.rows[at]
    layer.rows = inserted(layer.rows, row)
    moved.add(row["id"])


def _adopt(layer: Layer, name: str, difference: Difference, ids: Ids, moved: set[str]) -> None:
    """Make rows of the program's spans that are inside the coverage now."""
    document = difference.document
    known = {row["id"] for row in layer.rows}
    spans = [span for span in spans_after(difference, name) if _is_adopted(span, layer, document, known)]
    layer.ids = {span.id: ids.next() for span in spans}
    for span in spans:
        row = new_row(
            document,
            _renamed(span, layer.ids, known | {WRITTEN}),
            layer.ids[span.id],
            layer.rows[0] if layer.rows else {},
        )
        layer.rows = inserted(layer.rows, row)
        moved.add(row["id"])


def _is_adopted(span: Span, layer: Layer, document: Document, known: set[str]) -> bool:
    covered = _within(document.source_range(span.start, span.end), layer.header["coverage"])
    return span.origin != "gold" and span.id not in known and covered


def _renamed(span: Span, ids: dict[str, str], known: set[str]) -> Span:
    """Let references to the program's ids lead to the new ones; one that leads nowhere any more is unknown."""
    attributes = dict(span.attributes)
    for key in REFERENCES:
        named = attributes.get(key)
        if named is not None and named not in known:
            attributes[key] = ids.get(named)
    # The program's own links are not gold: it makes them again.
    if "name_id" in attributes:
        attributes["name_id"] = decided("name_id", attributes["name_id"])
    return replace(span, attributes=attributes)


# ---------------------------------------------------------------------------------------------- writing


def _check(
    layers: dict[str, Layer], changed: dict[str, Layer], document: Document, names: Collection[str] | None
) -> list[Problem]:
    """Return what ``check`` says of the files as they would be."""
    problems, sheets = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name, layer in layers.items():
            path = Path(folder) / layer.path.name
            _write_layer(layer, path)
            sheet, found = check_gold_file(path, document, layer=name, names=names)
            sheets.append(sheet)
            problems += [problem for problem in found if name in changed]
        problems += check_ids_of_document(sheets)
    paths = {layer.path.name: layer.path for layer in layers.values()}
    return [Problem(paths[one.path.name], one.line, one.given, one.right, one.remedy) for one in problems]


def _write(layers: Iterable[Layer]) -> list[Path]:
    """Write all files beside the old ones, then rename them one after the other."""
    written = []
    for layer in layers:
        layer.path.parent.mkdir(parents=True, exist_ok=True)
        beside = layer.path.with_name(f"{layer.path.name}.partial")
        _write_layer(layer, beside)
        written.append((beside, layer.path))
    for beside, path in written:
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    return [path for _, path in written]


def _write_layer(layer: Layer, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        for record in (layer.header, *layer.rows):
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
