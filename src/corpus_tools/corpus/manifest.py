"""Which files make up a corpus: written beside and swapped in, so that a reader never sees half a corpus.

A corpus folder holds ``manifest.json`` and the parts it names (``part-1/`` …). A new build writes a new part and
then replaces the manifest in one step; parts that no manifest names are removed afterwards. A corpus that grows
gets a further part beside those it has.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from corpus_tools.corpus.schema import FORMAT, FORMAT_VERSION
from corpus_tools.errors import CorpusError

MANIFEST = "manifest.json"
_WORK = re.compile(r"\.work-(\d+)")


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read and check the manifest of a corpus folder.

    Raises:
        CorpusError: There is no corpus, or it is of another format or version.
    """
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise CorpusError(f"No corpus in {folder} (no {MANIFEST}). Build one: corpus-tools build.") from error
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path} is damaged ({error}). Build again: corpus-tools build.") from error
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise CorpusError(
            f"{path} does not describe a corpus of this program. Name another folder with --corpus."
        )
    if manifest.get("version") != FORMAT_VERSION:
        raise CorpusError(
            f"{folder} has data format {manifest.get('version')}, this program reads {FORMAT_VERSION}. "
            "Build again: corpus-tools build."
        )
    return manifest


def start_part(folder: Path) -> Path:
    """Make an empty folder to write a part into; what a killed build left behind is removed."""
    folder.mkdir(parents=True, exist_ok=True)
    for child in folder.iterdir():
        match = _WORK.fullmatch(child.name)
        if match and not _runs(int(match[1])):
            shutil.rmtree(child, ignore_errors=True)
    work = folder / f".work-{os.getpid()}"
    if work.exists():
        shutil.rmtree(work)
    work.mkdir()
    return work


def commit_part(folder: Path, work: Path, manifest: Mapping[str, Any]) -> None:
    """Make the written part the corpus, in one step, and remove the parts it replaces."""
    part = _placed(folder, work)
    _replace_manifest(folder, {**manifest, "parts": [part.name]})
    for child in folder.glob("part-*"):
        if child.name != part.name:
            shutil.rmtree(child, ignore_errors=True)


def append_part(folder: Path, work: Path, manifest: Mapping[str, Any]) -> None:
    """Add the written part to the corpus, in one step; counts are added up, documents listed, other entries stay.

    Raises:
        CorpusError: There is no corpus to add to.
    """
    known = read_manifest(folder)
    counts = summed(known.get("counts", {}), manifest.get("counts", {}))
    part = _placed(folder, work)
    parts = {"counts": counts, "parts": [*known["parts"], part.name]}
    _replace_manifest(folder, {**manifest, **known, **_listed(known, manifest), **parts})


def _listed(known: Mapping[str, Any], manifest: Mapping[str, Any]) -> dict[str, Any]:
    """Return the recipe of the corpus that is there with the documents of the new one added."""
    if "recipe" not in known or "recipe" not in manifest:
        return {}
    documents = [*known["recipe"]["documents"], *manifest["recipe"]["documents"]]
    return {"recipe": {**known["recipe"], "documents": list(dict.fromkeys(documents))}}


def summed(left: Any, right: Any) -> Any:
    """Add numbers, and those in dictionaries by key; of anything else the first counts."""
    if isinstance(left, dict) and isinstance(right, dict):
        keys = dict.fromkeys([*left, *right])
        return {
            key: summed(left[key], right[key])
            if key in left and key in right
            else left.get(key, right.get(key))
            for key in keys
        }
    return left + right if isinstance(left, int | float) and isinstance(right, int | float) else left


def _placed(folder: Path, work: Path) -> Path:
    part = folder / _free_name(folder)
    work.rename(part)
    return part


def _replace_manifest(folder: Path, content: Mapping[str, Any]) -> None:
    whole = {**content, "format": FORMAT, "version": FORMAT_VERSION}
    ordered = {key: whole[key] for key in ("format", "version", *content)}
    replace_file(folder / MANIFEST, json.dumps(ordered, ensure_ascii=False, indent=1) + "\n")


def replace_file(path: Path, content: str) -> None:
    """Write a text file beside and rename it, so that it is there whole or not at all."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        beside.replace(path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def _free_name(folder: Path) -> str:
    numbers = [
        int(child.name.removeprefix("part-")) for child in folder.glob("part-*") if child.name[5:].isdigit()
    ]
    return f"part-{max(numbers, default=0) + 1}"


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
