"""Files as people have them, to source text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from corpus_tools.errors import SourceError
from corpus_tools.model import Metadata
from corpus_tools.sources.marks import Mark

__all__ = ["READERS", "SourceText", "read_document_folder", "read_source"]

READERS: dict[str, str] = {
    "": "corpus_tools.sources.text_file:read_text_file",
    ".conllu": "corpus_tools.sources.conllu_file:read_conllu_file",
    ".docx": "corpus_tools.sources.docx_file:read_docx_file",
    ".epub": "corpus_tools.sources.epub_file:read_epub_file",
    ".htm": "corpus_tools.sources.html_file:read_html_file",
    ".html": "corpus_tools.sources.html_file:read_html_file",
    ".pdf": "corpus_tools.sources.pdf_file:read_pdf_file",
    ".text": "corpus_tools.sources.text_file:read_text_file",
    ".txt": "corpus_tools.sources.text_file:read_text_file",
    ".xhtml": "corpus_tools.sources.html_file:read_html_file",
    ".xml": "corpus_tools.sources.xml_file:read_tei_file",
}
"""The reader for each file suffix (lower case), as ``module:attribute``."""


@dataclass(frozen=True)
class SourceText:
    """A text as it arrived, before any repair.

    Attributes:
        text: Line breaks are LF; a byte order mark is gone; everything else is as in the file.
        metadata: Flat values: what the reader saw (``encoding``, ``bom``, ``newlines``) and what is known
            about the text (``title``, ``author``, ``written``, …).
        path: Where it came from, if from a file.
        marks: What the file says of the text beside its characters, in text order.
    """

    id: str
    text: str
    metadata: Metadata = field(default_factory=dict)
    path: Path | None = None
    marks: tuple[Mark, ...] = ()


Reader = Callable[..., SourceText]


def read_source(path: str | Path, *, encoding: str | None = None) -> SourceText:
    """Read a file with the reader its suffix asks for.

    Args:
        encoding: Takes the place of detection.

    Raises:
        SourceError: No such file, no reader for it, or bytes that are not text.
    """
    path = Path(path)
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(suffix for suffix in READERS if suffix)
        raise SourceError(
            f"{path}: no reader for files that end in '{path.suffix}'. Known: {known}. "
            "Save the text as UTF-8 in a .txt file."
        )
    return _load(reader)(path, encoding=encoding)


def read_document_folder(path: str | Path) -> SourceText:
    """Read a document's folder; see ``corpus_tools.sources.document_folder.read_document_folder``."""
    from corpus_tools.sources.document_folder import read_document_folder as read

    return read(path)


def _load(reference: str) -> Reader:
    module, attribute = reference.split(":")
    function: Reader = getattr(import_module(module), attribute)
    return function
