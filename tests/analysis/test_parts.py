"""Statistics of a corpus of several parts are those of one."""

from __future__ import annotations

import pytest

from corpus_tools.analysis.ngrams import ngrams
from corpus_tools.analysis.vocabulary import types
from corpus_tools.corpus import Corpus
from corpus_tools.index import join_indexes

QUERY = '[lemma="加盟"]'


@pytest.fixture
def twice(mini: Corpus) -> Corpus:
    """The small corpus, and once more."""
    corpus = Corpus(mini.folder)
    corpus.index = join_indexes([mini.index, mini.index])
    return corpus


def test_everything_is_there_twice(mini: Corpus, twice: Corpus) -> None:
    once, both = (corpus.query(QUERY).freq(by="R1.lemma,text_id") for corpus in (mini, twice))
    assert (both["frequency"] == once["frequency"] * 2).all()
    assert both["R1.lemma"].tolist() == once["R1.lemma"].tolist()


def test_contingency_tables_are_doubled(mini: Corpus, twice: Corpus) -> None:
    once, both = (
        corpus.query(QUERY).collocates().set_index("item")[["O11", "R1", "C1", "N"]]
        for corpus in (mini, twice)
    )
    assert (both.loc[once.index] == once * 2).all(axis=None)


def test_sequences_do_not_go_over_the_border(mini: Corpus, twice: Corpus) -> None:
    once, both = (ngrams(corpus, n=3, min_frequency=1, within="text") for corpus in (mini, twice))
    assert both["frequency"].tolist() == (once["frequency"] * 2).tolist()
    assert types(twice)["types"].tolist() == types(mini)["types"].tolist()
