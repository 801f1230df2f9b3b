"""``corpus-tools dates``: what the texts date when."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from corpus_tools.analysis.mentions import DATE_COLUMNS, date_mentions
from corpus_tools.analysis.periods import Period
from corpus_tools.cli.output import (
    CorpusOption,
    Format,
    FormatOption,
    LimitOption,
    open_corpus,
    print_mentions,
)


class DateMatch(StrEnum):
    """How a date and the period must meet."""

    within = "within"
    overlap = "overlap"


def dates_command(
    start: Annotated[str | None, typer.Option("--from", help="Year, month or day.")] = None,
    end: Annotated[str | None, typer.Option("--to", help="Year, month or day, included.")] = None,
    match: Annotated[
        DateMatch, typer.Option(help="within: the date lies in the period; overlap: it touches it.")
    ] = DateMatch.within,
    type: Annotated[str | None, typer.Option(help="Only these: DATE,TIME,DURATION,SET.")] = None,
    corpus: CorpusOption = None,
    context: Annotated[int, typer.Option("--context", min=0, help="Tokens on each side.")] = 10,
    limit: LimitOption = None,
    format: FormatOption = Format.table,
) -> None:
    """List what the texts date to a period, in order of time.

    Sets and durations that are not anchored have no bounds and lie in no period.

    Example: corpus-tools dates --from 1997 --to 1997
    """
    opened = open_corpus(corpus)
    period = Period.between(start, end) if start or end else None
    types = {name.strip().upper() for name in type.split(",")} if type else None
    found = date_mentions(opened, period=period, match=match.value, types=types, context=context)
    print_mentions(found.iloc[:limit], DATE_COLUMNS, ("value",), format)
