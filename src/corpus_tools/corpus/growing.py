"""What a corpus lacks of a recipe's documents, so that it can grow without being built anew."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import Any

from corpus_tools.corpus.reader import Corpus
from corpus_tools.errors import CorpusError
from corpus_tools.pipeline import Recipe


def lacking(recipe: Recipe, settings: dict[str, Any]) -> Recipe:
    """Return the recipe with only the documents that its corpus does not have yet.

    Args:
        settings: What the recipe says besides its documents, as a manifest has it.

    Raises:
        CorpusError: There is no corpus to add to, or it was built otherwise, or a document in it has changed.
    """
    corpus = Corpus(recipe.output)
    _check_settings(corpus, settings)
    hashes = _hashes(corpus)
    new = tuple(folder for folder in recipe.documents if folder.name not in hashes)
    changed = [
        folder.name
        for folder in recipe.documents
        if folder.name in hashes
        and hashlib.sha256((folder / "source.txt").read_bytes()).hexdigest() != hashes[folder.name]
    ]
    if changed:
        raise CorpusError(
            f"The source of {', '.join(changed)} has changed since {recipe.output} was built. "
            "Build it anew, without --append."
        )
    return replace(recipe, documents=new)


def _check_settings(corpus: Corpus, settings: dict[str, Any]) -> None:
    built = {key: value for key, value in corpus.manifest.get("recipe", {}).items() if key != "documents"}
    other = [key for key, value in settings.items() if key != "documents" and built.get(key) != value]
    if other:
        raise CorpusError(
            f"{corpus.folder} was built with another recipe ({', '.join(other)}). Build it anew, without --append."
        )


def _hashes(corpus: Corpus) -> dict[str, str]:
    """Return the SHA-256 of each document's source, by id."""
    import pyarrow.parquet as pq

    found: dict[str, str] = {}
    for part in corpus.parts:
        table = pq.read_table(part / "tables" / "documents.parquet", columns=["document", "source_sha256"])
        found |= dict(zip(table["document"].to_pylist(), table["source_sha256"].to_pylist(), strict=True))
    return found
