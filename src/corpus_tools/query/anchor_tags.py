"""The tags ``<match>``, ``</target>`` and the like: places in the hit of the active result that a match lies in."""

from __future__ import annotations

import numpy as np

from corpus_tools.errors import Message
from corpus_tools.query import syntax
from corpus_tools.query.automaton import Border
from corpus_tools.query.constraints import Bindings, Constraint
from corpus_tools.query.positions import Flags, unique_sorted
from corpus_tools.query.resolve import Resolver
from corpus_tools.query.token_sets import Points


def anchor_border(resolver: Resolver, tag: syntax.Open | syntax.Close, *, closes: bool) -> Border:
    """Return the border before an anchor, or after it.

    Raises:
        QueryError: The active result has no such anchor.
    """
    active = resolver.scope.active
    # </match> is the end of the whole hit
    name = "matchend" if closes and tag.name == "match" else tag.name
    places = None if active is None else active.anchor(name)
    if active is None or places is None:
        raise resolver.error(
            Message(
                "The active result has no anchor {name!r}. Set it with @ (target) or @1 (keyword).",
                name=tag.name,
            ),
            tag.column,
        )
    borders = np.where(places >= 0, places + closes, -1)

    def holds(bindings: Bindings) -> Flags:
        number = active.numbers(bindings["match"])
        reached: Flags = np.equal(np.append(borders, -1)[number], bindings["_"])
        return reached

    points = Points(unique_sorted(borders[borders >= 0]))
    return Border(points, (Constraint(frozenset({"match", "_"}), holds),), closes=closes)
