"""``corpus-tools import``: from other tools."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.errors import FormatError
from corpus_tools.formats.vrt import import_vrt

IMPORTS = ("vrt",)


def import_command(
    format: Annotated[str, typer.Argument(help=f"One of: {', '.join(IMPORTS)}.")],
    file: Annotated[Path, typer.Argument(help="The file to read.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Corpus folder to write.")],
    attributes: Annotated[str, typer.Option(help="What the columns hold, with commas.")] = "word,lemma,pos",
) -> None:
    """Make a corpus of a file that another tool wrote.

    Example: corpus-tools import vrt corpus.vrt --attributes word,lemma,pos --output build/other
    """
    if format not in IMPORTS:
        raise FormatError(f"No import format {format!r}. Available: {', '.join(IMPORTS)}.")
    report = import_vrt(file, output, attributes=[name.strip() for name in attributes.split(",")])
    print(json.dumps(asdict(report), ensure_ascii=False))
