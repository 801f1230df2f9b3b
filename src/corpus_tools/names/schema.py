"""Name lists on disk: TOML, one table per name, checked on reading with file and line."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from corpus_tools.errors import AuthorityError
from corpus_tools.names.authority import Name, Variant
from corpus_tools.names.entry import name_of

_TOML_LINE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class TomlPlace:
    """The lines of a file in which an entry stands."""

    path: Path
    lines: tuple[str, ...]
    id: str

    def line(self, key: str | None = None) -> int:
        """Return the line of the entry's header, or of one of its keys if it is there."""
        header = re.compile(rf"\s*\[\s*[\"']?{re.escape(self.id)}[\"']?\s*\]")
        start = next((n for n, line in enumerate(self.lines, 1) if header.match(line)), 1)
        if key is not None:
            for number, line in enumerate(self.lines[start:], start + 1):
                if line.lstrip().startswith("["):
                    break
                if re.match(rf"\s*{re.escape(key)}\s*=", line):
                    return number
        return start

    def message(self, message: str, key: str | None = None) -> str:
        """Return a message with file, line and entry before it."""
        return f"{self.path}, line {self.line(key)}: [{self.id}] {message}"

    def fail(self, message: str, key: str | None = None) -> NoReturn:
        """Raise ``AuthorityError`` with file, line and entry."""
        raise AuthorityError(self.message(message, key))


Entry = tuple[Name, TomlPlace]


def read_folder(folder: Path) -> tuple[Name, ...]:
    """Read and check every ``*.toml`` of a folder, in the order of file names and tables.

    Raises:
        AuthorityError: With file, line, what was given, what would have been right and what to do.
    """
    found = read_entries(_files(folder))
    _refuse_clashes(found)
    return tuple(name for name, _ in found)


def read_names(path: Path) -> tuple[Name, ...]:
    """Read and check one file of names."""
    found = read_entries([path])
    _refuse_clashes(found)
    return tuple(name for name, _ in found)


def read_entries(paths: Iterable[Path]) -> list[Entry]:
    """Read and check the names of files, each with its place; whether they clash is not asked."""
    return [(name_of(place.id, table, place), place) for path in paths for place, table in _tables(path)]


def survey_folder(folder: Path) -> tuple[tuple[Name, ...], list[str]]:
    """Read a folder as ``read_folder`` does, and list what is wrong instead of stopping at it.

    Returns:
        The entries that are right, and a message for every file and entry that is not, and for every clash.
    """
    found, messages = survey_entries(folder)
    return tuple(name for name, _ in found), [*messages, *clashes(found)]


def survey_entries(folder: Path) -> tuple[list[Entry], list[str]]:
    """Return the entries of a folder that are right, with their places, and a message for each that is not.

    Raises:
        AuthorityError: The folder is missing.
    """
    found: list[Entry] = []
    messages: list[str] = []
    for path in _files(folder):
        _survey_file(path, found, messages)
    return found, messages


def clashes(found: Iterable[Entry]) -> Iterator[str]:
    """Yield a message for every id that stands twice, and every form without a condition that two names claim."""
    first: dict[str, TomlPlace] = {}
    owners: defaultdict[str, list[tuple[Name, TomlPlace, Variant]]] = defaultdict(list)
    for name, place in found:
        if (other := first.setdefault(name.id, place)) is not place:
            yield place.message(f"stands already in {other.path}, line {other.line()}; give it another id.")
        if name.type != "CONCEPT":
            for variant in name.variants:
                owners[variant.text].append((name, place, variant))
    for text, uses in owners.items():
        yield from _clash(text, uses)


def _clash(text: str, uses: list[tuple[Name, TomlPlace, Variant]]) -> Iterator[str]:
    """A form without a condition belongs to one name only; two names may share conditional forms."""
    free = [use for use in uses if not use[2].conditional]
    if len({name.id for name, _, _ in uses}) > 1 and free:
        name, place, _ = free[-1]
        other, where, _ = next(use for use in uses if use[0].id != name.id)
        yield place.message(
            f"claims '{text}', which [{other.id}] ({where.path}, line {where.line('ja')}) claims too; "
            'give each a condition: { text = "…", scope = ["document-id"] } or after = true.',
            "ja",
        )


def _refuse_clashes(found: Iterable[Entry]) -> None:
    if (message := next(clashes(found), None)) is not None:
        raise AuthorityError(message)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise AuthorityError(f"No folder of name lists at '{folder}'; give one that holds *.toml files.")
    return sorted(folder.glob("*.toml"))


def _survey_file(path: Path, found: list[Entry], messages: list[str]) -> None:
    try:
        tables = _tables(path)
    except AuthorityError as error:
        messages.append(str(error))
        return
    for place, table in tables:
        try:
            found.append((name_of(place.id, table, place), place))
        except AuthorityError as error:
            messages.append(str(error))


def _tables(path: Path) -> list[tuple[TomlPlace, dict[str, Any]]]:
    """Read a file's tables, each with its place."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AuthorityError(f"{path}: cannot be read as UTF-8 text: {error}. Name a *.toml file.") from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _TOML_LINE.search(str(error))
        line = match[1] if match and match[1] else str(text.count("\n") + 1)
        raise AuthorityError(f"{path}, line {line}: not TOML: {error}. Correct the line.") from error
    lines = tuple(text.splitlines())
    for name_id, table in tables.items():
        if not isinstance(table, dict):
            raise AuthorityError(
                f"{path}: '{name_id} = …' stands outside of a name; start each name with a line [ID]."
            )
    return [(TomlPlace(path, lines, name_id), table) for name_id, table in tables.items()]
