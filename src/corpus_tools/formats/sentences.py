"""The tokens of a document by sentence: every token is in exactly one."""

from __future__ import annotations

import numpy as np

from corpus_tools.model import Document, Tokens


def sentence_tokens(document: Document, tokens: Tokens) -> list[tuple[int, int]]:
    """Return first token and end of every sentence; what stands outside of sentences is one of its own.

    A document without sentences is cut at its line breaks.
    """
    if not len(tokens):
        return []
    spans = document.spans("s")
    borders = [border for span in spans for border in (span.start, span.end)]
    if not spans:
        borders = [at for at, character in enumerate(document.text) if character == "\n"]
    places = np.searchsorted(tokens.starts, np.array(sorted({0, *borders})))
    firsts = sorted({int(place) for place in places if place < len(tokens)})
    return list(zip(firsts, [*firsts[1:], len(tokens)], strict=True))
