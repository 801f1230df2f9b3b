"""Word documents (.docx): paragraphs with their styles, note anchors, ruby."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus_tools.errors import SourceError
from corpus_tools.sources import SourceText
from corpus_tools.sources.binary import ZIP_ERRORS, read_bytes
from corpus_tools.sources.markup import MarkedText

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"(?:heading|見出し) ?([1-9])", re.IGNORECASE)
_TITLES = {"title": "title", "表題": "title", "subtitle": "title", "副題": "title", "author": "author"}
_SKIPPED = frozenset({f"{_W}del", f"{_W}rt", f"{_W}instrText", f"{_W}delText"})


def read_docx_file(path: str | Path, *, encoding: str | None = None) -> SourceText:
    """Read a Word document: blocks by paragraph style, tables cell by cell, anchors of foot- and endnotes.

    Tracked deletions are left out, insertions are in.

    Args:
        encoding: Refused: a Word document states its own.

    Raises:
        SourceError: The file is no Word document, or has no text; ``python-docx`` is not installed.
    """
    path = Path(path)
    if encoding is not None:
        raise SourceError(f"{path}: a Word document states its own encoding. Leave --encoding away.")
    document = _open(path)
    walker = _DocxWalker()
    for paragraph in _paragraphs(document):
        walker.add_paragraph(paragraph)
    text, marks = walker.text.finish()
    if not text.strip():
        raise SourceError(f"{path}: the document has no text.")
    return SourceText(path.stem, text, _metadata(document), path, marks)


def _open(path: Path) -> Any:
    try:
        import docx
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError:
        raise SourceError(
            f"{path}: .docx needs python-docx: pip install 'corpus-tools[documents]'."
        ) from None
    try:
        return docx.Document(io.BytesIO(read_bytes(path)))
    except (PackageNotFoundError, KeyError, SyntaxError, *ZIP_ERRORS) as error:
        raise SourceError(f"{path} cannot be read as .docx ({error}). Save it again as .docx.") from error


def _paragraphs(document: Any) -> Iterator[Any]:
    """Yield the paragraphs of the body in order, those in tables too."""
    from docx.text.paragraph import Paragraph

    for element in document.element.body.iter(f"{_W}p"):
        yield Paragraph(element, document)


class _DocxWalker:
    def __init__(self) -> None:
        self.text = MarkedText()
        self._notes = 0

    def add_paragraph(self, paragraph: Any) -> None:
        self._walk(paragraph._p)
        self.text.end_block(*_kind(paragraph))

    def _walk(self, element: Any) -> None:
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or tag == f"{_W}p":
                continue
            if tag == f"{_W}r" and _is_raised(child):
                self.text.add_superscript("".join(node.text or "" for node in child.iter(f"{_W}t")))
            elif tag == f"{_W}ruby":
                self.text.add_ruby(*(_texts(child, part) for part in ("rubyBase", "rt")))
            elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
                self._notes += 1
                self.text.add_note(self._notes)
            elif tag == f"{_W}t":
                self.text.add(child.text or "")
            elif tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
                self.text.add(" ")
            else:
                self._walk(child)


def _is_raised(run: Any) -> bool:
    raised = run.find(f"{_W}rPr/{_W}vertAlign")
    text = "".join(node.text or "" for node in run.iter(f"{_W}t")).strip()
    return (
        raised is not None
        and raised.get(f"{_W}val") == "superscript"
        and bool(re.search(r"[0-9０-９]", text))
    )


def _texts(element: Any, part: str) -> str:
    return "".join(node.text or "" for found in element.iter(f"{_W}{part}") for node in found.iter(f"{_W}t"))


def _kind(paragraph: Any) -> tuple[str, int]:
    name = (paragraph.style.name if paragraph.style is not None else "") or ""
    heading = _HEADING.match(name)
    if heading:
        return "heading", int(heading[1])
    return _TITLES.get(name.lower(), "paragraph"), 0


def _metadata(document: Any) -> dict[str, Any]:
    core = document.core_properties
    found = {"extractor": "python-docx", "extractor_version": version("python-docx")}
    return {
        **{key: value for key, value in (("title", core.title), ("author", core.author)) if value},
        **found,
    }
