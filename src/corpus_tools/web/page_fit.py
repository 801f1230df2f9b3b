"""How many lines a page of less than 100 KB holds."""

from __future__ import annotations

import numpy as np

from corpus_tools.query import Hits
from corpus_tools.web.lines import NODE_TOKENS
from corpus_tools.web.view import View

LONG_ADDRESS = 200
"""A longer address does not stand on every line."""
_PAGE = 83_000
_LINE = 680
_TOKEN, _TOKEN_WITH_RUBY = 21, 39
"""Bytes, as measured on pages of Japanese text; where the measure fails, a page is longer, and nothing else."""
_LOOKED_AT = 1000


def lines_on_page(view: View, hits: Hits) -> int:
    """Return how many lines a page has: those asked for, or fewer where context, hits or the question are long."""
    address = len(view.address())
    # the address of the question stands on each line, and in about 25 links beside
    line = (
        _LINE + min(address, LONG_ADDRESS) + _tokens(view, hits) * (_TOKEN_WITH_RUBY if view.ruby else _TOKEN)
    )
    return max(1, min(view.size, int((_PAGE - 25 * address) / line)))


def _tokens(view: View, hits: Hits) -> float:
    around = 2 * view.context / (1.5 if view.unit == "characters" else 1)
    if not len(hits):
        return around
    chosen = slice(None, None, max(1, len(hits) // _LOOKED_AT))
    return around + float(np.minimum(hits.ends[chosen] - hits.starts[chosen], NODE_TOKENS).mean())
