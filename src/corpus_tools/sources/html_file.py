"""HTML and XHTML pages, by their elements; also the chapters of an EPUB."""

from __future__ import annotations

import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus_tools.errors import SourceError
from corpus_tools.sources import SourceText
from corpus_tools.sources.binary import read_bytes
from corpus_tools.sources.markup import MarkedText

SKIPPED = frozenset(
    {"script", "style", "template", "noscript", "svg", "math", "head", "nav", "form", "button", "rp"}
)
BLOCKS = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
    }
    | {"figcaption", "figure", "footer", "header", "hr", "html", "li", "main", "ol", "p", "pre", "section"}
    | {"table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
HEADING = re.compile(r"h([1-6])")
NOTE_NUMBER = re.compile(r"[\[(（［*※注 ]{0,3}([0-9０-９]{1,3})[\])）］]?")
NOTE_ROLES = ("noteref", "doc-noteref")
FOOTNOTE_ROLES = ("footnote", "footnotes", "endnote", "endnotes", "rearnote", "doc-footnote", "doc-endnotes")


def read_html_file(path: str | Path, *, encoding: str | None = None) -> SourceText:
    """Read a page: headings and paragraphs by their elements, ruby beside the text, note numbers marked.

    Left out, and counted in the metadata (``left_out``, in characters): scripts, navigation, forms, and the texts of footnotes.

    Args:
        encoding: Takes the place of what the page declares.

    Raises:
        SourceError: The file is no HTML or has no text; ``lxml`` is not installed.
    """
    path = Path(path)
    root = parse_html(read_bytes(path), path, encoding)
    walker = HtmlWalker()
    walker.walk(root)
    text, marks = walker.text.finish()
    if not text.strip():
        raise SourceError(
            f"{path}: the page has no text outside scripts and navigation. Save the text itself."
        )
    title = root.findtext(".//{*}title") or root.findtext(".//title")
    metadata = {"extractor": "lxml", "extractor_version": version("lxml"), "left_out": walker.left_out}
    if title and title.strip():
        metadata["title"] = title.strip()
    return SourceText(path.stem, text, metadata, path, marks)


def parse_html(data: bytes, path: Path, encoding: str | None = None) -> Any:
    """Parse a page.

    Raises:
        SourceError: It is empty, or ``lxml`` is not installed.
    """
    try:
        from lxml import etree, html
    except ImportError:
        raise SourceError(f"{path}: HTML needs lxml: pip install 'corpus-tools[documents]'.") from None
    try:
        return html.document_fromstring(
            data, parser=html.HTMLParser(encoding=encoding or declared_encoding(data, path))
        )
    except (etree.LxmlError, LookupError, ValueError) as error:
        raise SourceError(
            f"{path} cannot be read as HTML ({error}). Name its encoding, as in --encoding cp932."
        ) from error


def declared_encoding(data: bytes, path: Path) -> str:
    """Return the encoding a page declares, or the one its bytes show."""
    from corpus_tools.sources.text_file import decode_source

    declared = re.search(rb"""(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_.:-]+)""", data[:4096])
    if declared:
        return {"shift_jis": "cp932", "x-sjis": "cp932"}.get(
            declared[1].decode().lower(), declared[1].decode()
        )
    return str(decode_source(data, id="", name=str(path)).metadata["encoding"])


class HtmlWalker:
    """Walks through a page's elements.

    Attributes:
        text: What was gathered.
        left_out: Characters in elements that are no text of the page.
    """

    def __init__(self, text: MarkedText | None = None) -> None:
        self.text = MarkedText() if text is None else text
        self.left_out = 0
        self._heading: int | None = None

    def walk(self, element: Any) -> None:
        """Take in an element and what follows it in its parent."""
        if isinstance(element.tag, str):
            self._enter(element, element.tag.rsplit("}", 1)[-1].lower())
        if element.tail and element.getparent() is not None:
            self.text.add(element.tail)

    def _enter(self, element: Any, tag: str) -> None:
        if tag in SKIPPED or _role(element, FOOTNOTE_ROLES):
            self.left_out += len("".join(element.itertext()).strip())
        elif tag == "ruby":
            self.text.add_ruby(*_ruby(element))
        elif tag in ("sup", "a") and _is_note(element, tag):
            self.text.add_superscript("".join(element.itertext()))
        elif heading := HEADING.fullmatch(tag):
            self.text.end_block()
            self._inside(element)
            self.text.end_block("heading", int(heading[1]))
        elif tag in BLOCKS:
            self.text.end_block()
            self._inside(element)
            self.text.end_block()
        else:
            self._inside(element)

    def _inside(self, element: Any) -> None:
        self.text.add(element.text or "")
        for child in element:
            self.walk(child)


def _is_note(element: Any, tag: str) -> bool:
    number = NOTE_NUMBER.fullmatch("".join(element.itertext()).strip())
    return number is not None and (tag == "sup" or _role(element, NOTE_ROLES))


def _role(element: Any, roles: tuple[str, ...]) -> bool:
    stated = f"{element.get('role', '')} {element.get('{http://www.idpf.org/2007/ops}type') or element.get('epub:type') or ''}"
    return any(role in stated.split() for role in roles)


def _ruby(element: Any) -> tuple[str, str]:
    """Return the base and the reading of a ruby element, whatever way it was written."""
    base = element.text or ""
    reading = ""
    for child in element:
        tag = child.tag.rsplit("}", 1)[-1].lower() if isinstance(child.tag, str) else ""
        if tag in ("rt", "rtc"):
            reading += "".join(child.itertext())
        elif tag and tag != "rp":
            base += "".join(child.itertext())
        base += child.tail or ""
    return base.strip(), reading.strip()
