"""A TEI file that ``write`` wrote, back to documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from lxml import etree

from corpus_tools.errors import FormatError
from corpus_tools.formats.attributes import from_strings
from corpus_tools.formats.reading import checked, json_object, malformed
from corpus_tools.formats.tei.header import APPLICATION
from corpus_tools.formats.tei.inline import MSD
from corpus_tools.formats.tei.spans import LABEL, ORIGIN
from corpus_tools.formats.tei.xml import LANG, TEI
from corpus_tools.formats.white_space import unescape
from corpus_tools.model import Block, BlockType, Document, Span, Tokens

_IN = {"t": TEI}
_RANGE = re.compile(r"#string-range\([^,]+,(\d+),(\d+)\)")
_REMEDY = "Correct the element, or export the file again."
_BLOCKS = ("head", "byline", "p", "ab")
_TYPES = {"byline": "author", "p": "paragraph"}


def read(path: Path) -> Iterator[Document]:
    """Read the documents of a file.

    Raises:
        FormatError: The file is no XML, was not written by ``write`` or without its text, or was edited so that spans no
            longer fit the text. The text of TEI files of others is taken with ``corpus-tools add``.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        tree = etree.parse(str(path), parser)
    except (etree.XMLSyntaxError, OSError) as error:
        line = getattr(error, "lineno", None) or 1
        message = getattr(error, "msg", None) or error
        raise FormatError(
            f"{path}, line {line}: no well-formed XML ({message}). Correct the file."
        ) from error
    if tree.docinfo.internalDTD is not None:  # entities could stand for any text, or for very much of it
        raise FormatError(f"{path}, line 1: the file declares a document type. Take the DOCTYPE out.")
    root = tree.getroot()
    texts = [root] if root.tag == f"{{{TEI}}}TEI" else root.findall("t:TEI", _IN)
    if not texts or root.find(f"t:teiHeader//t:application[@ident='{APPLICATION}']", _IN) is None:
        raise FormatError(
            f"{path}, line 1: this TEI was not written by corpus-tools. To take its text: corpus-tools add {path}"
        )
    for text in texts:
        place = f"{path}, line {text.sourceline}"
        body = text.find("t:text/t:body", _IN)
        if body is None:
            raise FormatError(
                f"{place}: the document was written without its text (--standoff-only). Build the corpus from its sources."
            )
        with malformed(place, _REMEDY):
            document = _document(text, body, path)
        yield document


def _document(text: Any, body: Any, path: Path) -> Document:
    reader = _Body()
    reader.read(body)
    metadata = text.findtext("t:teiHeader/t:xenoData", "{}", _IN)
    layers: dict[str, list[Span]] = {}
    for group in text.findall("t:standOff/t:spanGrp", _IN):
        for one in group.findall("t:span", _IN):
            with malformed(f"{path}, line {one.sourceline}", _REMEDY):
                layers.setdefault(group.get("type"), []).append(_span(one, group.get("type")))
    document = Document(
        id=text.get("n"),
        text="".join(reader.parts),
        lang=text.get(LANG, "ja"),
        metadata=json_object(metadata),
        blocks=reader.blocks,
        tokens=reader.tokens(),
        layers=layers,
    )
    return checked(document)


def _span(one: Any, layer: str) -> Span:
    found = _RANGE.fullmatch(one.get("target", ""))
    if found is None:
        raise ValueError(f"target {one.get('target')!r} is no string-range")
    start, length = int(found[1]), int(found[2])
    strings = {
        feature.get("name"): _text(feature.find("t:string", _IN)) for feature in one.findall("t:fs/t:f", _IN)
    }
    label = one.get("type") or strings.pop(LABEL, "")
    origin = one.get("subtype") or strings.pop(ORIGIN)
    return Span(one.get("n"), layer, start, start + length, label, origin, from_strings(layer, strings))


class _Body:
    """Collects text, tokens and blocks in the order of the file."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self._at = 0
        self._gap: str | None = ""
        self._starts: list[int] = []
        self._ends: list[int] = []
        self._rows: list[dict[str, str]] = []

    def read(self, parent: Any) -> None:
        """Read a body or section."""
        for child in parent:
            name = _name(child)
            if name == "div":
                self.read(child)
            elif name == "milestone":
                gap = child.get("n", "")
                self._gap = "" if gap == "_" else unescape(gap)
            elif name in _BLOCKS:
                self._block(child, name)
        if _name(parent) == "body":
            self._add(self._gap or "" if self.parts or self._gap else "")

    def tokens(self) -> Tokens:
        """Return the tokens."""
        names = {name for row in self._rows for name in row}
        columns = {name: [row.get(name, "") for row in self._rows] for name in names}
        return Tokens.from_columns(self._starts, self._ends, columns)

    def _block(self, child: Any, name: str) -> None:
        self._add("\n" if self._gap is None else self._gap)
        self._gap = None
        start = self._at
        self._inside(child)
        kind = _TYPES.get(name) or child.get("type")
        for known in get_args(BlockType):
            if kind == known:
                self.blocks.append(Block(known, int(child.get("n", "0")), start, self._at))

    def _inside(self, parent: Any) -> None:
        start = self._at
        if _name(parent) == "g":
            self._add(chr(int(parent.get("n", "").removeprefix("U+"), 16)))
        self._add(parent.text)
        for child in parent:
            if isinstance(child.tag, str):
                self._inside(child)
            self._add(child.tail)
        if _name(parent) in ("w", "pc"):
            self._token(parent, start)

    def _token(self, token: Any, start: int) -> None:
        word = "".join(self._since(start))
        pairs = dict(item.partition("=")[::2] for item in token.get("msd", "").split("|"))
        row = {name: unescape(pairs.get(key, "")) for key, name in MSD.items()}
        row |= {"word": word, "upos": token.get("pos", ""), "lemma": token.get("lemma", "")}
        row |= {"norm": token.get("norm", word), "lemma_note": row["lemma_unidic"].partition("-")[2]}
        self._starts.append(start)
        self._ends.append(self._at)
        self._rows.append(row)

    def _since(self, start: int) -> list[str]:
        """Return the parts from a place on."""
        found: list[str] = []
        length = self._at - start
        for part in reversed(self.parts):
            if length <= 0:
                break
            found.append(part)
            length -= len(part)
        return found[::-1]

    def _add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            self._at += len(text)


def _name(one: Any) -> str:
    return etree.QName(one).localname if isinstance(one.tag, str) else ""


def _text(one: Any) -> str:
    """Return the text of an element, named characters included."""
    if one is None:
        raise ValueError("a feature has no string")
    inside = "".join(chr(int(g.get("n", "").removeprefix("U+"), 16)) + (g.tail or "") for g in one)
    return (one.text or "") + inside
