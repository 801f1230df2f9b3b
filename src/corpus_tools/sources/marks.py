"""What a file says of its text beside the characters: lines on the page, blocks, note numbers, ruby."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, get_args

from corpus_tools.errors import SourceError

MarkKind = Literal["line", "block", "superscript", "note", "page", "ruby", "header"]
"""``line``: a line of a page (``page``, ``box``, ``size``, ``vertical``); ``block``: a title, author, heading or
paragraph (``type``, ``level``); ``superscript``: raised small digits; ``note``: a note's anchor (``n``), mostly of no
width; ``page``: a page begins; ``ruby``: the base text of a reading (``ruby``); ``header``: a running header, footer or page number."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of source text, and what its file says of it.

    Attributes:
        start: Code points of the source text; ``end`` is exclusive.
        attributes: Boxes are ``[left, top, right, bottom]`` in points from the page's upper left corner, sizes
            are in points, pages count from 1.
    """

    kind: MarkKind
    start: int
    end: int
    attributes: Mapping[str, Any] = field(default_factory=dict)


def write_marks(marks: Iterable[Mark]) -> str:
    """Return marks as JSON Lines, one a line."""
    rows = ({"kind": mark.kind, "start": mark.start, "end": mark.end, **mark.attributes} for mark in marks)
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def read_marks(path: Path, *, length: int) -> tuple[Mark, ...]:
    """Read marks that ``write_marks`` wrote.

    Args:
        length: Of the source text, which the marks must lie in.

    Raises:
        SourceError: A line is no mark of this text.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(_read_mark(path, n, line, length) for n, line in enumerate(lines, start=1) if line.strip())


def _read_mark(path: Path, n: int, line: str, length: int) -> Mark:
    try:
        row = json.loads(line)
        kind, start, end = row.pop("kind"), row.pop("start"), row.pop("end")
    except (ValueError, AttributeError, KeyError, TypeError):
        raise SourceError(
            f"{path}, line {n}: no mark. Expected kind, start and end; add the text again."
        ) from None
    if kind not in get_args(MarkKind) or not _in_text(start, end, length):
        raise SourceError(
            f"{path}, line {n}: {kind} {start}:{end} does not fit a text of {length} characters. "
            "The text was changed after it was added; add it again."
        )
    return Mark(kind, start, end, row)


def _in_text(start: object, end: object, length: int) -> bool:
    return isinstance(start, int) and isinstance(end, int) and 0 <= start <= end <= length
