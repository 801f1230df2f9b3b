"""The bytes of a file, or an error that says what to do."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from corpus_tools.errors import SourceError

ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    OSError,
    ValueError,
)
"""What ``zipfile`` raises over damaged, encrypted and foreign archives."""


def read_bytes(path: Path) -> bytes:
    """Read a file.

    Raises:
        SourceError: It is missing, a folder, or may not be read.
    """
    if path.is_dir():
        raise SourceError(f"{path} is a folder; a file was expected. Name the file inside it.")
    try:
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(f"{path} cannot be read ({reason}). Check the path and its permissions.") from error
