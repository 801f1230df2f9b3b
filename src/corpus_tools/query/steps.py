"""What statements do with results once these are at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from corpus_tools.errors import Message, QueryError
from corpus_tools.index import Index
from corpus_tools.model import IntArray
from corpus_tools.query import program, results
from corpus_tools.query.anchors import Windows, found_near, region_windows, token_windows
from corpus_tools.query.expand import widened
from corpus_tools.query.hits import Hits
from corpus_tools.query.resolve import Resolver
from corpus_tools.query.scope import HitRegions, Scope
from corpus_tools.query.syntax import Anchor, Expand

TOKENS = {"word", "words", "token", "tokens"}


class Steps:
    """Carries out the steps of one text on one index.

    Args:
        named: The results that the text may use as structures.
        seed: Of samples.
    """

    def __init__(self, index: Index, text: str, named: Mapping[str, Hits], seed: int) -> None:
        self._index = index
        self._named = named
        self._text = text
        self._seed = seed

    def combined(self, action: program.Combine, left: Hits, right: Hits) -> Hits:
        """Return the union, intersection or difference of two results."""
        return self.expanded(results.combined(action.operation, left, right), action.expand)

    def subset(self, action: program.Subset, hits: Hits) -> Hits:
        """Return the hits whose token at an anchor passes a test."""
        places = self._places(hits, action.anchor)
        known = np.flatnonzero(places >= 0)
        condition = self._resolver().condition(action.test)
        order = known[np.argsort(places[known], kind="stable")]
        passed = order[condition.holds(places[order])]
        return self.expanded(hits.take(np.sort(passed)), action.expand)

    def expanded(self, hits: Hits, expand: Expand | None) -> Hits:
        """Widen the hits to whole regions."""
        if expand is None:
            return hits
        structure = self._resolver().structure(expand.structure, expand.column)
        starts, ends = widened(hits.starts, hits.ends, expand, structure)
        return results.in_order(replace(hits, starts=starts, ends=ends))

    def changed(self, action: Any, hits: Hits) -> Hits:
        """Return what a command makes of a result."""
        match action:
            case program.Cut(first=first, last=last):
                return hits.take(slice(first, last + 1))
            case program.DeleteLines(first=first, last=last):
                numbers = np.arange(len(hits))
                return hits.take((numbers < first) | (numbers > last))
            case program.Reduce():
                return results.sampled(hits, self._sample_size(action, hits), seed=self._seed)
            case program.Maximal():
                return results.maximal(hits)
            case program.DeleteByAnchor():
                known = action.anchor.name in {"match", "matchend", *hits.labels}
                if not known:
                    return hits
                present = self._places(hits, action.anchor) >= 0
                return hits.take(~present if action.present else present)
            case program.SetAnchor():
                return self._set(action, hits)
            case program.SearchAnchor():
                return self._searched(action, hits)
        raise AssertionError(action)

    # ---------------------------------------------------------------------------------------- anchors

    def _set(self, action: program.SetAnchor, hits: Hits) -> Hits:
        name = self._anchor_name(action.anchor)
        if action.source is None:
            if name in {"match", "matchend"}:
                raise self._error("A hit cannot lack its first or last token.", action.anchor.column)
            return results.without_anchor(hits, name)
        places = self._places(hits, action.source)
        return results.with_anchor(hits, name, places, overwrite=action.overwrite)

    def _searched(self, action: program.SearchAnchor, hits: Hits) -> Hits:
        name = self._anchor_name(action.anchor)
        positions = self._resolver().condition(action.test).positions()
        windows = self._windows(action, hits)
        places = found_near(windows, positions, action.choice, action.side, action.inclusive)
        if name in {"match", "matchend"}:
            # a hit keeps one token at least
            low, high = (0, hits.ends - 1) if name == "match" else (hits.starts, self._index.n_tokens - 1)
            places = np.where(places >= 0, np.clip(places, low, high), -1)
        return results.with_anchor(hits, name, places, overwrite=name not in {"match", "matchend"})

    def _windows(self, action: program.SearchAnchor, hits: Hits) -> Windows:
        base = self._places(hits, action.base)
        end = np.asarray(hits.ends - 1, dtype=np.int64) if action.base.name == "match" else base
        reach = base if action.inclusive else end
        known = np.flatnonzero(base >= 0)
        first, last = np.full(len(base), -1, dtype=np.int64), np.full(len(base), -1, dtype=np.int64)
        first[known], last[known] = self._reach(action, base[known], reach[known])
        return Windows(first, last, base, end)

    def _reach(
        self, action: program.SearchAnchor, starts: IntArray, ends: IntArray
    ) -> tuple[IntArray, IntArray]:
        if action.unit.name.lower() in TOKENS:
            return token_windows(starts, ends, action.count, self._index.n_tokens)
        structure = self._resolver().structure(action.unit.name, action.unit.column)
        return region_windows(starts, ends, action.count, structure)

    def _anchor_name(self, anchor: Anchor) -> str:
        if anchor.name not in {"match", "matchend", "target", "keyword"}:
            raise self._error(
                Message("No anchor {name!r}. Available: match, matchend, target, keyword.", name=anchor.name),
                anchor.column,
            )
        return anchor.name

    def _places(self, hits: Hits, anchor: Anchor) -> IntArray:
        try:
            return results.anchor_positions(hits, anchor.name, anchor.offset, n_tokens=self._index.n_tokens)
        except KeyError:
            available = ", ".join(["match", "matchend", *hits.labels])
            message = Message(
                "The result has no anchor {name!r}. Available: {available}.",
                name=anchor.name,
                available=available,
            )
            raise self._error(message, anchor.column) from None

    # -------------------------------------------------------------------------------------------- parts

    def _sample_size(self, action: program.Reduce, hits: Hits) -> int:
        if not action.percent:
            return action.size
        if not 0 < action.size < 100:
            raise self._error("A result is reduced to 1 to 99 percent.", action.column)
        return len(hits) * action.size // 100

    def _resolver(self) -> Resolver:
        regions = {name: HitRegions(name, hits) for name, hits in self._named.items()}
        return Resolver(self._index, self._text, Scope(None, regions))

    def _error(self, message: str, column: int) -> QueryError:
        return self._resolver().error(message, column)
