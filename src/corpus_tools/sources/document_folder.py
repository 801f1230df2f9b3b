"""A document's folder in a corpus: ``source.txt``, what ``meta.toml`` says about it, and its layout if known."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from corpus_tools.errors import RecipeError
from corpus_tools.model import Metadata
from corpus_tools.sources import SourceText
from corpus_tools.sources.marks import read_marks
from corpus_tools.sources.text_file import read_text_file

REQUIRED: dict[str, type] = {
    "title": str,
    "author": str,
    "language": str,
    "written": str,
    "provenance": str,
    "rights": str,
    "redistribute": bool,
}
"""The keys that every ``meta.toml`` has, and the type of each."""


def read_document_folder(path: str | Path) -> SourceText:
    """Read ``source.txt``, ``meta.toml`` and ``layout.jsonl`` of one document; the folder's name is its id.

    Raises:
        RecipeError: ``meta.toml`` is missing, is not TOML, or lacks a key.
        SourceError: ``source.txt`` or ``layout.jsonl`` cannot be read.
    """
    folder = Path(path)
    metadata = _read_metadata(folder / "meta.toml")
    # Texts in a corpus are UTF-8 by definition: nothing is guessed where offsets are kept for years.
    source = read_text_file(folder / "source.txt", encoding="utf-8")
    layout = folder / "layout.jsonl"
    marks = read_marks(layout, length=len(source.text)) if layout.is_file() else ()
    return replace(source, id=folder.resolve().name, metadata={**source.metadata, **metadata}, marks=marks)


def _read_metadata(path: Path) -> Metadata:
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise RecipeError(
            f"{path} cannot be read ({error.strerror}). A document's folder holds source.txt and meta.toml; "
            f"meta.toml has the keys {', '.join(REQUIRED)}."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RecipeError(f"{path} is not TOML: {error}. Correct it there.") from error
    values = {key: value.isoformat() if isinstance(value, date) else value for key, value in values.items()}
    _check_keys(path, values)
    check_written(path, values["written"])
    return values


def _check_keys(path: Path, values: dict[str, Any]) -> None:
    missing = [key for key in REQUIRED if key not in values]
    if missing:
        raise RecipeError(f"{path} lacks {', '.join(missing)}. Required: {', '.join(REQUIRED)}. Add them.")
    for key, kind in REQUIRED.items():
        if not isinstance(values[key], kind):
            wanted = "true or false" if kind is bool else "a string in quotes"
            raise RecipeError(f"{path}: {key} is {values[key]!r}; {wanted} was expected.")


def check_written(path: Path, written: str) -> None:
    """Check the date of writing, from which relative dates are counted.

    Raises:
        RecipeError: It is not EDTF.
    """
    from edtf import parse_edtf
    from edtf.parser.edtf_exceptions import EDTFParseException

    try:
        parse_edtf(written)
    except EDTFParseException:
        raise RecipeError(
            f"{path}: written is '{written}', which is not EDTF. Right are 2023, 2023-01 or 2023-01-15."
        ) from None
