"""Rows of gold files made from spans, and their ids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from corpus_tools.annotate.corrections.differences import Change
from corpus_tools.annotate.corrections.marks import CARRIED, places_of
from corpus_tools.annotate.glosses_ja import fold_japanese
from corpus_tools.annotate.glosses_ja.parts import fold_english
from corpus_tools.annotate.gold.schema import FIELDS
from corpus_tools.model import Document, Span

_PREFIXES = {"date": "d", "entity": "e", "gloss": "g", "note": "n"}
_FOLDS = {"ja": fold_japanese, "en": fold_english}
_DERIVED_FROM = {"date": ({"value", "edtf"}, ("earliest", "latest"))}
_FIRST_KEYS: dict[str, tuple[str, ...]] = {"entity": ("parent", "depth")}
"""Keys of the first row of a file, beside those that every row has to have."""

_NUMBERED = re.compile(r"(?P<prefix>.*?)(?P<number>[0-9]+)")


class Ids:
    """Gives new ids of a layer: the prefix of its rows and the next number that was never used.

    Args:
        own: Ids of the layer's rows.
        taken: Ids of the whole document.
        last: The id that was given last, as the header says.
    """

    def __init__(self, layer: str, own: Iterable[str], taken: Iterable[str], last: str | None) -> None:
        own = [*own, last] if last else list(own)
        matches = [found for one in own if (found := _NUMBERED.fullmatch(one))]
        self._prefix = matches[-1]["prefix"] if matches else f"{_PREFIXES.get(layer, layer)}-"
        self._width = max((len(found["number"]) for found in matches), default=4)
        everything = [found for one in (*own, *taken) if (found := _NUMBERED.fullmatch(one))]
        numbers = [int(found["number"]) for found in everything if found["prefix"] == self._prefix]
        self._number = max(numbers, default=0)

    @property
    def last(self) -> str | None:
        """The id that was given last, if one was."""
        return self._named() if self._number else None

    def next(self) -> str:
        """Return a new id."""
        self._number += 1
        return self._named()

    def _named(self) -> str:
        return f"{self._prefix}{self._number:0{self._width}}"


def new_row(document: Document, span: Span, row_id: str, example: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row for a span that has none.

    Args:
        example: Another row of the file, for the keys that its rows have.
    """
    row: dict[str, Any] = {"id": row_id, **_place(document, span), "label": span.label}
    fields = FIELDS.get(span.layer, {})
    keys = [
        *(example or _FIRST_KEYS.get(span.layer, ())),
        *(name for name, field in fields.items() if field.required),
    ]
    row |= {key: None for key in keys if key not in row and key in fields}
    carried = CARRIED.get(span.layer, {})
    row |= {
        key: span.attributes.get(key) for key in carried if key in row or span.attributes.get(key) is not None
    }
    row |= {key: False for key, kind in carried.items() if kind is bool and key in row and row[key] is None}
    if row.get("context", "") is None:
        row["context"] = "text"
    for key in ("earliest", "latest", "optional"):
        if key in row and row[key] is None and key not in carried:
            row.pop(key)
    return row | _parts(document, span)


def rewritten(document: Document, row: Mapping[str, Any], change: Change) -> dict[str, Any]:
    """Return a row with a change made; what did not change stays as it was written."""
    assert change.after is not None
    span, new = change.after, dict(row)
    if "extent" in change.what:
        new |= _place(document, span)
    if "label" in change.what:
        new["label"] = span.label
    if set(change.what) & places_of(span).keys():
        new |= _parts(document, span)
    new |= {name: span.attributes.get(name) for name in change.what if name in CARRIED.get(span.layer, {})}
    causes, derived = _DERIVED_FROM.get(span.layer, (set(), ()))
    if causes & set(change.what):
        for key in derived:
            new.pop(key, None)
    return new


def inserted(rows: list[dict[str, Any]], row: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the rows with one more, before the first that begins after it (the longest first)."""
    at = next((number for number, one in enumerate(rows) if _order(one) > _order(row)), len(rows))
    return [*rows[:at], row, *rows[at:]]


def _order(row: Mapping[str, Any]) -> tuple[int, int]:
    return (row["source_start"], -row["source_end"])


def _place(document: Document, span: Span) -> dict[str, Any]:
    start, end = document.source_range(span.start, span.end)
    return {"source_start": start, "source_end": end, "surface": span.surface(document.text)}


def _parts(document: Document, span: Span) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part, (start, end) in places_of(span).items():
        place = document.source_range(start, end)
        found |= {part: _FOLDS[part](document.text[start:end])}
        found |= {f"{part}_source_start": place[0], f"{part}_source_end": place[1]}
    return found
