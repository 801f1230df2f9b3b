"""Source ranges of a document's blocks, for coverage."""

from __future__ import annotations

import hashlib
from typing import TypeAlias

from corpus_tools.model import Document, OffsetMap

Ranges: TypeAlias = list[tuple[int, int]]


def source_of(document: Document) -> str:
    """Return the source text; a document without one is its own."""
    return document.source if document.source is not None else document.text


def sha256(document: Document) -> str:
    """Return the SHA-256 of the source text."""
    return hashlib.sha256(source_of(document).encode("utf-8")).hexdigest()


def block_ranges(document: Document) -> Ranges:
    """Return the source range of each block."""
    return [document.source_range(block.start, block.end) for block in document.blocks]


def meets(one: tuple[int, int], ranges: Ranges) -> bool:
    """Say whether a range has a character in common with one of several."""
    return any(low < one[1] and one[0] < high for low, high in ranges)


def join_ranges(document: Document, ranges: Ranges) -> Ranges:
    """Join ranges between which there is nothing of the running text but white space."""
    offsets = document.offsets or OffsetMap.identity(len(document.text))
    joined: Ranges = []
    for start, end in sorted(ranges):
        if joined and not _text_between(document, offsets, joined[-1][1], start):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _text_between(document: Document, offsets: OffsetMap, start: int, end: int) -> str:
    low, high = offsets.to_text(start, max(start, end))
    return document.text[low:high].strip()
