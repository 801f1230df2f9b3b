"""Several queries one after the other: results with names, subqueries on them, lists of words, macros."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from corpus_tools.errors import Message, QueryError
from corpus_tools.index import Index
from corpus_tools.query import program, ranges
from corpus_tools.query.evaluate import evaluate
from corpus_tools.query.hits import Hits
from corpus_tools.query.limits import SECONDS
from corpus_tools.query.macros import Macros
from corpus_tools.query.parse import parse_program, query_error
from corpus_tools.query.program import Reference, Statement
from corpus_tools.query.scope import Scope, scope_of
from corpus_tools.query.steps import Steps
from corpus_tools.query.syntax import Query, Strategy

WHOLE, LAST = "corpus", "last"


_LEFT_OUT = "{n:,} hits of {name} overlap an earlier one and were left out, as in CQP; 'within {name}' would keep them."
_NOTHING_ACTIVE = (
    "A ! after a query keeps hits of the active result, and none is active. Activate one by its name: "
    'A = [word="…"]; A; [word="…"] !'
)


class Session:
    """Runs queries that build on each other.

    Args:
        corpus: The corpus that results belong to, when it is at hand.
        strategy: See ``evaluate``.
        seconds: How long each query may take (None: any time).
        seed: Of results reduced to a sample.
        limits: Further options of ``evaluate`` for each query, such as ``memory`` and ``cancelled``.

    Attributes:
        results: The named results.
        active: The name of the result in which queries look for matches; None for the whole corpus.
        words: The lists of words by name, without ``$``.
    """

    def __init__(
        self,
        index: Index,
        *,
        corpus: Any = None,
        strategy: Strategy = "standard",
        seconds: float | None = SECONDS,
        seed: int = 0,
        **limits: Any,
    ) -> None:
        self.results: dict[str, Hits] = {}
        self.active: str | None = None
        self.words: dict[str, tuple[str, ...]] = {}
        self.macros = Macros()
        self._index = index
        self._corpus = corpus
        self._strategy: Strategy = strategy
        self._limits = {"seconds": seconds, **limits}
        self._seed = seed
        self._last = self._nothing("")

    def run(self, text: str, *, limit: int | None = None) -> Hits:
        """Run the statements of a text and return the result of the last one.

        Args:
            limit: Only so many hits of the last statement, the first ones; a query that stands alone is run
                only as far as they need.

        Raises:
            QueryError: A statement is not well formed, or names what is not there.
        """
        expanded = self.macros.expanded(text)
        if not expanded.text.strip(" \t\r\n;") and expanded.defined:
            return self._nothing(text, Message("Defined: {names}.", names=", ".join(expanded.defined)))
        try:
            found = self._run_all(expanded.text, limit)
        except QueryError as error:
            raise expanded.error(error) from error
        found = found if limit is None else found.take(slice(limit))
        return replace(found, query=text)

    def define(self, name: str, words: Iterable[str]) -> None:
        """Set a list of words, to be used as ``$name``."""
        self.words[name.removeprefix("$")] = tuple(dict.fromkeys(words))

    def load_macros(self, path: str | Path) -> None:
        """Read the macro definitions of a file.

        Raises:
            QueryError: The file is missing or not well formed; the message names the line.
        """
        self.macros.load(Path(path))

    # ------------------------------------------------------------------------------------- statements

    def _run_all(self, text: str, limit: int | None) -> Hits:
        steps = Steps(self._index, text, self.results, self._seed)
        statements = parse_program(text)
        found = self._last
        for statement in statements:
            alone = len(statements) == 1 and statement.name is None
            found = self._run_one(statement, text, steps, limit if alone else None)
        return found

    def _run_one(self, statement: Statement, text: str, steps: Steps, limit: int | None) -> Hits:
        action = statement.action
        match action:
            case Query():
                found = replace(self._query(action, limit), query=statement.source)
            case program.Recall():
                found = steps.expanded(self._named(action.result, text), action.expand)
                if statement.name is None and action.expand is None:
                    self._activate(action.result)
            case program.Combine():
                left, right = self._named(action.left, text), self._named(action.right, text)
                found = steps.combined(action, left, right)
            case program.Subset():
                found = steps.subset(action, self._result(action.result, text))
            case program.Discard():
                return self._discard(action, text)
            case program.Define():
                return self._define(action, text)
            case _:
                return self._changed(action, text, steps)
        found = replace(found, corpus=self._corpus)
        return self._remembered(found, statement.name, text)

    def _query(self, query: Query, limit: int | None) -> Hits:
        scope = self._scope()
        limits = self._limits if limit is None or query.keep else {**self._limits, "limit": limit}
        plain = replace(query, keep=False)
        found = evaluate(self._index, plain, strategy=self._strategy, scope=scope, **limits)
        if scope is None or scope.active is None:
            if query.keep:
                raise QueryError(_NOTHING_ACTIVE, query=query.text)
            return found
        active = scope.active.hits
        if scope.active.left_out:
            found = replace(found, message=Message(_LEFT_OUT, n=scope.active.left_out, name=self.active))
        if not query.keep:
            return found
        return active.take(ranges.contains(active.starts, active.ends, found.starts, found.ends))

    def _scope(self) -> Scope | None:
        if not self.results and not self.words:
            return None
        active = None if self.active is None else self.results[self.active]
        return scope_of(self.results, active, self.words)

    def _changed(self, action: Any, text: str, steps: Steps) -> Hits:
        """Change a named result, or the last one, in place."""
        before = self._result(action.result, text)
        found = steps.changed(action, before)
        if action.result is not None and action.result.name.lower() != LAST:
            self.results[action.result.name] = found
        elif action.result is None:
            for name in [name for name, hits in self.results.items() if hits is before]:
                self.results[name] = found
        self._last = found
        return found

    def _remembered(self, found: Hits, name: Reference | None, text: str) -> Hits:
        if name is not None:
            if name.name in self._index.structural:
                message = Message(
                    "{name!r} is a structure of the corpus; give the result another name.", name=name.name
                )
                raise query_error(message, text, name.column)
            self.results[name.name] = found
        self._last = found
        return found

    def _activate(self, result: Reference) -> None:
        if result.name.lower() == WHOLE:
            self.active = None
        elif result.name.lower() == LAST:
            self.results[LAST] = self._last
            self.active = LAST
        else:
            self.active = result.name

    def _discard(self, action: program.Discard, text: str) -> Hits:
        for result in action.results:
            self._named(result, text)
            self.results.pop(result.name, None)
            if self.active == result.name:
                self.active = None
        return self._nothing(text, "Forgotten.")

    def _define(self, action: program.Define, text: str) -> Hits:
        words = action.words
        if action.other is not None:
            if action.other.name not in self.words:
                raise query_error(
                    Message("No list of words ${name}.", name=action.other.name), text, action.other.column
                )
            words = self.words[action.other.name]
        before = self.words.get(action.name, ()) if action.operator != "=" else ()
        kept = (
            [word for word in before if word not in words] if action.operator == "-=" else [*before, *words]
        )
        self.define(action.name, kept)
        return self._nothing(text, Message("${name} has {n:,} words.", name=action.name, n=len(kept)))

    # ------------------------------------------------------------------------------------------ results

    def _result(self, reference: Reference | None, text: str) -> Hits:
        return self._last if reference is None else self._named(reference, text)

    def _named(self, reference: Reference, text: str) -> Hits:
        name = reference.name
        if name.lower() == LAST:
            return self._last
        if name.lower() == WHOLE:
            whole = np.array([0], dtype=np.int32), np.array([self._index.n_tokens], dtype=np.int32)
            return Hits(*whole, query=name, corpus=self._corpus)
        if name not in self.results:
            message = Message(
                'No result named {name!r}. Available: {available}. Name one: {name} = [word="…"]; or put a '
                'word between quotation marks: "…".',
                name=name,
                available=", ".join(self.results) or Message("none"),
            )
            raise query_error(message, text, reference.column)
        return self.results[name]

    def _nothing(self, text: str, message: str = "") -> Hits:
        nothing = np.empty(0, dtype=np.int32)
        return Hits(nothing, nothing, query=text, message=message, corpus=self._corpus)
