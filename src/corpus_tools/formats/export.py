"""A corpus to a file of another format, with the manifest that makes the file citable."""

from __future__ import annotations

import hashlib
import importlib
import inspect
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from corpus_tools._version import __version__
from corpus_tools.corpus import Corpus
from corpus_tools.corpus.manifest import replace_file
from corpus_tools.errors import FormatError
from corpus_tools.formats import EXPORTS
from corpus_tools.formats.splits import Split, SplitDocuments, split
from corpus_tools.replacing import replace_folder

NOTICE = (
    "The texts named under `restricted` are not free: their rights are stated with them, and they may not be "
    "redistributed as works of their own. `--standoff-only` writes the annotation without the text."
)
_DESCRIBED = ("document", "title", "author", "rights", "source_sha256")


@dataclass
class _Job:
    """What is exported, and how."""

    corpus: Corpus
    format: str
    standoff_only: bool
    how: Split | None
    options: Mapping[str, Any]

    @cached_property
    def write(self) -> Callable[..., Any]:
        return writer(self.format)

    @cached_property
    def wants(self) -> frozenset[str]:
        return frozenset(inspect.signature(self.write).parameters)

    @cached_property
    def split(self) -> SplitDocuments | None:
        return split(self.corpus.documents(), self.how) if self.how is not None else None


def export(
    corpus: Corpus,
    format: str,
    output: Path,
    *,
    standoff_only: bool = False,
    split: Split | None = None,
    options: Mapping[str, Any] | None = None,
) -> list[Path]:
    """Write a corpus in another format; what was at ``output`` is replaced when all is written.

    Args:
        output: A file, or a folder where the format is one.
        standoff_only: Leave out the text and whatever spells it.
        split: Write training, development and test data; ``output`` is a folder then, with one file a part.
        options: Further parameters of the format's writer, such as ``unit`` and ``layers`` of annotation tools.

    Returns:
        The files written: the export, then its manifest.

    Raises:
        FormatError: No such format, or one that cannot leave out the text or be split.
    """
    job = _Job(corpus, format, standoff_only, split, options or {})
    _check(job)
    output.parent.mkdir(parents=True, exist_ok=True)
    beside = output.with_name(f".{output.name}-{os.getpid()}")
    try:
        counts = _write(job, beside, output.suffix)
        place = _manifest_place(beside, output)
        manifest = {**_manifest(job, beside, output.name), **_written(beside, counts)}
        text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
        if beside.is_dir():
            place.write_text(text, encoding="utf-8")
        _replace(beside, output)
        if not output.is_dir():
            replace_file(place, text)
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


def can_leave_out_text(format: str) -> bool:
    """Return whether a format has a form without the text."""
    return "standoff_only" in inspect.signature(writer(format)).parameters


def _check(job: _Job) -> None:
    if job.standoff_only and "standoff_only" not in job.wants:
        able = ", ".join(sorted(name for name in EXPORTS if can_leave_out_text(name)))
        raise FormatError(f"{job.format} holds the text itself and cannot leave it out. Use one of: {able}.")
    if job.how is not None and not job.wants & {"documents", "parts"}:
        raise FormatError(f"{job.format} is not split. Export it without --split.")
    if unknown := [name for name in job.options if name not in job.wants]:
        raise FormatError(f"{job.format} has no option --{unknown[0]}. Export it without.")
    if not job.corpus.tables.is_dir():
        raise FormatError(
            f"{job.corpus.folder} was imported as tokens and has no tables to export. Export a corpus that "
            "`build` or `add` made."
        )


def _write(job: _Job, beside: Path, suffix: str) -> dict[str, Any]:
    if job.split is None:
        documents = job.corpus.documents()
        return _call(job, beside, documents=documents, parts={"train": documents})
    if "parts" in job.wants:
        return {**_call(job, beside, parts=job.split.parts), "splits": job.split.report}
    beside.mkdir()
    counts = {
        name: _call(job, beside / f"{name}{suffix or '.' + job.format}", documents=iter(documents))
        for name, documents in job.split.parts.items()
    }
    return {**counts, "splits": job.split.report}


def _call(job: _Job, place: Path, **content: Any) -> dict[str, Any]:
    given = {
        **content,
        "corpus": job.corpus,
        "path": place,
        "folder": place,
        "standoff_only": job.standoff_only,
        **job.options,
    }
    if "names" in job.wants:
        given["names"] = _rows(job.corpus, "names")
    if "stream" in job.wants:
        with place.open("w", encoding="utf-8", newline="\n") as stream:
            counts = job.write(**_only({**given, "stream": stream}, job.wants))
    else:
        counts = job.write(**_only(given, job.wants))
    return dict(counts) if isinstance(counts, Mapping) else {"documents": counts}


def _only(given: dict[str, Any], wanted: frozenset[str]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name in wanted}


def _manifest(job: _Job, written: Path, name: str) -> dict[str, Any]:
    documents = _rows(job.corpus, "documents", [*_DESCRIBED, "redistribute"])
    restricted = [row["document"] for row in documents if row["redistribute"] is False]
    manifest: dict[str, Any] = {
        "format": job.format,
        "corpus_tools": __version__,
        "data_format": job.corpus.manifest["version"],
        "annotations_version": job.corpus.manifest.get("annotations_version"),
        "documents": [{name: row[name] for name in _DESCRIBED} for row in documents],
        "counts": job.corpus.manifest.get("counts"),
        "standoff_only": job.standoff_only,
        "files": _checksums(written, name),
    }
    if restricted and not job.standoff_only and job.wants & {"documents", "parts", "corpus"}:
        manifest["notice"] = NOTICE
        manifest["restricted"] = restricted
    return manifest


def _rows(corpus: Corpus, table: str, columns: list[str] | None = None) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(
        corpus.tables / f"{table}.parquet", columns=columns
    ).to_pylist()
    return rows


def _checksums(written: Path, name: str) -> dict[str, str]:
    if written.is_dir():
        files = sorted(path for path in written.rglob("*") if path.is_file() and path.name != "manifest.json")
        return {path.relative_to(written).as_posix(): sha256(path) for path in files}
    return {name: sha256(written)}


def sha256(path: Path) -> str:
    """Return the checksum of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _manifest_place(beside: Path, output: Path) -> Path:
    return beside / "manifest.json" if beside.is_dir() else output.with_name(output.name + ".manifest.json")


def _written(beside: Path, counts: dict[str, Any]) -> dict[str, Any]:
    """Return what the format's writer itself has to say, under a key of its own."""
    place = beside / "manifest.json"
    own = json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}
    splits = {"splits": counts.pop("splits")} if "splits" in counts else {}
    return {"written": {**own, **counts}, **splits}


def _replace(beside: Path, output: Path) -> None:
    if output.exists() and output.is_dir() != beside.is_dir():
        kinds = ("a folder", "a file") if output.is_dir() else ("a file", "a folder")
        raise FormatError(
            f"{output} is {kinds[0]}, and what is written is {kinds[1]}. Name another --output."
        )
    if beside.is_dir():
        replace_folder(beside, output)
    else:
        beside.replace(output)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
