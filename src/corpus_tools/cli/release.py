"""``corpus-tools release``: a corpus to deposit and to cite."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from corpus_tools.cli.build import DEFAULT_RECIPE
from corpus_tools.formats.release import release
from corpus_tools.pipeline import load_recipe


def release_command(
    recipe: Annotated[Path, typer.Argument(help="The recipe that was built.")] = DEFAULT_RECIPE,
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder for the zip.")] = Path(
        "build/release"
    ),
    name: Annotated[
        str, typer.Option(help="What it is called; the annotations' version follows.")
    ] = "corpus",
    add: Annotated[
        list[Path] | None, typer.Option(help="A further file that belongs to it; repeatable.")
    ] = None,
) -> None:
    """Pack a built corpus into one zip: tables, CoNLL-U, vertical text, TEI, names, guidelines, manifest.

    The same inputs give the same bytes. Texts that may not be redistributed are left out, and the manifest says so.

    Example: corpus-tools release --name nato-ukraine --add CITATION.cff
    """
    print(release(load_recipe(recipe), output, name=name, others=add or ()))
