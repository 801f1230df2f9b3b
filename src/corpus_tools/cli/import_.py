"""``corpus-tools import``: from other tools."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus_tools.cli.build import DEFAULT_RECIPE
from corpus_tools.cli.corrections import OnConflict, corrections
from corpus_tools.cli.output import Format
from corpus_tools.corpus.writer import write_corpus
from corpus_tools.errors import FormatError
from corpus_tools.formats import CORRECTIONS, READERS
from corpus_tools.formats.corrections import registered_corrections
from corpus_tools.formats.reading import read, registered_readers
from corpus_tools.formats.vrt import import_vrt
from corpus_tools.pipeline import load_recipe

IMPORTS = (*READERS, *CORRECTIONS)


def import_command(
    format: Annotated[str, typer.Argument(help=f"One of: {', '.join(IMPORTS)}.")],
    file: Annotated[Path, typer.Argument(help="The file or folder to read.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="For texts: the corpus folder to write.")
    ] = None,
    attributes: Annotated[
        str, typer.Option(help="For vrt: what the columns hold, with commas.")
    ] = "word,lemma,pos",
    append: Annotated[
        bool, typer.Option("--append", help="For texts: add them to the corpus that is there.")
    ] = False,
    recipe: Annotated[
        Path, typer.Option(help="For corrections: the recipe of the corpus that was exported.")
    ] = DEFAULT_RECIPE,
    merge: Annotated[
        bool,
        typer.Option("--merge", help="Put the corrections into the recipe's gold, when all of them hold."),
    ] = False,
    cover: Annotated[
        bool,
        typer.Option(
            "--cover",
            help="With --merge: everything in the file was read, so what the program found and nobody changed is gold too.",
        ),
    ] = False,
    on_conflict: Annotated[
        OnConflict,
        typer.Option(help="With --merge: which side holds where both were edited since the export."),
    ] = OnConflict.refuse,
    rows: Annotated[
        Format, typer.Option("--format", "-f", help="How the difference is printed.")
    ] = Format.table,
) -> None:
    """Make a corpus of annotated texts; or show what was corrected in an annotation tool, and merge it.

    Corrections are printed one a line: + added, - removed, ~ changed, ! conflict, each in its context. Nothing is
    written without --merge, and with it only when the result passes `check`.

    Example: corpus-tools import vrt corpus.vrt --attributes word,lemma,pos --output build/other;
    corpus-tools import labelstudio project.json --merge
    """
    if format in registered_readers():
        if output is None:
            raise FormatError(f"import {format} makes a corpus and needs a place for it: --output DIR.")
        report = _corpus(format, file, output, attributes, append)
        print(json.dumps(report, ensure_ascii=False))
    elif format in registered_corrections():
        if cover and not merge:
            raise FormatError("--cover says what a merge takes. Add --merge.")
        known = load_recipe(recipe)
        status = corrections(
            format, file, known, merging=merge, cover=cover, on_conflict=on_conflict, rows=rows
        )
        if status:
            raise typer.Exit(status)
    else:
        raise FormatError(f"No import format {format!r}. Available: {', '.join(IMPORTS)}.")


def _corpus(format: str, file: Path, output: Path, attributes: str, append: bool) -> dict[str, Any]:
    """Make a corpus of a file or folder; a vertical file may be larger than memory."""
    if format == "vrt":
        names = [name.strip() for name in attributes.split(",")]
        return asdict(import_vrt(file, output, attributes=names, append=append))
    made_from = {"made_from": file.name}
    return write_corpus(read(format, file), output, manifest=made_from, append=append).as_dict()
