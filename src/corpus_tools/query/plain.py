"""The simplest queries without the grammar, which takes longer to load than they take to run."""

from __future__ import annotations

import re

from corpus_tools.query import syntax
from corpus_tools.query.syntax import Query

_PLAIN = re.compile(
    r"""(?P<open>\[ *(?P<name>[a-z_]+) *(?P<equals>=) *)?(?P<string>"[^"\\$]*")(?(open) *\])"""
)


def plain_query(text: str) -> Query | None:
    """Return the syntax tree of ``"…"`` or ``[attribute="…"]``; None if a query is anything else."""
    found = _PLAIN.fullmatch(text)
    if found is None:
        return None
    column = found.start("string") + 1
    string = syntax.Text(found["string"][1:-1], frozenset(), column)
    name = syntax.Name(found["name"] or "word", None, found.start("name") + 1 if found["name"] else column)
    equals = found.start("equals") + 1 if found["equals"] else column
    return Query(text, syntax.Token(syntax.Compare(name, "=", string, equals)))
