"""Files of annotation tools read back and compared with the annotation that a recipe has."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.metadata import entry_points
from pathlib import Path
from typing import TypeAlias

from corpus_tools.annotate.corrections.compare import compare
from corpus_tools.annotate.corrections.differences import Difference
from corpus_tools.annotate.corrections.marks import Marked, Reader
from corpus_tools.errors import AnnotationError, FormatError
from corpus_tools.formats import CORRECTIONS
from corpus_tools.model import Document
from corpus_tools.pipeline import Pipeline, Recipe, pipeline_of

_Texts: TypeAlias = dict[str, list[Marked]]


def read_corrections(tool: str, path: Path) -> list[Marked]:
    """Read the texts of a file with their marks.

    Raises:
        FormatError: No such format, or the file is not what its format says; the message names file and line.
    """
    read = _reader(tool)
    if not path.exists():
        raise FormatError(f"{path} is not there. Name the file or folder that the tool wrote.")
    return list(read(path))


def differences(recipe: Recipe, texts: Sequence[Marked]) -> Iterator[Difference]:
    """Compare texts with the annotation of their documents, as it would be exported now.

    Raises:
        AnnotationError: A text is of no document of the recipe.
    """
    # Whatever a build takes, corrections are of the gold, and of the program where there is none.
    pipeline = pipeline_of(replace(recipe, annotation="best"))
    for folder, found in _by_document(recipe, pipeline, texts):
        yield compare(pipeline(pipeline.read_folder(folder)), found)


def registered_corrections() -> dict[str, str]:
    """Return the formats that corrections come back in, other packages' included, each as ``module:attribute``."""
    points = entry_points(group="corpus_tools.corrections")
    return {**{point.name: point.value for point in points}, **CORRECTIONS}


def _reader(tool: str) -> Reader:
    known = registered_corrections()
    if tool not in known:
        raise FormatError(f"No corrections come from {tool!r}. Available: {', '.join(sorted(known))}.")
    module, _, attribute = known[tool].partition(":")
    reader: Reader = getattr(importlib.import_module(module), attribute)
    return reader


def _by_document(
    recipe: Recipe, pipeline: Pipeline, texts: Sequence[Marked]
) -> Iterator[tuple[Path, list[Marked]]]:
    """Yield the folder of each document that has texts: by the stamp's id, else by the text itself."""
    folders = {folder.name: folder for folder in recipe.documents}
    found: _Texts = {name: [] for name in folders}
    unknown = []
    for text in texts:
        if text.stamp is not None and text.stamp.document in folders:
            found[text.stamp.document].append(text)
        else:
            unknown.append(text)
    if unknown:
        documents = [pipeline.read_folder(folder) for folder in recipe.documents]
        for text in unknown:
            found[_owner(text, documents)].append(text)
    yield from ((folders[name], mine) for name, mine in found.items() if mine)


def _owner(text: Marked, documents: Sequence[Document]) -> str:
    owners = [one.id for one in documents if text.text and text.text in one.text]
    if len(owners) != 1:
        named = f"document {text.stamp.document!r}" if text.stamp is not None else "no document"
        found = (
            f"its text stands in {', '.join(owners)}"
            if owners
            else "its text stands in none of the documents"
        )
        known = ", ".join(one.id for one in documents)
        raise AnnotationError(
            f"{text.where}: names {named}, and {found}. Documents of the recipe: {known}. Name the recipe that the "
            "export was made with: --recipe."
        )
    return owners[0]
