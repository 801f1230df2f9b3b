"""``corpus-tools freq``: how often what occurs."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus_tools.analysis.frequency import freq
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, open_corpus
from corpus_tools.cli.statistics import LeastOption, RowsOption, print_table


def freq_command(
    cql: Annotated[
        str | None, typer.Argument(help="A CQL query; without one every token.", show_default=False)
    ] = None,
    corpus: CorpusOption = None,
    by: Annotated[
        str, typer.Option(help="Keys with commas: lemma, R1.pos, match.lemma, matchend[1].word, text_genre …")
    ] = "word",
    cross: Annotated[
        str | None,
        typer.Option(help="A key whose values become columns, such as section_title.", show_default=False),
    ] = None,
    relative: Annotated[
        bool, typer.Option("--per-million", help="With --cross: per million tokens of each column.")
    ] = False,
    min_frequency: LeastOption = 1,
    limit: RowsOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Count hits by attributes at any positions.

    Example: corpus-tools freq '[lemma="加盟"]' --by R1.lemma

    Example: corpus-tools freq --by entity_label --cross section_title
    """
    opened = open_corpus(corpus)
    hits = opened.query(cql) if cql else None
    table = freq(opened, hits, by=by, cross=cross, relative=relative, min_frequency=min_frequency)
    print_table(table, format, limit=limit, least=min_frequency)
