"""``corpus-tools tabulate``: values of each hit, for other programs."""

from __future__ import annotations

from typing import Annotated

import typer

from corpus_tools.analysis.frequency import tabulate
from corpus_tools.cli.output import CorpusOption, Format, FormatOption, open_corpus
from corpus_tools.cli.statistics import RowsOption, print_table


def tabulate_command(
    cql: Annotated[str, typer.Argument(help="A CQL query.")],
    corpus: CorpusOption = None,
    keys: Annotated[
        str, typer.Option(help="Keys with commas: L5..L1.lemma, node, R1.pos, text_id …")
    ] = "node",
    limit: RowsOption = None,
    format: FormatOption = Format.tsv,
) -> None:
    """Print a row of values for each hit, as for a statistics program.

    Example: corpus-tools tabulate '[lemma="加盟"]' --keys L2..L1.lemma,node,R1.pos,section_title
    """
    opened = open_corpus(corpus)
    print_table(tabulate(opened, opened.query(cql), keys=keys), format, limit=limit)
