"""What an annotation tool gives back: marks on a text, and the stamp that says which document they were made on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from corpus_tools.annotate.gold.reanchor_blocks import sha256
from corpus_tools.model import Attributes, Document, Span

CARRIED: dict[str, dict[str, type]] = {
    "date": {
        "value": str,
        "edtf": str,
        "mod": str,
        "quant": str,
        "freq": str,
        "anaphoric": bool,
        "anchor": str,
        "role": str,
        "range": str,
    },
    "entity": {"name_id": str, "context": str, "optional": bool},
    "gloss": {"edtf": str, "name_id": str},
    "gap": {"suggestion": str},
    "note": {"n": int},
    "p": {"type": str, "level": int},
    "section": {"title": str, "level": int},
    "page": {"n": int},
    "s": {},
}
"""The attributes that annotators decide, by layer, with their types: what goes to another tool and comes back.

What follows from others (depth, parent, first and last day, English title) or is the program's estimate (certainty)
stays here."""

PARTS: dict[str, tuple[str, ...]] = {"gloss": ("ja", "en")}
"""Layers whose spans have parts with places of their own; each part is a mark inside that of the whole."""

REFERENCES = ("anchor", "range")
"""Attributes that are ids of other spans of the layer."""

_OWN_LINKS = ("cldr:", "gaz:", "iso3166-3:", "text:")
"""How ids begin of the names that the program links by itself: those of gazetteers, and those that a text explains."""

Place: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of a text in an annotation tool.

    Attributes:
        id: The span's id where the tool kept it; a part's is its span's with ``.ja`` or ``.en`` added.
        label: The span's label, or the name of a part.
        attributes: What the file states of those in ``CARRIED``.
        surface: What the file says that the mark covers, if it does; ``around``: what it says stands before and after.
        where: File and line, for messages.
    """

    id: str | None
    layer: str
    label: str
    start: int
    end: int
    attributes: Attributes = field(default_factory=dict)
    surface: str | None = None
    where: str = ""
    around: tuple[str, str] = ("", "")

    @property
    def is_part(self) -> bool:
        """Whether the mark is a part of a span."""
        return self.label in PARTS.get(self.layer, ())


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an export carries so that the way back is sure.

    Attributes:
        start: Where the marked text begins in the document's running text; ``end``: just after its last character.
        layers: The layers that were exported: what lacks in them was deleted in the tool.
        exported: The digest of each exported span, by id.
    """

    document: str
    source_sha256: str
    start: int
    end: int
    layers: tuple[str, ...]
    exported: Mapping[str, str]

    def as_dict(self) -> dict[str, Any]:
        """Return the stamp as JSON holds it."""
        return {
            "document": self.document,
            "source_sha256": self.source_sha256,
            "start": self.start,
            "end": self.end,
            "layers": list(self.layers),
            "exported": dict(self.exported),
        }

    @classmethod
    def from_dict(cls, record: Any) -> Stamp:
        """Read a stamp that ``as_dict`` wrote.

        Raises:
            ValueError: It is something else.
        """
        if not isinstance(record, dict) or not _is_stamp(record):
            raise ValueError("the stamp of corpus-tools is damaged; take it from the file that was exported")
        return cls(**{**{key: record[key] for key in cls.__slots__}, "layers": tuple(record["layers"])})


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the marks that a tool holds on it: a task, a file, or a piece of one.

    Attributes:
        text: The text in the tool; ``None`` where the format does not hold it.
        carries: The attributes that the file can hold: one that is missing on a known span was taken away.
        where: File and line, for messages.
        skipped: Why the marks say nothing, such as a task that nobody has worked on.
        left_aside: What else the file holds that no layer takes, such as relations.
    """

    where: str
    text: str | None
    stamp: Stamp | None
    marks: tuple[Mark, ...]
    carries: frozenset[str] = frozenset()
    skipped: str = ""
    left_aside: tuple[str, ...] = ()


Reader: TypeAlias = Callable[[Path], Iterator[Marked]]
"""What reads a tool's file or folder."""


def marks_of(span: Span) -> Iterator[Mark]:
    """Yield the marks of a span: the span itself, then its parts."""
    known = CARRIED.get(span.layer, {})
    stated = {name: span.attributes.get(name) for name in known}
    # A flag that is not set says nothing: tools show what is there.
    given = {name: value for name, value in stated.items() if value is not None and value is not False}
    yield Mark(span.id, span.layer, span.label, span.start, span.end, given)
    for part, (start, end) in places_of(span).items():
        yield Mark(f"{span.id}.{part}", span.layer, part, start, end)


def places_of(span: Span) -> dict[str, Place]:
    """Return the places of a span's parts."""
    return {
        part: (span.attributes[f"{part}_start"], span.attributes[f"{part}_end"])
        for part in PARTS.get(span.layer, ())
        if span.attributes.get(f"{part}_start") is not None
    }


def decided(name: str, value: Any) -> Any:
    """Return what an attribute's value decides: a flag that is not set, and a link that is the program's own, nothing.

    The program makes such links beside what gold states, and no longer where a label has changed.
    """
    linked = name == "name_id" and isinstance(value, str) and value.startswith(_OWN_LINKS)
    return None if linked or value is False else value


def differs(name: str, one: Any, other: Any) -> bool:
    """Say whether two values of an attribute decide different things."""
    return one != other and (
        decided(name, one) != decided(name, other) or None not in (one or None, other or None)
    )


def digest(document: Document, span: Span) -> str:
    """Return a short fingerprint of what an annotator decided on a span; it does not depend on reconstruction."""
    known = CARRIED.get(span.layer, {})
    values = {name: decided(name, span.attributes.get(name)) for name in sorted(known)}
    places = [document.source_range(*place) for place in ((span.start, span.end), *places_of(span).values())]
    given = {name: value for name, value in values.items() if value is not None}
    text = json.dumps([span.layer, span.label, places, given], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:10]


def source_sha256(document: Document) -> str:
    """Return the SHA-256 of a document's source; a document from tables has it among its metadata."""
    known = document.metadata.get("sha256") if document.source is None else None
    return known if isinstance(known, str) else sha256(document)


def _is_stamp(record: dict[str, Any]) -> bool:
    whole = all(type(record.get(key)) is int for key in ("start", "end"))
    texts = all(isinstance(record.get(key), str) for key in ("document", "source_sha256"))
    layers, exported = record.get("layers"), record.get("exported")
    return (
        whole
        and texts
        and 0 <= record["start"] <= record["end"]
        and isinstance(layers, list)
        and all(isinstance(layer, str) for layer in layers)
        and isinstance(exported, dict)
        and all(isinstance(one, str) for one in exported.values())
    )
