"""A corpus to a file of another format, with the manifest that makes the file citable."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import os
import shutil
from collections.abc import Callable
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

from corpus_tools._version import __version__
from corpus_tools.corpus import Corpus
from corpus_tools.errors import FormatError
from corpus_tools.formats import EXPORTS

NOTICE = (
    "The texts named under `restricted` are not free: their rights are stated with them, and they may not be "
    "redistributed as works of their own. `--standoff-only` writes the annotation without the text."
)


def export(corpus: Corpus, format: str, output: Path, *, standoff_only: bool = False) -> list[Path]:
    """Write a corpus in another format; what was at ``output`` is replaced when all is written.

    Args:
        output: A file, or a folder where the format is one.
        standoff_only: Leave out the text and whatever spells it.

    Returns:
        The files written: the export, then its manifest.

    Raises:
        FormatError: No such format, or one that cannot leave out the text.
    """
    write = writer(format)
    options = _options(write, format, standoff_only)
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.name}-{os.getpid()}")
    try:
        if "folder" in inspect.signature(write).parameters:
            write(corpus.documents(), beside, **options)
        else:
            with beside.open("w", encoding="utf-8", newline="\n") as stream:
                write(corpus.documents(), stream, **options)
        place = _manifest_place(beside, output)
        manifest = {**_manifest(corpus, format, beside, standoff_only), **_own_manifest(place)}
        place.write_text(json.dumps(manifest, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        _replace(beside, output)
    finally:
        _remove(beside)
    return [output, output / place.name if output.is_dir() else place]


def registered_exports() -> dict[str, str]:
    """Return the export formats by name, other packages' included, each as ``module:attribute``."""
    return {**{point.name: point.value for point in entry_points(group="corpus_tools.exports")}, **EXPORTS}


def writer(format: str) -> Callable[..., Any]:
    """Return the writer of a format."""
    known = registered_exports()
    if format not in known:
        raise FormatError(f"No export format {format!r}. Available: {', '.join(sorted(known))}.")
    module, _, attribute = known[format].partition(":")
    write: Callable[..., Any] = getattr(importlib.import_module(module), attribute)
    return write


def _options(write: Callable[..., Any], format: str, standoff_only: bool) -> dict[str, Any]:
    if not standoff_only:
        return {}
    if "standoff_only" not in inspect.signature(write).parameters:
        raise FormatError(f"{format} holds the text itself and cannot leave it out. Use jsonl or conllu.")
    return {"standoff_only": True}


def _manifest(corpus: Corpus, format: str, written: Path, standoff_only: bool) -> dict[str, Any]:
    documents = corpus.table("documents")
    restricted = documents[documents["redistribute"].eq(False)]
    manifest: dict[str, Any] = {
        "format": format,
        "corpus_tools": __version__,
        "data_format": corpus.manifest["version"],
        "annotations_version": corpus.manifest.get("annotations_version"),
        "documents": documents[["document", "title", "author", "rights", "source_sha256"]].to_dict("records"),
        "counts": corpus.manifest.get("counts"),
        "standoff_only": standoff_only,
        "files": _checksums(written),
    }
    if len(restricted) and not standoff_only:
        manifest["notice"] = NOTICE
        manifest["restricted"] = restricted["document"].tolist()
    return manifest


def _checksums(written: Path) -> dict[str, str]:
    if written.is_dir():
        files = sorted(path for path in written.rglob("*") if path.is_file() and path.name != "manifest.json")
        return {str(path.relative_to(written)): _sha256(path) for path in files}
    return {written.name.removeprefix(".").rpartition("-")[0]: _sha256(written)}


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _manifest_place(beside: Path, output: Path) -> Path:
    return beside / "manifest.json" if beside.is_dir() else output.with_name(output.name + ".manifest.json")


def _own_manifest(place: Path) -> dict[str, Any]:
    """Return what the format's writer itself has to say, under a key of its own."""
    return {"written": json.loads(place.read_text(encoding="utf-8"))} if place.is_file() else {}


def _replace(beside: Path, output: Path) -> None:
    if beside.is_dir() and output.is_dir():
        old = output.with_name(f".{output.name}-old-{os.getpid()}")
        output.rename(old)
        beside.rename(output)
        shutil.rmtree(old)
    else:
        beside.replace(output)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
