"""Concordance lines as files, written piece by piece: no result is too long."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus_tools._version import __version__
from corpus_tools.analysis.kwic import KWIC_COLUMNS, kwic
from corpus_tools.analysis.rows import rows
from corpus_tools.errors import MissingExtraError
from corpus_tools.formats.spreadsheets import BOM, guarded
from corpus_tools.model import IntArray
from corpus_tools.render import dates_on_line, names_on_line

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits

AT_ONCE = 500
SHEET_ROWS = 1_000_000
"""A sheet holds 1,048,576 rows; a longer result goes on in the next one."""
_NOT_IN_SHEETS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
Rows = Iterator[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class File:
    """A kind of file: its media type, and what writes the lines of a question piece by piece."""

    media_type: str
    write: Callable[[Rows, str], Iterator[bytes]]


def all_lines(corpus: Corpus, hits: Hits, numbers: IntArray, context: int) -> Rows:
    """Yield the lines of hits in the order of their numbers."""
    for start in range(0, len(numbers), AT_ONCE):
        chosen = numbers[start : start + AT_ONCE]
        table = kwic(corpus, replace(hits.take(chosen), corpus=None), context=context)
        for number, row in zip(chosen.tolist(), rows(table), strict=True):
            yield {**row, "hit": number}


def write_csv(lines: Rows, question: str) -> Iterator[bytes]:
    """Write a header and one row per line; several names or dates stand in one cell, with ``; `` between.

    The file begins with a byte order mark, and a text that looks like a formula has an apostrophe before it.
    """
    yield from write_rows(KWIC_COLUMNS, map(_cells, lines))


def write_rows(heads: Iterable[str], cells: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """Write a table as CSV for spreadsheets, piece by piece."""
    buffer = io.StringIO(newline="")
    buffer.write(BOM)
    writer = csv.writer(buffer)
    writer.writerow(heads)
    for row in cells:
        writer.writerow(map(guarded, row))
        if buffer.tell() > 1 << 15:
            yield _emptied(buffer)
    yield _emptied(buffer)


def write_json(lines: Rows, question: str) -> Iterator[bytes]:
    """Write one object with the question and the array of lines, a line of text for each."""
    yield f'{{"query": {json.dumps(question, ensure_ascii=False)}, "lines": ['.encode()
    before = "\n"
    for line in lines:
        yield (before + json.dumps(line, ensure_ascii=False)).encode("utf-8", "replace")
        before = ",\n"
    yield b"\n]}\n"


def write_xlsx(lines: Rows, question: str) -> Iterator[bytes]:
    """Write a workbook; nothing in it is a formula.

    Raises:
        MissingExtraError: XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError as error:
        raise MissingExtraError("XLSX files need XlsxWriter: pip install 'corpus-tools[web]'.") from error
    # Rows wait in files of a folder that goes even when nobody takes the workbook.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "concordance.xlsx"
        book = Workbook(path, {"constant_memory": True, "tmpdir": folder})
        for number, line in enumerate(lines):
            place = number % SHEET_ROWS
            if place == 0:
                sheet = _sheet(book)
            for column, value in enumerate(_cells(line)):
                _write_cell(sheet, place + 1, column, value)
            if number % AT_ONCE == 0:
                yield b""
        if not book.worksheets():
            _sheet(book)
        book.close()
        with path.open("rb") as stream:
            while piece := stream.read(1 << 16):
                yield piece


def write_tei(lines: Rows, question: str) -> Iterator[bytes]:
    """Write a TEI document with an ``ab`` for each line, and in it a ``seg`` for left, node and right."""
    from lxml import etree

    from corpus_tools.formats.tei.xml import TEI, element, sub

    header = element("teiHeader")
    file = sub(header, "fileDesc")
    sub(sub(file, "titleStmt"), "title", f"Concordance of {question}")
    sub(sub(file, "publicationStmt"), "p", f"Made by corpus-tools {__version__}.")
    sub(sub(file, "sourceDesc"), "p", "Lines of a corpus; the rights in each text are its own.")
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="{TEI}">'.encode()
    yield etree.tostring(header, encoding="utf-8")
    yield b'<text><body><div type="concordance">'
    for line in lines:
        yield b"\n" + etree.tostring(_tei_line(line), encoding="utf-8")
    yield b"\n</div></body></text></TEI>\n"


def _tei_line(line: dict[str, Any]) -> Any:
    from corpus_tools.formats.tei.xml import element, sub

    place = f"{line['document']}#char={line['char_start']},{line['char_end']}"
    made = element("ab", n=str(line["hit"] + 1), type="line")
    for side in ("left", "node", "right"):
        sub(made, "seg", line[side], type=side)
    for kind, said in (("name", _names(line)), ("date", dates_on_line(line["dates"]))):
        for one in said:
            sub(made, "note", one, type=kind)
    sub(made, "note", place, type="place")
    if line["section"]:
        sub(made, "note", line["section"], type="section")
    return made


FILES: dict[str, File] = {
    "csv": File("text/csv; charset=utf-8", write_csv),
    "xlsx": File("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "json": File("application/json", write_json),
    "tei": File("application/tei+xml; charset=utf-8", write_tei),
}
"""The kinds of files by the end of their names."""


def _cells(line: dict[str, Any]) -> list[Any]:
    shown = {**line, "entities": "; ".join(_names(line)), "dates": "; ".join(dates_on_line(line["dates"]))}
    return [shown[name] for name in KWIC_COLUMNS]


def _names(line: dict[str, Any]) -> list[str]:
    return names_on_line(line["entities"])


def _emptied(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")


def _sheet(book: Any) -> Any:
    number = len(book.worksheets())
    sheet = book.add_worksheet(f"concordance {number + 1}" if number else "concordance")
    sheet.write_row(0, 0, KWIC_COLUMNS)
    return sheet


def _write_cell(sheet: Any, row: int, column: int, value: Any) -> None:
    if isinstance(value, str):
        # As a string: a text that begins with = is no formula, and one with a colon no link.
        sheet.write_string(row, column, _NOT_IN_SHEETS.sub("\ufffd", value)[:32_767])
    elif value is not None:
        sheet.write_number(row, column, value)
