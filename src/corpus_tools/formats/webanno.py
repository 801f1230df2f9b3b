"""WebAnno TSV 3.3, which WebAnno and INCEpTION read: a token a line, a column for each feature of a layer.

Places are UTF-16 units. Sentences are written without anything between them, so that the text is whole: white space
after a sentence belongs to it. A span that cuts a token has lines of its own for the parts of tokens.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

from corpus_tools.annotate.corrections.marks import CARRIED, Mark, Marked
from corpus_tools.formats.cas import LABEL, SPAN_ID, STAMP_FEATURE, STAMP_TYPE, TYPES, feature_name
from corpus_tools.formats.marked import DEFAULT_LAYERS, as_text, check_layers, tool_label
from corpus_tools.formats.marking import Writing
from corpus_tools.formats.utf16 import utf16_places
from corpus_tools.formats.webanno_reading import read as read
from corpus_tools.model import Document

_VALUE = re.compile(r"->|[\\\[\]|_;\t\n*]")
_VALUE_NAMES = {"\t": "\\t", "\n": "\\n"}
_TEXT = re.compile(r"[\x00-\x07\x08-\x0d\x0e-\x1f\\]")
_TEXT_NAMES = {"\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", "\b": "\\b", "\v": "\v"}

Place = tuple[int, int]


def write(
    documents: Iterable[Document], folder: Path, *, layers: Sequence[str] = DEFAULT_LAYERS
) -> dict[str, Any]:
    """Write ``<document>.tsv`` for each document.

    A span that begins or ends outside tokens, in white space, cannot stand in the format; it is left out and counted.
    """
    folder.mkdir(parents=True, exist_ok=True)
    layers = check_layers(layers)
    writing = Writing("document", layers)
    for document in documents:
        for marked in writing(document):
            (folder / f"{document.id}.tsv").write_text(
                _Sheet(document, marked, layers, writing).text(), encoding="utf-8", newline="\n"
            )
    return writing.counts()


def columns(layers: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return the features of each custom layer, in the order of the columns."""
    found = {
        TYPES[layer]: (LABEL, SPAN_ID, *(feature_name(name) for name in CARRIED[layer])) for layer in layers
    }
    return {**found, STAMP_TYPE: (STAMP_FEATURE,)}


class _Value(NamedTuple):
    """An annotation on a line; ``spread``: it has other lines too."""

    number: int
    spread: bool
    features: dict[str, str]


@dataclass(slots=True)
class _Unit:
    """A line: a token or a part of one; ``cells`` are the annotations on it by layer."""

    start: int
    end: int
    cells: defaultdict[str, list[_Value]] = field(default_factory=lambda: defaultdict(list))


class _Sheet:
    """The lines of one document."""

    def __init__(self, document: Document, marked: Marked, layers: Sequence[str], writing: Writing) -> None:
        assert marked.text is not None
        self._text = marked.text
        self._tokens = _tokens(document)
        self._starts = [start for start, _ in self._tokens]
        lost = {
            mark.id: mark.layer
            for mark in marked.marks
            if mark.id and not _covered(self._tokens, self._starts, mark.start, mark.end)
        }
        self._marked = writing.leave_out(marked, lost)
        self._columns = columns(layers)
        self._places = utf16_places(self._text)
        self._lines: dict[int, dict[Place, _Unit]] = {
            number: {place: _Unit(*place)} for number, place in enumerate(self._tokens)
        }
        self._sentences = self._sentence_tokens(document)

    def text(self) -> str:
        """Return the file."""
        self._put_all()
        header = ["#FORMAT=WebAnno TSV 3.3"]
        header += [f"#T_SP={'|'.join((name, *features))}" for name, features in self._columns.items()]
        blocks = ["\n".join([*header, "", ""])]
        for number, tokens in enumerate(self._sentences, start=1):
            blocks.append("\n".join(["", *self._sentence(number, tokens), ""]))
        return "".join(blocks)

    def _sentence_tokens(self, document: Document) -> list[range]:
        """Return the tokens of each sentence, as numbers; a new sentence begins with a token."""
        firsts = {0} if self._tokens else set()
        for span in document.spans("s"):
            at = bisect_right(self._starts, span.start - 1)
            if at < len(self._tokens):
                firsts.add(at)
        return [range(*pair) for pair in pairwise([*sorted(firsts), len(self._tokens)])]

    def _sentence(self, number: int, tokens: range) -> list[str]:
        last = tokens.stop == len(self._tokens)
        end = len(self._text) if last else self._starts[tokens.stop]
        lines = [
            f"#Text={_escaped_text(line)}"
            for line in self._text[self._starts[tokens.start] : end].split("\n")
        ]
        for at, token in enumerate(tokens, start=1):
            units = list(self._lines[token].values())
            lines.append(self._line(f"{number}-{at}", units[0]))
            parts = sorted(units[1:], key=lambda unit: (unit.start, unit.end))
            lines += [self._line(f"{number}-{at}.{part}", unit) for part, unit in enumerate(parts, start=1)]
        return lines

    def _line(self, name: str, unit: _Unit) -> str:
        place = f"{self._places[unit.start]}-{self._places[unit.end]}"
        cells = [
            _cell(unit.cells[layer], feature)
            for layer, features in self._columns.items()
            for feature in features
        ]
        return "\t".join([name, place, _escaped_text(self._text[unit.start : unit.end]), *cells])

    # ------------------------------------------------------------------------------------- annotations

    def _put_all(self) -> None:
        assert self._marked.stamp is not None
        for number, mark in enumerate(self._marked.marks, start=1):
            units = self._units(mark.start, mark.end)
            for unit in units:
                unit.cells[TYPES[mark.layer]].append(_Value(number, len(units) > 1, _features(mark)))
        if self._tokens:
            stamp = json.dumps(self._marked.stamp.as_dict(), ensure_ascii=False)
            self._lines[0][self._tokens[0]].cells[STAMP_TYPE].append(_Value(0, False, {STAMP_FEATURE: stamp}))

    def _units(self, start: int, end: int) -> list[_Unit]:
        """Return the lines of a stretch: whole tokens, and parts of tokens at its ends."""
        units = []
        for number in _covered(self._tokens, self._starts, start, end):
            first, last = self._tokens[number]
            place = (max(start, first), min(end, last))
            units.append(self._lines[number].setdefault(place, _Unit(*place)))
        return units


def _covered(tokens: Sequence[Place], starts: Sequence[int], start: int, end: int) -> range:
    """Return the numbers of the tokens of a stretch; none when it begins or ends outside tokens."""
    first, last = bisect_right(starts, start) - 1, bisect_right(starts, end - 1) - 1
    outside = first < 0 or start >= tokens[first][1] or end > tokens[last][1] or start >= end
    return range(0) if outside else range(first, last + 1)


def _tokens(document: Document) -> list[Place]:
    if document.tokens is None:
        return [(found.start(), found.end()) for found in re.finditer(r"\S+", document.text)]
    return list(zip(document.tokens.starts.tolist(), document.tokens.ends.tolist(), strict=True))


def _features(mark: Mark) -> dict[str, str]:
    given = {feature_name(name): as_text(value) for name, value in mark.attributes.items()}
    return {LABEL: tool_label(mark.layer, mark.label), SPAN_ID: mark.id or "", **given}


def _cell(annotations: list[_Value], feature: str) -> str:
    """Return the values of one feature; a number tells stacked annotations, and the lines of one annotation."""
    if not annotations:
        return "_"
    texts = []
    for value in annotations:
        given = value.features.get(feature)
        number = f"[{value.number}]" if value.spread or len(annotations) > 1 else ""
        texts.append(f"{_escaped_value(given) if given else '*'}{number}")
    return "|".join(texts)


def _escaped_value(value: str) -> str:
    return _VALUE.sub(lambda found: _VALUE_NAMES.get(found[0], f"\\{found[0]}"), value)


def _escaped_text(text: str) -> str:
    return _TEXT.sub(lambda found: _TEXT_NAMES.get(found[0], f"\\{found[0]}"), text)
