"""``corpus-tools keywords``: what a corpus or a part of one speaks of more than others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_tools.analysis.keywords import keywords
from corpus_tools.cli.collocates import terminal_columns
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, open_corpus
from corpus_tools.cli.statistics import (
    AttributeOption,
    ConfidenceOption,
    LeastOption,
    MeasureOption,
    RowsOption,
    print_table,
)
from corpus_tools.corpus import Corpus
from corpus_tools.errors import QueryError

if TYPE_CHECKING:
    from corpus_tools.query import Hits


def keywords_command(
    cql: Annotated[
        str | None,
        typer.Argument(
            help="A CQL query whose hits are the part to look at; without one all.", show_default=False
        ),
    ] = None,
    corpus: CorpusOption = None,
    reference: Annotated[
        str | None,
        typer.Option(help="A CQL query whose hits are compared with.", show_default="the rest of the corpus"),
    ] = None,
    reference_corpus: Annotated[
        Path | None, typer.Option(help="A corpus folder to compare with.", show_default=False)
    ] = None,
    reference_list: Annotated[
        Path | None,
        typer.Option(
            help="A frequency list to compare with: CSV or TSV with item and frequency.", show_default=False
        ),
    ] = None,
    attribute: AttributeOption = "lemma",
    measure: MeasureOption = "log-likelihood",
    min_frequency: LeastOption = 1,
    negative: Annotated[bool, typer.Option("--negative", help="What the part has less often.")] = False,
    confidence: ConfidenceOption = 0.95,
    limit: RowsOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Score the words that a part has more often than the rest, or than another corpus.

    Example: corpus-tools keywords '<section_title="おわりに"/>' --min-frequency 3

    Example: corpus-tools keywords --reference-list bccwj.tsv --measure conservative-log-ratio
    """
    opened = open_corpus(corpus)
    table = keywords(
        opened,
        opened.query(cql) if cql else None,
        reference=_reference(opened, reference, reference_corpus, reference_list),
        attribute=attribute,
        measure=measure,
        min_frequency=min_frequency,
        negative=negative,
        confidence=confidence,
    )
    columns = terminal_columns(measure, before=("per_million", "reference_per_million"))
    print_table(table, format, limit=limit, columns=columns, least=min_frequency)


def _reference(
    corpus: Corpus, query: str | None, folder: Path | None, list_: Path | None
) -> Corpus | Hits | Path | None:
    if sum(one is not None for one in (query, folder, list_)) > 1:
        raise QueryError("Several references. Name one: --reference, --reference-corpus or --reference-list.")
    if query is not None:
        return corpus.query(query)
    return Corpus(folder) if folder is not None else list_
