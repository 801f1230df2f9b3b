"""Several indexes joined are one index: the same values, codes, tuples, regions and hits."""

from __future__ import annotations

import tempfile
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_tools.corpus.joining import write_index
from corpus_tools.errors import CorpusError
from corpus_tools.index import Index, IndexWriter, join_indexes
from corpus_tools.query import evaluate
from tests.query.naive import Span, Toy
from tests.query.test_against_naive_scan import queries, toys
from tests.query.toys import index_of

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def shards(toy: Toy, cuts: list[int]) -> list[Toy]:
    """Cut a toy at places that no region crosses."""
    inside = {
        place for spans in toy.regions.values() for span in spans for place in range(span.start + 1, span.end)
    }
    borders = sorted(
        {0, *(cut for cut in cuts if cut < len(toy.tokens) and cut not in inside), len(toy.tokens)}
    )
    return [_between(toy, start, end) for start, end in pairwise(borders)]


def _between(toy: Toy, start: int, end: int) -> Toy:
    regions = {
        layer: [
            Span(span.start - start, span.end - start, span.values)
            for span in spans
            if start <= span.start and span.end <= end
        ]
        for layer, spans in toy.regions.items()
    }
    return Toy(toy.tokens[start:end], regions)


@QUICK
@given(toy=toys(), query=queries(), cuts=st.lists(st.integers(1, 11), max_size=3))
def test_parts_have_the_hits_of_the_whole(toy: Toy, query: str, cuts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = index_of(toy, Path(folder) / "whole")
        parts = [index_of(part, Path(folder) / str(number)) for number, part in enumerate(shards(toy, cuts))]
        joined = join_indexes(parts)
        write_index(joined, Path(folder) / "merged")
        expected = list(evaluate(whole, query))
        assert list(evaluate(joined, query)) == expected
        assert list(evaluate(Index(Path(folder) / "merged"), query)) == expected


@QUICK
@given(toy=toys(), cuts=st.lists(st.integers(1, 11), max_size=3))
def test_joined_columns_are_those_of_the_whole(toy: Toy, cuts: list[int]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole = index_of(toy, Path(folder) / "whole")
        parts = [index_of(part, Path(folder) / str(number)) for number, part in enumerate(shards(toy, cuts))]
        joined = join_indexes(parts)
        places = np.arange(whole.n_tokens)
        for name, attribute in whole.positional.items():
            other = joined.positional[name]
            assert list(other.lexicon) == list(attribute.lexicon)
            assert other.values(places[::-1]) == attribute.values(places[::-1])
            assert np.asarray(other.codes).tolist() == np.asarray(attribute.codes).tolist()
            assert other.frequencies.tolist() == attribute.frequencies.tolist()
            assert [other.positions(code).tolist() for code in range(len(other.lexicon))] == [
                attribute.positions(code).tolist() for code in range(len(attribute.lexicon))
            ]
        for name, structure in whole.structural.items():
            same = joined.structural[name]
            assert (same.starts.tolist(), same.ends.tolist()) == (
                structure.starts.tolist(),
                structure.ends.tolist(),
            )
            for value in structure.attributes:
                assert [same.value_set(value, region) for region in range(len(same))] == [
                    structure.value_set(value, region) for region in range(len(structure))
                ]


def test_parts_with_other_attributes_are_refused(tmp_path: Path) -> None:
    for name in ("word", "form"):
        with IndexWriter(tmp_path / name, positional=[name], structural={}) as writer:
            writer.add_tokens({name: ["a"]})
    with pytest.raises(CorpusError, match="different positional attributes: form; word"):
        join_indexes([Index(tmp_path / "word"), Index(tmp_path / "form")])
