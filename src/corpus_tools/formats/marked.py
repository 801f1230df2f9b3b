"""A document's spans as the marks of an annotation tool, and the marks of a file read back: what its formats share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, TypeAlias

from corpus_tools.annotate.corrections.marks import (
    CARRIED,
    PARTS,
    Mark,
    Marked,
    Stamp,
    digest,
    marks_of,
    source_sha256,
)
from corpus_tools.annotate.gold.schema import LABELS, ZERO_WIDTH
from corpus_tools.annotate.gold.timex_values import MODS
from corpus_tools.errors import FormatError
from corpus_tools.formats.pieces import pieces
from corpus_tools.model import Document, Span

TextUnit: TypeAlias = Literal["document", "section", "paragraph"]

DEFAULT_LAYERS = ("date", "entity", "gloss", "gap", "note")
"""What annotators decide on in a text; blocks, sections, pages and sentences are exported when they are asked for."""

STAMP = "corpus_tools"
"""The key, file or layer under which a format keeps the stamp."""

ALL_CARRIED = frozenset(name for attributes in CARRIED.values() for name in attributes)
ATTRIBUTE_NAMES: tuple[str, ...] = tuple(dict.fromkeys(name for layer in CARRIED.values() for name in layer))

CHOICES: dict[str, tuple[str, ...]] = {
    "mod": MODS,
    "role": ("BEGIN", "END"),
    "context": ("text", "gloss", "title"),
    "anaphoric": ("true", "false"),
    "optional": ("true", "false"),
}
"""Attributes that an annotator chooses from a list."""

_PLAIN = ("date", "entity")
"""Layers whose labels stand in a tool by themselves; the others' have the layer before them."""


def tool_label(layer: str, label: str) -> str:
    """Return what a span is called in a tool: ``GPE``, ``gloss:acronym``, ``note``."""
    if layer in _PLAIN:
        return label
    return f"{layer}:{label}" if label else layer


def from_tool_label(text: str) -> tuple[str, str]:
    """Return layer and label of what a tool calls a span.

    Raises:
        ValueError: No such label.
    """
    known = {tool_label(layer, label): (layer, label) for layer, label in all_labels(tuple(CARRIED))}
    if text not in known:
        raise ValueError(f"label {text!r} is none of: {', '.join(known)}")
    return known[text]


def label_in_layer(layer: str, text: str | None) -> str:
    """Return the label of an annotation whose layer is known: with or without the layer before it.

    Raises:
        ValueError: The layer has no such label.
    """
    shown = {label: tool_label(layer, label) for _, label in all_labels([layer])}
    known = {**{name: name for name in shown.values()}, **shown}
    if (text or "") not in known:
        raise ValueError(f"label {text!r} is none of {layer}: {', '.join(filter(None, known))}")
    return known[text or ""]


def all_labels(layers: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the labels of layers, each with its layer; the names of parts after those of their wholes."""
    for layer in layers:
        yield from ((layer, label) for label in (*LABELS[layer], *PARTS.get(layer, ())))


def is_part(layer: str, label: str) -> bool:
    """Return whether a label is the name of a part of a span."""
    return label in PARTS.get(layer, ())


def check_layers(layers: Iterable[str]) -> tuple[str, ...]:
    """Return layers as they were named.

    Raises:
        FormatError: One that annotation tools cannot be given.
    """
    layers = tuple(layers)
    if unknown := [layer for layer in layers if layer not in CARRIED]:
        raise FormatError(f"No layer {unknown[0]!r} for annotation tools. Available: {', '.join(CARRIED)}.")
    return layers


# --------------------------------------------------------------------------------------------- writing


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


def as_text(value: Any) -> str:
    """Return an attribute's value as a tool shows it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _without(marked: Marked, ids: Iterable[str]) -> Marked:
    """Return a text without the spans of some marks: a file that does not hold them says nothing about them."""
    assert marked.stamp is not None
    wholes = {_whole_id(mark): None for mark in marked.marks if mark.id in set(ids)}
    kept = tuple(mark for mark in marked.marks if _whole_id(mark) not in wholes)
    exported = {key: value for key, value in marked.stamp.exported.items() if key not in wholes}
    return replace(marked, marks=kept, stamp=replace(marked.stamp, exported=exported))


def _whole_id(mark: Mark) -> str | None:
    return mark.id.rpartition(".")[0] if mark.is_part and mark.id else mark.id


# --------------------------------------------------------------------------------------------- reading


def read_mark(
    where: str,
    label: Any,
    start: Any,
    end: Any,
    *,
    span_id: Any = None,
    attributes: Mapping[str, Any] | None = None,
    surface: str | None = None,
) -> Mark:
    """Make a mark of what a file says.

    Raises:
        ValueError: The label is unknown, a place is no whole number, or an attribute has a wrong value.
    """
    if not isinstance(label, str):
        raise ValueError(f"label {label!r} is no string")
    if type(start) is not int or type(end) is not int:
        raise ValueError(f"place {start!r}:{end!r} is no pair of whole numbers")
    if span_id is not None and not isinstance(span_id, str):
        raise ValueError(f"id {span_id!r} is no string")
    layer, name = from_tool_label(label)
    given = {key: typed(layer, key, value) for key, value in (attributes or {}).items()}
    if layer in ZERO_WIDTH:  # an anchor stands after the character that stands for it in the tool
        start, surface = end, None
    return Mark(span_id or None, layer, name, start, end, given, surface, where)


def typed(layer: str, name: str, value: Any) -> Any:
    """Return an attribute's value in its type; an empty one is ``None``.

    Raises:
        ValueError: The layer has no such attribute, or the value is of another type.
    """
    kinds = CARRIED.get(layer, {})
    if name not in kinds:
        raise ValueError(f"{layer} has no attribute {name!r}; it has: {', '.join(kinds) or 'none'}")
    if value is None or value == "":
        return None
    kind = kinds[name]
    if type(value) is kind:
        return checked_text(value) if isinstance(value, str) else value
    if isinstance(value, str) and kind is bool and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    if isinstance(value, str) and kind is int and value.strip().isdecimal():
        return int(value)
    raise ValueError(f"{name} {value!r} is no {kind.__name__}")


def checked_text(value: Any) -> str:
    """Return a text of a file.

    Raises:
        ValueError: It is no string, or holds half a character.
    """
    if not isinstance(value, str):
        raise ValueError(f"text {value!r:.40} is no string")
    value.encode("utf-8")
    return value


def read_stamp(record: Any) -> Stamp | None:
    """Return the stamp that a file carries, if it does."""
    return Stamp.from_dict(record) if record is not None else None


# ---------------------------------------------------------------------------------------------- UTF-16


def utf16_places(text: str) -> list[int]:
    """Return for each code point of a text, and its end, the place in UTF-16 units."""
    places, at = [0], 0
    for character in text:
        at += 2 if character > "\uffff" else 1
        places.append(at)
    return places


def from_utf16(text: str) -> dict[int, int]:
    """Return the way back: code points by UTF-16 unit; the middle of a character is not in it."""
    return {unit: place for place, unit in enumerate(utf16_places(text))}
