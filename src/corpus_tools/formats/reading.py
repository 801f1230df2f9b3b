"""What every reader needs: files opened, and whatever is wrong with them said as a ``FormatError`` with its place."""

from __future__ import annotations

import importlib
import inspect
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeVar

from corpus_tools.errors import CorpusToolsError, FormatError
from corpus_tools.formats import READERS
from corpus_tools.model import Document, Tokens, in_text_order

Read = TypeVar("Read")
_MALFORMED = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


def read(format: str, path: Path) -> Iterator[Document]:
    """Read the documents of a file or folder.

    Raises:
        FormatError: No such format, or the file is not what its format says; the message names file and line.
    """
    reader = _reader(format)
    wanted = next(iter(inspect.signature(reader).parameters))
    if wanted == "stream":
        with opened(path) as stream:
            yield from reader(stream, name=str(path))
    else:
        if not path.exists():
            raise FormatError(f"{path} is not there. Name what `export {format}` wrote.")
        yield from reader(path)


def registered_readers() -> dict[str, str]:
    """Return the formats that documents are read from, other packages' included, each as ``module:attribute``."""
    return {**{point.name: point.value for point in entry_points(group="corpus_tools.readers")}, **READERS}


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a UTF-8 text file; a file that is none is a ``FormatError`` with the line."""
    try:
        with path.open(encoding="utf-8-sig", newline=None) as stream:
            yield stream
    except OSError as error:
        raise FormatError(f"{path} cannot be read ({error.strerror}). Name another file.") from error
    except UnicodeDecodeError as error:
        raise FormatError(
            f"{path}, line {_bad_line(path)}: no UTF-8 ({error.reason}). Convert the file to UTF-8."
        ) from error


@contextmanager
def malformed(place: str, remedy: str) -> Iterator[None]:
    """Turn what a wrong value brings about into a ``FormatError`` that names the place.

    Args:
        place: File and line, such as ``x.conllu, line 12``.
        remedy: What to do, as a sentence.
    """
    try:
        yield
    except CorpusToolsError:
        raise
    except KeyError as error:
        raise FormatError(f"{place}: {error} is missing or unknown. {remedy}") from error
    except (*_MALFORMED, RecursionError) as error:
        raise FormatError(f"{place}: {error}. {remedy}") from error


def json_lines(path: Path, remedy: str, read: Callable[[dict[str, Any], str], Read]) -> Iterator[Read]:
    """Yield what ``read`` makes of each JSON object of a file of JSON Lines and its place; blank lines are none.

    Raises:
        FormatError: A line is no JSON object, or not what ``read`` expects.
    """
    with opened(path) as stream:
        for number, line in enumerate(stream, start=1):
            if line.strip():
                where = f"{path}, line {number}"
                with malformed(where, remedy):
                    yield read(json_object(line), where)


def json_object(text: str) -> dict[str, Any]:
    """Read a JSON object; anything else is a ``ValueError``."""
    value = json.loads(text)
    if not isinstance(value, dict):
        raise ValueError(f"{text[:40]!r} is no JSON object")
    return value


def checked(document: Document) -> Document:
    """Return a document whose tokens, spans and blocks lie in its text and have the types of the model.

    Raises:
        ValueError: One that does not.
    """
    length = len(document.text)
    if not isinstance(document.id, str) or not isinstance(document.text, str):
        raise ValueError(f"id {document.id!r} or text is no string")
    if document.tokens is not None:
        _check_tokens(document.tokens, length)
    ids: set[str] = set()
    for layer, spans in document.layers.items():
        for span in spans:
            texts = (span.id, span.layer, span.label, span.origin)
            if not all(isinstance(text, str) for text in texts) or span.layer != layer:
                raise ValueError(f"id, layer, label or origin of {span.id!r} is no string")
            _check_place(span.start, span.end, length, f"span {span.id!r}")
            if span.id in ids:
                raise ValueError(f"two spans have the id {span.id!r}")
            ids.add(span.id)
        document.layers[layer] = in_text_order(spans)
    for block in document.blocks:
        _check_place(block.start, block.end, length, f"block {block.type}")
    return document


def check_all(documents: Iterable[Document], place: Callable[[Document], str]) -> Iterator[Document]:
    """Yield the documents that ``checked`` lets pass; ``place`` says where one stands."""
    for document in documents:
        with malformed(place(document), "Export the file again."):
            yield checked(document)


def _reader(format: str) -> Callable[..., Iterator[Document]]:
    known = registered_readers()
    if format not in known:
        raise FormatError(f"No documents are read from {format!r}. Available: {', '.join(sorted(known))}.")
    module, _, attribute = known[format].partition(":")
    reader: Callable[..., Iterator[Document]] = getattr(importlib.import_module(module), attribute)
    return reader


def _check_tokens(tokens: Tokens, length: int) -> None:
    starts, ends = tokens.starts, tokens.ends
    if not len(tokens):
        return
    outside = int(starts.min()) < 0 or int(ends.max()) > length
    if outside or (ends <= starts).any() or (starts[1:] < ends[:-1]).any():
        raise ValueError("tokens are empty, overlap, are out of order or reach beyond the text")


def _check_place(start: object, end: object, length: int, what: str) -> None:
    whole = type(start) is int and type(end) is int
    if not whole or not 0 <= start <= end <= length:  # type: ignore[operator]
        raise ValueError(f"{what} stands at {start!r}:{end!r}, the text has {length} characters")


def _bad_line(path: Path) -> int:
    for number, line in enumerate(path.read_bytes().split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            return number
    return 0
