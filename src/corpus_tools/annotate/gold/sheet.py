"""An annotation file read for checking: every line that can be read, and a problem for each that cannot."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_tools.model import Document, OffsetMap


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that is not right.

    Attributes:
        line: 1-based; 0 where it concerns the file.
        given: What was found.
        right: What would be right.
        remedy: What to do.
    """

    path: Path
    line: int
    given: str
    right: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.path}, line {self.line}" if self.line else str(self.path)
        return f"{place}: {self.given}; {self.right}; {self.remedy}."


@dataclass(frozen=True, slots=True)
class Row:
    """One row whose id, label and place can be read.

    Attributes:
        source_start: Place in the source; ``start`` and ``end`` are places in the running text.
    """

    line: int
    values: dict[str, Any]
    source_start: int
    source_end: int
    start: int
    end: int

    @property
    def id(self) -> str:
        """The row's id."""
        return str(self.values["id"])

    @property
    def label(self) -> str:
        """The row's label."""
        return str(self.values["label"])

    @property
    def surface(self) -> str:
        """What the row says that it covers."""
        return str(self.values["surface"])


@dataclass(slots=True)
class Sheet:
    """A file of one layer, beside the document it annotates.

    Attributes:
        fits: Whether the source is the one that was annotated; otherwise places are not compared with it.
    """

    path: Path
    layer: str
    document: Document
    header: dict[str, Any] = field(default_factory=dict)
    coverage: list[tuple[int, int]] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    fits: bool = True

    @property
    def source(self) -> str:
        """The source text."""
        return self.document.source if self.document.source is not None else self.document.text

    @property
    def offsets(self) -> OffsetMap:
        """The way between source and running text."""
        return self.document.offsets or OffsetMap.identity(len(self.document.text))

    def problem(self, line: int, given: str, right: str, remedy: str) -> Problem:
        """Make a problem of this file."""
        return Problem(self.path, line, given, right, remedy)

    def missed_edges(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the range that a source range should be, when it begins or ends on a dropped character."""
        right = self.offsets.to_source(*self.offsets.to_text(start, end))
        return right if start < end and right != (start, end) else None


def read_lines(path: Path) -> Iterator[tuple[int, dict[str, Any] | Problem]]:
    """Yield each line that is not empty, as an object or as the problem that it is none."""
    for number, raw in enumerate(path.read_bytes().split(b"\n"), start=1):
        if raw.strip():
            yield number, _parsed(path, number, raw)


def _parsed(path: Path, number: int, raw: bytes) -> dict[str, Any] | Problem:
    remedy = "write one JSON object a line"
    try:
        record = json.loads(raw.decode("utf-8"), object_pairs_hook=_without_twins)
    except UnicodeDecodeError as error:
        return Problem(
            path, number, f"byte {error.start + 1} is not UTF-8", "UTF-8", "save the file as UTF-8"
        )
    except json.JSONDecodeError as error:
        return Problem(path, number, f"not JSON ({error.msg}, column {error.colno})", "an object {…}", remedy)
    except ValueError as error:
        return Problem(path, number, str(error), "each key once", "keep one of them")
    if not isinstance(record, dict):
        return Problem(path, number, f"JSON of type {type(record).__name__}", "an object {…}", remedy)
    return record


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    record = dict(pairs)
    if len(record) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"key '{next(key for key in keys if keys.count(key) > 1)}' stands twice")
    return record
