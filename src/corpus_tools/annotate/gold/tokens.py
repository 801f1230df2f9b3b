"""Adjudicated tokens in the place of the automatic ones, inside their coverage."""

from __future__ import annotations

from typing import Any

from corpus_tools.annotate.gold import GoldCounts, GoldLayer, gold_spans, running_coverage
from corpus_tools.annotate.tokens_ja.unidic_attributes import norm
from corpus_tools.errors import AnnotationError
from corpus_tools.model import TOKEN_ATTRIBUTES, Document, Span, Tokens


def apply_gold_tokens(document: Document, gold: GoldLayer) -> GoldCounts:
    """Put gold tokens on the document.

    A gold token of the same extent as an automatic one keeps the attributes that its row does not state.

    Raises:
        AnnotationError: The coverage ends inside an automatic token, which then could not stand anywhere.
    """
    assert document.tokens is not None
    automatic = list(document.tokens.rows())
    covered = running_coverage(document, gold)
    outside = [
        row
        for row in automatic
        if not any(row["start"] < end and start < row["end"] for start, end in covered)
    ]
    for row in automatic:
        for start, end in covered:
            if row["start"] < start < row["end"] or row["start"] < end < row["end"]:
                raise AnnotationError(
                    f"{gold.path}, line 1: the coverage ends inside the token {row['word']!r} at character "
                    f"{row['start']}. Let it end between tokens, best at the end of a block."
                )
    twins = {(row["start"], row["end"]): row for row in automatic}
    spans = gold_spans(document, gold)
    rows = [*outside, *(_row(document, span, twins.get((span.start, span.end))) for span in spans)]
    rows.sort(key=lambda row: int(row["start"]))
    columns = {name: [row[name] for row in rows] for name in TOKEN_ATTRIBUTES}
    starts, ends = ([row[side] for row in rows] for side in ("start", "end"))
    document.tokens = Tokens.from_columns(starts, ends, columns, table=document.tokens.table)
    return GoldCounts("token", len(spans), len(automatic) - len(outside), 0)


def _row(document: Document, span: Span, twin: dict[str, Any] | None) -> dict[str, Any]:
    word = span.surface(document.text)
    base = twin or {**dict.fromkeys(TOKEN_ATTRIBUTES, ""), "word": word, "lemma": word, "norm": norm(word)}
    stated = {
        key: value for key, value in span.attributes.items() if key in TOKEN_ATTRIBUTES and value is not None
    }
    return {**base, **stated, "start": span.start, "end": span.end}
