"""Checks of adjudication: what two passes differed in, what was decided, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from corpus_tools.annotate.gold import covers
from corpus_tools.annotate.gold.sheet import Problem, Sheet, read_lines
from corpus_tools.model import Document

DECISION_KEYS = ("source_start", "source_end", "surface", "kind", "a", "b", "decision", "gold", "reason")
DECISIONS = ("a", "b", "neither")


def check_decisions(path: Path, document: Document, *, layer: str) -> tuple[int, list[Problem]]:
    """Check a file of decisions, which has no header; return how many there are, and the problems."""
    sheet = Sheet(path, layer, document)
    found: list[Problem] = []
    number = 0
    for line, record in read_lines(path):
        if isinstance(record, Problem):
            found.append(record)
        else:
            number += 1
            found += _check(sheet, line, record)
    return number, found


def _check(sheet: Sheet, line: int, record: dict[str, Any]) -> list[Problem]:
    missing = [key for key in DECISION_KEYS if key not in record]
    if missing:
        right = f"keys {', '.join(DECISION_KEYS)}"
        return [sheet.problem(line, f"without {', '.join(missing)}", right, "add them")]
    found = []
    if record["decision"] not in DECISIONS:
        given = f"decision {record['decision']!r}"
        found.append(sheet.problem(line, given, " or ".join(DECISIONS), "correct the decision"))
    if not isinstance(record["reason"], str) or not record["reason"].strip():
        found.append(sheet.problem(line, f"reason {record['reason']!r}", "why it was decided so", "write it"))
    return found + _check_place(sheet, line, record)


def _check_place(sheet: Sheet, line: int, record: dict[str, Any]) -> list[Problem]:
    start, end, surface = record["source_start"], record["source_end"], record["surface"]
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(sheet.source):
        right = f"whole numbers, 0 ≤ source_start ≤ source_end ≤ {len(sheet.source)}"
        return [sheet.problem(line, f"place {start!r}:{end!r}", right, "correct the place")]
    low, high = sheet.offsets.to_text(start, end)
    covered = sheet.document.text[low:high]
    if not isinstance(surface, str) or not covers(surface, covered):
        given = f"{start}:{end} covers '{covered}' but surface is {surface!r}"
        return [sheet.problem(line, given, "surface equal to the covered running text", "correct one")]
    return []
