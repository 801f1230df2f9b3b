"""``corpus-tools dispersion``: how evenly hits are spread."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus_tools.analysis.dispersion import DISPERSION_COLUMNS, OUTSIDE, dispersion
from corpus_tools.analysis.plots import plot_dispersion
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, open_corpus
from corpus_tools.cli.statistics import LeastOption, PlotOption, RowsOption, print_key, print_table
from corpus_tools.errors import QueryError


def dispersion_command(
    cql: Annotated[
        list[str] | None, typer.Argument(help="CQL queries; a row for each.", show_default=False)
    ] = None,
    corpus: CorpusOption = None,
    by: Annotated[
        str | None,
        typer.Option(help="A key such as lemma: a row for each of its values.", show_default=False),
    ] = None,
    parts: Annotated[
        str, typer.Option(help="Structure whose regions are the parts, or a number of equal pieces.")
    ] = "text",
    min_frequency: LeastOption = 1,
    plot: PlotOption = None,
    limit: RowsOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Measure how evenly hits are spread over texts, sections or pieces of equal length.

    Example: corpus-tools dispersion '[lemma="加盟"]' '[lemma="支援"]' --parts section --plot dispersion.svg

    Example: corpus-tools dispersion --by lemma --parts 10 --min-frequency 20
    """
    opened = open_corpus(corpus)
    named = {query: opened.query(query) for query in cql or []}
    pieces = int(parts) if parts.isdecimal() else parts
    if by is not None and len(named) > 1:
        raise QueryError("--by measures the values of one query. Name one query, or leave --by away.")
    hits = None if not named else named if by is None else next(iter(named.values()))
    table = dispersion(opened, hits, by=by, parts=pieces, min_frequency=min_frequency)
    leading = [name for name in table.columns if name not in (*DISPERSION_COLUMNS, OUTSIDE)]
    shown = [name for name in DISPERSION_COLUMNS if name != "range_percent"]
    print_table(table, format, limit=limit, columns=[*leading, *shown], least=min_frequency)
    if plot is not None:
        print_key(plot_dispersion(opened, named, plot, parts=pieces), plot)
