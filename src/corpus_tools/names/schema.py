"""Name lists on disk: TOML, one table per name, checked on reading with file and line."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from corpus_tools.errors import AuthorityError
from corpus_tools.names.authority import NAME_TYPES, Name, Variant

_TEXTS = ("en", "en_short", "acronym", "date", "place", "evidence", "quote", "source", "status", "note")
_LISTS = ("en_alt", "parties")
_KEYS = ("type", "ja", *_TEXTS, *_LISTS, "optional")
_CHOICES = {"evidence": ("inline", "external"), "status": ("verified", "unverified")}
_TOML_LINE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an entry stands, for messages."""

    path: Path
    lines: tuple[str, ...]
    id: str

    def line(self, key: str | None = None) -> int:
        header = re.compile(rf"\s*\[\s*[\"']?{re.escape(self.id)}[\"']?\s*\]")
        start = next((n for n, line in enumerate(self.lines, 1) if header.match(line)), 1)
        if key is not None:
            for number, line in enumerate(self.lines[start:], start + 1):
                if line.lstrip().startswith("["):
                    break
                if re.match(rf"\s*{re.escape(key)}\s*=", line):
                    return number
        return start

    def fail(self, message: str, key: str | None = None) -> NoReturn:
        raise AuthorityError(f"{self.path}, line {self.line(key)}: [{self.id}] {message}")


def read_folder(folder: Path) -> tuple[Name, ...]:
    """Read and check every ``*.toml`` of a folder, in the order of file names and tables.

    Raises:
        AuthorityError: With file, line, what was given, what would have been right and what to do.
    """
    if not folder.is_dir():
        raise AuthorityError(f"No folder of name lists at '{folder}'; give one that holds *.toml files.")
    found = [entry for path in sorted(folder.glob("*.toml")) for entry in _read_file(path)]
    _check_ids(found)
    _check_clashes(found)
    return tuple(name for name, _ in found)


def survey_folder(folder: Path) -> tuple[tuple[Name, ...], list[str]]:
    """Read a folder as ``read_folder`` does, and list what is wrong instead of stopping at it.

    Returns:
        The entries that are right, and a message for every file and entry that is not. Whether names clash is said
        once the entries themselves are right.
    """
    found: list[tuple[Name, _Place]] = []
    messages: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        _survey_file(path, found, messages)
    if not messages:
        try:
            _check_ids(found)
            _check_clashes(found)
        except AuthorityError as error:
            messages.append(str(error))
    return tuple(name for name, _ in found), messages


def _survey_file(path: Path, found: list[tuple[Name, _Place]], messages: list[str]) -> None:
    try:
        tables = _tables(path)
    except AuthorityError as error:
        messages.append(str(error))
        return
    for place, table in tables:
        try:
            found.append((_name(place.id, table, place), place))
        except AuthorityError as error:
            messages.append(str(error))


def read_names(path: Path) -> tuple[Name, ...]:
    """Read and check one file of names."""
    found = list(_read_file(path))
    _check_clashes(found)
    return tuple(name for name, _ in found)


def _read_file(path: Path) -> Iterable[tuple[Name, _Place]]:
    for place, table in _tables(path):
        yield _name(place.id, table, place), place


def _tables(path: Path) -> list[tuple[_Place, dict[str, Any]]]:
    """Read a file's tables, each with its place."""
    text = path.read_text(encoding="utf-8")
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
    return [(_Place(path, lines, name_id), table) for name_id, table in tables.items()]


def _name(name_id: str, table: dict[str, Any], place: _Place) -> Name:
    for key in table:
        if key not in _KEYS:
            near = difflib.get_close_matches(key, _KEYS, n=1)
            hint = f"Did you mean '{near[0]}'?" if near else f"Keys: {', '.join(_KEYS)}."
            place.fail(f"unknown key '{key}'. {hint}", key)
    if table.get("type") not in NAME_TYPES:
        place.fail(f"type is {table.get('type')!r}; it must be one of {', '.join(NAME_TYPES)}.", "type")
    if not table.get("en"):
        place.fail('has no English name; add en = "…" with the full official title.', "en")
    texts = {key: _text(table, key, place) for key in _TEXTS}
    lists = {key: _list(table, key, place) for key in _LISTS}
    _check_date(texts["date"], place)
    if not isinstance(table.get("optional", False), bool):
        place.fail(f"optional is {table['optional']!r}; write true or false.", "optional")
    variants = _variants(table.get("ja"), place)
    given: dict[str, Any] = {key: value for key, value in texts.items() if value is not None} | lists
    return Name(name_id, table["type"], variants, optional=bool(table.get("optional", False)), **given)


def _text(table: dict[str, Any], key: str, place: _Place) -> str | None:
    value = table.get(key)
    if value is not None and (not isinstance(value, str) or not value.strip()):
        place.fail(f"{key} is {value!r}; write a text in quotation marks, or leave the key out.", key)
    if value is not None and key in _CHOICES and value not in _CHOICES[key]:
        place.fail(f"{key} is '{value}'; it must be {' or '.join(_CHOICES[key])}.", key)
    return value


def _list(table: dict[str, Any], key: str, place: _Place) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
        place.fail(f'{key} is {value!r}; write a list of texts: {key} = ["…"].', key)
    return tuple(value)


def _check_date(date: str | None, place: _Place) -> None:
    if date is None:
        return
    try:
        parse_edtf(date)
    except EDTFParseException:
        place.fail(
            f"date is '{date}'; write EDTF: 1997, 1997-05, 1997-05-27 or 1991-11-07/1991-11-08.", "date"
        )


def _variants(given: object, place: _Place) -> tuple[Variant, ...]:
    if not isinstance(given, list) or not given:
        place.fail('has no Japanese form; add ja = ["…"].', "ja")
    variants = tuple(_variant(item, place) for item in given)
    texts = [variant.text for variant in variants]
    for text in texts:
        if texts.count(text) > 1:
            place.fail(f"gives '{text}' twice in ja; keep one.", "ja")
    return variants


def _variant(item: object, place: _Place) -> Variant:
    if isinstance(item, str) and item.strip():
        return Variant(item)
    if not isinstance(item, dict) or not isinstance(item.get("text"), str) or not item["text"].strip():
        place.fail(f'has {item!r} in ja; write "…" or {{ text = "…", after = true }}.', "ja")
    scope, after = item.get("scope", []), item.get("after", False)
    if unknown := set(item) - {"text", "scope", "after"}:
        place.fail(
            f"has unknown keys in a form: {', '.join(sorted(unknown))}. Keys: text, scope, after.", "ja"
        )
    if not isinstance(scope, list) or not all(isinstance(one, str) for one in scope):
        place.fail(f'has scope {scope!r}; write a list of document ids: scope = ["…"].', "ja")
    if not isinstance(after, bool):
        place.fail(f"has after = {after!r}; write true or false.", "ja")
    return Variant(item["text"], tuple(scope), after)


def _check_ids(found: list[tuple[Name, _Place]]) -> None:
    first: dict[str, _Place] = {}
    for name, place in found:
        if (other := first.setdefault(name.id, place)) is not place:
            place.fail(f"stands already in {other.path}, line {other.line()}; give it another id.")


def _check_clashes(found: list[tuple[Name, _Place]]) -> None:
    """A form without a condition belongs to one name only; two names may share conditional forms."""
    owners: defaultdict[str, list[tuple[Name, _Place, Variant]]] = defaultdict(list)
    for name, place in found:
        if name.type != "CONCEPT":
            for variant in name.variants:
                owners[variant.text].append((name, place, variant))
    for text, uses in owners.items():
        free = [use for use in uses if not use[2].conditional]
        if len(uses) > 1 and free:
            name, place, _ = free[-1]
            other = next(use for use in uses if use[0].id != name.id)
            place.fail(
                f"claims '{text}', which [{other[0].id}] ({other[1].path}, line {other[1].line('ja')}) claims too; "
                'give each a condition: { text = "…", scope = ["document-id"] } or after = true.',
                "ja",
            )
