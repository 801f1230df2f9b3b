"""How far two annotators agree: the measures of an evaluation, and Cohen's κ on tokens."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from corpus_tools.model import IntArray, Span, Tokens

OUTSIDE = "O"


def token_labels(tokens: Tokens, spans: Sequence[Span]) -> list[str]:
    """Label every token by the outermost span that covers its first character: ``B-…``, ``I-…`` or ``O``."""
    labels = [OUTSIDE] * len(tokens)
    starts = tokens.starts
    for span in sorted(spans, key=lambda span: span.start - span.end):
        first = int(np.searchsorted(starts, span.start, side="left"))
        last = int(np.searchsorted(starts, span.end, side="left"))
        for place in range(first, last):
            if labels[place] == OUTSIDE:
                labels[place] = f"{'B' if place == first else 'I'}-{span.label}"
    return labels


def cohens_kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Return Cohen's κ of two sequences of labels; 1.0 when both are one and the same label throughout.

    Source: Cohen (1960), A coefficient of agreement for nominal scales.
    """
    if len(one) != len(other):
        raise ValueError(f"Sequences of {len(one)} and {len(other)} labels cannot be compared.")
    if not one:
        return 1.0
    values = {label: code for code, label in enumerate(sorted({*one, *other}))}
    table: IntArray = np.zeros((len(values), len(values)), dtype=np.int64)
    np.add.at(table, ([values[label] for label in one], [values[label] for label in other]), 1)
    share = table / table.sum()
    chance = float(share.sum(axis=1) @ share.sum(axis=0))
    return 1.0 if chance == 1 else (float(np.trace(share)) - chance) / (1 - chance)
