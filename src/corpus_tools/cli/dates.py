"""``corpus-tools dates``: what the texts date when."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from corpus_tools.analysis.mentions import DATE_COLUMNS, date_mentions
from corpus_tools.analysis.periods import Period
from corpus_tools.analysis.rows import rows
from corpus_tools.analysis.timeline import TIMELINE_COLUMNS, timeline
from corpus_tools.analysis.timeline_plot import plot_timeline
from corpus_tools.cli.output import (
    CorpusOption,
    Format,
    FormatOption,
    LimitOption,
    open_corpus,
    print_mentions,
    print_rows,
)

_TERMINAL_COLUMNS = ("when", "date", "sentence", "names", "section")


class DateMatch(StrEnum):
    """How a date and the period must meet."""

    within = "within"
    overlap = "overlap"


class PlotRows(StrEnum):
    """What makes a row of the picture."""

    section = "section"
    type = "type"


def dates_command(
    start: Annotated[str | None, typer.Option("--from", help="Year, month or day.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Year, month or day, included.")] = None,
    match: Annotated[
        DateMatch, typer.Option(help="within: the date lies in the period; overlap: it touches it.")
    ] = DateMatch.within,
    type: Annotated[str | None, typer.Option(help="Only these: DATE,TIME,DURATION,SET.")] = None,
    corpus: CorpusOption = None,
    context: Annotated[int, typer.Option("--context", min=0, help="Tokens on each side.")] = 10,
    timeline_: Annotated[
        bool,
        typer.Option(
            "--timeline", help="What happened when: each date with its sentence and the names in it."
        ),
    ] = False,
    plot: Annotated[
        Path | None, typer.Option(help="Draw the timeline into this file: .svg, .png or .pdf (extra: plots).")
    ] = None,
    plot_rows: Annotated[PlotRows, typer.Option(help="What makes a row of the picture.")] = PlotRows.section,
    limit: LimitOption = None,
    format: FormatOption = Format.table,
) -> None:
    """List what the texts date to a period, in order of time.

    Sets and durations that are not anchored have no bounds and lie in no period.

    Example: corpus-tools dates --from 1997 --to 1997

    Example: corpus-tools dates --timeline --plot timeline.svg --format csv
    """
    opened = open_corpus(corpus)
    period = Period.between(start, end) if start or end else None
    types = {name.strip().upper() for name in type.split(",")} if type else None
    if timeline_ or plot is not None:
        table = timeline(opened, period=period, match=match.value, types=types).iloc[:limit]
        if plot is not None:
            draw(table, plot, by=plot_rows)
        if timeline_:
            print_timeline(table, format)
        return
    found = date_mentions(opened, period=period, match=match.value, types=types, context=context)
    print_mentions(found.iloc[:limit], DATE_COLUMNS, ("value",), format)


def print_timeline(table: pd.DataFrame, format: Format) -> None:
    """Print a timeline: whole as rows, its gist on a terminal."""
    found = rows(table)
    if format is Format.table:
        print_rows([_gist(row) for row in found], _TERMINAL_COLUMNS, format)
    else:
        print_rows(found, TIMELINE_COLUMNS, format)


def draw(table: pd.DataFrame, path: Path, *, by: PlotRows) -> None:
    """Draw a timeline; say on standard error what is in the picture and what is not."""
    drawn = plot_timeline(table, path, by=by.value)
    undated = f"; {drawn.undated} without days are not in it" if drawn.undated else ""
    print(f"{path}: {drawn.dates} dates{undated}", file=sys.stderr)
    if drawn.key:
        print("No Japanese font is installed, so sections are numbered in the picture:", file=sys.stderr)
    for label, title in drawn.key.items():
        print(f"  {label} = {title}", file=sys.stderr)


def _gist(row: dict[str, Any]) -> dict[str, Any]:
    when = row["edtf"] or "/".join(str(row[side] or "..") for side in ("earliest", "latest"))
    names = dict.fromkeys(entity["en"] for entity in row["entities"] if entity["en"])
    shown = when if row["earliest"] or row["latest"] or row["edtf"] else None
    return {**row, "when": shown, "date": row["surface"], "names": list(names)}
