"""``corpus-tools export``: to other tools."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, cast

import typer

from corpus_tools.cli.output import CorpusOption, open_corpus
from corpus_tools.errors import FormatError
from corpus_tools.formats import EXPORTS
from corpus_tools.formats.export import export
from corpus_tools.formats.pieces import Unit
from corpus_tools.formats.splits import FRACTIONS, Split


class SplitBy(StrEnum):
    """What is never divided between training, development and test data."""

    none = "none"
    section = "section"
    paragraph = "paragraph"


class TextUnit(StrEnum):
    """What one text of an annotation tool is."""

    document = "document"
    section = "section"
    paragraph = "paragraph"


def export_command(
    format: Annotated[str, typer.Argument(help=f"One of: {', '.join(EXPORTS)}.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="File, or folder where the format is one.")],
    corpus: CorpusOption = None,
    standoff_only: Annotated[
        bool, typer.Option("--standoff-only", help="Leave out the text and whatever spells it.")
    ] = False,
    split: Annotated[
        SplitBy, typer.Option(help="Write train, dev and test data into a folder, cut at this unit.")
    ] = SplitBy.none,
    seed: Annotated[int, typer.Option(help="Of the split.")] = 0,
    fractions: Annotated[str, typer.Option(help="Shares of train, dev and test.")] = ",".join(
        map(str, FRACTIONS)
    ),
    unit: Annotated[
        TextUnit | None,
        typer.Option(help="For annotation tools: what one task is.", show_default="of the format"),
    ] = None,
    layers: Annotated[
        str | None,
        typer.Option(
            help="For annotation tools: which layers, with commas.", show_default="what annotators decide"
        ),
    ] = None,
) -> None:
    """Write the corpus in another format, with a manifest beside it.

    Example: corpus-tools export conllu --output build/chapter.conllu;
    corpus-tools export docbin --split paragraph --seed 1 --output build/ner;
    corpus-tools export labelstudio --unit section --layers entity,date --output build/tasks.json
    """
    how = None if split is SplitBy.none else Split(cast(Unit, split.value), seed, _fractions(fractions))
    options = {
        **({"unit": unit.value} if unit is not None else {}),
        **({"layers": _names(layers)} if layers is not None else {}),
    }
    for path in export(
        open_corpus(corpus), format, output, standoff_only=standoff_only, split=how, options=options
    ):
        print(path)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def _fractions(text: str) -> tuple[float, float, float]:
    try:
        train, dev, test = (float(part) for part in text.split(","))
    except ValueError as error:
        raise FormatError(
            f"--fractions {text!r} are not three numbers. Write --fractions 0.8,0.1,0.1."
        ) from error
    return train, dev, test
