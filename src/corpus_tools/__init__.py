"""Japanese text as it really arrives, turned into a searchable annotated bilingual corpus."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools._version import __version__
from corpus_tools.errors import CorpusToolsError
from corpus_tools.model import Block, Document, OffsetMap, Piece, Span, Tokens

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.pipeline import Pipeline

__all__ = [
    "Block",
    "CorpusToolsError",
    "Document",
    "OffsetMap",
    "Piece",
    "Span",
    "Tokens",
    "__version__",
    "load_pipeline",
    "open",
]


def load_pipeline(**settings: Any) -> Pipeline:
    """Make the annotation pipeline; see ``corpus_tools.pipeline.load_pipeline`` for the settings."""
    from corpus_tools.pipeline import load_pipeline as load

    return load(**settings)


def open(folder: str | Path) -> Corpus:  # noqa: A001 - corpus_tools.open is the public name
    """Open a built corpus without loading it.

    Raises:
        CorpusError: The folder holds no corpus, or one that is damaged or of another version.
    """
    from corpus_tools.corpus import Corpus

    return Corpus(folder)
