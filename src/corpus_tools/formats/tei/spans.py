"""Every span of every layer as a ``span`` that points to its characters."""

from __future__ import annotations

import re
from typing import Any

from corpus_tools.formats.attributes import to_strings
from corpus_tools.formats.standoff import without_spelling
from corpus_tools.formats.tei.xml import sub, xml_id
from corpus_tools.model import Document, Span

_TOKEN = re.compile(r"[^\s\x00-\x1f]+")
LABEL = "label"
ORIGIN = "origin"


def body_id(prefix: str) -> str:
    """Return the identifier of a document's body."""
    return f"{prefix}.body"


def span_groups(standoff: Any, document: Document, prefix: str, standoff_only: bool) -> None:
    """Append a ``spanGrp`` for every layer that has spans."""
    for layer, spans in document.layers.items():
        if spans:
            made = sub(standoff, "spanGrp", type=layer)
            for span in spans:
                _add(made, document, span, prefix, standoff_only)


def _add(made: Any, document: Document, span: Span, prefix: str, standoff_only: bool) -> None:
    label = span.label if _TOKEN.fullmatch(span.label) else None
    origin = span.origin if _TOKEN.fullmatch(span.origin) else None
    attributes = without_spelling(span.layer, span.attributes) if standoff_only else span.attributes
    if standoff_only:
        start, end = document.source_range(span.start, span.end)
        target = f"source#char={start},{end}"
    else:
        target = f"#string-range({body_id(prefix)},{span.start},{span.end - span.start})"
    one = sub(
        made,
        "span",
        xml_id=xml_id(prefix, "span", span.id),
        n=span.id,
        target=target,
        type=label,
        subtype=origin if label else None,
    )
    strings = to_strings(span.layer, attributes)
    if span.label and label is None:
        strings[LABEL] = span.label
    if label is None or origin is None:
        strings[ORIGIN] = span.origin
    if strings:
        features = sub(one, "fs")
        for name, value in strings.items():
            sub(sub(features, "f", name=name), "string", value)
