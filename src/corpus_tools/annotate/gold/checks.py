"""Verifies annotation files against their source, their layer and the name authority; lists every problem."""

from __future__ import annotations

import difflib
import hashlib
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus_tools.annotate.gold import HEADER_KEYS, ROW_KEYS, covers
from corpus_tools.annotate.gold.date_checks import check_dates
from corpus_tools.annotate.gold.entity_checks import check_entities
from corpus_tools.annotate.gold.gloss_checks import check_glosses
from corpus_tools.annotate.gold.schema import APART, FIELDS, LABELS, ZERO_WIDTH
from corpus_tools.annotate.gold.sheet import Problem, Row, Sheet, read_lines
from corpus_tools.annotate.gold.token_checks import check_tokens
from corpus_tools.model import Document

STATUSES = ("draft", "adjudicated")

_CHECKS: dict[str, Callable[[Sheet, Collection[str] | None], Iterator[Problem]]] = {
    "date": check_dates,
    "entity": check_entities,
    "gloss": check_glosses,
    "token": check_tokens,
}
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")
_SHA = re.compile("[0-9a-f]{64}")


def check_gold_file(
    path: Path,
    document: Document,
    *,
    layer: str,
    names: Collection[str] | None,
    statuses: Collection[str] = STATUSES,
) -> tuple[Sheet, list[Problem]]:
    """Check one annotation file.

    Args:
        document: The document as reconstructed from its source.
        layer: The layer that the file's name says.
        names: Ids of names that a link may have; ``None`` when they are not known.
        statuses: What the header may have as status; empty for anything.

    Returns:
        The file as far as it could be read, and its problems in the order of lines.
    """
    sheet = Sheet(path, layer, document)
    lines = list(read_lines(path))
    found = [record for _, record in lines if isinstance(record, Problem)]
    objects = [(number, record) for number, record in lines if not isinstance(record, Problem)]
    if lines and not isinstance(lines[0][1], Problem):
        found += _check_header(sheet, *objects.pop(0), statuses)
    else:
        wanted = f"a header line ({', '.join(HEADER_KEYS)})"
        found.append(sheet.problem(1, "no header", wanted, "begin the file with it"))
    for number, values in objects:
        found += _check_row(sheet, number, values)
    found += [*_check_ids(sheet), *_check_apart(sheet)]
    found += _CHECKS[layer](sheet, names) if layer in _CHECKS else ()
    return sheet, sorted(found, key=lambda problem: problem.line)


def check_ids_of_document(sheets: Iterable[Sheet]) -> Iterator[Problem]:
    """Report ids that two files of one document share: an id is unique in its document."""
    first: dict[str, tuple[Sheet, Row]] = {}
    for sheet in sheets:
        for row in sheet.rows:
            other, twin = first.setdefault(row.id, (sheet, row))
            if other is not sheet:
                given = f"id '{row.id}' stands in {other.path}, line {twin.line} too"
                yield sheet.problem(row.line, given, "an id of its own in the document", "change one of them")


# ---------------------------------------------------------------------------------------------- header


def _check_header(
    sheet: Sheet, line: int, header: dict[str, Any], statuses: Collection[str]
) -> Iterator[Problem]:
    sheet.header = header
    wanted = {"layer": sheet.layer, "document": sheet.document.id}
    for key in HEADER_KEYS:
        if key not in header:
            yield sheet.problem(line, f"header without '{key}'", f"keys {', '.join(HEADER_KEYS)}", "add it")
        elif key != "coverage" and not (isinstance(header[key], str) and header[key].strip()):
            yield sheet.problem(line, f"header with {key} {header[key]!r}", "a string", "correct it")
        elif header[key] != wanted.get(key, header[key]):
            given = f"header with {key} '{header[key]}'"
            yield sheet.problem(
                line, given, f"'{wanted[key]}', as file and folder say", "correct it or move the file"
            )
    status = header.get("status")
    if statuses and isinstance(status, str) and status not in statuses:
        yield sheet.problem(line, f"status '{status}'", " or ".join(statuses), "correct it")
    yield from _check_sha(sheet, line, header.get("source_sha256"))
    yield from _check_coverage(sheet, line, header.get("coverage"))


def _check_sha(sheet: Sheet, line: int, given: object) -> Iterator[Problem]:
    actual = hashlib.sha256(sheet.source.encode("utf-8")).hexdigest()
    sheet.fits = given == actual
    if not sheet.fits and isinstance(given, str):
        known = (
            f"made for a source with SHA-256 {given[:12]}…"
            if _SHA.fullmatch(given)
            else f"source_sha256 '{given}' is no SHA-256"
        )
        yield sheet.problem(
            line,
            f"{known} (places are not compared)",
            f"{actual}, that of '{sheet.document.id}'",
            "the source has changed: corpus-tools reanchor, or annotate again",
        )


def _check_coverage(sheet: Sheet, line: int, coverage: object) -> Iterator[Problem]:
    right = f"ranges [[start, end], …] inside 0–{len(sheet.source)}, in order, not overlapping"
    ranges = coverage if isinstance(coverage, list) else []
    good = [one for one in ranges if _is_range(one)]
    sheet.coverage = [(one[0], one[1]) for one in good]
    if coverage is not None and (not good or len(good) < len(ranges)):
        yield sheet.problem(line, f"coverage {coverage!r}", right, "say what of the source was annotated")
    if sheet.fits:
        for _, end in sheet.coverage:
            if end > len(sheet.source):
                yield sheet.problem(line, f"coverage to {end}", right, "end it where the source ends")
    for one, other in pairwise(sheet.coverage):
        if other[0] < one[1]:
            given = f"coverage {list(one)} and then {list(other)}"
            yield sheet.problem(line, given, right, "join them or put them in order")


def _is_range(one: object) -> bool:
    return (
        isinstance(one, list) and len(one) == 2 and all(type(n) is int for n in one) and 0 <= one[0] < one[1]
    )


# ------------------------------------------------------------------------------------------------ rows


def _check_row(sheet: Sheet, line: int, values: dict[str, Any]) -> Iterator[Problem]:
    yield from _check_keys(sheet, line, values)
    start, end, label = values.get("source_start"), values.get("source_end"), values.get("label")
    labels = LABELS.get(sheet.layer)
    if "label" in values and (not isinstance(label, str) or (labels is not None and label not in labels)):
        right = " or ".join(repr(one) for one in labels) if labels else "a string"
        yield sheet.problem(line, f"label {label!r}", right, "correct the label")
    if any(key not in values for key in ROW_KEYS):
        return
    longest = len(sheet.source) if sheet.fits else None
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= (longest or end):
        right = f"whole numbers, 0 ≤ source_start ≤ source_end ≤ {longest or 'the end'}"
        yield sheet.problem(line, f"place {start!r}:{end!r}", right, "correct the place")
        return
    if isinstance(values["id"], str) and isinstance(label, str) and isinstance(values["surface"], str):
        extent = sheet.offsets.to_text(start, end) if sheet.fits else (start, end)
        row = Row(line, values, start, end, *extent)
        sheet.rows.append(row)
        yield from _check_place(sheet, row)


def _check_keys(sheet: Sheet, line: int, values: dict[str, Any]) -> Iterator[Problem]:
    fields = FIELDS.get(sheet.layer, {})
    required = [*ROW_KEYS, *(key for key, field in fields.items() if field.required)]
    missing = [key for key in required if key not in values]
    if missing:
        given = f"without {', '.join(missing)}"
        yield sheet.problem(line, given, f"keys {', '.join(required)}", "add them (null where unknown)")
    for key, value in values.items():
        if key in fields and not fields[key].holds(value):
            yield sheet.problem(line, f"{key} {value!r}", fields[key].right, f"correct {key}")
        elif key not in fields and key not in required:
            near = difflib.get_close_matches(key, (*required, *fields), n=1, cutoff=0.8)
            if near and near[0] not in values:
                yield sheet.problem(line, f"key '{key}'", f"'{near[0]}'", "correct the key")
    for key in ("id", "surface"):
        if key in values and not isinstance(values[key], str):
            yield sheet.problem(line, f"{key} {values[key]!r}", "a string", f"correct {key}")


def _check_place(sheet: Sheet, row: Row) -> Iterator[Problem]:
    start, end = row.source_start, row.source_end
    if start == end and sheet.layer not in ZERO_WIDTH:
        yield sheet.problem(row.line, f"empty place {start}:{end}", "at least one character", "correct it")
    if not any(low <= start and end <= high for low, high in sheet.coverage):
        given = f"place {start}:{end} outside the coverage"
        yield sheet.problem(row.line, given, f"inside {_shown(sheet.coverage)}", "correct place or coverage")
    if not sheet.fits:
        return
    covered = sheet.document.text[row.start : row.end]
    if not covers(row.surface, covered):
        given = f"{start}:{end} covers '{covered}' but surface is '{row.surface}'"
        yield sheet.problem(
            row.line, given, f"surface equal to the covered running text{_found(sheet, row)}", "correct one"
        )
    elif edges := sheet.missed_edges(start, end):
        given = f"place {start}:{end} begins or ends on a dropped character"
        yield sheet.problem(row.line, given, f"{edges[0]}:{edges[1]}", "correct the place")


def _shown(ranges: list[tuple[int, int]]) -> str:
    return ", ".join(f"{start}:{end}" for start, end in ranges) or "a coverage that the header has to give"


def _found(sheet: Sheet, row: Row) -> str:
    """Say where the surface stands, nearest to the given place."""
    text, surface = sheet.document.text, row.surface
    if not surface or surface not in text:
        return " (these characters are nowhere in the text)" if surface else ""
    both = (text.rfind(surface, 0, row.start + len(surface)), text.find(surface, row.start))
    near = min((place for place in both if place >= 0), key=lambda place: abs(place - row.start))
    start, end = sheet.offsets.to_source(near, near + len(row.surface))
    return f" (they stand at {start}:{end})"


def _check_ids(sheet: Sheet) -> Iterator[Problem]:
    first: dict[str, int] = {}
    automatic = re.compile(rf"{re.escape(sheet.layer)}-[0-9]+-[0-9]+(?:-.*)?")
    for row in sheet.rows:
        if _ID.fullmatch(row.id) is None or row.id == "DCT":
            right = f"a letter, then letters, digits, - _ . (such as {sheet.layer}-0001); not DCT"
            yield sheet.problem(row.line, f"id '{row.id}'", right, "give another id")
        elif automatic.fullmatch(row.id):
            right = f"another form, such as {sheet.layer}-0001: automatic spans have ids of this form"
            yield sheet.problem(row.line, f"id '{row.id}'", right, "give another id")
        if first.setdefault(row.id, row.line) != row.line:
            given = f"id '{row.id}' stands in line {first[row.id]} too"
            yield sheet.problem(row.line, given, "each id once", "give one of them another id")


def _check_apart(sheet: Sheet) -> Iterator[Problem]:
    """Report rows that stand twice, and those that overlap in a layer whose spans lie apart."""
    seen: dict[tuple[Any, ...], Row] = {}
    for row in sheet.rows:
        key = (
            row.source_start,
            row.source_end,
            row.label,
            row.values.get("en_source_start"),
            row.values.get("n"),
        )
        twin = seen.setdefault(key, row)
        if twin is not row:
            given = f"the same place and label as '{twin.id}' (line {twin.line})"
            yield sheet.problem(row.line, given, "each span once", "delete one of them")
    if sheet.layer not in APART:
        return
    for one, other in pairwise(sorted(seen.values(), key=lambda row: (row.source_start, row.source_end))):
        if other.source_start < one.source_end:
            given = f"'{other.surface}' overlaps '{one.surface}' ('{one.id}', line {one.line})"
            yield sheet.problem(other.line, given, "spans that lie apart", "correct one of the places")
