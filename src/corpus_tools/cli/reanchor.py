"""``corpus-tools reanchor``: annotation moved to an edited source."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus_tools.annotate.gold.reanchor import Reanchored, reanchor, write_reanchored
from corpus_tools.annotate.gold.reanchor_blocks import Ranges
from corpus_tools.cli.output import Format, FormatOption, print_rows
from corpus_tools.model import Document
from corpus_tools.reconstruct import reconstruct
from corpus_tools.sources import read_source

COLUMNS = ("path", "line", "id", "surface", "why")


def reanchor_command(
    file: Annotated[Path, typer.Argument(help="An annotation file, gold or pass.")],
    new: Annotated[Path, typer.Option(help="The edited source.txt.")],
    old: Annotated[
        Path | None,
        typer.Option(help="The source that was annotated.", show_default="none: rows are searched for"),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Write the moved annotation here.", show_default="in the place of FILE"),
    ] = None,
    format: FormatOption = Format.table,
) -> None:
    """Move annotation to an edited source; list every row that cannot be moved, with its line and why.

    A row moves when the running text that it covers is unchanged. The others go to a file beside the output whose
    name ends in .rejected.jsonl, and the exit status is then 1.

    Example: corpus-tools reanchor annotations/gold/a/date.jsonl --old old.txt --new corpus/a/source.txt
    """
    output = output or file
    result = reanchor(file, _read(new), old=_read(old) if old is not None else None)
    rejected = write_reanchored(result, output)
    rows = _records(file, result)
    if format is Format.table:
        for row in rows:
            print(f"{row['path']}, line {row['line']}: {row['id']} was not moved: {row['why']}.")
    else:
        print_rows(rows, COLUMNS, format)
    _tell(result, output, rejected)
    if rejected is not None:
        raise typer.Exit(1)


def _read(path: Path) -> Document:
    # As in a corpus folder: offsets are kept for UTF-8, nothing is guessed.
    return reconstruct(read_source(path, encoding="utf-8"))


def _records(file: Path, result: Reanchored) -> list[dict[str, Any]]:
    return [
        {
            "path": str(file),
            "line": one.line,
            "id": one.row["id"],
            "surface": one.row["surface"],
            "why": one.why,
        }
        for one in result.rejected
    ]


def _tell(result: Reanchored, output: Path, rejected: Path | None) -> None:
    """Say on stderr what was written and what an annotator has to look at."""
    lines = [f"{output}: {len(result.rows)} row(s) moved, {len(result.rejected)} not."]
    if rejected is not None:
        lines.append(
            f"{rejected}: the rows not moved; annotate them anew or give them up, then delete the file."
        )
    if result.changed:
        lines.append(f"edited, to be read again: source {_shown(result.changed)}")
    if result.unread:
        lines.append(f"outside the coverage, not annotated: source {_shown(result.unread)}")
    print("\n".join(lines), file=sys.stderr)


def _shown(ranges: Ranges) -> str:
    return ", ".join(f"{start}:{end}" for start, end in ranges)
