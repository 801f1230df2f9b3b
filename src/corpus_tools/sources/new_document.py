"""A file becomes a document of the corpus: its text, what is known about it, and the file itself."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from corpus_tools.errors import SourceError
from corpus_tools.replacing import replace_folder
from corpus_tools.sources import SourceText, read_source
from corpus_tools.sources.binary import read_bytes
from corpus_tools.sources.document_folder import REQUIRED, check_written
from corpus_tools.sources.marks import write_marks

UNKNOWN: Mapping[str, Any] = {
    "author": "unknown",
    "language": "ja",
    "written": "XXXX",
    "rights": "unknown",
    "redistribute": False,
}
"""What stands in ``meta.toml`` until somebody knows better; nothing is redistributed on a guess."""

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")
_PLAIN = frozenset({"", ".txt", ".text"})


def add_document(
    path: str | Path,
    corpus: str | Path,
    *,
    id: str,  # noqa: A002 - the field's name
    metadata: Mapping[str, Any] | None = None,
    encoding: str | None = None,
    replace: bool = False,
) -> Path:
    """Put a text into a corpus folder: ``source.txt``, ``meta.toml`` and, but for plain text, the original.

    Files that know more than their characters leave it in ``layout.jsonl``. The folder appears whole or not at all.

    Args:
        corpus: Folder of the document folders.
        id: Name of the new folder: lower-case letters, digits, ``.``, ``_``, ``-``.
        metadata: Keys of ``meta.toml``; what is missing is taken from the file where it says so, else ``UNKNOWN``.
        encoding: Takes the place of detection.
        replace: Put it in the place of a document of that id, whose gold annotation must then be re-anchored.

    Returns:
        The document's folder.

    Raises:
        SourceError: The file cannot be read, the id is taken or malformed, or ``written`` is no EDTF.
    """
    path, folder = Path(path), Path(corpus) / id
    if not _ID.fullmatch(id):
        raise SourceError(f"{id!r} is no document id. Use lower-case letters, digits, '.', '_' and '-'.")
    if folder.exists() and not replace:
        raise SourceError(f"{folder} exists. Choose another --id, or say --replace.")
    source = read_source(path, encoding=encoding)
    values = _metadata(path, source, dict(metadata or {}))
    check_written(folder / "meta.toml", values["written"])
    return _write(folder, path, source, values)


def _metadata(path: Path, source: SourceText, given: Mapping[str, Any]) -> dict[str, Any]:
    read = {key: value for key, value in source.metadata.items() if key in ("title", "author", "language")}
    values = {"title": path.stem, **UNKNOWN, **read, **{k: v for k, v in given.items() if v is not None}}
    values.setdefault("provenance", f"{path.name}, read by corpus-tools.")
    ordered = {key: values.pop(key) for key in REQUIRED}
    extraction = {key: value for key, value in source.metadata.items() if key not in ordered}
    return {**ordered, **values, **extraction, "sha256": _sha256(source.text.encode())}


def _write(folder: Path, path: Path, source: SourceText, values: dict[str, Any]) -> Path:
    work = folder.with_name(f".{folder.name}-{os.getpid()}")
    work.mkdir(parents=True)
    try:
        (work / "source.txt").write_text(source.text, encoding="utf-8", newline="\n")
        if path.suffix.lower() not in _PLAIN:
            data = read_bytes(path)
            values |= {"original": f"original{path.suffix.lower()}", "original_sha256": _sha256(data)}
            (work / values["original"]).write_bytes(data)
        if source.marks:
            (work / "layout.jsonl").write_text(write_marks(source.marks), encoding="utf-8")
        (work / "meta.toml").write_text(_toml(values), encoding="utf-8")
        replace_folder(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


def _toml(values: Mapping[str, Any]) -> str:
    # A JSON string, number or truth value is one of TOML too.
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
