"""The names around a name, against a count by hand over sentences."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from corpus_tools.analysis.measures import Contingency, scores
from corpus_tools.analysis.neighbours import Neighbourhood, Neighbourhoods
from corpus_tools.corpus import Corpus


def by_sentence(corpus: Corpus) -> list[set[str]]:
    """The names of each sentence, those inside other names left out."""
    entity, sentences = corpus.index.structural["entity"], corpus.index.structural["s"]
    held: list[set[str]] = [set() for _ in range(len(sentences))]
    for region in range(len(entity)):
        name = entity.value("name_id", region)
        inner = "parent" in entity.attributes and entity.value("parent", region)
        at = int(np.searchsorted(sentences.starts, entity.starts[region], side="right")) - 1
        if name and not inner and at >= 0 and entity.starts[region] < sentences.ends[at]:
            held[at].add(name)
    return held


@pytest.fixture(params=["mini", "chapter"])
def corpus(request: pytest.FixtureRequest) -> Corpus:
    found: Corpus = request.getfixturevalue(request.param)
    return found


def test_weights_are_sentences_with_both(corpus: Corpus) -> None:
    held, near = by_sentence(corpus), Neighbourhoods(corpus)
    frequency = Counter(name for names in held for name in names)
    for name in list(frequency)[:20]:
        expected = Counter(other for names in held if name in names for other in names - {name})
        found = near.of(name, limit=1000)
        assert found.units == frequency[name]
        assert {one.name_id: one.weight for one in found.neighbours} == expected
        assert all(one.units == frequency[one.name_id] for one in found.neighbours)


def test_pairs_are_those_among_the_neighbours(corpus: Corpus) -> None:
    held = by_sentence(corpus)
    name = Counter(one for names in held for one in names).most_common(1)[0][0]
    found = Neighbourhoods(corpus).of(name, limit=6)
    ids = [one.name_id for one in found.neighbours]
    expected = {
        (one, other): sum({ids[one], ids[other]} <= names for names in held)
        for one, other in combinations(range(len(ids)), 2)
    }
    assert {(one, other): weight for one, other, weight in found.pairs} == {
        pair: weight for pair, weight in expected.items() if weight
    }


def test_the_closest_come_first_by_log_likelihood(chapter: Corpus) -> None:
    found = Neighbourhoods(chapter).of("ORG01", limit=1000)
    values = [one.score for one in found.neighbours]
    assert values == sorted(values, reverse=True)
    first = found.neighbours[0]
    table = Contingency.of(
        np.array([first.weight]), np.array([found.units]), np.array([first.units]), len(by_sentence(chapter))
    )
    assert first.score == pytest.approx(float(np.asarray(scores(table, "log-likelihood"))[0]))
    assert len(Neighbourhoods(chapter).of("ORG01", limit=5).neighbours) == 5


def test_a_name_without_mentions_has_none(chapter: Corpus) -> None:
    assert Neighbourhoods(chapter).of("none") == Neighbourhood(0, (), ())


def test_a_corpus_without_sentences_has_none(mini: Corpus) -> None:
    assert Neighbourhoods(mini, unit="none").of("ORG01") == Neighbourhood(0, (), ())
