"""``corpus-tools entities``: every mention of a name, asked for in either language, and what is mentioned with it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from corpus_tools.analysis.mentions import BESIDE, ENTITY_COLUMNS, entity_mentions
from corpus_tools.analysis.names import find_mentioned
from corpus_tools.analysis.network import PAIR_COLUMNS, name_pairs
from corpus_tools.analysis.rows import rows
from corpus_tools.cli.output import (
    CorpusOption,
    Format,
    FormatOption,
    LimitOption,
    open_corpus,
    print_mentions,
    print_rows,
)
from corpus_tools.errors import QueryError

GRAPH = ".graphml"
_PAIRS_ON_TERMINAL = ("source_ja", "source_en", "target_ja", "target_en", "weight", "R1", "C1", "score")


def entities_command(
    name: Annotated[
        str | None,
        typer.Argument(help="A name in Japanese or English; none for all mentions.", show_default=False),
    ] = None,
    corpus: CorpusOption = None,
    label: Annotated[str | None, typer.Option(help="Only of these types: PERSON,ORG,DOCUMENT …")] = None,
    beside: Annotated[
        str | None, typer.Option("--with", help="What else stands in the sentence: dates,entities.")
    ] = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="List which names are mentioned together, scored.")
    ] = False,
    network: Annotated[
        Path | None,
        typer.Option(help="Write the pairs as a graph (.graphml) or a picture (.svg, .png, .pdf)."),
    ] = None,
    unit: Annotated[str, typer.Option(help="Pairs stand together in: s, p, section, text.")] = "s",
    measure: Annotated[str, typer.Option(help="Of association; see docs/statistics.md.")] = "log-likelihood",
    min_weight: Annotated[int, typer.Option(min=1, help="Least number of units a pair shares.")] = 1,
    nested: Annotated[
        bool, typer.Option("--nested", help="Count mentions inside others as pairs, too.")
    ] = False,
    top: Annotated[int, typer.Option(min=2, help="So many names in a picture.")] = 40,
    context: Annotated[int, typer.Option("--context", min=0, help="Tokens on each side.")] = 10,
    limit: LimitOption = None,
    format: FormatOption = Format.table,
) -> None:
    """List the mentions of a name, asked for in Japanese or in English; or the names mentioned with it.

    Example: corpus-tools entities "Founding Act" --with dates,entities

    Example: corpus-tools entities --network names.svg --min-weight 2

    Example: corpus-tools entities NATO --pairs --unit p --format csv
    """
    opened = open_corpus(corpus)
    wanted = _listed(beside, BESIDE)
    labels = {one.strip().upper() for one in label.split(",")} if label else None
    names, surfaces = find_mentioned(opened, name) if name else (None, None)
    if pairs or network is not None:
        keys = None if names is None else names | (surfaces or set())
        table = name_pairs(
            opened,
            unit=unit,
            names=keys,
            labels=labels,
            nested=nested,
            measure=measure,
            min_weight=min_weight,
        )
        if network is not None:
            write_network(table, network, top=top)
        if pairs or network is None:
            columns = _PAIRS_ON_TERMINAL if format is Format.table else PAIR_COLUMNS
            print_rows(rows(table.iloc[:limit].round(4)), columns, format)
        return
    mentions = entity_mentions(opened, names=names, surfaces=surfaces, context=context, beside=wanted)
    if labels is not None:
        mentions = mentions[mentions["label"].isin(labels)]
    print_mentions(mentions.iloc[:limit], [*ENTITY_COLUMNS, *wanted], ("label",), format)


def write_network(pairs: pd.DataFrame, path: Path, *, top: int) -> None:
    """Write a graph or a picture; say on standard error what is in it and what is not."""
    if path.suffix.lower() == GRAPH:
        from corpus_tools.formats.graphml import write_pairs

        counts = write_pairs(pairs, path)
        print(f"{path}: {counts['nodes']} names, {counts['edges']} pairs", file=sys.stderr)
        return
    from corpus_tools.analysis.network_plot import plot_network

    drawn = plot_network(pairs, path, top=top)
    left_out = f"; {drawn.left_out} names with fewer pairs are not in it" if drawn.left_out else ""
    print(f"{path}: {drawn.names} names, {drawn.pairs} pairs{left_out}", file=sys.stderr)
    if drawn.key:
        print("No Japanese font is installed, so names without English are numbered:", file=sys.stderr)
    for label, written in drawn.key.items():
        print(f"  {label} = {written}", file=sys.stderr)


def _listed(given: str | None, known: tuple[str, ...]) -> list[str]:
    wanted = [one.strip() for one in given.split(",")] if given else []
    if unknown := [one for one in wanted if one not in known]:
        raise QueryError(f"--with {', '.join(unknown)}: right would be any of {', '.join(known)}.")
    return list(dict.fromkeys(wanted))
