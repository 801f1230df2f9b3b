"""``corpus-tools query`` and ``search``: concordances."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_tools.analysis.kwic import KWIC_COLUMNS, kwic
from corpus_tools.analysis.rows import rows
from corpus_tools.cli.output import (
    CorpusOption,
    Format,
    FormatOption,
    colors,
    open_corpus,
    print_rows,
    terminal_width,
)
from corpus_tools.corpus import Corpus
from corpus_tools.render import kwic_text

if TYPE_CHECKING:
    from corpus_tools.query import Hits

ContextOption = Annotated[int, typer.Option("--context", min=0, help="Tokens on each side.")]
SortOption = Annotated[
    str | None, typer.Option(help="L1 … R5 or node, several with commas.", show_default="corpus order")
]
AttributeOption = Annotated[str, typer.Option("--by", help="Attribute to sort by.")]
SampleOption = Annotated[int | None, typer.Option(min=1, help="So many hits at random.", show_default="all")]
SeedOption = Annotated[int, typer.Option(help="Of the sample.")]
LinesOption = Annotated[int, typer.Option("--limit", min=0, help="So many lines; 0 for all.")]


def query_command(
    cql: Annotated[str, typer.Argument(help="A CQL query.")],
    corpus: CorpusOption = None,
    context: ContextOption = 10,
    sort: SortOption = None,
    by: AttributeOption = "word",
    sample: SampleOption = None,
    seed: SeedOption = 0,
    limit: LinesOption = 0,
    format: FormatOption = Format.table,
) -> None:
    """Show the concordance of a CQL query.

    Example: corpus-tools query '[lemma="加盟"] [pos="名詞.*"]' --sort R1 --limit 20
    """
    opened = open_corpus(corpus)
    show(
        opened,
        opened.query(cql),
        format,
        context=context,
        sort=sort,
        by=by,
        sample=sample,
        seed=seed,
        limit=limit,
    )


def search_command(
    text: Annotated[str, typer.Argument(help="Words, a reading, or a name in Japanese or English.")],
    corpus: CorpusOption = None,
    context: ContextOption = 10,
    sort: SortOption = None,
    by: AttributeOption = "word",
    sample: SampleOption = None,
    seed: SeedOption = 0,
    limit: LinesOption = 0,
    format: FormatOption = Format.table,
) -> None:
    """Show the concordance of what a person types without CQL.

    Example: corpus-tools search "NATO加盟"
    """
    opened = open_corpus(corpus)
    show(
        opened,
        opened.search(text),
        format,
        context=context,
        sort=sort,
        by=by,
        sample=sample,
        seed=seed,
        limit=limit,
    )


def show(
    corpus: Corpus,
    hits: Hits,
    format: Format,
    *,
    context: int,
    sort: str | None,
    by: str,
    sample: int | None,
    seed: int,
    limit: int,
) -> None:
    """Print a concordance: aligned on the node for a terminal, else as rows."""
    lines = kwic(
        corpus, hits, context=context, sort=sort, attribute=by, sample=sample, seed=seed, limit=limit or None
    )
    if format is not Format.table:
        print_rows(rows(lines), KWIC_COLUMNS, format)
    elif len(lines):
        print(kwic_text(lines, width=terminal_width(), color=colors()))
    if format is Format.table:
        print(f"{len(lines)} of {len(hits)} hits", file=sys.stderr)
