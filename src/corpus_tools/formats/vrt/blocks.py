"""Vertical text as it comes from a file: blocks of token lines and the tags between them."""

from __future__ import annotations

import gzip
import html
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO, NamedTuple, cast

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import FormatError

BLOCK = 1 << 24
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


def read_blocks(path: str | Path, *, attributes: Sequence[str]) -> Iterator[Block]:
    """Read a VRT file block by block.

    Raises:
        FormatError: A line has too few or too many columns, or is no UTF-8; the message names it.
    """
    path = Path(path)
    reader = _BlockReader(path, len(attributes))
    with _opened(path) as stream:
        try:
            yield from reader.blocks(stream)
        except (OSError, EOFError, zlib.error) as error:
            raise FormatError(f"{path} is damaged ({error}). Get the file again.") from error


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


def _opened(path: Path) -> IO[bytes]:
    try:
        return cast(IO[bytes], gzip.open(path, "rb")) if path.suffix == ".gz" else path.open("rb")
    except OSError as error:
        raise FormatError(f"{path} cannot be read ({error.strerror}). Name a VRT file.") from error


def _unescaped(value: str) -> str:
    return html.unescape(value) if "&" in value else value
