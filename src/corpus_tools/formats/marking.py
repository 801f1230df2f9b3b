"""Cuts documents into texts with marks, as annotation tools take them; counts what goes out and what stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, TypeAlias

from corpus_tools.annotate.corrections.marks import Mark, Marked, Stamp, digest, marks_of, source_sha256
from corpus_tools.formats.marked import ALL_CARRIED, check_layers
from corpus_tools.formats.pieces import pieces
from corpus_tools.model import Document, Span

TextUnit: TypeAlias = Literal["document", "section", "paragraph"]


class Writing:
    """Cuts documents into texts with marks, and counts what goes out and what stays.

    Args:
        unit: What one text is.
        layers: Which layers go out.
        empty_spans: Whether the tool can show a mark of no width; else an anchor is the character before it.
    """

    def __init__(self, unit: TextUnit, layers: Sequence[str], *, empty_spans: bool = False) -> None:
        self._unit = unit
        self._layers = check_layers(layers)
        self._empty_spans = empty_spans
        self.spans: Counter[str] = Counter()
        self.left_out: Counter[str] = Counter()
        self.documents = self.texts = 0

    def __call__(self, document: Document) -> Iterator[Marked]:
        """Yield the texts of a document."""
        self.documents += 1
        left = {(span.layer, span.id) for layer in self._layers for span in document.spans(layer)}
        for start, end in self._borders(document):
            spans = [
                span for layer in self._layers for span in document.spans(layer) if _inside(span, start, end)
            ]
            left -= {(span.layer, span.id) for span in spans}
            self.texts += 1
            self.spans.update(span.layer for span in spans)
            yield _marked(document, start, end, spans, self._layers, self._empty_spans)
        for layer, _ in left:
            self.left_out[layer] += 1

    def leave_out(self, marked: Marked, ids: Mapping[str, str]) -> Marked:
        """Return a text without the spans that the format cannot hold, and count them.

        Args:
            ids: Ids of their marks, with their layers.
        """
        kept = _without(marked, ids)
        assert marked.stamp is not None and kept.stamp is not None
        gone = marked.stamp.exported.keys() - kept.stamp.exported.keys()
        lost = Counter(mark.layer for mark in marked.marks if mark.id in gone)
        self.spans -= lost
        self.left_out += lost
        return kept

    def counts(self) -> dict[str, Any]:
        """Return the counts, for the manifest."""
        return {
            "documents": self.documents,
            "texts": self.texts,
            "unit": self._unit,
            "spans": dict(sorted(self.spans.items())),
            "left_out": dict(sorted(self.left_out.items())),
        }

    def _borders(self, document: Document) -> Iterator[tuple[int, int]]:
        if self._unit == "document":
            yield (0, len(document.text))
        else:
            yield from pieces(document, self._unit)


def _inside(span: Span, start: int, end: int) -> bool:
    if span.start == span.end:  # an anchor belongs to the character before it, and needs one
        return start < span.start <= end
    return start <= span.start and span.end <= end


def first_character(document: Document) -> int:
    """Return where a document begins that is a piece of another; 0 where it is whole."""
    return int(document.metadata["part_start"]) if "part_of" in document.metadata else 0


def _marked(
    document: Document,
    start: int,
    end: int,
    spans: Sequence[Span],
    layers: tuple[str, ...],
    empty_spans: bool,
) -> Marked:
    at = first_character(document)
    stamp = Stamp(
        str(document.metadata.get("part_of", document.id)),
        source_sha256(document),
        at + start,
        at + end,
        layers,
        {span.id: digest(document, span) for span in spans},
    )
    text = document.text[start:end]
    marks = (_moved(mark, text, start, empty_spans) for span in spans for mark in marks_of(span))
    return Marked(document.id, text, stamp, tuple(marks), ALL_CARRIED)


def _moved(mark: Mark, text: str, by: int, empty_spans: bool) -> Mark:
    start, end = mark.start - by, mark.end - by
    if start == end and not empty_spans:
        start -= 1
    return replace(mark, start=start, end=end, surface=text[start:end])


def _without(marked: Marked, ids: Iterable[str]) -> Marked:
    """Return a text without the spans of some marks: a file that does not hold them says nothing about them."""
    assert marked.stamp is not None
    wholes = {_whole_id(mark): None for mark in marked.marks if mark.id in set(ids)}
    kept = tuple(mark for mark in marked.marks if _whole_id(mark) not in wholes)
    exported = {key: value for key, value in marked.stamp.exported.items() if key not in wholes}
    return replace(marked, marks=kept, stamp=replace(marked.stamp, exported=exported))


def _whole_id(mark: Mark) -> str | None:
    return mark.id.rpartition(".")[0] if mark.is_part and mark.id else mark.id
