"""What ``corpus-tools import`` does with a file of an annotation tool: show the difference, and merge it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from corpus_tools.annotate.corrections.differences import Change, Conflict, Difference, counted
from corpus_tools.annotate.corrections.marks import places_of
from corpus_tools.annotate.corrections.merge import Merged, merge
from corpus_tools.cli.output import Format, print_rows
from corpus_tools.errors import RecipeError
from corpus_tools.formats.corrections import differences, read_corrections
from corpus_tools.model import Document, Span
from corpus_tools.names import NameAuthority
from corpus_tools.names.gazetteer import load_gazetteers
from corpus_tools.pipeline import Recipe

COLUMNS = (
    "document",
    "kind",
    "layer",
    "id",
    "label",
    "left",
    "surface",
    "right",
    "what",
    "before",
    "after",
    "where",
)
CONTEXT = 12
"""Characters shown on each side of a span."""

_MARKS = {"added": "+", "removed": "-", "changed": "~", "conflict": "!"}


class OnConflict(StrEnum):
    """What a merge does with a span that was edited on both sides."""

    refuse = "refuse"
    current = "current"
    file = "file"


def corrections(
    format: str,
    file: Path,
    recipe: Recipe,
    *,
    merging: bool = False,
    cover: bool = False,
    on_conflict: OnConflict = OnConflict.refuse,
    rows: Format = Format.table,
) -> int:
    """Print the difference between a file and the annotation, and merge it if asked.

    Returns:
        The exit status: 1 when something stands in the way of a merge.
    """
    status, records = 0, []
    for found in differences(recipe, read_corrections(format, file)):
        difference = _decided(found, on_conflict)
        merged = _merge(difference, recipe, cover) if merging and not difference.conflicts else None
        conflicts = [*difference.conflicts, *(merged.conflicts if merged is not None else ())]
        records += [*_changes(difference), *(_conflict(difference.document, one) for one in conflicts)]
        if rows is Format.table:
            _print_table(difference, conflicts)
        _tell(difference, merged, conflicts, merging=merging)
        status |= bool(conflicts or (merged is not None and merged.problems))
    if rows is not Format.table:
        print_rows(records, COLUMNS, rows)
    return int(status)


def _decided(difference: Difference, on_conflict: OnConflict) -> Difference:
    """Settle the conflicts that can be settled, as the user wants; the others stay."""
    if on_conflict is OnConflict.refuse:
        return difference
    open_ones = [one for one in difference.conflicts if one.change is None]
    settled = [one for one in difference.conflicts if one.change is not None]
    side = "the file's side" if on_conflict is OnConflict.file else "the annotation as it is"
    taken = [one.change for one in settled if one.change is not None and on_conflict is OnConflict.file]
    changes = [*difference.changes, *taken]
    for one in settled:
        difference.remark(one.where, f"{one.layer} '{one.surface}' {one.why}: taken is {side}")
    return replace(difference, changes=changes, conflicts=open_ones)


def _merge(difference: Difference, recipe: Recipe, cover: bool) -> Merged:
    if recipe.gold is None:
        raise RecipeError('The recipe names no folder of gold. Add to it: gold = "../annotations/gold".')
    return merge(difference, recipe.gold, names=_names(recipe), cover=cover)


def _names(recipe: Recipe) -> Collection[str]:
    authority = NameAuthority.load(recipe.names) if recipe.names is not None else NameAuthority.empty()
    return {entry.id for entry in load_gazetteers()} | {name.id for name in authority.names}


# ------------------------------------------------------------------------------------------------- rows


def _changes(difference: Difference) -> Iterator[dict[str, Any]]:
    for change in difference.changes:
        yield _row(difference.document, change.kind, change.span, change)


def _conflict(document: Document, conflict: Conflict) -> dict[str, Any]:
    if conflict.change is not None:
        return {**_row(document, "conflict", conflict.change.span, conflict.change), "what": conflict.why}
    known = {"document": document.id, "kind": "conflict", "layer": conflict.layer, "id": conflict.id}
    return {
        **dict.fromkeys(COLUMNS),
        **known,
        "surface": conflict.surface,
        "what": conflict.why,
        "where": conflict.where,
    }


def _row(document: Document, kind: str, span: Span, change: Change) -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "document": document.id,
        "kind": kind,
        "layer": span.layer,
        "id": span.id or None,
        "label": (after or span).label,
        "left": _shown(document.text[max(0, span.start - CONTEXT) : span.start]),
        "surface": _shown(span.surface(document.text)),
        "right": _shown(document.text[span.end : span.end + CONTEXT]),
        "what": ", ".join(change.what) or None,
        "before": _values(document, before, change) if before is not None and after is not None else None,
        "after": _values(document, after, change) if after is not None else None,
        "where": change.where,
    }


def _values(document: Document, span: Span, change: Change) -> str:
    """Return what changed of a span, or what a new one states."""
    stated = {name: value for name, value in span.attributes.items() if value is not None}
    names = change.what or (
        "extent",
        "label",
        *(name for name in stated if not name.endswith(("_start", "_end"))),
    )
    known = {"extent": _shown(span.surface(document.text)), "label": span.label, **span.attributes}
    known |= {part: _shown(document.text[start:end]) for part, (start, end) in places_of(span).items()}
    return "; ".join(f"{name}={known.get(name)}" for name in names)


def _shown(text: str) -> str:
    return text.replace("\n", " ")


# ------------------------------------------------------------------------------------------------ telling


def _print_table(difference: Difference, conflicts: Collection[Conflict]) -> None:
    for row in (*_changes(difference), *(_conflict(difference.document, one) for one in conflicts)):
        name = " ".join(filter(None, (row["layer"], row["id"], row["label"])))
        context = f"{row['left'] or ''}【{row['surface']}】{row['right'] or ''}"
        if row["kind"] == "changed":
            detail = f" {row['before']} → {row['after']}"
        elif row["kind"] == "conflict":
            detail = f" {row['what']} ({row['where']})"
        else:
            detail = f" {row['after']}" if row["after"] else ""
        print(f"{_MARKS[row['kind']]} {name}: {context}{detail}")


def _tell(
    difference: Difference, merged: Merged | None, conflicts: Collection[Conflict], *, merging: bool
) -> None:
    """Say on stderr what the comparison found and what a merge did."""
    numbers = counted(difference)
    lines = [f"{difference.document.id}: note: {note}." for note in difference.notes]
    lines.append(
        f"{difference.document.id}: {numbers['added']} added, {numbers['removed']} removed, {numbers['changed']} changed, "
        f"{difference.unchanged} unchanged, {difference.newer} edited here only, {len(conflicts)} conflict(s)."
    )
    problems = merged.problems if merged is not None else ()
    lines += [str(problem) for problem in problems]
    if problems:
        lines.append(f"Nothing was written: {len(problems)} problem(s) in what the merge would make.")
    elif merging and conflicts:
        lines.append("Nothing was written: settle the conflicts, or say which side holds: --on-conflict.")
    elif merging and merged is not None and merged.files:
        lines += [f"{path}: written." for path in merged.files]
    elif merging:
        lines.append("Nothing to write.")
    elif numbers:
        lines.append("Nothing was written; --merge puts this into the gold.")
    print("\n".join(lines), file=sys.stderr)
