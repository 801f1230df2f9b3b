"""The running text with its layers, ready for a template."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from corpus_tools.analysis.furigana import shared_out
from corpus_tools.corpus import Corpus
from corpus_tools.web.marked_text import Mark, Node, nested
from corpus_tools.web.running_text import Row, RunningText

LAYERS = ("entities", "dates", "glosses", "notes", "numbers", "furigana")
"""What can be shown on the text; ``numbers`` are those of the sentences, which lead to the source."""
SHOWN = ("entities", "dates", "notes", "numbers")
_KEPT_TEXTS = 8

_FIELDS = {
    "entity": ("label", "name_id", "en_shown", "origin", "optional"),
    "date": ("label", "value", "edtf", "earliest", "latest", "origin"),
    "gloss": ("label", "ja", "en", "name_id", "origin"),
    "note": ("n",),
    "gap": ("label", "suggestion"),
}
_LAYER_OF = {"entity": "entities", "date": "dates", "gloss": "glosses", "note": "notes", "gap": "notes"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block as it is shown."""

    row: Row
    nodes: tuple[Node | str, ...]


class Texts:
    """The running texts of a corpus, the last few of them kept. Safe to use from several threads."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._numbers: dict[str, int] | None = None
        self._kept: OrderedDict[int, RunningText] = OrderedDict()
        self._lock = threading.Lock()

    def number(self, document: str) -> int | None:
        """Return the number of a document by id; none if there is no such."""
        if self._numbers is None:
            ids = range(self._corpus.n_documents)
            self._numbers = {self._corpus.document_id(number): number for number in ids}
        return self._numbers.get(document)

    def __getitem__(self, number: int) -> RunningText:
        with self._lock:
            if number in self._kept:
                self._kept.move_to_end(number)
                return self._kept[number]
        found = RunningText(self._corpus, number)
        with self._lock:
            self._kept[number] = found
            while len(self._kept) > _KEPT_TEXTS:
                self._kept.popitem(last=False)
        return found


def shown(text: RunningText, rows: Collection[Row], layers: Collection[str]) -> list[Paragraph]:
    """Return blocks with the marks of the chosen layers."""
    return [Paragraph(row, nested(text.text, _marks(text, row, layers), row.start, row.end)) for row in rows]


def _marks(text: RunningText, row: Row, layers: Collection[str]) -> Iterator[Mark]:
    for number, start, end in text.sentences(row.start, row.end):
        if start < row.end and end > row.start:
            yield Mark("sentence", start, end, {"n": number})
    known: set[str] = set()
    for kind, fields in _FIELDS.items():
        if _LAYER_OF[kind] in layers:
            for span in text.spans(kind, row.start, row.end, fields):
                if _belongs(span, row):
                    yield Mark(kind, span["start"], span["end"], _first_in_row(span, known))
    if "furigana" in layers:
        yield from _readings(text, row)


def _belongs(span: dict[str, Any], row: Row) -> bool:
    """Return whether a span stands in a row; an anchor without width belongs to the text before it."""
    if span["start"] == span["end"]:
        return bool(row.start < span["start"] <= row.end)
    return bool(span["start"] < row.end and span["end"] > row.start)


def _first_in_row(span: dict[str, Any], known: set[str]) -> dict[str, Any]:
    """Say whether a name is mentioned for the first time in its block: only there its English stands beside it."""
    name = str(span.get("name_id") or "")
    first = not name or name not in known
    known.add(name)
    return {**span, "first": first}


def _readings(text: RunningText, row: Row) -> Iterator[Mark]:
    reading = text.corpus.index.positional.get("reading")
    first, last = text.tokens(row.start, row.end)
    if reading is None:
        return
    for cpos in range(first, last):
        at, end = int(text.starts[cpos - text.first]), int(text.ends[cpos - text.first])
        for piece, kana in shared_out(text.text[at:end], reading.value(cpos)):
            if kana:
                yield Mark("ruby", at, at + len(piece), {"kana": kana})
            at += len(piece)
