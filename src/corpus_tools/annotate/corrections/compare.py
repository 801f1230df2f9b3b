"""The difference between a document's annotation and what came back from an annotation tool, three ways.

The export carries the digest of every span that it held. So a span that differs was edited in the tool, or in the
annotation since, or in both: then it is a conflict.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus_tools.annotate.corrections.differences import Change, Conflict, Difference
from corpus_tools.annotate.corrections.marks import (
    CARRIED,
    REFERENCES,
    Marked,
    Stamp,
    differs,
    digest,
    places_of,
    source_sha256,
)
from corpus_tools.annotate.corrections.matching import match
from corpus_tools.annotate.corrections.placing import Candidate, Placed, place
from corpus_tools.model import Document, Span


def compare(document: Document, texts: Sequence[Marked]) -> Difference:
    """Compare the texts of a file that are of this document with its annotation.

    Args:
        document: With all its layers, as they would be exported now.
        texts: Those of the document; one that cannot be found in it is a conflict.
    """
    difference = Difference(document)
    for text in texts:
        if text.skipped:
            difference.remark(text.where, f"{text.skipped}; left aside")
            continue
        placed = place(document, text)
        if placed is None:
            difference.conflicts.append(
                Conflict(text.where, "", None, "", "the text does not stand once in the document")
            )
        elif any(placed.start < end and start < placed.end for start, end in difference.ranges):
            why = "the file holds this text twice; keep one of them"
            difference.conflicts.append(Conflict(text.where, "", None, "", why))
        else:
            _compare_text(difference, text, placed)
    return difference


def _compare_text(difference: Difference, text: Marked, placed: Placed) -> None:
    document, stamp = difference.document, text.stamp
    layers = stamp.layers if stamp is not None else tuple(dict.fromkeys(mark.layer for mark in text.marks))
    difference.ranges.append((placed.start, placed.end))
    difference.layers = tuple(dict.fromkeys((*difference.layers, *layers)))
    difference.remark(text.where, *placed.notes, *_notes(document, text, layers))
    for mark, why in placed.refused:
        covered = mark.surface or (text.text or "")[mark.start : mark.end]
        difference.conflicts.append(Conflict(mark.where, mark.layer, mark.id, covered, why))
    refused = {mark.id for mark, _ in placed.refused if mark.id is not None}
    current = [
        span
        for layer in layers
        for span in document.spans(layer)
        if placed.start <= span.start and span.end <= placed.end and span.id not in refused
    ]
    _Comparison(difference, stamp, text).run(current, placed.candidates)


def _notes(document: Document, text: Marked, layers: Sequence[str]) -> Iterator[str]:
    yield from (f"{what}; left aside" for what in text.left_aside)
    if text.stamp is None:
        held = ", ".join(layers) or "none"
        yield f"nothing says what was exported; compared are the layers that it holds ({held})"
    elif text.stamp.source_sha256 != source_sha256(document):
        yield "the source has changed since the export (SHA-256 differs)"


@dataclass
class _Comparison:
    """Compares the spans of one text."""

    difference: Difference
    stamp: Stamp | None
    text: Marked

    def run(self, current: Sequence[Span], candidates: Sequence[Candidate]) -> None:
        pairs, added, removed = match(current, candidates)
        # What was the program's when it was exported may be gold now, under another id.
        ids = {one.id: span.id for span, one in pairs if one.id is not None and one.id != span.id}
        for span, candidate in pairs:
            self._pair(span, _renamed(candidate, ids))
        for candidate in added:
            self._added(_renamed(candidate, ids))
        for span in removed:
            self._removed(span)

    def _pair(self, span: Span, candidate: Candidate) -> None:
        after = self._after(span, candidate)
        what = tuple(_differing(span, after))
        if not what:
            self.difference.unchanged += 1
            return
        change = Change("changed", span, after, what, candidate.where)
        exported = self._exported(span.id)
        if self.stamp is None or exported == self._digest(span):
            self.difference.changes.append(change)
        elif exported is None:
            self._conflict(change, f"added here since the export and in the tool: {', '.join(what)} differ")
        elif exported == self._digest(after):
            self.difference.newer += 1
        else:
            self._conflict(change, f"edited here and in the tool since the export: {', '.join(what)} differ")

    def _added(self, candidate: Candidate) -> None:
        exported = self._exported(candidate.id)
        # An id that the tool gave means nothing here.
        known = candidate.id if exported is not None and candidate.id else ""
        attributes = {**dict.fromkeys(CARRIED.get(candidate.layer, {})), **candidate.attributes}
        span = self._span(candidate, Span(known, candidate.layer, 0, 0, "", "gold", attributes))
        change = Change("added", None, span, (), candidate.where)
        if exported is None:
            self.difference.changes.append(change)
        elif exported == self._digest(span):
            self.difference.newer += 1
        else:
            self._conflict(change, "deleted here since the export, but edited in the tool")

    def _removed(self, span: Span) -> None:
        if self.stamp is not None and span.id not in self.stamp.exported:
            self.difference.newer += 1
            return
        change = Change("removed", span, None, (), self.text.where)
        exported = self._exported(span.id)
        if exported is None or exported == self._digest(span):
            self.difference.changes.append(change)
        else:
            self._conflict(change, "deleted in the tool, but edited here since the export")

    def _conflict(self, change: Change, why: str) -> None:
        span = change.span
        surface = span.surface(self.difference.document.text)
        self.difference.conflicts.append(
            Conflict(change.where, span.layer, span.id or None, surface, why, change)
        )

    def _exported(self, span_id: str | None) -> str | None:
        return self.stamp.exported.get(span_id) if self.stamp is not None and span_id else None

    def _digest(self, span: Span) -> str:
        return digest(self.difference.document, span)

    def _after(self, span: Span, candidate: Candidate) -> Span:
        """Return the span as the file has it; what the file cannot hold is kept."""
        taken: dict[str, Any] = dict(candidate.attributes)
        if candidate.id == span.id:
            held = self.text.carries & CARRIED.get(span.layer, {}).keys()
            taken = {**dict.fromkeys(held), **taken}
        return self._span(candidate, replace(span, attributes={**span.attributes, **taken}))

    def _span(self, candidate: Candidate, base: Span) -> Span:
        places = {
            f"{part}_{side}": at
            for part, extent in candidate.parts.items()
            for side, at in zip(("start", "end"), extent, strict=True)
        }
        return replace(
            base,
            start=candidate.start,
            end=candidate.end,
            label=candidate.label,
            attributes={**base.attributes, **places},
        )


def _renamed(candidate: Candidate, ids: Mapping[str, str]) -> Candidate:
    """Let references lead to the ids that the spans have here."""
    given = candidate.attributes
    moved = {key: ids[given[key]] for key in REFERENCES if given.get(key) in ids}
    return replace(candidate, attributes={**given, **moved})


def _differing(before: Span, after: Span) -> Iterator[str]:
    if (before.start, before.end) != (after.start, after.end):
        yield "extent"
    if before.label != after.label:
        yield "label"
    old, new = places_of(before), places_of(after)
    yield from (part for part in new if old.get(part) != new[part])
    for name in CARRIED.get(before.layer, {}):
        if differs(name, before.attributes.get(name), after.attributes.get(name)):
            yield name
