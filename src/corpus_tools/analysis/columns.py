"""Keys of hits as columns of codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.analysis.counting import dense, packed, unpacked
from corpus_tools.analysis.keys import NODE, Key, is_structural, place
from corpus_tools.analysis.regions import Flags, covering, innermost, limits
from corpus_tools.analysis.values import decoded, joined
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    from corpus_tools.corpus import Corpus
    from corpus_tools.query import Hits


@dataclass(frozen=True)
class Column:
    """One value per hit.

    Attributes:
        codes: -1 where there is no value. *Shape:* ``(n_hits,)``.
        size: Codes lie below it; their order is that of the values by code point.
        decode: Values of codes as an Arrow array of strings, null for -1.
    """

    name: str
    codes: IntArray
    size: int
    decode: Callable[[IntArray], Any]

    def values(self, codes: IntArray) -> Any:
        """Return the values of codes, each distinct one decoded once where there are many."""
        if len(codes) <= self.size:
            return self.decode(codes)
        import pyarrow as pa

        distinct, places = np.unique(codes, return_inverse=True)
        return self.decode(distinct).take(pa.array(places))


class Columns:
    """The hits of a corpus, ready to be looked at through keys."""

    def __init__(self, corpus: Corpus, hits: Hits) -> None:
        self.corpus = corpus
        self.hits = hits
        self.starts = np.asarray(hits.starts)
        self.ends = np.asarray(hits.ends)

    def column(self, key: Key, *, regions: IntArray | None = None) -> Column:
        """Return the values of a key on the hits.

        Args:
            regions: For a structural attribute, the region of each hit where that is known.

        Raises:
            QueryError: No such attribute or label.
        """
        if is_structural(self.corpus, key.attribute):
            return self._structural(key, regions)
        if key.anchor == NODE and self.longest > 1:
            return self._sequence(key)
        attribute = self.corpus.index.positional[key.attribute]
        lexicon = attribute.lexicon
        codes = self._codes_at(attribute.codes, key)
        return Column(key.name, codes, len(lexicon), lambda some: decoded(lexicon, some))

    @cached_property
    def longest(self) -> int:
        """How many tokens the longest hit has."""
        return int((self.ends - self.starts).max()) if len(self.starts) else 0

    @cached_property
    def document_edges(self) -> tuple[IntArray, IntArray]:
        """First token and end of each hit's document."""
        return limits(self.corpus.texts, self.starts)

    def _codes_at(self, codes: IntArray, key: Key) -> IntArray:
        """Return the codes of the tokens a key speaks of; -1 outside the hit's document."""
        places = place(self.hits, key)
        if key.anchor in (NODE, "match", "matchend") and key.offset == 0:
            return codes[places]
        firsts, ends = self.document_edges
        valid = (places >= firsts) & (places < ends)
        return codes[places] if valid.all() else _where(codes, places, valid)

    def _sequence(self, key: Key) -> Column:
        """Return one code per hit for all of its tokens; a hit comes before those that it begins."""
        attribute = self.corpus.index.positional[key.attribute]
        lexicon, size = attribute.lexicon, len(attribute.lexicon)
        lengths = self.ends - self.starts
        shortest = int(lengths.min())
        steps = [
            attribute.codes[self.starts + step]
            if step < shortest
            else _where(attribute.codes, self.starts + step, lengths > step)
            for step in range(self.longest)
        ]
        codes, total = packed([(one, size) for one in steps])
        if codes is None:
            return self._ranked(key, steps)

        def decode(some: IntArray) -> Any:
            parts = unpacked(some, [size] * len(steps))
            return joined([decoded(lexicon, one) for one in parts])

        return Column(key.name, codes, total, decode)

    def _ranked(self, key: Key, steps: list[IntArray]) -> Column:
        lexicon = self.corpus.index.positional[key.attribute].lexicon
        ranks, firsts = np.zeros(len(self.starts), dtype=np.int64), np.zeros(0, dtype=np.int64)
        for codes in steps:
            ranks, firsts = dense(ranks * (len(lexicon) + 1) + codes + 1)

        def decode(some: IntArray) -> Any:
            return joined([decoded(lexicon, codes[firsts[some]]) for codes in steps])

        return Column(key.name, ranks, len(firsts), decode)

    def _structural(self, key: Key, regions: IntArray | None) -> Column:
        found, name = self.corpus.index.structural_values()[key.attribute]
        if regions is None and key.anchor == NODE:
            regions = covering(found, self.starts, self.ends)
        elif regions is None:
            regions = innermost(found, np.maximum(place(self.hits, key), -1))
        lexicon = found.lexicon(name)
        values = region_codes(self.corpus, key.attribute)
        codes = np.where(regions < 0, -1, values[regions]) if len(values) else np.full(len(regions), -1)
        return Column(key.name, codes, len(lexicon), lambda some: decoded(lexicon, some))


def region_codes(corpus: Corpus, attribute: str) -> IntArray:
    """Return one code per region of a structure for its attribute; of a set the first, -1 for none."""
    found, name = corpus.index.structural_values()[attribute]
    codes = np.asarray(found.codes(name), dtype=np.int64)
    if not found.is_set(name):
        return codes
    offsets = found.set_offsets(name)
    filled = np.diff(offsets) > 0
    first = np.full(len(found), -1, dtype=np.int64)
    first[filled] = codes[offsets[:-1][filled]]
    return first


def _where(codes: IntArray, places: IntArray, valid: Flags) -> IntArray:
    found = np.full(len(places), -1, dtype=np.int64)
    found[valid] = codes[places[valid]]
    return found
