"""EPUB books: the chapters of the spine, in order."""

from __future__ import annotations

import io
import posixpath
import zipfile
from importlib.metadata import version
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from corpus_tools.errors import SourceError
from corpus_tools.sources import SourceText
from corpus_tools.sources.binary import ZIP_ERRORS, read_bytes
from corpus_tools.sources.html_file import HtmlWalker, parse_html
from corpus_tools.sources.xml_file import parse_xml

_DC = "{http://purl.org/dc/elements/1.1/}"


def read_epub_file(path: str | Path, *, encoding: str | None = None) -> SourceText:
    """Read a book chapter by chapter; metadata from its package file.

    Args:
        encoding: Refused: an EPUB is UTF-8 or says what it is.

    Raises:
        SourceError: The file is no EPUB, is encrypted, lacks a chapter, or has no text.
    """
    path = Path(path)
    if encoding is not None:
        raise SourceError(f"{path}: an EPUB states its own encoding. Leave --encoding away.")
    book = _open(path)
    package_path = _package_path(book, path)
    package = parse_xml(_read(book, package_path, path), path, part=package_path)
    walker = HtmlWalker()
    for name in _spine(package, package_path):
        walker.walk(parse_html(_read(book, name, path), path))
        walker.text.end_block()
    text, marks = walker.text.finish()
    if not text.strip():
        raise SourceError(f"{path}: no text in the chapters of the book (pictures only?).")
    return SourceText(path.stem, text, {**_metadata(package), "left_out": walker.left_out}, path, marks)


def _open(path: Path) -> zipfile.ZipFile:
    try:
        book = zipfile.ZipFile(io.BytesIO(read_bytes(path)))
    except ZIP_ERRORS as error:
        raise SourceError(f"{path} is no EPUB ({error}). Save or download it again.") from error
    if "META-INF/encryption.xml" in book.namelist() and "META-INF/rights.xml" in book.namelist():
        raise SourceError(f"{path} is encrypted. A book without copy protection is needed.")
    return book


def _read(book: zipfile.ZipFile, name: str, path: Path) -> bytes:
    try:
        return book.read(name)
    except (KeyError, *ZIP_ERRORS) as error:
        raise SourceError(
            f"{path}: its part {name} is missing or damaged ({error}). Download the book again."
        ) from error


def _package_path(book: zipfile.ZipFile, path: Path) -> str:
    container = parse_xml(_read(book, "META-INF/container.xml", path), path, part="META-INF/container.xml")
    found = container.find(".//{*}rootfile")
    if found is None or not found.get("full-path"):
        raise SourceError(f"{path}: META-INF/container.xml names no package file. Download the book again.")
    return str(found.get("full-path"))


def _spine(package: Any, package_path: str) -> list[str]:
    folder = posixpath.dirname(package_path)
    items = {item.get("id"): item for item in package.iterfind(".//{*}manifest/{*}item")}
    chosen = [items.get(ref.get("idref")) for ref in package.iterfind(".//{*}spine/{*}itemref")]
    return [
        posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        for item in chosen
        if item is not None and "nav" not in item.get("properties", "").split()
    ]


def _metadata(package: Any) -> dict[str, Any]:
    found = {"extractor": "lxml", "extractor_version": version("lxml")}
    for key, name in (("title", "title"), ("author", "creator"), ("language", "language")):
        value = package.findtext(f".//{_DC}{name}")
        if value and value.strip():
            found[key] = value.strip()
    return found
