"""Random samples that anyone can draw again."""

from __future__ import annotations

import numpy as np

from corpus_tools.errors import Message, QueryError
from corpus_tools.model import IntArray


def sampled(n_hits: int, size: int, *, seed: int = 0) -> IntArray:
    """Draw hits at random without repetition; the same seed draws the same.

    Returns:
        Numbers of hits, ascending; all of them where there are no more than ``size``.

    Raises:
        QueryError: A negative size.
    """
    if size < 0:
        raise QueryError(Message("A sample of {n} is none. Right would be 0 or more.", n=size))
    if size >= n_hits:
        return np.arange(n_hits)
    drawn = np.random.default_rng(seed).choice(n_hits, size=size, replace=False, shuffle=False)
    return np.sort(drawn)
