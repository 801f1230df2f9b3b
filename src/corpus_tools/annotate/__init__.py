"""Layers of spans, one file per annotator."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from corpus_tools.model import Document, Span

ANNOTATORS: dict[str, str] = {
    "sentences": "corpus_tools.annotate.sentences_ja:SentenceAnnotator",
    "dates": "corpus_tools.annotate.dates_ja:DateAnnotator",
    "relative_dates": "corpus_tools.annotate.relative_dates_ja:RelativeDateAnnotator",
    "glosses": "corpus_tools.annotate.glosses_ja:GlossAnnotator",
    "entities": "corpus_tools.annotate.entities_ja:EntityAnnotator",
}
"""The annotators by name, each ``module:attribute``; others come from the entry-point group
``corpus_tools.annotators``."""


@runtime_checkable
class Annotator(Protocol):
    """Reads a document and yields the spans of the layers it provides.

    Attributes:
        name: Stands in the spans' origin: ``auto:<name>``.
        needs: Layers (and ``token``) that must be on the document.
        provides: Layers of the spans it yields.
    """

    name: str
    needs: frozenset[str]
    provides: frozenset[str]

    def __call__(self, document: Document) -> Iterable[Span]:
        """Yield the spans found in ``document``, which is not changed."""
        ...
