"""The first hits are those that come first of all; queries stop when they are told to, or cost too much."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_tools.errors import QueryError
from corpus_tools.index import Index
from corpus_tools.query import evaluate
from tests.query.naive import Span, Toy
from tests.query.test_against_naive_scan import queries, toys
from tests.query.toys import index_of

QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
SMALL = {
    "corpus_tools.query.first.FIRST_TOKENS": 64,
    "corpus_tools.query.first.GROWTH": 2,
    "corpus_tools.query.first.HARD_LIMIT": 4,
    "corpus_tools.query.evaluate.HARD_LIMIT": 4,
    "corpus_tools.query.dense.BLOCK": 64,
}


def repeated(toy: Toy, times: int) -> Toy:
    """Put a toy several times after itself."""
    size = len(toy.tokens)
    regions = {
        layer: [
            Span(span.start + size * turn, span.end + size * turn, span.values)
            for turn in range(times)
            for span in spans
        ]
        for layer, spans in toy.regions.items()
    }
    return Toy(toy.tokens * times, regions)


@pytest.mark.parametrize("strategy", ["standard", "shortest", "longest"])
@pytest.mark.parametrize("dense", [True, False])
@QUICK
@given(toy=toys(), query=queries(), limit=st.integers(0, 9))
def test_the_first_hits_come_first_of_all(
    toy: Toy, query: str, limit: int, strategy: str, dense: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        index = index_of(repeated(toy, 200 // len(toy.tokens)), Path(folder))
        for name, value in {**SMALL, "corpus_tools.query.run.is_dense": lambda *_: dense}.items():
            stack.enter_context(mock.patch(name, value))
        everything = list(evaluate(index, query, strategy=strategy))
        assert list(evaluate(index, query, strategy=strategy, limit=limit)) == everything[:limit]


@pytest.mark.parametrize("strategy", ["standard", "shortest", "longest"])
@QUICK
@given(toy=toys(), query=queries())
def test_block_by_block_and_step_by_step_find_the_same(toy: Toy, query: str, strategy: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        index = index_of(repeated(toy, 150 // len(toy.tokens)), Path(folder))
        found = []
        for dense in (True, False):
            with ExitStack() as stack:
                for name, value in {
                    **SMALL,
                    "corpus_tools.query.run.is_dense": lambda *_, way=dense: way,
                }.items():
                    stack.enter_context(mock.patch(name, value))
                found.append(list(evaluate(index, query, strategy=strategy)))
        assert found[0] == found[1]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return index_of(Toy([{"word": "a", "pos": "N"}] * 300, {"s": [], "e": [], "n": []}), tmp_path)


LONG = "a:[] []* b:[word = a.word] :: distance(a, b) > 200"


def test_a_query_can_be_cancelled(index: Index) -> None:
    asked = []
    with pytest.raises(QueryError, match="was cancelled"):
        evaluate(index, LONG, cancelled=lambda: len(asked) > 3 or bool(asked.append(1)))


def test_a_query_has_a_limit_on_time(index: Index) -> None:
    with pytest.raises(QueryError, match="stopped after 0 seconds"):
        evaluate(index, LONG, seconds=0)


def test_a_query_has_a_limit_on_memory(index: Index) -> None:
    with pytest.raises(QueryError, match="more than 0 MiB for partial matches"):
        evaluate(index, LONG, memory=1000)
