"""The files of an index: written with their checksums, opened as memory maps and checked."""

from __future__ import annotations

import hashlib
import json
import mmap
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus_tools.errors import CorpusError
from corpus_tools.model import IntArray

FORMAT = "corpus-tools index"
VERSION = 2
MANIFEST = "manifest.json"
CHECKED_ON_OPENING = 1 << 22
"""Files up to this many bytes are checked against their SHA-256 when they are first used; larger ones by
``verify_files`` only, so that opening a corpus does not read it."""

_REMEDY = "Delete the folder and build the corpus again."


class FileWriter:
    """Writes one file of an index and remembers its size and checksum."""

    def __init__(self, folder: Path, name: str, files: dict[str, dict[str, Any]]) -> None:
        self._name = name
        self._files = files
        self._digest = hashlib.sha256()
        self._size = 0
        self._stream = (folder / name).open("wb")

    def write(self, data: bytes | npt.NDArray[Any]) -> None:
        """Append bytes, or the bytes of a contiguous array."""
        view = array_bytes(data) if isinstance(data, np.ndarray) else memoryview(data)
        self._stream.write(view)
        self._digest.update(view)
        self._size += len(view)

    def __enter__(self) -> FileWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        self._files[self._name] = {"bytes": self._size, "sha256": self._digest.hexdigest()}


def write_array(
    folder: Path,
    name: str,
    array: npt.NDArray[Any],
    files: dict[str, dict[str, Any]],
    *,
    chunk: int = 1 << 22,
) -> None:
    """Write an array as plain little-endian bytes."""
    with FileWriter(folder, name, files) as writer:
        for start in range(0, len(array), chunk):
            writer.write(np.ascontiguousarray(array[start : start + chunk]))


def write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    """Write the manifest, which makes the index complete."""
    body = {"format": FORMAT, "version": VERSION, **manifest}
    text = json.dumps({**body, "sha256": _digest_of(body)}, ensure_ascii=False, indent=1)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read and check the manifest of an index.

    Raises:
        CorpusError: There is none, it is damaged, or it is of another format or version.
    """
    path = folder / MANIFEST
    if not path.is_file():
        raise CorpusError(
            f"{folder} holds no index: {MANIFEST} is missing. Build the corpus, or name its folder."
        )
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CorpusError(f"{path} is damaged ({error}). {_REMEDY}") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise CorpusError(f"{path} is not the manifest of a {FORMAT}. Name the folder of a built corpus.")
    if manifest.get("version") != VERSION:
        raise CorpusError(
            f"{path} has index version {manifest.get('version')}; this program reads version {VERSION}. {_REMEDY}"
        )
    checksum = manifest.pop("sha256", None)
    if checksum != _digest_of(manifest):
        raise CorpusError(f"{path} is damaged: its contents do not fit its checksum. {_REMEDY}")
    return manifest


def check_sizes(folder: Path, files: dict[str, dict[str, Any]]) -> None:
    """Raise ``CorpusError`` unless every file is there with the size the manifest says."""
    for name, facts in files.items():
        path = folder / name
        size = path.stat().st_size if path.is_file() else None
        if size is None:
            raise CorpusError(f"{path} is missing. {_REMEDY}")
        if size != facts["bytes"]:
            raise CorpusError(f"{path} has {size} bytes instead of {facts['bytes']}. {_REMEDY}")


def verify_files(folder: Path, files: dict[str, dict[str, Any]]) -> None:
    """Raise ``CorpusError`` unless every byte of the index is as it was written."""
    check_sizes(folder, files)
    for name, facts in files.items():
        with (folder / name).open("rb") as stream:
            if hashlib.file_digest(stream, "sha256").hexdigest() != facts["sha256"]:
                raise _damaged(folder / name)


def open_array(
    folder: Path, name: str, dtype: npt.DTypeLike, files: dict[str, dict[str, Any]], *, check: bool = True
) -> npt.NDArray[Any]:
    """Open a file as a read-only array on a memory map.

    Args:
        check: Compare a small file with its checksum.

    Raises:
        CorpusError: The file is not the one that was written.
    """
    return np.frombuffer(open_bytes(folder, name, files, check=check), dtype=dtype)


def open_bytes(
    folder: Path, name: str, files: dict[str, dict[str, Any]], *, check: bool = True
) -> mmap.mmap | bytes:
    """Open a file as read-only bytes on a memory map."""
    path = folder / name
    facts = files.get(name)
    if facts is None:
        raise CorpusError(f"{folder / MANIFEST} does not list {name}. {_REMEDY}")
    if facts["bytes"] == 0:
        return b""
    try:
        with path.open("rb") as stream:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{path} cannot be opened ({error}). {_REMEDY}") from error
    if len(data) != facts["bytes"]:
        raise CorpusError(f"{path} has {len(data)} bytes instead of {facts['bytes']}. {_REMEDY}")
    if check and len(data) <= CHECKED_ON_OPENING and hashlib.sha256(data).hexdigest() != facts["sha256"]:
        raise _damaged(path)
    return data


def array_bytes(array: npt.NDArray[Any]) -> memoryview:
    """Return the bytes of an array, without a copy where it is contiguous."""
    return np.ascontiguousarray(array).data.cast("B") if len(array) else memoryview(b"")


def smallest_unsigned(n_values: int) -> np.dtype[Any]:
    """Return the smallest type that holds the codes of ``n_values`` values."""
    return np.min_scalar_type(max(n_values - 1, 0)).newbyteorder("<")


def smallest_signed(n_values: int) -> np.dtype[Any]:
    """Return the smallest type that holds the codes of ``n_values`` values, and -1."""
    return np.min_scalar_type(-max(n_values, 1)).newbyteorder("<")


def lengths_to_offsets(lengths: IntArray) -> npt.NDArray[np.int64]:
    """Return where each part starts, and where the last one ends."""
    offsets = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=offsets[1:])
    return offsets


def _digest_of(body: dict[str, Any]) -> str:
    text = json.dumps(body, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _damaged(path: Path) -> CorpusError:
    return CorpusError(f"{path} is damaged: its contents do not fit its checksum. {_REMEDY}")
