"""XML, parsed without fetching anything, and TEI documents."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus_tools.errors import SourceError
from corpus_tools.sources import SourceText
from corpus_tools.sources.binary import read_bytes
from corpus_tools.sources.markup import MarkedText

TEI = "{http://www.tei-c.org/ns/1.0}"
BLOCKS = frozenset(
    {"p", "ab", "l", "item", "quote", "cell", "label", "closer", "opener", "salute", "signed", "trailer"}
)
SKIPPED = frozenset({"note", "figDesc", "fw", "sic", "orig", "del", "rt"})


def parse_xml(data: bytes, path: Path, *, part: str = "") -> Any:
    """Parse XML; entities and outside references are not followed.

    Raises:
        SourceError: It is not well formed, with the line; ``lxml`` is not installed.
    """
    try:
        from lxml import etree
    except ImportError:
        raise SourceError(f"{path}: XML needs lxml: pip install 'corpus-tools[documents]'.") from None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        where = f"{path}: {part}" if part else str(path)
        raise SourceError(
            f"{where}, line {error.lineno}: no well-formed XML ({error.msg}). Correct it there."
        ) from error


def read_tei_file(path: str | Path, *, encoding: str | None = None) -> SourceText:
    """Read a TEI P5 document: divisions, headings, paragraphs and verse of its text, with pages and note anchors.

    Notes are anchors only; ``left_out`` counts the characters of their texts, of page headers, and of the
    readings that an apparatus (``sic``, ``orig``, ``del``) replaces.

    Args:
        encoding: Refused: XML declares its own.

    Raises:
        SourceError: The file is no TEI, or has no text.
    """
    path = Path(path)
    if encoding is not None:
        raise SourceError(f"{path}: XML declares its encoding. Leave --encoding away.")
    root = parse_xml(read_bytes(path), path)
    body = root.find(f"{TEI}text") if root.tag == f"{TEI}TEI" else None
    if body is None:
        raise SourceError(
            f"{path}: no <TEI> with a <text> (namespace {TEI[1:-1]}). Only TEI P5 can be read from XML."
        )
    walker = _TeiWalker()
    walker.walk(body)
    text, marks = walker.text.finish()
    if not text.strip():
        raise SourceError(f"{path}: the <text> of the document is empty.")
    return SourceText(path.stem, text, {**_metadata(root), "left_out": walker.left_out}, path, marks)


class _TeiWalker:
    def __init__(self) -> None:
        self.text = MarkedText()
        self.left_out = 0
        self._depth = 0
        self._notes = 0

    def walk(self, element: Any) -> None:
        tag = element.tag.removeprefix(TEI) if isinstance(element.tag, str) else ""
        if tag in SKIPPED:
            self._skip(element, tag)
        elif tag == "pb":
            self.text.add_page()
        elif tag == "ruby":
            readings = ["".join(rt.itertext()) for rt in element.iter(f"{TEI}rt")]
            self.text.add_ruby("".join(_without(element, "rt")), "".join(readings))
        elif tag:
            self._enter(element, tag)

    def _skip(self, element: Any, tag: str) -> None:
        self.left_out += len("".join(element.itertext()))
        if tag == "note":
            self._notes += 1
            stated = element.get("n", "")
            self.text.add_note(int(stated) if stated.isdecimal() else self._notes)

    def _enter(self, element: Any, tag: str) -> None:
        block = tag in BLOCKS or tag in (
            "head",
            "docTitle",
            "titlePart",
            "docAuthor",
            "div",
            "lg",
            "list",
            "table",
        )
        if block:
            self.text.end_block()
        self._depth += tag == "div"
        self.text.add(element.text or "")
        for child in element:
            self.walk(child)
            self.text.add(child.tail or "")
        if block:
            self.text.end_block(*self._kind(tag))
        self._depth -= tag == "div"

    def _kind(self, tag: str) -> tuple[str, int]:
        if tag == "head":
            return "heading", max(1, self._depth)
        if tag in ("docTitle", "titlePart"):
            return "title", 0
        return ("author", 0) if tag == "docAuthor" else ("paragraph", 0)


def _without(element: Any, tag: str) -> list[str]:
    return [
        text
        for node in element.iter()
        if node.tag != f"{TEI}{tag}"
        for text in (node.text or "", *(child.tail or "" for child in node))
    ]


def _metadata(root: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"extractor": "lxml", "extractor_version": version("lxml")}
    statement = root.find(f"{TEI}teiHeader/{TEI}fileDesc/{TEI}titleStmt")
    for key in ("title", "author") if statement is not None else ():
        value = " ".join("".join(node.itertext()).strip() for node in statement.iterfind(f"{TEI}{key}"))
        if value:
            found[key] = value
    return found
