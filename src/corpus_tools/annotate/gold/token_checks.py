"""Checks of the token layer: every character that is not white space is in one token."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import pairwise

from corpus_tools.annotate.gold.sheet import Problem, Sheet


def check_tokens(sheet: Sheet, names: Collection[str] | None) -> Iterator[Problem]:
    """Check that tokens stand in order and leave nothing of the coverage out."""
    for one, other in pairwise(sheet.rows):
        if other.source_start < one.source_start:
            given = (
                f"'{other.surface}' comes after '{one.surface}' ({one.source_start}), but stands before it"
            )
            yield sheet.problem(other.line, given, "rows in the order of the text", "sort the rows")
    for row in sheet.rows:
        if not row.surface.strip():
            given = f"token of white space {row.surface!r}"
            yield sheet.problem(row.line, given, "no token for white space", "delete the row")
    if sheet.fits:
        for start, end in sheet.coverage:
            yield from _check_complete(sheet, *sheet.offsets.to_text(start, end))


def _check_complete(sheet: Sheet, start: int, end: int) -> Iterator[Problem]:
    """Report each stretch of ``[start, end)`` without a token, at the line of the token that follows."""
    place = start
    for row in sorted(sheet.rows, key=lambda row: row.start):
        if start <= row.start and row.end <= end:
            yield from _gap(sheet, row.line, place, row.start)
            place = max(place, row.end)
    last = sheet.rows[-1].line if sheet.rows else 1
    yield from _gap(sheet, last, place, end)


def _gap(sheet: Sheet, line: int, start: int, end: int) -> Iterator[Problem]:
    missed = sheet.document.text[start:end]
    if missed.strip():
        places = sheet.offsets.to_source(start, end)
        shown = missed if len(missed) <= 20 else f"{missed[:20]}…"
        given = f"no token covers '{shown}' ({places[0]}:{places[1]})"
        yield sheet.problem(line, given, "tokens for all but white space", "add tokens or correct places")
