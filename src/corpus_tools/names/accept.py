"""Proposals that a person accepts, moved into the authority's files."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus_tools.errors import AuthorityError
from corpus_tools.names.authority import Name
from corpus_tools.names.proposals import NEW
from corpus_tools.names.schema import Entry, clashes, read_entries
from corpus_tools.names.search import fold
from corpus_tools.names.toml_files import FILES, HEADER, toml_of, write_text

_PREFIXES = {
    "PERSON": "PRS", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "DOCUMENT": "DOC", "PROGRAM": "PRG",
    "EVENT": "EVT", "WEAPON": "WPN", "FORCE": "FRC", "CONCEPT": "CPT",
}  # fmt: skip
_NUMBERED = re.compile(r"([A-Za-z][A-Za-z_-]*?)(\d+)")


@dataclass(frozen=True, slots=True)
class Acceptance:
    """What accepting proposals changes.

    Attributes:
        names: The names taken in, with their new ids.
        before: The files as they are; a file that is not there yet is empty.
        after: The same files as they will be, the name lists first, the proposals last.
    """

    names: tuple[Name, ...]
    before: dict[Path, str]
    after: dict[Path, str]

    def diff(self) -> str:
        """Return the changes as a unified diff."""
        return "".join(
            line if line.endswith("\n") else line + "\n"
            for path, text in self.after.items()
            for line in difflib.unified_diff(
                self.before[path].splitlines(keepends=True),
                text.splitlines(keepends=True),
                str(path) if self.before[path] else "/dev/null",
                str(path),
            )
        )

    def carry_out(self) -> None:
        """Write the files: each beside its place, then all renamed, the proposals last.

        Raises:
            AuthorityError: A file has changed since it was read; nothing is written then.
        """
        for path, text in self.before.items():
            if _text(path) != text:
                raise AuthorityError(
                    f"{path} has changed in the meantime; nothing was written. Accept again."
                )
        for path, text in self.after.items():
            write_text(path, text)


def accept(proposals: Path, folder: Path, *, wanted: Collection[str] | None = None) -> Acceptance:
    """Say what accepting proposals would change; ``carry_out`` does it.

    Names are appended to the file that holds most names of their type. An id that begins with ``NEW-`` becomes the
    next free one of that file's series; another id, which the person gave, stays. What stands in the files stays as it
    is, comments included.

    Args:
        proposals: A file of proposals, as ``build`` writes it and a person corrected it.
        folder: The authority.
        wanted: The ids to accept; all without it.

    Raises:
        AuthorityError: An id that is not proposed, or a name that clashes with one of the authority.
    """
    proposed = read_entries([proposals])
    chosen = _chosen(proposed, wanted, proposals)
    known = read_entries(sorted(folder.glob("*.toml")))
    _refuse_clashes(known, chosen)
    names = _with_ids([name for name, _ in known], [name for name, _ in chosen])
    return _changes(proposals, folder, known, chosen, names)


def _chosen(proposed: list[Entry], wanted: Collection[str] | None, path: Path) -> list[Entry]:
    if wanted is None:
        return proposed
    ids = [name.id for name, _ in proposed]
    for name_id in wanted:
        if name_id not in ids:
            near = difflib.get_close_matches(name_id, ids, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"Proposed: {', '.join(ids) or 'none'}."
            raise AuthorityError(f"{path} proposes no {name_id}. {hint}")
    return [(name, place) for name, place in proposed if name.id in wanted]


def _refuse_clashes(known: list[Entry], chosen: list[Entry]) -> None:
    messages = list(clashes([*known, *chosen]))
    titles = {(name.type, fold(name.en)): (name, place) for name, place in known}
    for name, place in chosen:
        if (other := titles.get((name.type, fold(name.en)))) is not None:
            messages.append(
                place.message(
                    f"has the English of [{other[0].id}] ({other[1].path}, line {other[1].line('en')}): '{name.en}'; "
                    "add the form to that name's ja, or give this one its own English.",
                    "en",
                )
            )
    if messages:
        raise AuthorityError("Nothing was accepted:\n" + "\n".join(messages))


def _with_ids(known: Sequence[Name], chosen: Sequence[Name]) -> list[Name]:
    taken = {name.id for name in (*known, *chosen)}
    named = []
    for name in chosen:
        if name.id.startswith(NEW):
            name = replace(name, id=_next_id(name.type, known, taken))
            taken.add(name.id)
        named.append(name)
    return named


def _next_id(name_type: str, known: Iterable[Name], taken: Collection[str]) -> str:
    """Continue the series that most names of the type have: ORG20, ORG21."""
    own = [match for name in known if name.type == name_type and (match := _NUMBERED.fullmatch(name.id))]
    prefix = Counter(match[1] for match in own).most_common(1)[0][0] if own else _PREFIXES[name_type]
    width = min((len(match[2]) for match in own if match[1] == prefix), default=2)
    numbers = [int(match[2]) for one in taken if (match := _NUMBERED.fullmatch(one)) and match[1] == prefix]
    return f"{prefix}{max(numbers, default=0) + 1:0{width}d}"


def _changes(
    proposals: Path, folder: Path, known: list[Entry], chosen: list[Entry], names: list[Name]
) -> Acceptance:
    added: dict[Path, list[Name]] = {}
    for name in names:
        added.setdefault(_file_for(name, folder, known), []).append(name)
    before = {path: _text(path) for path in (*added, proposals)}
    after = {path: _appended(before[path], held) for path, held in added.items()}
    after[proposals] = _without(before[proposals], [place.line() for _, place in chosen])
    for path, text in after.items():
        gone = {name.id for name, _ in chosen} if path == proposals else set()
        _check_whole(path, before[path], text, gone, {name.id for name in added.get(path, ())})
    return Acceptance(tuple(names), before, after)


def _file_for(name: Name, folder: Path, known: list[Entry]) -> Path:
    paths = Counter(place.path for other, place in known if other.type == name.type)
    return paths.most_common(1)[0][0] if paths else folder / FILES[name.type]


def _appended(text: str, names: Iterable[Name]) -> str:
    return (text.rstrip("\n") or HEADER.rstrip("\n")) + "\n" + "".join(f"\n{toml_of(name)}" for name in names)


def _without(text: str, headers: Collection[int]) -> str:
    """Take out the tables whose header lines are given, with the lines up to the next header or comment."""
    kept: list[str] = []
    skipping = False
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if number in headers:
            skipping = True
        elif line.startswith(("[", "#")):
            skipping = False
        if not skipping:
            kept.append(line)
    return "".join(kept).rstrip("\n") + "\n"


def _check_whole(path: Path, before: str, after: str, gone: set[str], new: set[str]) -> None:
    """Make sure that by TOML's own reading only what was asked for changes."""
    old, now = tomllib.loads(before), tomllib.loads(after)
    kept = {key: value for key, value in old.items() if key not in gone}
    if {key: value for key, value in now.items() if key not in new} != kept or not new <= set(now):
        raise AuthorityError(
            f"{path} is written in a way that cannot be edited line by line. Start each name with a line [ID] of its "
            "own, and accept again."
        )


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
