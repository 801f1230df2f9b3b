"""One layer scored against gold: by label, by how strictly spans must agree, with values and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from corpus_tools.evaluate.matching import MATCHES, block_of, matched, pair_spans
from corpus_tools.evaluate.spans import Scores
from corpus_tools.model import Document, IntArray, Span

ALL = "all"
NONE = "-"
VALUES: dict[str, tuple[str, ...]] = {
    "date": ("value", "edtf", "mod", "anaphoric"),
    "entity": ("name_id",),
    "gloss": ("ja", "en", "name_id"),
    "p": ("type", "level"),
    "token": ("lemma", "reading", "pos", "upos"),
}
"""Attributes scored by layer: right when extent, label and the attribute are all those of gold."""


def score_layer(
    document: Document, layer: str, gold: Sequence[Span], predicted: Sequence[Span], *, seed: int = 0
) -> pd.DataFrame:
    """Score one layer of a document.

    Optional spans are neither hit nor miss (``without_optional``). A value
    counts over all gold spans that have one, so that a missed span is a missed value.

    Args:
        seed: Of the bootstrap.

    Returns:
        One row per measure and label. Columns: ``layer``, ``label``, ``measure`` (``exact``, ``extent``,
        ``overlap``, ``label``, or an attribute), ``gold``, ``predicted``, ``correct``, ``precision``, ``recall``, ``f1``, and
        ``f1_low`` and ``f1_high``, a 95 % interval from 1000 bootstrap samples of the text's blocks.
    """
    gold, predicted = without_optional(gold, without_foreign_links(gold, predicted))
    blocks = np.asarray([block.start for block in document.blocks] or [0])
    rows = []
    for measure in (*MATCHES, *VALUES.get(layer, ())):
        wanted, found = _items(measure, gold), _items(measure, predicted)
        correct = [wanted[place] for place in matched(measure, wanted, found, blocks)]
        for label in (ALL, *sorted({span.label for span in (*wanted, *found)} - {""})):
            counts = [_per_block(blocks, _of(label, spans)) for spans in (wanted, found, correct)]
            rows.append({"layer": layer, "label": label, "measure": measure, **_figures(counts, seed)})
    return pd.DataFrame(rows)


def without_optional(gold: Sequence[Span], predicted: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """Leave out what careful annotators may split on, on both sides.

    Optional gold spans go, and so do predictions that cover exactly one of them, or that are called optional
    themselves, unless gold requires a span there.
    """
    required = [span for span in gold if not span.attributes.get("optional")]
    wanted = {(span.start, span.end) for span in required}
    optional = {(span.start, span.end) for span in gold} - wanted
    kept = [
        span
        for span in predicted
        if (span.start, span.end) in wanted
        or not (span.attributes.get("optional") or (span.start, span.end) in optional)
    ]
    return required, kept


def without_foreign_links(gold: Sequence[Span], predicted: Sequence[Span]) -> list[Span]:
    """Forget links to gazetteers and to the text's own glosses, whose ids have a colon, unless gold has such.

    Gold that names only what the authority lists says nothing of the others.
    """
    if any(":" in str(span.attributes.get("name_id")) for span in gold):
        return list(predicted)
    return [
        replace(span, attributes={**span.attributes, "name_id": None})
        if ":" in str(span.attributes.get("name_id"))
        else span
        for span in predicted
    ]


def confusion(gold: Sequence[Span], predicted: Sequence[Span]) -> pd.DataFrame:
    """Count the labels of spans of the same extent: gold labels as rows, predicted ones as columns.

    ``-`` stands for a span that the other side does not have.
    """
    gold, predicted = without_optional(gold, predicted)
    exact = pair_spans(gold, predicted)
    rest = pair_spans(exact.missed, exact.spurious, match="extent")
    cells = Counter((g.label, p.label) for g, p in (*exact.pairs, *rest.pairs))
    cells.update((span.label, NONE) for span in rest.missed)
    cells.update((NONE, span.label) for span in rest.spurious)
    labels = [*sorted({label for pair in cells for label in pair} - {NONE}), NONE]
    return pd.DataFrame(
        [[cells[row, column] for column in labels] for row in labels],
        index=pd.Index(labels, name="gold"),
        columns=labels,
    )


def errors(
    document: Document, layer: str, gold: Sequence[Span], predicted: Sequence[Span], *, context: int = 15
) -> pd.DataFrame:
    """List what differs, in text order.

    Args:
        context: Characters on each side.

    Returns:
        Columns: ``layer``, ``kind`` (``missed``, ``spurious``, ``label``, or the attribute that differs),
        ``start``, ``end``, ``left``, ``surface``, ``right``, ``gold``, ``predicted``.
    """
    gold, predicted = without_optional(gold, without_foreign_links(gold, predicted))
    exact = pair_spans(gold, predicted)
    rest = pair_spans(exact.missed, exact.spurious, match="extent")
    found: list[tuple[str, Span, Any, Any]] = [("missed", span, span.label, None) for span in rest.missed]
    found += [("spurious", span, None, span.label) for span in rest.spurious]
    found += [("label", g, g.label, p.label) for g, p in rest.pairs]
    for g, p in exact.pairs:
        for name in VALUES.get(layer, ()):
            if name in g.attributes and g.attributes[name] != p.attributes.get(name):
                found.append((name, g, g.attributes[name], p.attributes.get(name)))
    rows = [_error_row(document, layer, *error, context) for error in found]
    columns = ["layer", "kind", "start", "end", "left", "surface", "right", "gold", "predicted"]
    return pd.DataFrame(rows, columns=columns).sort_values(["start", "end"], kind="stable", ignore_index=True)


def _error_row(
    document: Document, layer: str, kind: str, span: Span, gold: Any, predicted: Any, context: int
) -> dict[str, Any]:
    text = document.text
    return {
        "layer": layer,
        "kind": kind,
        "start": span.start,
        "end": span.end,
        "left": text[max(0, span.start - context) : span.start],
        "surface": span.surface(text),
        "right": text[span.end : span.end + context],
        "gold": gold,
        "predicted": predicted,
    }


def _items(measure: str, spans: Sequence[Span]) -> list[Span]:
    """Return the spans a measure is about: for an attribute, those that have it."""
    if measure in MATCHES:
        return list(spans)
    return [span for span in spans if span.attributes.get(measure) is not None]


def _of(label: str, spans: Iterable[Span]) -> list[Span]:
    return [span for span in spans if label in (ALL, span.label)]


def _per_block(blocks: IntArray, spans: Sequence[Span]) -> IntArray:
    return np.bincount(block_of(blocks, spans), minlength=len(blocks) + 1)


def _figures(counts: Sequence[IntArray], seed: int) -> dict[str, Any]:
    scores = Scores(*(int(column.sum()) for column in counts))
    low, high = bootstrap_f1(*counts, seed=seed)
    return {
        "gold": scores.gold,
        "predicted": scores.predicted,
        "correct": scores.correct,
        "precision": scores.precision,
        "recall": scores.recall,
        "f1": scores.f1,
        "f1_low": low,
        "f1_high": high,
    }


def bootstrap_f1(
    gold: IntArray, predicted: IntArray, correct: IntArray, *, seed: int = 0, samples: int = 1000
) -> tuple[float, float]:
    """Return a 95 % interval of F1, by resampling blocks of text with replacement (percentiles).

    Args:
        gold: Spans per block. *Shape:* ``(n_blocks,)``.

    Source: Efron and Tibshirani (1993), An Introduction to the Bootstrap, percentile intervals.
    """
    rng = np.random.default_rng(seed)
    weights = rng.multinomial(len(gold), np.full(len(gold), 1 / len(gold)), size=samples)
    total = weights @ (gold + predicted)
    # A pair may lie in two blocks of which only one was drawn: such a sample can pass 1.
    f1 = np.minimum(np.where(total > 0, 2 * (weights @ correct) / np.maximum(total, 1), 1.0), 1.0)
    low, high = np.percentile(f1, [2.5, 97.5])
    return float(low), float(high)
