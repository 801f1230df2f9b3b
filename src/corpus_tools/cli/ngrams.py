"""``corpus-tools ngrams``: sequences of tokens that recur."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus_tools.analysis.ngrams import BUNDLE_PER_MILLION, BUNDLE_TEXTS, ngrams
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, open_corpus
from corpus_tools.cli.statistics import AttributeOption, LeastOption, RowsOption, print_table


def ngrams_command(
    cql: Annotated[
        str | None,
        typer.Argument(help="Only sequences that hold a hit of this CQL query.", show_default=False),
    ] = None,
    corpus: CorpusOption = None,
    n: Annotated[int, typer.Option("--n", "-n", min=1, help="Tokens of a sequence.")] = 2,
    skip: Annotated[
        int, typer.Option(min=0, help="Skipgrams: so many tokens may be left out between them.")
    ] = 0,
    attribute: AttributeOption = "word",
    within: Annotated[str, typer.Option(help="Structure whose edges no sequence crosses.")] = "s",
    part: Annotated[
        str | None, typer.Option(help="Only in the hits of this CQL query.", show_default=False)
    ] = None,
    without: Annotated[
        str | None,
        typer.Option(
            help="Over no token that this CQL query finds, such as punctuation.", show_default=False
        ),
    ] = None,
    bundles: Annotated[
        bool,
        typer.Option(
            "--bundles",
            help=f"Lexical bundles: {BUNDLE_PER_MILLION:g} per million in {BUNDLE_TEXTS} texts at least, unless said otherwise.",
        ),
    ] = False,
    min_frequency: LeastOption = 2,
    min_per_million: Annotated[
        float | None, typer.Option(min=0, help="Least frequency per million tokens.", show_default=False)
    ] = None,
    min_range: Annotated[
        int | None, typer.Option(min=1, help="Least number of --range-of regions.", show_default=False)
    ] = None,
    range_of: Annotated[
        str, typer.Option(help="Structure whose regions are counted for the range.")
    ] = "text",
    limit: RowsOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Count n-grams, skipgrams or lexical bundles.

    Example: corpus-tools ngrams -n 3 --without '[pos="補助記号.*"]'

    Example: corpus-tools ngrams '[lemma="加盟"]' -n 3 --attribute lemma
    """
    opened = open_corpus(corpus)
    least_rate = min_per_million if min_per_million is not None else BUNDLE_PER_MILLION if bundles else 0
    least_range = min_range if min_range is not None else BUNDLE_TEXTS if bundles else 1
    table = ngrams(
        opened,
        opened.query(cql) if cql else None,
        n=n,
        skip=skip,
        attribute=attribute,
        within=within,
        part=part,
        without=without,
        min_frequency=min_frequency,
        min_per_million=least_rate,
        min_range=least_range,
        range_of=range_of,
    )
    print_table(table, format, limit=limit)
