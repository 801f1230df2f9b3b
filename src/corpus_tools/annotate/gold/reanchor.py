"""Moves annotation from an old source to an edited one; what cannot be moved is told, never lost."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from corpus_tools.annotate.gold import HEADER_KEYS, LAST_ID, GoldLayer, read_gold
from corpus_tools.annotate.gold.reanchor_align import Aligned
from corpus_tools.annotate.gold.reanchor_blocks import Ranges, sha256
from corpus_tools.annotate.gold.reanchor_search import Search
from corpus_tools.errors import AnnotationError
from corpus_tools.model import Document

START, END = "source_start", "source_end"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was not moved, as it stood in the file."""

    line: int
    row: dict[str, Any]
    why: str


@dataclass(frozen=True, slots=True)
class Reanchored:
    """Annotation on the new source.

    Attributes:
        header: With the new SHA-256 and coverage; ``draft`` when something is left to decide.
        old_header: What the rejected rows are anchored on.
        unread: Source ranges of blocks that are new, or of which nobody can say that they were annotated; they are
            outside the coverage.
        changed: Source ranges of blocks inside the coverage that were edited: to be read again.
    """

    header: dict[str, Any]
    old_header: dict[str, Any]
    rows: list[dict[str, Any]]
    rejected: list[Rejected]
    unread: Ranges
    changed: Ranges


class Mover(Protocol):
    """Finds the places of an old source in the new one."""

    def place(self, row: dict[str, Any], prefix: str) -> tuple[int, int] | str:
        """Return where ``<prefix>source_start``, ``<prefix>source_end`` are now, or why they are nowhere."""

    def coverage(self, ranges: Ranges, rows: list[dict[str, Any]]) -> Ranges:
        """Return the new coverage, given the old one and the rows that were moved."""

    def changed(self, coverage: Ranges) -> Ranges:
        """Return the source ranges of blocks inside the coverage that are not as they were."""

    def unread(self, coverage: Ranges) -> Ranges:
        """Return the source ranges of blocks that are new, or not known to have been annotated."""


def reanchor(path: Path, new: Document, *, old: Document | None = None) -> Reanchored:
    """Move the rows of an annotation file to a new source.

    A row moves only when the running text that it covers is unchanged. With the old source the two texts are
    aligned. Without it a row moves where its surface stands once in the new text, or once at the distance from
    its neighbours that it had.

    Raises:
        AnnotationError: The file cannot be read, or ``old`` is not the source that was annotated.
    """
    gold = read_gold(path)
    if old is not None and sha256(old) != gold.source_sha256:
        raise AnnotationError(
            f"{path}, line 1: made for a source with SHA-256 {gold.source_sha256[:12]}…, but the old source given has "
            f"{sha256(old)[:12]}…. Give the source that was annotated, or leave --old out."
        )
    mover: Mover = Aligned(old, new) if old is not None else Search(gold.rows, new)
    rows, rejected = [], []
    for read in gold.rows:
        row = {key: value for key, value in read.items() if key != "line"}
        moved = _moved(row, mover)
        if isinstance(moved, str):
            rejected.append(Rejected(read["line"], row, moved))
        else:
            rows.append(moved)
    return _with_headers(gold, new, mover, rows, rejected)


def rejected_path(output: Path) -> Path:
    """Return the file beside ``output`` that takes the rows that were not moved."""
    return output.with_name(f"{output.stem}.rejected.jsonl")


def write_reanchored(result: Reanchored, output: Path) -> Path | None:
    """Write what was moved, and beside it what was not; each is written under another name and then renamed.

    Returns:
        The file of the rejected rows, if there are any.

    Raises:
        AnnotationError: Rejected rows of an earlier run still wait there.
    """
    rejected = rejected_path(output) if result.rejected else None
    if rejected is not None:
        if rejected.exists():
            raise AnnotationError(
                f"{rejected} exists: rows of an earlier run that nobody has decided on. Add them to the annotation or "
                "move the file, then run this again."
            )
        _write(rejected, [result.old_header, *(one.row for one in result.rejected)])
    _write(output, [result.header, *result.rows])
    return rejected


def _write(path: Path, records: Iterable[dict[str, Any]]) -> None:
    partial = path.with_name(f"{path.name}.partial")
    with partial.open("w", encoding="utf-8", newline="\n") as stream:
        for record in records:
            stream.write(json.dumps(record, ensure_ascii=False) + "\n")
    partial.replace(path)


def _moved(row: dict[str, Any], mover: Mover) -> dict[str, Any] | str:
    """Return the row with each of its source ranges in the new place, or why one has none."""
    moved = dict(row)
    for key in row:
        if key.endswith(START):
            prefix = key.removesuffix(START)
            place = mover.place(row, prefix)
            if isinstance(place, str):
                return f"{prefix.rstrip('_')}: {place}" if prefix else place
            moved[key], moved[f"{prefix}{END}"] = place
    return moved


def _with_headers(
    gold: GoldLayer, new: Document, mover: Mover, rows: list[dict[str, Any]], rejected: list[Rejected]
) -> Reanchored:
    coverage = mover.coverage(list(gold.coverage), rows)
    changed = mover.changed(coverage)
    old_header = {key: getattr(gold, key) for key in HEADER_KEYS} | {"coverage": [*map(list, gold.coverage)]}
    if gold.last_id is not None:
        old_header[LAST_ID] = gold.last_id
    header = {
        **old_header,
        "source_sha256": sha256(new),
        "status": "draft" if rejected or changed else gold.status,
        "coverage": [*map(list, coverage)],
    }
    return Reanchored(header, old_header, rows, rejected, mover.unread(coverage), changed)
