"""``corpus-tools trend``: how often hits occur over time."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from corpus_tools.analysis.plots import plot_trend
from corpus_tools.analysis.trend import trend
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, open_corpus
from corpus_tools.cli.statistics import PlotOption, RowsOption, print_key, print_table


class Unit(StrEnum):
    """How long a period is."""

    month = "month"
    year = "year"
    decade = "decade"
    century = "century"


def trend_command(
    cql: Annotated[list[str], typer.Argument(help="CQL queries.")],
    corpus: CorpusOption = None,
    by: Annotated[
        str,
        typer.Option(help="A layer of dates (what the text speaks of), or metadata such as text_written."),
    ] = "date",
    unit: Annotated[Unit, typer.Option(help="The length of a period.")] = Unit.year,
    within: Annotated[
        str, typer.Option(help="With a layer of dates: the region that hit and date share.")
    ] = "s",
    plot: PlotOption = None,
    limit: RowsOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Count hits by the time their sentences speak of, or by when the texts were written.

    Example: corpus-tools trend '[lemma="加盟"]' '[lemma="支援"]' --unit decade --plot trend.svg
    """
    opened = open_corpus(corpus)
    table = trend(
        opened, {query: opened.query(query) for query in cql}, by=by, unit=unit.value, within=within
    )
    print_table(table, format, limit=limit)
    for query, undated in table.attrs.get("undated", {}).items():
        if undated:
            print(f"{query}: {undated} hits have no date that lies in one {unit.value}", file=sys.stderr)
    if plot is not None:
        print_key(plot_trend(table, plot), plot)
