"""The texts of a corpus in one file, so that a concordance line can be cut out without loading them."""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

TEXTS = "texts.utf8"
BORDERS = "texts.npy"


class TextWriter:
    """Appends texts to a file.

    ``texts.utf8`` holds them one after the other; ``texts.npy`` their borders in bytes.
    *Shape:* ``(n_documents + 1,)``, int64.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stream = (folder / TEXTS).open("wb")
        self._borders = [0]

    def add(self, text: str) -> None:
        """Append one text."""
        self._borders.append(self._borders[-1] + self._stream.write(text.encode("utf-8")))

    def close(self) -> None:
        """Write the borders; the writer is done."""
        self._stream.close()
        np.save(self._folder / BORDERS, np.asarray(self._borders, dtype=np.int64))


class JoinedTexts:
    """The texts of several parts, numbered through."""

    def __init__(self, parts: Sequence[Texts]) -> None:
        self._parts = parts
        self._firsts = np.cumsum([0, *(len(part) for part in parts)])

    def __len__(self) -> int:
        return int(self._firsts[-1])

    def __getitem__(self, number: int) -> str:
        part = int(np.searchsorted(self._firsts, number, side="right")) - 1
        return self._parts[part][number - int(self._firsts[part])]

    def find(self, wanted: bytes) -> Iterator[tuple[int, int, int]]:
        """Yield document, first character and end of every place that reads ``wanted`` (UTF-8)."""
        for part, first in zip(self._parts, self._firsts.tolist(), strict=False):
            for document, start, end in part.find(wanted):
                yield first + document, start, end


class Texts:
    """Reads texts by document number; the last few stay decoded."""

    def __init__(self, folder: Path) -> None:
        self._borders = np.load(folder / BORDERS)
        with (folder / TEXTS).open("rb") as stream:
            size = int(self._borders[-1])
            self._bytes = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
        self._decoded: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self._borders) - 1

    def __getitem__(self, number: int) -> str:
        if number not in self._decoded:
            if len(self._decoded) >= 64:
                self._decoded.pop(next(iter(self._decoded)))
            start, end = int(self._borders[number]), int(self._borders[number + 1])
            self._decoded[number] = self._bytes[start:end].decode("utf-8")
        return self._decoded[number]

    def find(self, wanted: bytes) -> Iterator[tuple[int, int, int]]:
        """Yield document, first character and end of every place that reads ``wanted`` (UTF-8)."""
        length = len(wanted.decode("utf-8"))
        place = self._bytes.find(wanted)
        while place >= 0:
            document = int(np.searchsorted(self._borders, place, side="right")) - 1
            begin = int(self._borders[document])
            if place + len(wanted) <= int(self._borders[document + 1]):
                start = len(self._bytes[begin:place].decode("utf-8"))
                yield document, start, start + length
            place = self._bytes.find(wanted, place + 1)
