"""The distinct values of an attribute, in sort order, as one memory-mapped text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, overload

import numpy as np

from corpus_tools.errors import CorpusError
from corpus_tools.index.files import FileWriter, lengths_to_offsets, open_array, open_bytes, write_array
from corpus_tools.model import IntArray

SEPARATOR = b"\n"


class Lexicon(Sequence[str]):
    """A read-only sequence of distinct strings; the place of a string is its code.

    Codes follow the order of the values by code point (which is also that of their UTF-8 bytes), so that the
    values with one prefix are one run of codes, and sorting by code is sorting by value.
    """

    def __init__(self, text: Any, offsets: IntArray) -> None:
        self._text = text
        self._offsets = offsets

    @classmethod
    def of(cls, values: Sequence[str]) -> Lexicon:
        """Make a lexicon in memory from values that are distinct and sorted."""
        encoded = [value.encode("utf-8") + SEPARATOR for value in values]
        return cls(
            b"".join(encoded), lengths_to_offsets(np.array([len(one) for one in encoded], dtype=np.int64))
        )

    def __len__(self) -> int:
        return len(self._offsets) - 1

    @overload
    def __getitem__(self, code: int) -> str: ...
    @overload
    def __getitem__(self, code: slice) -> list[str]: ...
    def __getitem__(self, code: int | slice) -> str | list[str]:
        if isinstance(code, slice):
            return [self[place] for place in range(*code.indices(len(self)))]
        n_values = len(self)
        if not -n_values <= code < n_values:
            raise IndexError(f"No value has the code {code}; there are {n_values} values.")
        return self.value_bytes(code % n_values).decode("utf-8")

    def __iter__(self) -> Iterator[str]:
        return iter(self.decoded())

    def decoded(self) -> list[str]:
        """Return all values; this reads the whole lexicon."""
        if not len(self):
            return []
        values = bytes(self._text)[: -len(SEPARATOR)].decode("utf-8").split(SEPARATOR.decode())
        return values if len(values) == len(self) else [self[code] for code in range(len(self))]

    def value_bytes(self, code: int) -> bytes:
        """Return a value as UTF-8."""
        return bytes(self._text[int(self._offsets[code]) : int(self._offsets[code + 1]) - len(SEPARATOR)])

    def find(self, value: str) -> int:
        """Return the code of a value, or -1."""
        wanted = value.encode("utf-8", "surrogatepass")
        code = self._bisect(wanted)
        return code if code < len(self) and self.value_bytes(code) == wanted else -1

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """Return the codes ``[first, last)`` of the values that begin with ``prefix``."""
        wanted = prefix.encode("utf-8", "surrogatepass")
        first = self._bisect(wanted)
        low, high = first, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.value_bytes(middle).startswith(wanted):
                low = middle + 1
            else:
                high = middle
        return first, low

    def equal_range(self, value: str) -> tuple[int, int]:
        """Return the places ``[first, last)`` of a value, for a lexicon in which one may stand several times."""
        wanted = value.encode("utf-8", "surrogatepass")
        # No text holds a NUL, so nothing stands between a value and the same with one behind it.
        return self._bisect(wanted), self._bisect(wanted + b"\0")

    @property
    def text(self) -> Any:
        """All values as UTF-8, each followed by a line feed."""
        return self._text

    @property
    def offsets(self) -> IntArray:
        """Where each value starts in ``text``. *Shape:* ``(n_values + 1,)``."""
        return self._offsets

    def _bisect(self, wanted: bytes) -> int:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.value_bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low


def write_lexicon(folder: Path, name: str, values: Iterable[str], files: dict[str, dict[str, Any]]) -> None:
    """Write values that are distinct and sorted."""
    lengths: list[int] = []
    with FileWriter(folder, f"{name}.lexicon", files) as writer:
        for chunk in _chunks(values):
            parts = [_encoded(name, value) + SEPARATOR for value in chunk]
            lengths.extend(map(len, parts))
            writer.write(b"".join(parts))
    offsets = lengths_to_offsets(np.asarray(lengths, dtype=np.int64))
    write_array(folder, f"{name}.lexicon-offsets", offsets, files)


def open_lexicon(folder: Path, name: str, files: dict[str, dict[str, Any]]) -> Lexicon:
    """Open the lexicon of an attribute without reading its values."""
    text = open_bytes(folder, f"{name}.lexicon", files)
    offsets = open_array(folder, f"{name}.lexicon-offsets", "<i8", files)
    if not len(offsets) or offsets[-1] != len(text):
        raise CorpusError(f"{folder / name}.lexicon does not fit its offsets. Build the corpus again.")
    return Lexicon(text, offsets)


def _encoded(name: str, value: str) -> bytes:
    try:
        return value.encode("utf-8")
    except UnicodeEncodeError as error:
        raise CorpusError(
            f"Attribute {name}: the value {value!r} has a lone surrogate, which is no character. Repair the text."
        ) from error


def _chunks(values: Iterable[str], size: int = 1 << 16) -> Iterator[list[str]]:
    chunk: list[str] = []
    for value in values:
        chunk.append(value)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk
