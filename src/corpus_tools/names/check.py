"""What is wrong or doubtful in a name authority, with file and line."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from corpus_tools.names.authority import Name
from corpus_tools.names.schema import Entry, TomlPlace, clashes, survey_entries
from corpus_tools.names.search import fold

Severity: TypeAlias = Literal["error", "warning"]
Kind: TypeAlias = Literal[
    "entry",
    "clash",
    "place",
    "date",
    "duplicate-english",
    "shared-english",
    "undecidable",
    "orphan",
    "unused-variant",
]

_MESSAGE = re.compile(r"(?P<path>.+?), line (?P<line>[0-9]+): (?P<what>.*)", re.DOTALL)
_JAPANESE = re.compile(r"[぀-ヿ一-鿿]")
_YEAR = re.compile(r"[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong (``error``) or that a person should look at (``warning``).

    Attributes:
        line: 1-based; 0 where a file as a whole is meant.
        message: What was given, what would be right, what to do.
    """

    severity: Severity
    kind: Kind
    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        where = f"{self.path}, line {self.line}" if self.line else str(self.path)
        return f"{where}: {self.severity}, {self.kind}: {self.message}"


def check_authority(folder: Path) -> tuple[list[Entry], list[Finding]]:
    """Check every entry of an authority by itself and against the others.

    Returns:
        The entries that are right, and what was found: entries that do not hold to the schema (no English, malformed
        EDTF, unknown keys), clashes of ids and forms, malformed places, English titles that two names of one type
        share, and forms of several names between which neither year nor place can decide.

    Raises:
        AuthorityError: The folder is missing.
    """
    entries, messages = survey_entries(folder)
    found = [_from_message(message, "entry", folder) for message in messages]
    found += [_from_message(message, "clash", folder) for message in clashes(entries)]
    found += [finding for entry in entries for finding in (*_places(*entry), *_dates(*entry))]
    found += [*_shared_english(entries), *_undecidable(entries)]
    return entries, found


def orphans(links: Iterable[tuple[Path, int, str]], known: Collection[str]) -> Iterator[Finding]:
    """Yield the links (file, line, id of a name) that lead to no name."""
    for path, line, name_id in links:
        if name_id not in known:
            message = (
                f"links to '{name_id}', which no name has; correct the id, or add the name to the authority."
            )
            yield Finding("error", "orphan", path, line, message)


def unused_variants(entries: Iterable[Entry], used: Collection[str]) -> Iterator[Finding]:
    """Yield the forms that are not among those that stand in the texts."""
    for name, place in entries:
        for variant in name.variants:
            if variant.text not in used:
                message = f"[{name.id}] the form '{variant.text}' stands in no text of the corpus."
                yield Finding("warning", "unused-variant", place.path, place.line("ja"), message)


def _from_message(message: str, kind: Kind, folder: Path) -> Finding:
    match = _MESSAGE.fullmatch(message)
    if match is None:
        return Finding("error", kind, folder, 0, message)
    return Finding("error", kind, Path(match["path"]), int(match["line"]), match["what"])


def _places(name: Name, place: TomlPlace) -> Iterator[Finding]:
    """A place is English: one name, or several with semicolons."""
    values = [("place", name.place or "")] + [("parties", party) for party in name.parties]
    for key, value in values:
        if fault := _place_fault(value):
            message = f"[{name.id}] {key} '{value}' {fault}; write English, several places with semicolons: Paris; Rome."
            yield Finding("error", "place", place.path, place.line(key), message)


def _place_fault(value: str) -> str | None:
    if _JAPANESE.search(value):
        return "is not English"
    if value != value.strip() or any(not part.strip() for part in value.split(";") if value):
        return "has an empty part or blanks around it"
    if value.count("(") != value.count(")"):
        return "has a bracket without its other"
    return None


def _dates(name: Name, place: TomlPlace) -> Iterator[Finding]:
    """EDTF as such is the schema's matter; here: whether an interval runs forwards."""
    start, slash, end = (name.date or "").partition("/")
    if slash and start[:1].isdigit() and end[:1].isdigit() and end[: len(start)] < start[: len(end)]:
        message = f"[{name.id}] date '{name.date}' ends before it begins; write the earlier day first."
        yield Finding("error", "date", place.path, place.line("date"), message)


def _shared_english(entries: list[Entry]) -> Iterator[Finding]:
    """Two names of one type with one official title are one name, or one title is wrong; other forms may be shared."""
    owners: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for name, place in entries:
        for english in {fold(form): form for form in sorted(name.english)}.values():
            owners[name.type, fold(english)].append((name, place))
    for (_, english), uses in owners.items():
        for name, place in uses[1:]:
            yield _shared(name, place, *uses[0], english)


def _shared(name: Name, place: TomlPlace, other: Name, where: TomlPlace, english: str) -> Finding:
    same = fold(name.en) == fold(other.en) == english
    form = next(form for form in sorted(name.english) if fold(form) == english)
    owner = f"[{other.id}] ({where.path}, line {where.line('en')})"
    if same:
        message = f"[{name.id}] has the official English '{form}' of {owner}; make them one name, or correct one title."
        return Finding("error", "duplicate-english", place.path, place.line("en"), message)
    message = f"[{name.id}] shares the English '{form}' with {owner}: a search finds both."
    return Finding("warning", "shared-english", place.path, place.line("en"), message)


def _undecidable(entries: list[Entry]) -> Iterator[Finding]:
    """A form of several names of one type is decided by year or place: they must differ in one."""
    owners: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for name, place in entries:
        for variant in name.variants:
            owners[name.type, variant.text].append((name, place))
    for (_, text), uses in owners.items():
        seen: dict[tuple[str, ...], Name] = {}
        for name, place in uses:
            marks = (*_YEAR.findall(name.date or "")[:1], name.place or "")
            if (other := seen.setdefault(marks, name)) is not name:
                message = (
                    f"[{name.id}] '{text}' also means [{other.id}], and neither year nor place tells them apart; add "
                    "date or place."
                )
                yield Finding("warning", "undecidable", place.path, place.line("ja"), message)
