"""``corpus-tools entities``: every mention of a name, asked for in either language."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus_tools.analysis.mentions import ENTITY_COLUMNS, entity_mentions
from corpus_tools.analysis.names import find_mentioned
from corpus_tools.cli.output import (
    CorpusOption,
    Format,
    FormatOption,
    LimitOption,
    open_corpus,
    print_mentions,
)


def entities_command(
    name: Annotated[
        str | None,
        typer.Argument(help="A name in Japanese or English; none for all mentions.", show_default=False),
    ] = None,
    corpus: CorpusOption = None,
    label: Annotated[str | None, typer.Option(help="Only of this type: PERSON, ORG, DOCUMENT …")] = None,
    context: Annotated[int, typer.Option("--context", min=0, help="Tokens on each side.")] = 10,
    limit: LimitOption = None,
    format: FormatOption = Format.table,
) -> None:
    """List the mentions of a name, asked for in Japanese or in English.

    Example: corpus-tools entities "Founding Act"
    """
    opened = open_corpus(corpus)
    names, surfaces = find_mentioned(opened, name) if name else (None, None)
    mentions = entity_mentions(opened, names=names, surfaces=surfaces, context=context)
    if label:
        mentions = mentions[mentions["label"] == label.upper()]
    print_mentions(mentions.iloc[:limit], ENTITY_COLUMNS, ("label",), format)
