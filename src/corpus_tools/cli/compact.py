"""``corpus-tools compact``: a corpus that grew by parts, in one part again."""

from __future__ import annotations

from corpus_tools.cli.output import CorpusOption, open_corpus
from corpus_tools.corpus.joining import compact


def compact_command(corpus: CorpusOption = None) -> None:
    """Merge the parts of a corpus that grew; queries then run at full speed, with the same hits.

    An interrupted run leaves the corpus as it was.

    Example: corpus-tools compact --corpus build/corpus
    """
    opened = open_corpus(corpus)
    n_parts = compact(opened.folder)
    print(
        f"{opened.folder}: {n_parts} parts merged." if n_parts > 1 else f"{opened.folder}: one part already."
    )
