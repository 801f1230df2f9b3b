"""Checks of the gloss layer: both sides cover what they say, inside the region."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from corpus_tools.annotate.glosses_ja import fold_japanese
from corpus_tools.annotate.glosses_ja.parts import fold_english
from corpus_tools.annotate.gold.entity_checks import check_name
from corpus_tools.annotate.gold.sheet import Problem, Row, Sheet
from corpus_tools.annotate.gold.timex_values import edtf_fault

_FOLDS: dict[str, Callable[[str], str]] = {"ja": fold_japanese, "en": fold_english}


def check_glosses(sheet: Sheet, names: Collection[str] | None) -> Iterator[Problem]:
    """Check both sides of each gloss, its region, its name and the dates of a term of office."""
    for row in sheet.rows:
        sides = [side for side in _FOLDS if _place(row, side) is not None]
        for side in sides:
            yield from _check_side(sheet, row, side)
        if len(sides) == len(_FOLDS):
            yield from _check_region(sheet, row)
        yield from _check_tenure(sheet, row)
        yield from check_name(sheet, row, names)


def _place(row: Row, side: str) -> tuple[int, int] | None:
    start, end = row.values.get(f"{side}_source_start"), row.values.get(f"{side}_source_end")
    return (start, end) if type(start) is int and type(end) is int and 0 <= start <= end else None


def _check_side(sheet: Sheet, row: Row, side: str) -> Iterator[Problem]:
    start, end = _place(row, side) or (0, 0)
    if start == end or not row.source_start <= start < end <= row.source_end:
        right = f"a place inside the region {row.source_start}:{row.source_end}"
        yield sheet.problem(row.line, f"{side} at {start}:{end}", right, "correct one of the places")
        return
    if not sheet.fits:
        return
    text_start, text_end = sheet.offsets.to_text(start, end)
    folded = _FOLDS[side](sheet.document.text[text_start:text_end])
    if row.values.get(side) != folded:
        given = f"{side} '{row.values.get(side)}' at {start}:{end}"
        yield sheet.problem(row.line, given, f"'{folded}', what that place covers", "correct text or place")
    elif edges := sheet.missed_edges(start, end):
        given = f"{side} at {start}:{end} begins or ends on a dropped character"
        yield sheet.problem(row.line, given, f"{edges[0]}:{edges[1]}", "correct the place")


def _check_region(sheet: Sheet, row: Row) -> Iterator[Problem]:
    places = [_place(row, side) or (0, 0) for side in _FOLDS]
    region = (min(start for start, _ in places), max(end for _, end in places))
    if region != (row.source_start, row.source_end):
        given = f"region {row.source_start}:{row.source_end}"
        right = f"{region[0]}:{region[1]}, from the first to the last character of both sides"
        yield sheet.problem(row.line, given, right, "correct one of the places")
    if max(start for start, _ in places) < min(end for _, end in places):
        yield sheet.problem(
            row.line, "sides that overlap", "sides that lie apart", "correct one of the places"
        )


def _check_tenure(sheet: Sheet, row: Row) -> Iterator[Problem]:
    edtf = row.values.get("edtf")
    if isinstance(edtf, str) and (fault := edtf_fault(edtf)):
        yield sheet.problem(
            row.line, f"edtf '{edtf}' {fault}", "such as 1991/1994 or 2019/..", "correct edtf"
        )
    if (edtf is None) is (row.label == "tenure"):
        given = f"edtf {edtf!r} in a gloss of kind {row.label!r}"
        yield sheet.problem(row.line, given, "EDTF for a tenure, null for others", "correct edtf or label")
