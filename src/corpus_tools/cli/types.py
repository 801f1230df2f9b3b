"""``corpus-tools types``: how rich a vocabulary is, and how it grows."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus_tools.analysis.plots import plot_growth
from corpus_tools.analysis.vocabulary import growth, types
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, open_corpus
from corpus_tools.cli.statistics import AttributeOption, PlotOption, RowsOption, print_key, print_table


def types_command(
    cql: Annotated[
        str | None, typer.Argument(help="Only the tokens of this CQL query's hits.", show_default=False)
    ] = None,
    corpus: CorpusOption = None,
    attribute: AttributeOption = "lemma",
    only: Annotated[
        str | None, typer.Option(help="Of these, only tokens that this CQL query finds.", show_default=False)
    ] = None,
    each: Annotated[
        str | None, typer.Option(help="A row for each region of this structure.", show_default=False)
    ] = None,
    segment: Annotated[int, typer.Option(min=1, help="Tokens of the segments of STTR.")] = 1000,
    window: Annotated[int, typer.Option(min=1, help="Tokens of the window of MATTR.")] = 500,
    growth_: Annotated[bool, typer.Option("--growth", help="How the vocabulary grows, instead.")] = False,
    points: Annotated[int, typer.Option(min=1, help="Rows of the growth.")] = 100,
    plot: PlotOption = None,
    limit: RowsOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Count types and tokens and measure how rich the vocabulary is.

    Example: corpus-tools types --only '[pos="名詞.*"]' --each section

    Example: corpus-tools types --growth --plot growth.svg
    """
    opened = open_corpus(corpus)
    hits = opened.query(cql) if cql else None
    curve = growth_ or plot is not None
    if curve:
        table = growth(opened, hits, attribute=attribute, only=only, points=points)
    if plot is not None:
        plot_growth(table, plot)
        print_key({}, plot)
    if not growth_:
        table = types(opened, hits, attribute=attribute, only=only, each=each, segment=segment, window=window)
    print_table(table, format, limit=limit)
