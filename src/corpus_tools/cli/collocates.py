"""``corpus-tools collocates``: the words that keep company with hits."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus_tools.analysis.collocates import FIRST_COLUMNS, collocates
from corpus_tools.analysis.measures import chosen_measures
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, open_corpus
from corpus_tools.cli.statistics import (
    AttributeOption,
    ConfidenceOption,
    LeastOption,
    MeasureOption,
    RowsOption,
    print_table,
)


def collocates_command(
    cql: Annotated[str, typer.Argument(help="A CQL query.")],
    corpus: CorpusOption = None,
    attribute: AttributeOption = "lemma",
    window: Annotated[int, typer.Option(min=0, help="Tokens on each side.")] = 5,
    left: Annotated[
        int | None, typer.Option(min=0, help="Tokens on the left.", show_default="--window")
    ] = None,
    right: Annotated[
        int | None, typer.Option(min=0, help="Tokens on the right.", show_default="--window")
    ] = None,
    within: Annotated[str, typer.Option(help="Structure at whose edge a window stops.")] = "text",
    unit: Annotated[
        str | None,
        typer.Option(help="Count regions (s, p …) that hold both, instead of windows.", show_default=False),
    ] = None,
    only: Annotated[
        str | None, typer.Option(help="Count only tokens that this CQL query finds.", show_default=False)
    ] = None,
    measure: MeasureOption = "log-likelihood",
    min_frequency: LeastOption = 1,
    confidence: ConfidenceOption = 0.95,
    limit: RowsOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Score the words that occur near hits (docs/statistics.md has the measures).

    Example: corpus-tools collocates '[lemma="加盟"]' --only '[pos="名詞.*"]' --measure log-ratio --min-frequency 5

    Example: corpus-tools collocates '[lemma="加盟"]' --unit s --measure logdice
    """
    opened = open_corpus(corpus)
    table = collocates(
        opened,
        opened.query(cql),
        attribute=attribute,
        window=(window if left is None else left, window if right is None else right),
        within=within,
        unit=unit,
        only=only,
        measure=measure,
        min_frequency=min_frequency,
        confidence=confidence,
    )
    print_table(table, format, limit=limit, columns=terminal_columns(measure), least=min_frequency)


def terminal_columns(measure: str, *, before: tuple[str, ...] = ()) -> list[str]:
    """Return the columns that a terminal has room for."""
    names = chosen_measures(measure)
    several = names[1:] if 1 < len(names) <= 5 else []
    interval = ["low", "high"] if "log-ratio" in names else []
    return ["item", *before, *FIRST_COLUMNS, "score", *several, *interval]
