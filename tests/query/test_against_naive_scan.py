"""Random queries on random small corpora find what a slow scan of every position finds."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from itertools import pairwise
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from corpus_tools.query import evaluate
from corpus_tools.query.parse import parse
from tests.query.naive import EmptyMatchError, Span, Toy, hits
from tests.query.toys import index_of, toy

WORDS = ["a", "b", "国", "𠮷", "🙂", "", "国際"]
VALUES = ["", "X", "Y", "国"]


@st.composite
def toys(draw: st.DrawFn) -> Toy:
    n_tokens = draw(st.integers(1, 12))
    words = draw(st.lists(st.sampled_from(WORDS), min_size=n_tokens, max_size=n_tokens))
    tags = draw(st.lists(st.sampled_from("NVA"), min_size=n_tokens, max_size=n_tokens))
    tokens = [{"word": word, "pos": tag} for word, tag in zip(words, tags, strict=True)]
    cuts = sorted({0, n_tokens, *draw(st.lists(st.integers(0, n_tokens), max_size=4))})
    sentences = [Span(a, b) for a, b in pairwise(cuts) if draw(st.integers(0, 5))]
    edges = st.tuples(st.integers(0, n_tokens - 1), st.integers(1, 5))
    ranges = [(a, min(a + length, n_tokens)) for a, length in draw(st.lists(edges, max_size=6, unique=True))]
    spans = [Span(a, b, {"label": draw(st.sampled_from([*VALUES, None]))}) for a, b in dict.fromkeys(ranges)]
    names = [
        Span(a, b, {"en": draw(st.lists(st.sampled_from(VALUES), max_size=3, unique=True))})
        for a, b in ranges[:2]
    ]
    return Toy(tokens, {"s": sentences, "e": spans, "n": names})


def token_tests(label: str = "") -> st.SearchStrategy[str]:
    """Tests on one token."""
    leaf = st.one_of(
        st.builds(
            '{}{}{}"{}"'.format,
            st.just(label),
            st.sampled_from(["word", "pos", "e_label"]),
            st.sampled_from(["=", "!="]),
            st.sampled_from(["a", "国.*", "N|V", ".*", "X", "a|b", "", "[^a]"]),
        ),
        st.builds('{}n_en="{}"'.format, st.just(label), st.sampled_from(["X|Y", "国", ""])),
        st.sampled_from([] if label else ["s", "e", "e_label"]) if not label else st.just('_.pos="N"'),
    )
    return st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds("({} & {})".format, inner, inner),
            st.builds("({} | {})".format, inner, inner),
            st.builds("!({})".format, inner),
            st.builds("({} -> {})".format, inner, inner),
        ),
        max_leaves=3,
    )


def patterns() -> st.SearchStrategy[str]:
    token = st.one_of(
        st.just("[]"), token_tests().map("[{}]".format), st.sampled_from(['"a"', "国", "'国.*'"])
    )
    item = st.one_of(token, token, token, st.sampled_from(["<e/>", '<e_label="X|Y"/>', "<n/>"]))
    repeats = ["", "", "", "?", "*", "+", "{2}", "{1,2}", "{0,3}", "{2,}"]
    piece = st.builds("{}{}".format, item, st.sampled_from(repeats))
    return st.recursive(
        piece,
        lambda inner: st.one_of(
            st.builds("{} {}".format, inner, inner),
            st.builds("({} | {}){}".format, inner, inner, st.sampled_from(repeats)),
            st.builds("<e> {} </e>".format, inner),
            st.builds('<e_label!="X"> {} </e_label>'.format, inner),
            st.builds("<s> {} </s>".format, inner),
            st.builds("<s> {}".format, inner),
            # of a structure without pairs of tags: a tag closed twice is a matter of definition
            st.builds("{} </n>".format, inner),
            st.builds("[: {} :] {}".format, token_tests(), inner),
            st.builds("{} [: {} :]".format, inner, token_tests()),
        ),
        max_leaves=4,
    )


def queries() -> st.SearchStrategy[str]:
    within = st.sampled_from(["", "", "", " within s", " within e", " within 3"])
    plain = st.builds("{}{}".format, patterns(), within)
    tail = st.sampled_from(
        [
            " :: a.word = b.word",
            " :: a.word != matchend.pos & match.pos = b.pos",
            ' :: a.e_label = "X" | !(b.e_label)',
            ' :: match.n_en = "X" & b.pos != a.pos',
            "",
        ]
    )
    labelled = st.builds(
        "a:[{}] {} b:[{}]{}{}".format,
        token_tests(),
        st.one_of(st.just("[]{0,2}"), patterns()),
        token_tests(),
        tail,
        within,
    )
    referring = st.builds("a:[{}] {} [{} & word = a.word]".format, token_tests(), patterns(), token_tests())
    return st.one_of(plain, plain, labelled, referring)


STRATEGIES = pytest.mark.parametrize("strategy", ["standard", "shortest", "longest"])
QUICK = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
THOROUGH = settings(QUICK, max_examples=1000)
NESTED = toy("a b c", e=[(0, 3, "X"), (0, 2, "X"), (1, 3, "X")])
WAYS = [
    {"corpus_tools.query.run.is_dense": lambda *_: True, "corpus_tools.query.dense.BLOCK": 64},
    {"corpus_tools.query.run.is_dense": lambda *_: False, "corpus_tools.query.plan.MIN_STARTS": 0},
]
"""Small corpora would always be searched in one way; both have to find the same."""


@STRATEGIES
@QUICK
@example(toy=NESTED, query='<e_label="X"> []+ </e_label>')
@example(toy=NESTED, query="([] | <e> [] </e>)")
@example(toy=toy("a"), query="[] []")
@example(toy=toy("a a a", e=[(0, 3), (1, 3)], n=[(0, 3), (1, 3)]), query="([] | <e/>*)* </n>")
@given(toy=toys(), query=queries())
def test_hits_are_those_of_the_naive_scan(toy: Toy, query: str, strategy: str) -> None:
    compare(toy, query, strategy)


@pytest.mark.slow
@STRATEGIES
@THOROUGH
@given(toy=toys(), query=queries())
def test_thousands_of_hits_are_those_of_the_naive_scan(toy: Toy, query: str, strategy: str) -> None:
    compare(toy, query, strategy)


def compare(toy: Toy, query: str, strategy: str) -> None:
    try:
        expected = hits(toy, parse(query), strategy)
    except EmptyMatchError:
        assume(False)
    with tempfile.TemporaryDirectory() as folder:
        index = index_of(toy, Path(folder))
        for way in WAYS:
            with ExitStack() as stack:
                for name, value in way.items():
                    stack.enter_context(mock.patch(name, value))
                assert list(evaluate(index, query, strategy=strategy)) == expected
