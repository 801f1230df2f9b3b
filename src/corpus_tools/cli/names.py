"""``corpus-tools names``: the bilingual name list."""

from __future__ import annotations

from typing import Annotated

import pandas as pd
import typer

from corpus_tools.analysis.names import NAME_COLUMNS, find_mentioned, name_list
from corpus_tools.analysis.rows import rows
from corpus_tools.cli.names_accept import accept_command
from corpus_tools.cli.names_check import check_command
from corpus_tools.cli.names_exchange import export_names_command, import_names_command
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, LimitOption, open_corpus, print_rows

names_app = typer.Typer(help="The bilingual name list.", no_args_is_help=True)
names_app.command("check")(check_command)
names_app.command("accept")(accept_command)
names_app.command("export")(export_names_command)
names_app.command("import")(import_names_command)

EverythingOption = Annotated[
    bool, typer.Option("--all", help="With the names that gazetteers and the texts' own glosses brought.")
]


@names_app.command("list")
def list_command(
    corpus: CorpusOption = None,
    everything: EverythingOption = False,
    limit: LimitOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Print the aligned names: Japanese, English, acronym, date, evidence, mentions.

    Example: corpus-tools names list --format csv > names.csv
    """
    print_names(name_list(open_corpus(corpus), everything=everything), format, limit)


@names_app.command("find")
def find_command(
    name: Annotated[str, typer.Argument(help="A name in Japanese or English.")],
    corpus: CorpusOption = None,
    format: FormatOption = Format.table,
) -> None:
    """Find names in either language.

    Example: corpus-tools names find "Founding Act"
    """
    opened = open_corpus(corpus)
    names = name_list(opened, everything=True)
    found, _ = find_mentioned(opened, name)
    print_names(names[names["id"].isin(found)], format)


def print_names(names: pd.DataFrame, format: Format, limit: int | None = None) -> None:
    """Print names; lists of variants are joined with semicolons outside JSON."""
    print_rows(rows(names)[:limit], NAME_COLUMNS, format)
