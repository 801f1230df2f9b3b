"""Finds annotated places in an edited text by aligning it with the old one."""

from __future__ import annotations

from typing import Any

import numpy as np

from corpus_tools.annotate.gold import covers
from corpus_tools.annotate.gold.reanchor_blocks import Ranges, block_ranges, join_ranges, meets, source_of
from corpus_tools.annotate.gold.text_alignment import NOWHERE, align_texts
from corpus_tools.model import Block, Document

_NEIGHBOURHOOD = 50


class Aligned:
    """The old running text beside the new one: wrapping a source anew changes neither."""

    def __init__(self, old: Document, new: Document) -> None:
        self._old, self._new = old, new
        self._places = align_texts(old.text, new.text)
        self._origins = np.full(len(new.text), NOWHERE, dtype=np.int64)
        known = np.flatnonzero(self._places != NOWHERE)
        self._origins[self._places[known]] = known

    def place(self, row: dict[str, Any], prefix: str) -> tuple[int, int] | str:
        """Return the new place of a row, or of a part of it; see ``reanchor.Mover``."""
        start, end = self._running(row[f"{prefix}source_start"], row[f"{prefix}source_end"])
        surface = self._old.text[start:end]
        if not prefix and not covers(row["surface"], surface):
            return f"it covers '{surface}' in the old source, not '{row['surface']}'"
        if start == end:
            return self._point(start)
        places = self._places[start:end]
        if (places == NOWHERE).any() or (np.diff(places) != 1).any():
            return self._why(start, end)
        return self._new.source_range(int(places[0]), int(places[-1]) + 1)

    def coverage(self, ranges: Ranges, rows: list[dict[str, Any]]) -> Ranges:
        """Return the old coverage in its new places, without blocks that are new."""
        held = [(row["source_start"], row["source_end"]) for row in rows]
        blocks = [block for block in self._new.blocks if self._is_known(block, held)]
        found: Ranges = []
        for low, high in ranges:
            start, end = self._running(low, high)
            places = self._places[start:end]
            places = places[places != NOWHERE]
            if len(places):
                first, last = int(places[0]), int(places[-1]) + 1
                # What was added at the end of a block that is covered to its end belongs to the block.
                last = next(
                    (b.end for b in blocks if b.start < last <= b.end and self._ends_block(end)), last
                )
                first = next(
                    (b.start for b in blocks if b.start <= first < b.end and self._begins_block(start)), first
                )
                found += [
                    self._new.source_range(max(first, block.start), min(last, block.end))
                    for block in blocks
                    if block.start < last and first < block.end
                ]
        return self._to_the_edges(join_ranges(self._new, found), ranges)

    def changed(self, coverage: Ranges) -> Ranges:
        """Return the blocks inside the coverage that are not as they were."""
        sources = block_ranges(self._new)
        blocks = zip(self._new.blocks, sources, strict=True)
        return [
            source for block, source in blocks if meets(source, coverage) and not self._is_as_before(block)
        ]

    def unread(self, coverage: Ranges) -> Ranges:
        """Return the blocks outside the coverage that were not there before."""
        sources = block_ranges(self._new)
        blocks = zip(self._new.blocks, sources, strict=True)
        return [one for block, one in blocks if not meets(one, coverage) and not self._is_known(block, [])]

    def _running(self, start: int, end: int) -> tuple[int, int]:
        return self._old.offsets.to_text(start, end) if self._old.offsets is not None else (start, end)

    def _begins_block(self, place: int) -> bool:
        return place == 0 or self._old.text[place - 1] == "\n" or self._old.text[place : place + 1] == "\n"

    def _ends_block(self, place: int) -> bool:
        return place >= len(self._old.text) or "\n" in self._old.text[place - 1 : place + 1]

    def _point(self, place: int) -> tuple[int, int] | str:
        """Move a place of no width: what stands on both sides has to be as far from its old place."""
        ends = [NOWHERE, *self._places.tolist(), len(self._new.text)]
        # Of two characters on a side one may have been put for another.
        before = [
            ends[at + 1] - at for at in range(max(-1, place - 2), place) if at < 0 or ends[at + 1] != NOWHERE
        ]
        after = [
            ends[at + 1] - at for at in range(place, min(len(ends) - 1, place + 2)) if ends[at + 1] != NOWHERE
        ]
        if not before or not after or before[-1] != after[0]:
            return "the text around its place is another"
        return self._new.source_range(place + after[0], place + after[0])

    def _why(self, start: int, end: int) -> str:
        """Say what stands between the neighbours now."""
        before = self._places[max(0, start - _NEIGHBOURHOOD) : start]
        after = self._places[end : end + _NEIGHBOURHOOD]
        low = int(before[before != NOWHERE][-1]) + 1 if (before != NOWHERE).any() else None
        high = int(after[after != NOWHERE][0]) if (after != NOWHERE).any() else None
        surface = self._old.text[start:end]
        if low is None or high is None:
            return f"the text around '{surface}' is another, or gone"
        now = self._new.text[low:high]
        if surface in now:
            return f"the text around '{surface}' is another"
        return (
            f"'{surface}' is now '{now if len(now) <= 40 else now[:40] + '…'}'"
            if now
            else f"'{surface}' is gone"
        )

    def _is_known(self, block: Block, held: Ranges) -> bool:
        """Say whether at least half of a block was there before, or a row stands in it."""
        came = self._origins[block.start : block.end] != NOWHERE
        return 2 * int(came.sum()) >= len(came) or meets(self._new.source_range(block.start, block.end), held)

    def _is_as_before(self, block: Block) -> bool:
        origins = self._origins[block.start : block.end]
        if not len(origins) or (origins == NOWHERE).any() or (np.diff(origins) != 1).any():
            return not len(origins)
        first, last = int(origins[0]), int(origins[-1]) + 1
        text = self._old.text
        return (first == 0 or text[first - 1] == "\n") and (last == len(text) or text[last] == "\n")

    def _to_the_edges(self, found: Ranges, ranges: Ranges) -> Ranges:
        """Reach to the edges of the new source where the old coverage reached to those of the old."""
        blocks = block_ranges(self._new)
        if not found or not blocks:
            return found
        if any(start == 0 for start, _ in ranges) and found[0][0] <= blocks[0][0]:
            found[0] = (0, found[0][1])
        if any(end == len(source_of(self._old)) for _, end in ranges) and found[-1][1] >= blocks[-1][1]:
            found[-1] = (found[-1][0], len(source_of(self._new)))
        return found
