"""``corpus-tools export``: to other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.output import CorpusOption, open_corpus
from corpus_tools.formats import EXPORTS
from corpus_tools.formats.export import export


def export_command(
    format: Annotated[str, typer.Argument(help=f"One of: {', '.join(EXPORTS)}.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File, or folder where the format is one.")],
    corpus: CorpusOption = None,
    standoff_only: Annotated[
        bool, typer.Option("--standoff-only", help="Leave out the text and whatever spells it.")
    ] = False,
) -> None:
    """Write the corpus in another format, with a manifest beside it.

    Example: corpus-tools export conllu --output build/chapter.conllu
    """
    written = export(open_corpus(corpus), format, output, standoff_only=standoff_only)
    for path in written:
        print(path)
