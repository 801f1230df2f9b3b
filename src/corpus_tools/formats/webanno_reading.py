"""Reads WebAnno TSV 3: text from the sentences, marks from the columns of the custom layers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus_tools.annotate.corrections.marks import CARRIED, Mark, Marked
from corpus_tools.errors import FormatError
from corpus_tools.formats.cas import LABEL, SPAN_ID, STAMP_TYPE, TYPES, feature_name
from corpus_tools.formats.marked import ALL_CARRIED, checked_text, label_in_layer, read_mark, read_stamp
from corpus_tools.formats.reading import malformed, opened
from corpus_tools.formats.utf16 import from_utf16

_REMEDY = "Export the document from WebAnno or INCEpTION again as WebAnno TSV 3."
_VALUE = re.compile(r"\\(->|[\\\[\]|_;tn*])")
_NAMES = {"t": "\t", "n": "\n", "f": "\f", "r": "\r", "b": "\b"}
_TEXT = re.compile(r"\\([\x00-\x1f]|[tnfrb\\])")
_NUMBERED = re.compile(r"(?P<value>.*)\[(?P<number>[0-9]+)\]", re.DOTALL)
_PLACE = re.compile("([0-9]+)-([0-9]+)")


@dataclass(slots=True)
class _Annotation:
    """An annotation, from the first to the last of its lines, in UTF-16 units."""

    type: str
    start: int
    end: int
    where: str
    features: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _State:
    """What was read so far.

    Attributes:
        columns: Layer and feature of each column.
        sentence: Lines of the text of the sentence that begins.
    """

    columns: list[tuple[str, str]] = field(default_factory=list)
    text: str = ""
    units: int = 0
    sentence: list[str] = field(default_factory=list)
    annotations: list[_Annotation] = field(default_factory=list)
    numbered: dict[tuple[str, int], _Annotation] = field(default_factory=dict)


def read(path: Path) -> Iterator[Marked]:
    """Read a ``.tsv`` file, or a folder of them.

    Raises:
        FormatError: A line is not as the format says.
    """
    files = sorted(path.glob("*.tsv")) if path.is_dir() else [path]
    if not files:
        raise FormatError(f"{path} holds no .tsv file. Name the folder of an export, or one file.")
    for file in files:
        yield _read(file)


def _read(path: Path) -> Marked:
    state = _State()
    with opened(path) as stream:
        # Only line feeds end lines: other line ends can stand in a text.
        for number, line in enumerate(stream.read().split("\n"), start=1):
            with malformed(f"{path}, line {number}", _REMEDY):
                _line(state, line, number, f"{path}, line {number}")
    with malformed(str(path), _REMEDY):
        return _marked(state, str(path))


def _line(state: _State, line: str, number: int, where: str) -> None:
    if number == 1:
        if re.fullmatch(r"#FORMAT=WebAnno TSV 3\.[0-9]+", line) is None:
            raise ValueError(f"{line[:40]!r} is not #FORMAT=WebAnno TSV 3.3")
    elif line.startswith("#T_SP=") and not state.text:
        name, *features = line.removeprefix("#T_SP=").split("|")
        state.columns += [(name, feature) for feature in features or [""]]
    elif line.startswith(("#T_RL=", "#T_CH=")) and not state.text:
        # Relations and chains come after the spans, so that their columns need no names.
        pass
    elif line.startswith("#Text="):
        state.sentence.append(_unescaped_text(line.removeprefix("#Text=")))
    elif line and not line.startswith("#"):
        _token(state, line, where)


def _token(state: _State, line: str, where: str) -> None:
    _, place, _, *cells = line.split("\t")
    found = _PLACE.fullmatch(place)
    if found is None:
        raise ValueError(f"{place!r} is no place such as 4-8")
    start, end = int(found[1]), int(found[2])
    if state.sentence:
        _begin_sentence(state, start)
    if not 0 <= start < end <= state.units:
        raise ValueError(f"{place} is not in the text, which has {state.units} UTF-16 units here")
    if len(cells) < len(state.columns):
        raise ValueError(f"{len(cells)} columns after the word instead of {len(state.columns)}")
    stacks: dict[str, dict[int, _Annotation]] = {}
    for (layer, feature), cell in zip(state.columns, cells, strict=False):
        if cell != "_":
            for index, value in enumerate(_split(cell)):
                annotation = _annotation(
                    state, stacks.setdefault(layer, {}), layer, index, value, start, end, where
                )
                text = _unnumbered(value)
                if text != "*":
                    annotation.features[feature] = _unescaped_value(text)


def _begin_sentence(state: _State, start: int) -> None:
    """Add the text of a sentence; what stands between two sentences is not in the file."""
    gap = start - state.units
    if gap < 0:
        raise ValueError(f"the sentence begins at {start}, inside the one before it")
    if gap > 0:
        state.text += ("\n" if state.text else " ") + " " * (gap - 1)
    state.text += "\n".join(state.sentence)
    state.units = start + _length("\n".join(state.sentence))
    state.sentence = []


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _split(cell: str) -> list[str]:
    """Split stacked values at bars that no backslash escapes."""
    parts, at, start = [], 0, 0
    while at < len(cell):
        if cell[at] == "\\":
            at += 1
        elif cell[at] == "|":
            parts.append(cell[start:at])
            start = at + 1
        at += 1
    return [*parts, cell[start:]]


def _annotation(
    state: _State,
    stack: dict[int, _Annotation],
    layer: str,
    index: int,
    value: str,
    start: int,
    end: int,
    where: str,
) -> _Annotation:
    """Return the annotation of a value: that of the columns before it, that of the same number, or a new one."""
    number = _number(value)
    known = stack.get(index) or (state.numbered.get((layer, number)) if number is not None else None)
    if known is None:
        known = _Annotation(layer, start, end, where)
        state.annotations.append(known)
    known.start, known.end = min(known.start, start), max(known.end, end)
    stack[index] = known
    if number is not None:
        state.numbered[layer, number] = known
    return known


def _number(value: str) -> int | None:
    found = _NUMBERED.fullmatch(value)
    return int(found["number"]) if found and not found["value"].endswith("\\") else None


def _unnumbered(value: str) -> str:
    found = _NUMBERED.fullmatch(value)
    return found["value"] if found and not found["value"].endswith("\\") else value


def _unescaped_value(value: str) -> str:
    return _VALUE.sub(lambda found: {"t": "\t", "n": "\n"}.get(found[1], found[1]), value)


def _unescaped_text(text: str) -> str:
    return _TEXT.sub(lambda found: _NAMES.get(found[1], found[1]), text)


# --------------------------------------------------------------------------------------------------- marks


def _marked(state: _State, where: str) -> Marked:
    text = checked_text(state.text)
    points = from_utf16(text)
    layers = {name: layer for layer, name in TYPES.items()}
    stamps = [one.features for one in state.annotations if one.type == STAMP_TYPE and one.features]
    marks = [_mark(one, layers[one.type], points) for one in state.annotations if one.type in layers]
    others = sum(1 for one in state.annotations if one.type not in layers and one.type != STAMP_TYPE)
    aside = (f"{others} annotation(s) of other layers",) if others else ()
    if len(stamps) > 1:
        raise ValueError(f"{len(stamps)} annotations {STAMP_TYPE}; keep the one of the export")
    stamp: Any = json.loads(next(iter(stamps[0].values()))) if stamps else None
    return Marked(where, text, read_stamp(stamp), tuple(marks), ALL_CARRIED, left_aside=aside)


def _mark(annotation: _Annotation, layer: str, points: dict[int, int]) -> Mark:
    given = {name: annotation.features.get(feature_name(name)) for name in CARRIED[layer]}
    with malformed(annotation.where, _REMEDY):
        if annotation.start not in points or annotation.end not in points:
            raise ValueError(f"{annotation.start}-{annotation.end} cuts a character in two")
        return read_mark(
            annotation.where,
            label_in_layer(layer, annotation.features.get(LABEL)),
            points[annotation.start],
            points[annotation.end],
            span_id=annotation.features.get(SPAN_ID),
            attributes={name: value for name, value in given.items() if value is not None},
        )
