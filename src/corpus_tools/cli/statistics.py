"""What the commands of statistics share: their options, and how their tables are printed."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import pandas as pd
import typer

from corpus_tools.analysis.measures import MEASURES
from corpus_tools.analysis.rows import rows
from corpus_tools.cli.output import Format, print_rows

TABLE_ROWS = 50

RowsOption = Annotated[
    int | None,
    typer.Option(
        "--limit", min=0, help="So many rows; 0 for all.", show_default=f"{TABLE_ROWS} in a table, else all"
    ),
]
LeastOption = Annotated[int, typer.Option("--min-frequency", min=1, help="Leave out what is rarer.")]
AttributeOption = Annotated[
    str, typer.Option("--attribute", "-a", help="What is counted: word, lemma, reading …")
]
MeasureOption = Annotated[
    str,
    typer.Option(
        "--measure",
        "-m",
        help=f"One, or several with commas; the first ranks. all, or: {', '.join(MEASURES)}.",
    ),
]
ConfidenceOption = Annotated[float, typer.Option(help="Of the interval of the log-ratio.")]
PlotOption = Annotated[
    Path | None,
    typer.Option(
        "--plot", help="Draw into this file: .svg, .png or .pdf (extra: plots).", show_default=False
    ),
]


def print_table(
    table: pd.DataFrame,
    format: Format,
    *,
    limit: int | None = None,
    columns: Sequence[str] | None = None,
    least: int | None = None,
) -> None:
    """Print a table of statistics; what was left out is said on standard error.

    Args:
        columns: Those shown on a terminal; other formats have all.
        least: The frequency below which rows were left out.
    """
    shown = TABLE_ROWS if limit is None and format is Format.table else limit
    records = [_finite(row) for row in rows(table.head(shown) if shown else table)]
    names = list(columns or table.columns) if format is Format.table else list(table.columns)
    if format is Format.table:
        records = [{name: _rounded(value) for name, value in row.items()} for row in records]
    print_rows(records, names, format)
    _say_what_is_missing(table, len(records), least)


def print_key(key: Mapping[str, str], path: Path) -> None:
    """Say on standard error where a picture is, and what its numbers stand for."""
    print(path, file=sys.stderr)
    if key:
        print("No Japanese font is installed, so queries are numbered in the picture:", file=sys.stderr)
    for label, name in key.items():
        print(f"  {label} = {name}", file=sys.stderr)


def _say_what_is_missing(table: pd.DataFrame, printed: int, least: int | None) -> None:
    left_out = table.attrs.get("left_out", 0)
    if left_out:
        print(f"{left_out} left out as too rare{f' (fewer than {least})' if least else ''}", file=sys.stderr)
    if printed < len(table):
        print(f"{printed} of {len(table)} rows; --limit 0 for all", file=sys.stderr)


def _finite(row: dict[str, Any]) -> dict[str, Any]:
    """Replace infinite scores, which JSON does not have, by nothing."""
    return {
        name: None if isinstance(value, float) and not np.isfinite(value) else value
        for name, value in row.items()
    }


def _rounded(value: Any) -> Any:
    if not isinstance(value, float):
        return value
    digits = 1 if abs(value) >= 1000 else 2 if abs(value) >= 10 else 4
    return f"{value:.{digits}f}"
