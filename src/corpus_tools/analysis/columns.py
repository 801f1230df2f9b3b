"""Keys of hits as columns of codes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from corpus_tools.analysis.counting import dense, packed, unpacked
from corpus_tools.analysis.keys import NODE, Key, is_structural, place
from corpus_tools.analysis.regions import Flags, covering, innermost, limits
from corpus_tools.analysis.values import decoded, joined
from corpus_tools.model import IntArray

if TYPE_CHECKING:
    import pandas as pd

    from corpus_tools.corpus import Corpus
    from corpus_tools.index.lexicon import Lexicon
    from corpus_tools.query import Hits

_STRETCH = 8192


class Column:
    """One value per hit.

    Attributes:
        name: As it stands in tables.
        size: Codes lie below it; their order is that of the values by code point.
        decode: Values of codes as an Arrow array of strings, null for -1.
        looked: Where the codes are a table looked up by a number per hit, both.
        lexicon: Where the codes are those of a lexicon, it.
    """

    def __init__(
        self,
        name: str,
        codes: IntArray | None,
        size: int,
        decode: Callable[[IntArray], Any],
        *,
        looked: tuple[IntArray, IntArray] | None = None,
        lexicon: Lexicon | None = None,
    ) -> None:
        self.name = name
        self.size = size
        self.decode = decode
        self.looked = looked
        self.lexicon = lexicon
        self._codes = codes

    @classmethod
    def of_lexicon(
        cls,
        name: str,
        lexicon: Lexicon,
        codes: IntArray | None,
        *,
        looked: tuple[IntArray, IntArray] | None = None,
    ) -> Column:
        """Make a column of codes of a lexicon."""
        return cls(
            name, codes, len(lexicon), lambda some: decoded(lexicon, some), looked=looked, lexicon=lexicon
        )

    @cached_property
    def codes(self) -> IntArray:
        """The code of each hit, -1 where there is no value. *Shape:* ``(n_hits,)``."""
        if self._codes is None and self.looked is not None:
            return np.take(*self.looked)
        return np.asarray(self._codes)

    @property
    def distinct(self) -> IntArray:
        """The codes that occur, some of them several times."""
        if self.looked is None:
            return self.codes
        table, numbers = self.looked
        used = np.zeros(len(table), dtype=np.bool_)
        used[numbers] = True
        return table[used]

    def through(self, places: IntArray) -> IntArray:
        """Return what stands at the code of each hit in another table, for codes that are looked up."""
        assert self.looked is not None
        table, numbers = self.looked
        return np.take(np.take(places, table), numbers)

    def values(self, codes: IntArray) -> Any:
        """Return the values of codes, each distinct one decoded once where there are many."""
        if len(codes) <= self.size:
            return self.decode(codes)
        import pyarrow as pa

        distinct, places = np.unique(codes, return_inverse=True)
        return self.decode(distinct).take(pa.array(places))


def categories_of(columns: Sequence[Column]) -> list[pd.Categorical]:
    """Return the values of all hits as pandas categories, in the order of the values; columns of one lexicon share them."""
    import pandas as pd

    shared: dict[int, tuple[IntArray, pd.CategoricalDtype]] = {}
    for lexicon in {id(one.lexicon): one.lexicon for one in columns if one.lexicon is not None}.values():
        used = np.zeros(len(lexicon) + 1, dtype=np.bool_)
        for one in columns:
            if one.lexicon is lexicon:
                used[one.distinct] = True
        # -1, no value, marks the place after the last
        places = np.append(np.cumsum(used[:-1], dtype=np.int32) - np.int32(1), np.int32(-1))
        values = pd.Index(decoded(lexicon, np.flatnonzero(used[:-1])).to_pandas().array)
        shared[id(lexicon)] = (places, pd.CategoricalDtype(values))
    found = []
    for one in columns:
        if one.lexicon is None:
            found.append(pd.Categorical(one.values(one.codes).to_pandas()))
        else:
            places, dtype = shared[id(one.lexicon)]
            codes = np.take(places, one.codes) if one.looked is None else one.through(places)
            found.append(pd.Categorical.from_codes(codes, dtype=dtype, validate=False))
    return found


class Columns:
    """The hits of a corpus, ready to be looked at through keys."""

    def __init__(self, corpus: Corpus, hits: Hits) -> None:
        self.corpus = corpus
        self.hits = hits
        self.starts = np.asarray(hits.starts)
        self.ends = np.asarray(hits.ends)
        self._read: dict[Key, tuple[IntArray, IntArray]] = {}

    def columns(self, keys: Sequence[Key]) -> list[Column]:
        """Return the values of several keys, the tokens near a hit read together.

        Raises:
            QueryError: No such attribute or label.
        """
        together = [key for key in keys if self._is_looked(key)]
        if len(together) > 1:
            column = self.corpus.index.positional[together[0].attribute].tuples.column
            places, outside = zip(*map(self._places, together), strict=True)
            read = _read_together(column, places)
            self._read = dict(zip(together, zip(read, outside, strict=True), strict=True))
        return [self.column(key) for key in keys]

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
        return self._tokens(key)

    @cached_property
    def longest(self) -> int:
        """How many tokens the longest hit has."""
        return int((self.ends - self.starts).max()) if len(self.starts) else 0

    @cached_property
    def document_edges(self) -> tuple[IntArray, IntArray]:
        """First token and end of each hit's document."""
        return limits(self.corpus.texts, self.starts)

    @cached_property
    def room(self) -> tuple[IntArray, IntArray]:
        """How many tokens of its document stand before and after each hit."""
        firsts, ends = self.document_edges
        return self.starts - firsts, ends - self.ends

    def _tokens(self, key: Key) -> Column:
        """Return the values of the tokens a key speaks of; none outside the hit's document."""
        attribute = self.corpus.index.positional[key.attribute]
        lexicon = attribute.lexicon
        if attribute.direct is not None:
            places, outside = self._places(key)
            codes = np.asarray(attribute.direct[places])
            if len(outside):
                codes = codes.astype(np.int32)
                codes[outside] = -1
            return Column.of_lexicon(key.name, lexicon, codes)
        if key in self._read:
            tuples, outside = self._read[key]
        else:
            places, outside = self._places(key)
            tuples = np.take(attribute.tuples.column, places)
        table = attribute.of_tuples
        if len(outside):
            # one tuple more, that of no token
            nothing = len(table)
            table = np.append(table.astype(np.int32), np.int32(-1))
            tuples = tuples.astype(np.promote_types(tuples.dtype, np.min_scalar_type(nothing)), copy=False)
            tuples[outside] = nothing
        return Column.of_lexicon(key.name, lexicon, None, looked=(table, tuples))

    def _is_looked(self, key: Key) -> bool:
        """Return whether a key's values are looked up by the tuple of values that a token has."""
        attribute = self.corpus.index.positional.get(key.attribute)
        whole = key.anchor == NODE and self.longest > 1
        return attribute is not None and attribute.direct is None and not whole

    def _places(self, key: Key) -> tuple[IntArray, IntArray]:
        """Return the tokens a key speaks of, and the hits for which these lie outside their document: 0 for those."""
        places = place(self.hits, key)
        outside = self._outside(key, places)
        if len(outside):
            places = np.array(places)
            places[outside] = 0
        return places, outside

    def _outside(self, key: Key, places: IntArray) -> IntArray:
        """Return the hits for which a key speaks of no token of their document."""
        if key.anchor in (NODE, "match", "matchend") and key.offset == 0:
            return np.empty(0, dtype=np.int64)
        firsts, ends = self.document_edges
        if key.anchor == "match" and key.offset < 0:
            return np.flatnonzero(self.room[0] < -key.offset)
        if key.anchor == "matchend" and key.offset > 0:
            return np.flatnonzero(self.room[1] < key.offset)
        return np.flatnonzero((places < firsts) | (places >= ends))

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
        values = region_codes(self.corpus, key.attribute)
        codes = np.where(regions < 0, -1, values[regions]) if len(values) else np.full(len(regions), -1)
        return Column.of_lexicon(key.name, found.lexicon(name), codes)


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


def _read_together(column: Any, places: Sequence[IntArray]) -> list[IntArray]:
    """Return what stands at several places of each hit, a stretch of hits at a time, so that memory is read once."""
    found = [np.empty(len(one), dtype=column.dtype) for one in places]
    for start in range(0, len(places[0]), _STRETCH):
        stretch = slice(start, start + _STRETCH)
        for values, some in zip(found, places, strict=True):
            values[stretch] = np.take(column, some[stretch])
    return found


def _where(codes: IntArray, places: IntArray, valid: Flags) -> IntArray:
    """Return the codes of places, -1 where one is not valid."""
    found = np.take(codes, np.clip(places, 0, len(codes) - 1)).astype(np.int64)
    found[~valid] = -1
    return found
