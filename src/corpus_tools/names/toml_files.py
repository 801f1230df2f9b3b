"""Names as TOML text, in the form of the authority's files, and whole folders of them."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from corpus_tools.errors import AuthorityError
from corpus_tools.names.authority import Name
from corpus_tools.names.entry import table_of

FILES: dict[str, str] = {
    "PERSON": "persons.toml",
    "ORG": "bodies.toml",
    "GPE": "places.toml",
    "LOC": "places.toml",
    "DOCUMENT": "documents.toml",
    "PROGRAM": "programmes.toml",
    "EVENT": "events.toml",
    "WEAPON": "weapons.toml",
    "FORCE": "forces.toml",
    "CONCEPT": "concepts.toml",
}
"""In which file names of a type are written where a folder has none of that type yet."""

HEADER = "# One table per name; its header is the name's id, which is never reused. What the keys mean: docs/names.md.\n"

_WIDTH = 110
_BARE = re.compile(r"[A-Za-z0-9_-]+")
# What TOML does not allow in a string as it is, and JSON does not escape.
_DELETE = "\x7f"


def toml_of(name: Name) -> str:
    """Return a name as a TOML table that reads back as the same name."""
    lines = [f"[{_key(name.id)}]"]
    lines += [f"{key} = {_value(value, len(key) + 3)}" for key, value in table_of(name).items()]
    return "\n".join(lines) + "\n"


def write_folder(folder: Path, names: Iterable[Name]) -> dict[str, int]:
    """Write names into a new folder, a file for each kind, and return how many are in each.

    Raises:
        AuthorityError: The folder holds name lists already; they are never overwritten.
    """
    if any(folder.glob("*.toml")):
        raise AuthorityError(
            f"{folder} has name lists already, which are not overwritten. Name another folder."
        )
    by_file: dict[str, list[Name]] = {}
    for name in names:
        by_file.setdefault(FILES[name.type], []).append(name)
    folder.mkdir(parents=True, exist_ok=True)
    for file, held in by_file.items():
        write_text(folder / file, "\n".join([HEADER, *map(toml_of, held)]))
    return {file: len(held) for file, held in by_file.items()}


def write_text(path: Path, text: str) -> None:
    """Write a file beside its place and rename it: it is there whole or not at all."""
    beside = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def quoted(text: str) -> str:
    """Return a text as a TOML string; a JSON string is one but for the character DELETE."""
    return json.dumps(text, ensure_ascii=False).replace(_DELETE, "\\u007f")


def _key(name_id: str) -> str:
    return name_id if _BARE.fullmatch(name_id) else quoted(name_id)


def _value(value: Any, indent: int) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_value(item, 0)}" for key, item in value.items()) + " }"
    items = [_value(item, 0) for item in value]
    line = f"[{', '.join(items)}]"
    return line if indent + len(line) <= _WIDTH else "\n".join(["[", *(f"  {item}," for item in items), "]"])
