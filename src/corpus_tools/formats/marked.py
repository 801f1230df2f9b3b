"""What spans, labels and values are called in annotation tools, and how a file's marks are read: shared by their formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from corpus_tools.annotate.corrections.marks import CARRIED, PARTS, Mark, Stamp
from corpus_tools.annotate.gold.schema import LABELS, ZERO_WIDTH
from corpus_tools.annotate.gold.timex_values import MODS
from corpus_tools.errors import FormatError

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


def as_text(value: Any) -> str:
    """Return an attribute's value as a tool shows it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


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
