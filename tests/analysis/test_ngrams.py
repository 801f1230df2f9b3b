from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from corpus_tools.analysis.ngrams import bundles, ngrams
from corpus_tools.corpus import Corpus
from corpus_tools.errors import QueryError

from .conftest import Maker

Texts = list[list[list[str]]]


def _by_hand(texts: Texts, n: int, skip: int) -> tuple[Counter[str], dict[str, set[int]]]:
    counts: Counter[str] = Counter()
    ranges: dict[str, set[int]] = {}
    for number, text in enumerate(texts):
        for words in text:
            for places in combinations(range(len(words)), n):
                if places[-1] - places[0] + 1 - n <= skip:
                    item = " ".join(words[place] for place in places)
                    counts[item] += 1
                    ranges.setdefault(item, set()).add(number)
    return counts, ranges


@pytest.mark.parametrize("n", [1, 2, 3, 5])
@pytest.mark.parametrize("skip", [0, 1, 3])
def test_ngrams_are_those_of_a_count_by_hand(
    make_corpus: Maker, random_texts: Texts, n: int, skip: int
) -> None:
    corpus = make_corpus(random_texts)
    counts, ranges = _by_hand(random_texts, n, skip)
    table = ngrams(corpus, n=n, skip=skip, min_frequency=1)
    assert dict(zip(table["item"], table["frequency"], strict=True)) == dict(counts)
    assert dict(zip(table["item"], table["range"], strict=True)) == {
        item: len(texts) for item, texts in ranges.items()
    }
    often = ngrams(corpus, n=n, skip=skip, min_frequency=3)
    assert set(often["item"]) == {item for item, count in counts.items() if count >= 3}


@pytest.mark.parametrize(("n", "skip", "expected"), [(2, 0, 4), (2, 2, 9), (3, 0, 3), (3, 2, 10)])
def test_skipgrams_are_as_many_as_in_the_paper(make_corpus: Maker, n: int, skip: int, expected: int) -> None:
    """Guthrie et al. (2006), A closer look at skip-gram modelling: 'Insurgents killed in ongoing fighting'."""
    corpus = make_corpus([[["Insurgents", "killed", "in", "ongoing", "fighting"]]])
    assert len(ngrams(corpus, n=n, skip=skip, min_frequency=1)) == expected


def test_sequences_may_have_to_hold_a_hit(make_corpus: Maker) -> None:
    corpus = make_corpus([[["あ", "い", "う", "え", "お"]]])
    found = ngrams(corpus, corpus.query('[word="い"] [word="う"]'), n=3, min_frequency=1)
    assert set(found["item"]) == {"あ い う", "い う え"}
    assert set(ngrams(corpus, corpus.query("[]"), n=2, min_frequency=1)["frequency"]) == {1}


def test_sequences_go_over_no_token_that_is_left_out(make_corpus: Maker) -> None:
    corpus = make_corpus([[["あ", "、", "い", "う"], ["え", "お"]]])
    assert set(ngrams(corpus, n=2, min_frequency=1, without='[word="、"]')["item"]) == {"い う", "え お"}
    assert set(ngrams(corpus, n=2, skip=2, min_frequency=1, without='[word="、"]')["item"]) == {
        "い う",
        "え お",
    }
    assert "う え" in set(ngrams(corpus, n=2, min_frequency=1, within="text")["item"])
    part = ngrams(corpus, n=2, min_frequency=1, part='[word="あ"] []')
    assert set(part["item"]) == {"あ 、"}


def test_bundles_are_frequent_and_in_several_texts(make_corpus: Maker) -> None:
    corpus = make_corpus([[["こ", "と", "が"]], [["こ", "と", "も"]], [["と", "が"], ["と", "が"]]])
    assert set(bundles(corpus, n=2, min_range=2)["item"]) == {"こ と", "と が"}
    assert set(bundles(corpus, n=2, min_range=1, min_per_million=250_000)["item"]) == {"と が"}


@pytest.mark.parametrize("options", [{"n": 0}, {"n": 2, "skip": -1}, {"n": 99}])
def test_numbers_that_make_no_sequence_are_refused(chapter: Corpus, options: dict[str, int]) -> None:
    with pytest.raises(QueryError, match="Sequences of"):
        ngrams(chapter, **options)  # type: ignore[arg-type]
