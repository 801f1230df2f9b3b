"""Vertical text (VRT), as the Corpus Workbench and Manatee read it: one token a line, tags on lines of their own.

Columns are separated by tabs. Regions of one name may nest; regions of different names may overlap.
"""

from __future__ import annotations

import gzip
import html
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple, cast

import numpy as np
import numpy.typing as npt

from corpus_tools._version import __version__
from corpus_tools.corpus.manifest import commit_part, start_part
from corpus_tools.errors import FormatError
from corpus_tools.index import IndexWriter

BLOCK = 1 << 24
TEXT = "text"
_TAG = re.compile(
    r"""<(?P<close>/)?(?P<name>[^\W\d][\w.-]*)(?P<values>(?:\s(?:[^<>"'/]|"[^"]*"|'[^']*')*)?)(?P<empty>/)?>\s*"""
)
_VALUE = re.compile(r"\s*([^\W\d][\w.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_IGNORED = re.compile(rb"<[?!].*>\s*$")


class Tag(NamedTuple):
    """A line with a tag."""

    name: str
    closing: bool
    values: Mapping[str, str]
    empty: bool
    line: int


@dataclass(frozen=True)
class Block:
    """A stretch of a file.

    Attributes:
        rows: The distinct token lines of the whole file so far, split into columns; only ever added to.
        codes: Which row each token is. *Shape:* ``(n_tokens,)``.
        tags: The tags, in order.
        places: How many tokens of the block stand before each tag. *Shape:* ``(n_tags,)``.
    """

    rows: Sequence[Sequence[str]]
    codes: npt.NDArray[np.int32]
    tags: Sequence[Tag]
    places: npt.NDArray[np.int64]


@dataclass
class ImportReport:
    """What an import made, and what it left out.

    Attributes:
        empty_regions: Regions without a token, by name; they are not imported.
    """

    tokens: int = 0
    regions: dict[str, int] = field(default_factory=dict)
    empty_regions: dict[str, int] = field(default_factory=dict)


def import_vrt(path: str | Path, folder: str | Path, *, attributes: Sequence[str]) -> ImportReport:
    """Make a corpus folder from a VRT file, in bounded memory.

    Args:
        path: The file; one that ends in ``.gz`` is decompressed.
        folder: Where the corpus goes.
        attributes: The names of the columns, such as ``["word", "lemma", "pos"]``.

    Raises:
        FormatError: The file is not well formed; the message names the line.
    """
    path, folder = Path(path), Path(folder)
    work = start_part(folder)
    try:
        report = _write_index(path, work / "index", attributes)
        commit_part(
            folder, work, {"corpus_tools": __version__, "made_from": path.name, "counts": asdict(report)}
        )
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
    return report


def read(path: str | Path, *, attributes: Sequence[str]) -> Iterator[Block]:
    """Read a VRT file block by block.

    Raises:
        FormatError: A line has too few or too many columns, or is no UTF-8; the message names it.
    """
    path = Path(path)
    reader = _BlockReader(path, len(attributes))
    with _opened(path) as stream:
        yield from reader.blocks(stream)


def _write_index(path: Path, folder: Path, attributes: Sequence[str]) -> ImportReport:
    report = ImportReport()
    with IndexWriter(folder, positional=list(attributes), structural={}) as writer:
        importer = _Importer(path, writer, report)
        for block in read(path, attributes=attributes):
            importer.add(block, attributes)
        importer.finish()
    report.tokens = writer.n_tokens
    return report


class _Lines(dict[bytes, int]):
    """Gives each new token line the next number from 0 up, each tag line the next from -1 down."""

    def __init__(self) -> None:
        self.new: list[bytes] = []
        self.tags: list[bytes] = []

    def __missing__(self, line: bytes) -> int:
        if line[:1] == b"<" and (b"\t" not in line or _TAG.fullmatch(line.decode("utf-8", "replace"))):
            self.tags.append(line)
            return -len(self.tags)
        if not line.strip(b"\r"):
            return -1 << 30
        code = self[line] = len(self)
        self.new.append(line)
        return code


class _BlockReader:
    def __init__(self, path: Path, n_columns: int) -> None:
        self._path = path
        self._n_columns = n_columns
        self._lines = _Lines()
        self._rows: list[tuple[str, ...]] = []
        self._line = 1

    def blocks(self, stream: IO[bytes]) -> Iterator[Block]:
        rest = b""
        while data := stream.read(BLOCK):
            *lines, rest = (rest + data).split(b"\n")
            if lines:
                yield self._block(lines)
        if rest:
            yield self._block([rest])

    def _block(self, lines: list[bytes]) -> Block:
        if self._line == 1:
            lines[0] = lines[0].removeprefix(b"\xef\xbb\xbf")
        codes = np.fromiter(map(self._lines.__getitem__, lines), dtype=np.int32, count=len(lines))
        if self._lines.new:
            self._split_new(lines, codes)
        is_token = codes >= 0
        at = np.flatnonzero((codes < 0) & (codes > -1 << 30))
        tags = [self._tag(self._lines.tags[-codes[place] - 1], self._line + place) for place in at.tolist()]
        kept = [number for number, tag in enumerate(tags) if tag is not None]
        places: npt.NDArray[np.int64] = np.cumsum(is_token, dtype=np.int64)[at]
        self._lines.tags.clear()
        self._line += len(lines)
        return Block(self._rows, codes[is_token], [tag for tag in tags if tag is not None], places[kept])

    def _split_new(self, lines: list[bytes], codes: npt.NDArray[np.int32]) -> None:
        for line in self._lines.new:
            try:
                columns = line.rstrip(b"\r").decode("utf-8").split("\t")
            except UnicodeDecodeError as error:
                raise self._error(
                    lines, line, f"is no UTF-8 ({error.reason})", "Convert the file to UTF-8."
                ) from error
            if len(columns) != self._n_columns:
                message = f"has {len(columns)} columns instead of {self._n_columns}"
                raise self._error(
                    lines, line, message, "Name every column in --attributes, or repair the line."
                )
            self._rows.append(tuple(map(_unescaped, columns)))
        self._lines.new.clear()

    def _error(self, lines: list[bytes], line: bytes, message: str, remedy: str) -> FormatError:
        shown = line[:60].decode("utf-8", "replace")
        return FormatError(
            f"{self._path}, line {self._line + lines.index(line)}: {shown!r} {message}. {remedy}"
        )

    def _tag(self, line: bytes, number: int) -> Tag | None:
        """Read a tag line; None for an XML declaration or a comment."""
        parsed = _parsed_tag(line)
        if parsed is None:
            if _IGNORED.match(line):
                return None
            shown = line[:60].decode("utf-8", "replace")
            raise FormatError(
                f"{self._path}, line {number}: {shown!r} is neither a token nor a tag such as <s>, "
                '<text id="…"> or </s>. Write &lt; for a token that begins with <.'
            )
        return Tag(*parsed, number)


@lru_cache(maxsize=1 << 12)
def _parsed_tag(line: bytes) -> tuple[str, bool, Mapping[str, str], bool] | None:
    """Return name, whether it closes, values and whether it is empty of a tag; None if a line is no tag."""
    found = _TAG.fullmatch(line.decode("utf-8", "replace"))
    values = found["values"].strip() if found else ""
    if not found or (found["close"] and (values or found["empty"])) or _VALUE.sub("", values).strip():
        return None
    pairs = {name: _unescaped(double or single) for name, double, single in _VALUE.findall(values)}
    return found["name"], bool(found["close"]), pairs, bool(found["empty"])


class _Importer:
    """Puts blocks into an index and matches opening with closing tags."""

    def __init__(self, path: Path, writer: IndexWriter, report: ImportReport) -> None:
        self._path = path
        self._writer = writer
        self._report = report
        self._open: dict[str, list[tuple[int, Tag]]] = {}
        self._columns: list[list[str]] = []

    def add(self, block: Block, attributes: Sequence[str]) -> None:
        first = self._writer.n_tokens
        self._columns = self._columns or [[] for _ in attributes]
        for column, values in zip(
            self._columns, zip(*block.rows[len(self._columns[0]) :], strict=True), strict=False
        ):
            column.extend(values)
        self._writer.add_tokens(
            {name: (block.codes, column) for name, column in zip(attributes, self._columns, strict=True)}
        )
        closed: dict[str, list[tuple[int, int, Tag]]] = {}
        for tag, place in zip(block.tags, (block.places + first).tolist(), strict=True):
            if tag.empty:
                self._count_empty(tag.name, 1)
            elif not tag.closing:
                self._open.setdefault(tag.name, []).append((place, tag))
            elif self._open.get(tag.name):
                start, opening = self._open[tag.name].pop()
                closed.setdefault(tag.name, []).append((start, place, opening))
            else:
                raise self._error(tag, "closes what is not open", f"Write <{tag.name}> before it.")
        for name, regions in closed.items():
            self._add_regions(name, regions)

    def finish(self) -> None:
        """Check that all is closed; a file without texts is one text."""
        for opened in self._open.values():
            for _, tag in opened[:1]:
                raise self._error(tag, "is never closed", f"Write </{tag.name}> where it ends.")
        if TEXT not in self._report.regions and self._writer.n_tokens:
            self._add_regions(
                TEXT, [(0, self._writer.n_tokens, Tag(TEXT, False, {"id": self._path.stem}, False, 0))]
            )

    def _add_regions(self, name: str, regions: list[tuple[int, int, Tag]]) -> None:
        filled = [region for region in regions if region[0] < region[1]]
        self._count_empty(name, len(regions) - len(filled))
        self._report.regions[name] = self._report.regions.get(name, 0) + len(filled)
        attributes = list(dict.fromkeys(key for _, _, tag in filled for key in tag.values))
        self._writer.declare(name, attributes)
        values = {key: [tag.values.get(key) for _, _, tag in filled] for key in attributes}
        self._writer.add_regions(name, [one[0] for one in filled], [one[1] for one in filled], values)

    def _count_empty(self, name: str, number: int) -> None:
        if number:
            self._report.empty_regions[name] = self._report.empty_regions.get(name, 0) + number

    def _error(self, tag: Tag, message: str, remedy: str) -> FormatError:
        shown = f"</{tag.name}>" if tag.closing else f"<{tag.name}>"
        return FormatError(f"{self._path}, line {tag.line}: {shown} {message}. {remedy}")


def _opened(path: Path) -> IO[bytes]:
    try:
        return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")
    except OSError as error:
        raise FormatError(f"{path} cannot be read ({error.strerror}). Name a VRT file.") from error


def _unescaped(value: str) -> str:
    return html.unescape(value) if "&" in value else value
