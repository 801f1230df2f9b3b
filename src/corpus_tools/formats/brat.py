"""brat standoff: a text, its annotation and the configuration of the tool, in one folder.

Places are code points. A span over a line break is written in fragments, since brat shows lines. Attributes with a
closed list of values are brat attributes; the others, and the id, stand in the annotator's note of the span.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from corpus_tools.annotate.corrections.marks import CARRIED, Mark, Marked
from corpus_tools.errors import FormatError
from corpus_tools.formats.marked import (
    ALL_CARRIED,
    CHOICES,
    DEFAULT_LAYERS,
    STAMP,
    all_labels,
    as_text,
    check_layers,
    checked_text,
    read_mark,
    read_stamp,
    tool_label,
)
from corpus_tools.formats.marking import Writing
from corpus_tools.formats.reading import json_object, malformed, opened
from corpus_tools.model import Document

CONFIG = "annotation.conf"
STAMPS = f"{STAMP}.json"
_REMEDY = "Keep the lines as brat writes them: T, A and # with tabs between their fields."
_PAIR = re.compile(r"\s*(?P<key>\w+)=(?P<value>(?:[^\\;]|\\.)*)(?:;|$)")
_FRAGMENT = re.compile(r"[^\n]+")


def write(
    documents: Iterable[Document], folder: Path, *, layers: Sequence[str] = DEFAULT_LAYERS
) -> dict[str, Any]:
    """Write ``<document>.txt`` and ``.ann``, the configuration, and the stamps.

    A span that begins or ends with a line break, or holds a tab, cannot stand in an ``.ann`` file; it is left out and
    counted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    writing, stamps = Writing("document", layers), {}
    for document in documents:
        for marked in writing(document):
            lost = {mark.id: mark.layer for mark in marked.marks if not _fits(mark) and mark.id is not None}
            kept = writing.leave_out(marked, lost)
            assert kept.stamp is not None
            stamps[document.id] = kept.stamp.as_dict()
            _write_text(folder / f"{document.id}.txt", marked.text or "")
            _write_text(folder / f"{document.id}.ann", "".join(_lines(kept)))
    _write_text(folder / CONFIG, _config(check_layers(layers)))
    _write_text(folder / STAMPS, json.dumps(stamps, ensure_ascii=False, indent=1) + "\n")
    return writing.counts()


def read(path: Path) -> Iterator[Marked]:
    """Read a folder, or one ``.ann`` file with its text beside it.

    Raises:
        FormatError: The text is missing, or a line is not as brat writes it.
    """
    files = sorted(path.glob("*.ann")) if path.is_dir() else [path]
    if not files:
        raise FormatError(f"{path} holds no .ann file. Name the folder that brat keeps, or one .ann file.")
    stamps = _stamps(files[0].parent / STAMPS)
    for file in files:
        yield _read(file, stamps.get(file.stem))


# ------------------------------------------------------------------------------------------------ writing


def _write_text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _fits(mark: Mark) -> bool:
    surface = mark.surface or ""
    return bool(surface) and "\t" not in surface and surface.strip("\n") == surface


def _lines(marked: Marked) -> Iterator[str]:
    attributes = 0
    for number, mark in enumerate(marked.marks, start=1):
        places, texts = _fragments(mark)
        yield f"T{number}\t{_type(mark.layer, mark.label)} {places}\t{texts}\n"
        chosen = {name: value for name, value in mark.attributes.items() if name in CHOICES}
        for name, value in chosen.items():
            attributes += 1
            yield f"A{attributes}\t{name} T{number} {as_text(value)}\n"
        stated = {name: value for name, value in mark.attributes.items() if name not in chosen}
        note = "; ".join(
            f"{name}={_escaped(as_text(value))}" for name, value in {"id": mark.id, **stated}.items()
        )
        yield f"#{number}\tAnnotatorNotes T{number}\t{note}\n"


def _fragments(mark: Mark) -> tuple[str, str]:
    """Return the places and the texts of a mark's lines."""
    lines = list(_FRAGMENT.finditer(mark.surface or ""))
    places = ";".join(f"{mark.start + line.start()} {mark.start + line.end()}" for line in lines)
    return places, " ".join(line[0] for line in lines)


def _type(layer: str, label: str) -> str:
    """Return the name of a type: brat's have letters, digits, ``-`` and ``_`` only."""
    return tool_label(layer, label).replace(":", "_")


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace(";", "\\;").replace("\n", "\\n").replace("\t", "\\t")


def _unescaped(value: str) -> str:
    return re.sub(r"\\(.)", lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), value)


def _config(layers: Sequence[str]) -> str:
    types = {layer: [_type(*one) for one in all_labels([layer])] for layer in layers}
    lines = ["[entities]", *(name for names in types.values() for name in names)]
    lines += ["", "[relations]", "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]"]
    lines += ["", "[attributes]"]
    for name, values in CHOICES.items():
        owners = "|".join(one for layer in layers if name in CARRIED[layer] for one in types[layer])
        if owners:
            lines.append(f"{name}\tArg:{owners}, Value:{'|'.join(values)}")
    return "\n".join([*lines, ""])


# ------------------------------------------------------------------------------------------------ reading


def _stamps(path: Path) -> dict[str, Any]:
    if not path.is_file():
        return {}
    with opened(path) as stream, malformed(str(path), "Take the file from the export."):
        return json_object(stream.read())


def _read(path: Path, stamp: Any) -> Marked:
    text_path = path.with_suffix(".txt")
    if not text_path.is_file():
        raise FormatError(
            f"{path}: {text_path.name} is not beside it. Put the text there that was annotated."
        )
    with malformed(str(text_path), "Take the text from the export."):
        text = checked_text(text_path.read_bytes().decode("utf-8"))
    with opened(path) as stream:
        lines = [(number, line.rstrip("\n")) for number, line in enumerate(stream, start=1) if line.strip()]
    bounds: dict[str, tuple[int, str, str]] = {}
    attributes: dict[str, dict[str, str]] = {}
    others = 0
    for number, line in lines:
        with malformed(f"{path}, line {number}", _REMEDY):
            others += _read_line(number, line, bounds, attributes)
    marks = []
    for name, (number, type_and_place, _) in bounds.items():
        where = f"{path}, line {number}"
        with malformed(where, _REMEDY):
            marks.append(_mark(type_and_place, attributes.get(name, {}), text, where))
    with malformed(str(path.parent / STAMPS), "Take the file from the export."):
        known = read_stamp(stamp)
    aside = (f"{others} line(s) of other kinds (relations, events, free notes)",) if others else ()
    return Marked(str(path), text, known, tuple(marks), ALL_CARRIED, left_aside=aside)


def _read_line(
    number: int, line: str, bounds: dict[str, tuple[int, str, str]], attributes: dict[str, dict[str, str]]
) -> int:
    """Take one line in; return 1 for one that is no text, attribute or note of ours (which begin with the id)."""
    name, rest = line.split("\t", 1)
    if name.startswith("T"):
        if name in bounds:
            raise ValueError(f"{name} stands in line {bounds[name][0]} too")
        place, surface = rest.split("\t", 1)
        bounds[name] = (number, place, surface)
    elif name.startswith(("A", "M")):
        key, owner, *value = rest.split(" ")
        attributes.setdefault(owner, {})[key] = value[0] if value else "true"
    elif name.startswith("#") and rest.partition("\t")[2].startswith("id="):
        _, owner = rest.split("\t", 1)[0].split(" ")
        attributes.setdefault(owner, {}).update(_note(rest.partition("\t")[2]))
    else:
        return 1
    return 0


def _note(text: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    at = 0
    while at < len(text):
        found = _PAIR.match(text, at)
        if found is None:
            raise ValueError(f"note {text!r} is not of the form 'id=…; value=…'")
        pairs[found["key"]] = _unescaped(found["value"])
        at = found.end()
    return pairs


def _mark(type_and_place: str, attributes: Mapping[str, str], text: str, where: str) -> Mark:
    name, places = type_and_place.split(" ", 1)
    fragments = [tuple(map(int, one.split(" "))) for one in places.split(";")]
    start, end = fragments[0][0], fragments[-1][1]
    if not all(len(one) == 2 for one in fragments) or not 0 <= start <= end <= len(text):
        raise ValueError(f"places {places!r} do not lie in the text of {len(text)} characters")
    for one, other in pairwise(fragments):
        if text[one[1] : other[0]].strip():
            raise ValueError(f"fragments {places!r} leave out characters; a span is one stretch of text")
    given = {key: value for key, value in attributes.items() if key != "id"}
    return read_mark(
        where,
        _tool_label(name),
        start,
        end,
        span_id=attributes.get("id"),
        attributes=given,
        surface=text[start:end],
    )


def _tool_label(name: str) -> str:
    known = {_type(*one): tool_label(*one) for one in all_labels(tuple(CARRIED))}
    return known.get(name, name)
