"""Checks of the date layer: values, EDTF, and what dates lean on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from corpus_tools.annotate.gold.sheet import Problem, Row, Sheet
from corpus_tools.annotate.gold.timex_values import EXAMPLES, contradict, edtf_fault, is_value, runs_backwards

WRITTEN = "DCT"


def check_dates(sheet: Sheet, names: Collection[str] | None) -> Iterator[Problem]:
    """Check the values of each date and the links between dates."""
    rows = {row.id: row for row in sheet.rows}
    ranges = Counter(row.values.get("range") for row in sheet.rows)
    for row in sheet.rows:
        yield from _check_value(sheet, row)
        yield from _check_days(sheet, row)
        yield from _check_anchor(sheet, row, rows)
        yield from _check_range(sheet, row, rows, ranges)


def _check_value(sheet: Sheet, row: Row) -> Iterator[Problem]:
    value, edtf = row.values.get("value"), row.values.get("edtf")
    if isinstance(value, str) and value.strip() and not is_value(value, row.label):
        right = f"a TIMEX3 value for {row.label}: {EXAMPLES.get(row.label, '')}"
        yield sheet.problem(row.line, f"value '{value}'", right, "correct value or label")
    if not isinstance(edtf, str) or not edtf.strip():
        return
    if fault := edtf_fault(edtf):
        right = "such as 1997, 1997-05, 1990/1993, 2019/.., 2022-22, 199X or null"
        yield sheet.problem(row.line, f"edtf '{edtf}' {fault}", right, "correct edtf")
    elif row.label == "DATE" and isinstance(value, str) and contradict(value, edtf):
        given = f"value '{value}' and edtf '{edtf}' have no day in common"
        yield sheet.problem(row.line, given, "both say the same", "correct one of them")


def _check_days(sheet: Sheet, row: Row) -> Iterator[Problem]:
    earliest, latest = row.values.get("earliest"), row.values.get("latest")
    if isinstance(earliest, str) and isinstance(latest, str) and runs_backwards(earliest, latest):
        given = f"earliest '{earliest}' after latest '{latest}'"
        yield sheet.problem(row.line, given, "earliest first", "correct one of them")


def _check_anchor(sheet: Sheet, row: Row, rows: dict[str, Row]) -> Iterator[Problem]:
    anchor = row.values.get("anchor")
    if not isinstance(anchor, str) or anchor == WRITTEN:
        return
    if anchor not in rows:
        right = f"the id of another row of the file, or {WRITTEN} for the time of writing"
        yield sheet.problem(row.line, f"anchor '{anchor}'", right, "correct anchor")
    elif _leans_on_itself(row, rows):
        given = f"anchor '{anchor}' leads back to '{row.id}'"
        yield sheet.problem(row.line, given, "a date that does not lean on this one", "correct anchor")


def _leans_on_itself(row: Row, rows: dict[str, Row]) -> bool:
    place, seen = rows.get(str(row.values.get("anchor"))), set()
    while place is not None and place.id not in seen:
        if place.id == row.id:
            return True
        seen.add(place.id)
        place = rows.get(str(place.values.get("anchor")))
    return False


def _check_range(sheet: Sheet, row: Row, rows: dict[str, Row], ranges: Counter[object]) -> Iterator[Problem]:
    """Accept the id of the other end, or one id that both ends give."""
    name = row.values.get("range")
    if isinstance(name, str) and name not in rows and ranges[name] < 2:
        right = "the id of the range's other end, or an id that both ends give"
        yield sheet.problem(row.line, f"range '{name}' that no other row has", right, "correct range")
    if isinstance(name, str) and name == row.id:
        right = "the id of the range's other end"
        yield sheet.problem(row.line, f"range '{name}', which is the row itself", right, "correct range")
    if isinstance(name, str) and row.values.get("role") is None:
        yield sheet.problem(row.line, f"range '{name}' without a role", "role BEGIN or END", "add role")
