"""PDF files with a text layer: lines with their geometry, so that layout is known instead of guessed."""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Any

from corpus_tools.errors import SourceError
from corpus_tools.sources import SourceText
from corpus_tools.sources.binary import read_bytes
from corpus_tools.sources.glyphs import Glyph, PageLine
from corpus_tools.sources.marks import Mark
from corpus_tools.sources.page_lines import line_text, page_lines

_RAISED = frozenset("0123456789０１２３４５６７８９()（）[]〔〕*＊※注")
_PAGE_NUMBER = re.compile(r"[-‐–—―－ー\s]*#[-‐–—―－ー\s]*")
_DIGITS = re.compile(r"[0-9０-９]+")


def read_pdf_file(path: str | Path, *, encoding: str | None = None) -> SourceText:
    """Read the text layer of a PDF, page by page, horizontal or vertical.

    Lines end in LF and pages in a form feed. Marks say where each line stood and how large it was set, which digits
    are raised, what ruby stands beside which characters (ruby is not part of the text), and which lines are
    running headers, footers or page numbers.

    Args:
        encoding: Refused: a PDF states its own.

    Raises:
        SourceError: The file is no PDF, is encrypted, or has no text layer; ``pypdfium2`` is not installed.
    """
    path = Path(path)
    if encoding is not None:
        raise SourceError(f"{path}: a PDF has no encoding to choose. Leave --encoding away.")
    document = _open(path)
    pages = [page_lines(_glyphs(page)) for page in document]
    if not any(pages):
        raise SourceError(
            f"{path}: no text layer on any of {len(pages)} page(s). Run optical character recognition first."
        )
    text, marks = _assemble(pages)
    return SourceText(path.stem, text, _metadata(document), path, tuple(marks))


def _open(path: Path) -> Any:
    try:
        import pypdfium2
    except ImportError:
        raise SourceError(f"{path}: PDF needs pypdfium2: pip install 'corpus-tools[pdf]'.") from None
    try:
        return pypdfium2.PdfDocument(read_bytes(path))
    except pypdfium2.PdfiumError as error:
        raise SourceError(
            f"{path} cannot be read as a PDF ({error}). Is it encrypted or cut short? Save it again without a password."
        ) from error


def _glyphs(page: Any) -> Iterator[Glyph]:
    from pypdfium2 import raw

    text_page = page.get_textpage()
    height = page.get_height()
    for place in range(text_page.count_chars()):
        if raw.FPDFText_IsGenerated(text_page.raw, place) == 1:
            continue
        character = _character(raw.FPDFText_GetUnicode(text_page.raw, place))
        left, bottom, right, top = text_page.get_charbox(place, loose=True)
        size = raw.FPDFText_GetFontSize(text_page.raw, place)
        if character and size > 0 and all(map(math.isfinite, (left, bottom, right, top))):
            yield Glyph(character, left, height - top, right, height - bottom, size, _is_wide(character))


def _character(code: int) -> str:
    if code == 0 or 0xD800 <= code < 0xE000 or (code < 32 and code not in (9, 10, 13)):
        return ""
    return chr(code)


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


# ------------------------------------------------------------------------------------------------- text and marks


def _assemble(pages: list[list[PageLine]]) -> tuple[str, list[Mark]]:
    headers = _headers(pages)
    text = ""
    marks: list[Mark] = []
    for number, lines in enumerate(pages, start=1):
        if number > 1:
            text = text.removesuffix("\n") + "\f"
        for line in lines:
            found, places = line_text(line)
            marks += _line_marks(line, number, len(text), found, places, header=id(line) in headers)
            text += found + "\n"
    return text, marks


def _line_marks(
    line: PageLine, page: int, start: int, text: str, places: list[int], *, header: bool
) -> Iterator[Mark]:
    box = [round(value, 1) for value in line.box]
    where = {"page": page, "box": box, "size": round(line.size, 1), "vertical": line.vertical}
    yield Mark("line", start, start + len(text), where)
    if header:
        yield Mark("header", start, start + len(text))
    ends = [place + len(glyph.text) for place, glyph in zip(places, line.glyphs, strict=True)]
    for first, last in _stretches(sorted(n for n in line.raised if line.glyphs[n].text in _RAISED)):
        yield Mark("superscript", start + places[first], start + ends[last])
    for first, last, reading in line.ruby:
        yield Mark("ruby", start + places[first], start + ends[last], {"ruby": reading})


def _stretches(numbers: list[int]) -> Iterator[tuple[int, int]]:
    first = last = None
    for number in numbers:
        if last is not None and first is not None and number != last + 1:
            yield first, last
            first = number
        first, last = number if first is None else first, number
    if first is not None and last is not None:
        yield first, last


def _headers(pages: list[list[PageLine]]) -> set[int]:
    """Return the ``id`` of lines at a page's edge that are a number, or read and stand alike on two pages or more.

    Digits are no difference.
    """
    edges = [(line, _place(line)) for lines in pages for line in _edge_lines(lines)]
    repeated = Counter(place for _, place in edges)
    return {id(line) for line, place in edges if repeated[place] >= 2 or _PAGE_NUMBER.fullmatch(place[1])}


def _edge_lines(lines: list[PageLine]) -> Iterable[PageLine]:
    """Return the uppermost and lowest lines of a page."""
    if len(lines) < 3:
        return []
    by_height = sorted(lines, key=lambda line: line.box[1])
    lowest = max(lines, key=lambda line: line.box[3])
    ends = [by_height[0], *(line for line in by_height[1:3] if line.box[1] - by_height[0].box[1] < line.size)]
    return [*ends, lowest] if lowest not in ends else ends


def _place(line: PageLine) -> tuple[int, str]:
    text, _ = line_text(line)
    return (round(line.box[1] / 4), _DIGITS.sub("#", text))


def _metadata(document: Any) -> dict[str, Any]:
    known = document.get_metadata_dict(skip_empty=True)
    found = {"extractor": "pypdfium2", "extractor_version": version("pypdfium2"), "pages": len(document)}
    return {
        **{key: known[name] for key, name in (("title", "Title"), ("author", "Author")) if name in known},
        **found,
    }
