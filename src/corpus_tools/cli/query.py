"""``corpus-tools query`` and ``search``: concordances."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from corpus_tools.analysis.furigana import IN_TEXT
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
from corpus_tools.errors import QueryError
from corpus_tools.query.limits import SECONDS
from corpus_tools.query.syntax import STRATEGIES, Strategy
from corpus_tools.render import kwic_text

if TYPE_CHECKING:
    from corpus_tools.query import Hits

ContextOption = Annotated[int, typer.Option("--context", min=0, help="Tokens on each side.")]
SortOption = Annotated[
    str | None,
    typer.Option(
        help="Keys with commas: R1, L2..L1.lemma, node.reading:desc, text_written (docs/statistics.md).",
        show_default="corpus order",
    ),
]
AttributeOption = Annotated[str, typer.Option("--by", help="Attribute of sort keys without one.")]
SampleOption = Annotated[int | None, typer.Option(min=1, help="So many hits at random.", show_default="all")]
SeedOption = Annotated[int, typer.Option(help="Of the sample.")]
FuriganaOption = Annotated[
    bool, typer.Option("--furigana", help="Show the readings of kanji: 加盟《かめい》.")
]
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
    furigana: FuriganaOption = False,
    macros: Annotated[
        list[Path] | None, typer.Option("--macros", help="File of macro definitions; several times.")
    ] = None,
    words: Annotated[
        list[str] | None, typer.Option(help="NAME=FILE: a list of words, one a line, used as $NAME.")
    ] = None,
    strategy: Annotated[
        str, typer.Option(help=f"Which of several matches count: {', '.join(STRATEGIES)}.")
    ] = "standard",
    seconds: Annotated[float, typer.Option(min=0, help="Stop a query after so long; 0 for never.")] = SECONDS,
    format: FormatOption = Format.table,
) -> None:
    """Show the concordance of a CQL query, or of the last of several with ; between them.

    Example: corpus-tools query '[lemma="加盟"] [pos="名詞.*"]' --sort R1 --limit 20

    Example: corpus-tools query 'A = [lemma="加盟"] []{0,5} @[upos="VERB"]; subset A where target: [lemma="持つ"]'
    """
    opened = open_corpus(corpus)
    session = opened.session(strategy=_strategy(strategy), seconds=seconds or None, seed=seed)
    for path in macros or []:
        session.load_macros(path)
    for definition in words or []:
        session.define(*_list(definition))
    show(
        opened,
        session.run(cql),
        format,
        context=context,
        sort=sort,
        by=by,
        sample=sample,
        seed=seed,
        limit=limit,
        furigana=furigana,
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
    furigana: FuriganaOption = False,
    exact: Annotated[bool, typer.Option(help="As it is written, and nothing else.")] = False,
    format: FormatOption = Format.table,
) -> None:
    """Show the concordance of what a person types without CQL.

    Example: corpus-tools search "NATO加盟"
    """
    opened = open_corpus(corpus)
    show(
        opened,
        opened.search(text, exact=exact),
        format,
        context=context,
        sort=sort,
        by=by,
        sample=sample,
        seed=seed,
        limit=limit,
        furigana=furigana,
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
    furigana: bool = False,
) -> None:
    """Print a concordance: aligned on the node for a terminal, else as rows."""
    lines = kwic(
        corpus,
        hits,
        context=context,
        sort=sort,
        attribute=by,
        sample=sample,
        seed=seed,
        limit=limit or None,
        furigana=IN_TEXT if furigana else None,
    )
    if format is not Format.table:
        print_rows(rows(lines), KWIC_COLUMNS, format)
    elif len(lines):
        print(kwic_text(lines, width=terminal_width(), color=colors()))
    if format is Format.table:
        said = f" ({hits.message})" if hits.message else ""
        print(f"{len(lines)} of {len(hits)} hits{said}", file=sys.stderr)


def _strategy(name: str) -> Strategy:
    if name not in STRATEGIES:
        raise typer.BadParameter(f"{name!r} is none of {', '.join(STRATEGIES)}.", param_hint="--strategy")
    return name


def _list(definition: str) -> tuple[str, list[str]]:
    """Read the words of ``NAME=FILE``, one a line; white space around them and empty lines do not count."""
    name, equals, path = definition.partition("=")
    if not equals or not name.isidentifier():
        raise typer.BadParameter(f"{definition!r}; right would be NAME=FILE.", param_hint="--words")
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QueryError(f"{path}: the words cannot be read ({error}). Give a file in UTF-8.") from error
    return name, [line.strip() for line in lines if line.strip()]
