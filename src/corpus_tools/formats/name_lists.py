"""What the formats of name lists share: names from table rows, places for messages, XML read safely."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from corpus_tools.errors import FormatError
from corpus_tools.formats import NAME_FORMATS
from corpus_tools.names import NAME_TYPES, Name
from corpus_tools.names.entry import name_of, name_of_row

FOREIGN_TYPE = "CONCEPT"
"""The type of a name from a list of other hands that does not say which of ours it is."""


@dataclass(frozen=True, slots=True)
class EntryPlace:
    """Where an entry stands in a file of another format."""

    path: Path
    line: int
    id: str

    def fail(self, message: str, key: str | None = None) -> NoReturn:
        """Raise ``FormatError`` with file, line and entry; ``key`` has no line of its own here."""
        raise FormatError(f"{self.path}, line {self.line}: [{self.id}] {message}")


Table = tuple[EntryPlace, dict[str, Any]]


def names_of(rows: Iterable[Mapping[str, Any]]) -> list[Name]:
    """Return the names that rows of the table ``names`` hold."""
    return [name_of_row(row) for row in rows]


def checked_names(tables: Iterable[Table]) -> tuple[Name, ...]:
    """Return the names of the tables that a reader found.

    Raises:
        FormatError: An entry does not hold to the schema, or two have one id; with file and line.
    """
    seen: dict[str, int] = {}
    names = []
    for place, table in tables:
        if place.id in seen:
            place.fail(f"stands already in line {seen[place.id]}; give it another id.")
        seen[place.id] = place.line
        names.append(name_of(place.id, _typed(table), place))
    return tuple(names)


def _typed(table: dict[str, Any]) -> dict[str, Any]:
    """Give an entry of other hands a type; what it said of its field goes into the note."""
    given = table.get("type")
    if given in NAME_TYPES:
        return table
    noted = [str(table["note"])] if table.get("note") else []
    noted += [f"subject field: {given}"] if given else []
    rest = {key: value for key, value in table.items() if key != "note"}
    return {**rest, "type": FOREIGN_TYPE, **({"note": "; ".join(noted)} if noted else {})}


def write_names(kind: str, rows: Iterable[Mapping[str, Any]], path: Path) -> int:
    """Write names in a format of ``NAME_FORMATS``, and return how many."""
    write: Callable[..., int] = _function(kind, "write")
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        return write(rows, stream)


def read_names(kind: str, path: Path) -> tuple[Name, ...]:
    """Read names from a file of a format of ``NAME_FORMATS``.

    Raises:
        FormatError: No such format or file, or one that is not what it says; the message names file and line.
    """
    read: Callable[[Path], tuple[Name, ...]] = _function(kind, "read")
    if not path.is_file():
        raise FormatError(f"{path} is not there. Name a file of format {kind}.")
    return read(path)


def _function(kind: str, name: str) -> Callable[..., Any]:
    if kind not in NAME_FORMATS:
        raise FormatError(f"No format of name lists {kind!r}. Available: {', '.join(sorted(NAME_FORMATS))}.")
    function: Callable[..., Any] = getattr(importlib.import_module(NAME_FORMATS[kind]), name)
    return function


def load_etree() -> Any:
    """Return ``lxml.etree``, which only the formats in XML load."""
    from lxml import etree

    return etree


def parse_xml(path: Path, root: str) -> Any:
    """Read an XML file whose root element has this local name; entities and outside references are not followed."""
    etree = load_etree()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        tree = etree.parse(str(path), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise FormatError(
            f"{path}, line {error.lineno}: no well-formed XML ({error.msg}). Correct it."
        ) from error
    if local_name(tree) != root:
        raise FormatError(f"{path}, line {tree.sourceline}: <{local_name(tree)}> where <{root}> is right.")
    return tree


def elements(parent: Any, *names: str) -> Iterator[Any]:
    """Yield the descendants with one of the local names, whatever their namespace."""
    for element in parent.iter():
        if isinstance(element.tag, str) and local_name(element) in names:
            yield element


def local_name(element: Any) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def text_of(element: Any) -> str:
    """Return the text of an element and all it holds, without white space around it."""
    return "".join(element.itertext()).strip()


def xml_text(text: str, name: Name) -> str:
    """Return a text as XML may hold it.

    Raises:
        FormatError: It has control characters.
    """
    bad = next((c for c in text if c < " " and c not in "\t\n\r"), None)
    if bad is not None:
        raise FormatError(
            f"{name.id}: XML cannot hold the character U+{ord(bad):04X}. Take it out of the name."
        )
    return text
