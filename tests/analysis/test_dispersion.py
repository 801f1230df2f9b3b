from __future__ import annotations

import numpy as np
import pytest
import scipy.stats

from corpus_tools.analysis.dispersion import PartCounts, dispersion, measures
from corpus_tools.corpus import Corpus
from corpus_tools.errors import QueryError

from .conftest import Maker


def _measures(counts: list[int], sizes: list[int]) -> dict[str, float]:
    places = np.flatnonzero(counts)
    every, sized = np.array(counts), np.array(sizes)
    found = PartCounts(np.zeros(len(places), dtype=np.int64), every[places], sized[places], sized)
    return {name: float(values[0]) for name, values in measures(found, 1).items()}


def test_measures_agree_with_a_published_example() -> None:
    """Gries (2020), Analyzing dispersion, table 1: the frequencies of 'a' in five parts of 9 to 11 words."""
    found = _measures([1, 2, 3, 4, 5], [9, 10, 10, 10, 11])
    expected = {
        "range": 5,
        "dp": 0.18,
        "dp_norm": 0.2195122,
        "juilland_d": 0.7851505,
        "rosengren_s": 0.9498163,
        "kl_divergence": 0.1369717,
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected, abs=1e-6)


def test_entropies_agree_with_scipy() -> None:
    counts, sizes = np.array([1, 2, 3, 4, 5, 0]), np.array([9, 10, 10, 10, 11, 4])
    found = _measures(counts.tolist(), sizes.tolist())
    assert found["carroll_d2"] == pytest.approx(scipy.stats.entropy(counts / sizes) / np.log(6))
    assert found["kl_divergence"] == pytest.approx(scipy.stats.entropy(counts, sizes, base=2))


def test_an_even_spread_and_a_single_place_are_the_ends_of_the_scales() -> None:
    even, single = _measures([5, 5, 5, 5], [100] * 4), _measures([20, 0, 0, 0], [100] * 4)
    names = ("dp_norm", "juilland_d", "carroll_d2", "rosengren_s", "kl_divergence", "range_percent")
    assert [even[name] for name in names] == pytest.approx([0, 1, 1, 1, 0, 100])
    assert [single[name] for name in names] == pytest.approx([1, 0, 0, 0.25, 2, 25], abs=1e-7)


def test_every_word_is_measured_as_it_is_alone(
    make_corpus: Maker, random_texts: list[list[list[str]]]
) -> None:
    corpus = make_corpus(random_texts)
    sizes = [sum(map(len, text)) for text in random_texts]
    for row in dispersion(corpus, by="word").to_dict("records"):
        counts = [sum(sentence.count(row["word"]) for sentence in text) for text in random_texts]
        alone = _measures(counts, sizes)
        assert {name: row[name] for name in alone} == pytest.approx(alone, nan_ok=True, abs=1e-12)


def test_parts_may_be_pieces_of_equal_length(make_corpus: Maker, random_texts: list[list[list[str]]]) -> None:
    corpus = make_corpus(random_texts)
    row = dispersion(corpus, corpus.query("[]"), parts=4).iloc[0]
    assert (row["frequency"], row["parts"], row["range"]) == (len(corpus), 4, 4)
    assert row["dp"] == pytest.approx(0)


def test_several_queries_have_a_row_each(chapter: Corpus) -> None:
    hits = {name: chapter.query(f'[lemma="{name}"]') for name in ("加盟", "支援", "無い言葉")}
    table = dispersion(chapter, hits, parts="section")
    assert table["item"].tolist() == ["加盟", "支援", "無い言葉"]
    assert table["frequency"].tolist() == [len(found) for found in hits.values()]
    assert table["dp"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(
    ("parts", "message"),
    [("text", "1 part of kind 'text'"), ("x", "No structural attribute"), (1, "1 parts")],
)
def test_what_cannot_be_compared_is_said(chapter: Corpus, parts: str | int, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        dispersion(chapter, chapter.query('[lemma="加盟"]'), parts=parts)
