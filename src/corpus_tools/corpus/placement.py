"""Characters become corpus positions, here and nowhere else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from corpus_tools.model import IntArray, Span, Tokens


@dataclass(frozen=True, slots=True)
class Placement:
    """Where spans stand among the tokens of their document.

    Attributes:
        first: First token of each span. *Shape:* ``(n_spans,)``, int64.
        last: Just after its last token. *Shape:* ``(n_spans,)``, int64.
        widened: Whether the tokens reach beyond the span's own characters. *Shape:* ``(n_spans,)``, bool.
        placed: Whether there is any token to stand on. *Shape:* ``(n_spans,)``, bool.
    """

    first: IntArray
    last: IntArray
    widened: np.typing.NDArray[np.bool_]
    placed: np.typing.NDArray[np.bool_]


def place(spans: Sequence[Span], tokens: Tokens) -> Placement:
    """Find the tokens that spans cover.

    A span that cuts a token is widened to it. One of zero width stands on the token before it (the first
    token, when there is none before). White space at a span's edges does not count as widening.
    """
    starts = np.asarray([span.start for span in spans], dtype=np.int64)
    ends = np.asarray([span.end for span in spans], dtype=np.int64)
    first = np.searchsorted(tokens.ends, starts, side="right")
    last = np.searchsorted(tokens.starts, ends, side="left")
    empty = starts == ends
    anchor = np.maximum(np.searchsorted(tokens.ends, starts, side="right") - 1, 0)
    inside = empty & (first < last)
    first = np.where(empty & ~inside, anchor, first)
    last = np.where(empty, first + 1, last)
    placed = (first < last) & (last <= len(tokens))
    safe_first = np.minimum(first, max(len(tokens) - 1, 0))
    safe_last = np.clip(last - 1, 0, max(len(tokens) - 1, 0))
    if len(tokens):
        widened = placed & ~empty & ((tokens.starts[safe_first] < starts) | (tokens.ends[safe_last] > ends))
    else:
        widened = np.zeros(len(spans), dtype=bool)
    return Placement(first, last, widened, placed)


def place_by_start(spans: Sequence[Span], tokens: Tokens) -> Placement:
    """Find the tokens that begin in spans: of pages, where a token belongs to the one its first character is on."""
    starts = np.asarray([span.start for span in spans], dtype=np.int64)
    ends = np.asarray([span.end for span in spans], dtype=np.int64)
    first = np.searchsorted(tokens.starts, starts, side="left")
    last = np.searchsorted(tokens.starts, ends, side="left")
    return Placement(first, last, np.zeros(len(spans), dtype=bool), first < last)
