"""What a file of an annotation tool says otherwise than the annotation: changes, conflicts, remarks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from corpus_tools.annotate.corrections.marks import Place
from corpus_tools.model import Document, Span, in_text_order

Kind: TypeAlias = Literal["added", "removed", "changed"]


@dataclass(frozen=True, slots=True)
class Change:
    """What the file does to one span.

    Attributes:
        before: The span as it is; ``None`` where it is added.
        after: The span as the file has it; ``None`` where it is removed.
        what: The changed ones of ``extent``, ``label``, the parts and the attributes.
        where: File and line.
    """

    kind: Kind
    before: Span | None
    after: Span | None
    what: tuple[str, ...]
    where: str

    @property
    def span(self) -> Span:
        """The span as it is, or as it will be where it is new."""
        span = self.before or self.after
        assert span is not None
        return span


@dataclass(frozen=True, slots=True)
class Conflict:
    """What cannot be taken over without a decision.

    Attributes:
        change: What taking the file's side would do; ``None`` when it cannot be done at all.
    """

    where: str
    layer: str
    id: str | None
    surface: str
    why: str
    change: Change | None = None


@dataclass(slots=True)
class Difference:
    """What a file says about one document, against its annotation.

    Attributes:
        ranges: The stretches of the running text that the file holds.
        layers: The layers that it holds.
        unchanged: Spans that are equal on both sides.
        newer: Spans that were edited here since the export and not in the tool; they stay.
        remarks: What a person should know, with the places in the file that it is about.
    """

    document: Document
    ranges: list[Place] = field(default_factory=list)
    layers: tuple[str, ...] = ()
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    remarks: dict[str, list[str]] = field(default_factory=dict)
    unchanged: int = 0
    newer: int = 0

    @property
    def notes(self) -> list[str]:
        """What a person should know, each with the place where it was first seen."""
        more = {
            what: f" and {len(places) - 1} more" * (len(places) > 1) for what, places in self.remarks.items()
        }
        return [f"{places[0]}{more[what]}: {what}" for what, places in self.remarks.items()]

    def remark(self, where: str, *remarks: str) -> None:
        """Keep what a person should know of a place in the file."""
        for what in remarks:
            self.remarks.setdefault(what, []).append(where)


def spans_after(difference: Difference, layer: str) -> list[Span]:
    """Return the layer's spans inside the file's ranges as they are after the changes."""
    inside = {
        span.id: span
        for span in difference.document.spans(layer)
        if any(start <= span.start and span.end <= end for start, end in difference.ranges)
    }
    new = []
    for change in difference.changes:
        if change.span.layer != layer:
            continue
        if change.before is not None:
            inside.pop(change.before.id, None)
        if change.after is not None:
            new.append(change.after)
    return in_text_order([*inside.values(), *new])


def counted(difference: Difference) -> Counter[str]:
    """Return how many spans were added, removed and changed."""
    return Counter(change.kind for change in difference.changes)
