"""Finds annotated words again in an edited text when the old source is gone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from corpus_tools.annotate.gold.reanchor_blocks import Ranges, block_ranges, join_ranges, meets, source_of
from corpus_tools.annotate.gold.text_alignment import rising
from corpus_tools.model import Document


class Search:
    """Finds rows by their surface, and by the distance to neighbours whose place is sure."""

    def __init__(self, rows: Sequence[dict[str, Any]], new: Document) -> None:
        self._new = new
        self._candidates = {row["surface"]: self._occurrences(row["surface"]) for row in rows}
        single = [row for row in rows if len(self._candidates[row["surface"]]) == 1]
        pairs = {(row["source_start"], self._candidates[row["surface"]][0][0]) for row in single}
        self._sure = rising(sorted(pairs))
        self._found = {row["id"]: self._find(row) for row in rows}
        self._shared = _shared([(row, self._found[row["id"]]) for row in rows])

    def place(self, row: dict[str, Any], prefix: str) -> tuple[int, int] | str:
        """Return the new place of a row, or of a part of it; see ``reanchor.Mover``."""
        place = self._found[row["id"]]
        if isinstance(place, str):
            return place
        if row["id"] in self._shared:
            return f"'{row['surface']}' and another row would come to one place; give the old source (--old)"
        return self._part(row, prefix, place) if prefix else place

    def coverage(self, ranges: Ranges, rows: list[dict[str, Any]]) -> Ranges:
        """Return the blocks that hold a row: of the others nobody can say that they were annotated."""
        places = sorted((row["source_start"], row["source_end"]) for row in rows)
        starts = [start for start, _ in places]
        held = [
            (low, max(high, *(end for _, end in inside)))
            for low, high in block_ranges(self._new)
            if (inside := places[bisect_left(starts, low) : bisect_left(starts, high)])
        ]
        return join_ranges(self._new, held)

    def changed(self, coverage: Ranges) -> Ranges:
        """Return the whole coverage: without the old text nothing is known to be as it was."""
        return list(coverage)

    def unread(self, coverage: Ranges) -> Ranges:
        """Return the blocks outside the coverage."""
        return [one for one in block_ranges(self._new) if not meets(one, coverage)]

    def _occurrences(self, surface: str) -> Ranges:
        found, at = [], self._new.text.find(surface) if surface else -1
        while at >= 0:
            found.append(self._new.source_range(at, at + len(surface)))
            at = self._new.text.find(surface, at + 1)
        return found

    def _find(self, row: dict[str, Any]) -> tuple[int, int] | str:
        surface, start = row["surface"], row["source_start"]
        places = self._candidates[surface]
        if not places and "…" in surface:
            return f"'{surface}' is shortened, so that nobody can say that it is as before; give the old source (--old)"
        if not places:
            return f"'{surface}' is not in the new text"
        at = bisect_left(self._sure, (start, -1))
        if len(places) == 1:
            in_order = (start, places[0][0]) in self._sure[at : at + 2]
            return places[0] if in_order else f"'{surface}' stands elsewhere in the new text"
        likely = self._likely(start, places, self._sure[max(0, at - 1) : at], self._sure[at : at + 1])
        if len(likely) != 1:
            return f"'{surface}' stands {len(places)} times in the new text; give the old source (--old)"
        return likely[0]

    def _likely(self, start: int, places: Ranges, before: Ranges, after: Ranges) -> Ranges:
        """Return the places between the sure neighbours that are as far from one of them as before.

        Where the neighbours themselves came nearer or apart, there must be no other place between them.
        """
        low = before[0][1] if before else 0
        high = after[0][1] if after else len(source_of(self._new))
        between = [place for place in places if low <= place[0] <= high]
        shifts = {new - old for old, new in (*before, *after)}
        likely = [place for place in between if place[0] - start in shifts]
        return likely if len(shifts) == 1 or len(between) == 1 else []

    def _part(self, row: dict[str, Any], prefix: str, place: tuple[int, int]) -> tuple[int, int] | str:
        """Find the part of a row that an attribute spells, such as ``ja`` for ``ja_source_start``."""
        part, surface = row.get(prefix.rstrip("_")), row["surface"]
        if not isinstance(part, str) or not part or surface.count(part) != 1:
            return f"{part!r} does not stand once in '{surface}'"
        offsets = self._new.offsets
        start = (offsets.to_text(*place)[0] if offsets is not None else place[0]) + surface.index(part)
        return self._new.source_range(start, start + len(part))


def _shared(found: list[tuple[dict[str, Any], tuple[int, int] | str]]) -> set[str]:
    """Return the ids of rows of one label that stood in several places and would come to one."""
    rows: defaultdict[tuple[tuple[int, int], str], list[dict[str, Any]]] = defaultdict(list)
    for row, place in found:
        if not isinstance(place, str):
            rows[place, row["label"]].append(row)
    return {
        row["id"]
        for group in rows.values()
        if len({(row["source_start"], row["source_end"]) for row in group}) > 1
        for row in group
    }
