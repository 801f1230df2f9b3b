"""Options every command shares, and rows printed in the format that was asked for."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import pandas as pd
import typer

from corpus_tools.analysis.rows import rows
from corpus_tools.corpus import Corpus
from corpus_tools.errors import CorpusError
from corpus_tools.render import mentions_text

DEFAULT_CORPUS = Path("build/corpus")
CORPUS_VARIABLE = "CORPUS_TOOLS_CORPUS"


class Format(StrEnum):
    """How rows are printed."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    jsonl = "jsonl"
    json = "json"


FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How rows are printed.")]
CorpusOption = Annotated[
    Path | None,
    typer.Option(
        "--corpus",
        help=f"Corpus folder; else ${CORPUS_VARIABLE}, else ./{DEFAULT_CORPUS}.",
        show_default=False,
    ),
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=0, help="Print so many rows.", show_default="all")
]


def open_corpus(folder: Path | None) -> Corpus:
    """Open the corpus an option, the environment or the working folder names.

    Raises:
        CorpusError: None of the three names a corpus.
    """
    if folder is not None:
        return Corpus(folder)
    if CORPUS_VARIABLE in os.environ:
        return Corpus(os.environ[CORPUS_VARIABLE])
    if (DEFAULT_CORPUS / "manifest.json").exists():
        return Corpus(DEFAULT_CORPUS)
    raise CorpusError(
        f"No corpus: --corpus was not given, ${CORPUS_VARIABLE} is not set, and there is no ./{DEFAULT_CORPUS}. "
        "Build one: corpus-tools build."
    )


def print_rows(records: Sequence[dict[str, Any]], columns: Sequence[str], format: Format) -> None:
    """Print rows; none prints nothing.

    Args:
        columns: Columns of the table, CSV and TSV; JSON has every key of a row.
    """
    if not records:
        return
    if format is Format.json:
        print(json.dumps(records, ensure_ascii=False, indent=1))
    elif format is Format.jsonl:
        for row in records:
            print(json.dumps(row, ensure_ascii=False))
    elif format is Format.table:
        _print_table(records, columns)
    else:
        writer = csv.writer(
            sys.stdout, dialect="excel-tab" if format is Format.tsv else "excel", lineterminator="\n"
        )
        writer.writerow(columns)
        writer.writerows([[_cell(row.get(name)) for name in columns] for row in records])


def print_mentions(
    mentions: pd.DataFrame, columns: Sequence[str], lead: Sequence[str], format: Format
) -> None:
    """Print mentions or dates: aligned on the node for a terminal, else as rows.

    Args:
        lead: Columns that stand before the line on a terminal.
    """
    if format is not Format.table:
        print_rows(rows(mentions), columns, format)
    elif len(mentions):
        print(mentions_text(mentions, lead=lead, width=terminal_width(), color=colors()))


def terminal_width() -> int:
    """Return the width of the terminal in columns; 120 where the output is no terminal."""
    return shutil.get_terminal_size((120, 24)).columns


def colors() -> bool:
    """Return whether the output is a terminal that wants colour."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def _print_table(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*[_cell(row.get(name)) for name in columns])
    Console(width=terminal_width(), markup=False, highlight=False).print(table)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
