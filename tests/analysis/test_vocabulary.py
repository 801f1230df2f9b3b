from __future__ import annotations

import random

import numpy as np
import pytest

from corpus_tools.analysis.vocabulary import growth, mean_types, previous, types
from corpus_tools.corpus import Corpus

from .conftest import Maker


def _words(n: int) -> list[str]:
    return random.Random(3).choices("あいうえおかきくけこさしす", weights=range(13, 0, -1), k=n)


def test_figures_agree_with_another_program(make_corpus: Maker) -> None:
    """What lexical-diversity 0.1.1 gives for the same 60 words."""
    words = _words(60)
    row = types(make_corpus([[words]]), attribute="word", window=20, segment=20).iloc[0]
    n_tokens, n_types = 60, len(set(words))
    assert (row["tokens"], row["types"]) == (n_tokens, n_types)
    assert row["guiraud"] == pytest.approx(n_types / 60**0.5)
    assert row["mattr"] == pytest.approx(0.4865853658536587)
    assert row["sttr"] == pytest.approx(0.48333333333333334)
    assert row["maas"] == pytest.approx(0.2210655859951485)


@pytest.mark.parametrize("window", [1, 2, 5, 30])
def test_the_moving_window_is_that_of_a_count_by_hand(window: int) -> None:
    codes = np.random.default_rng(1).integers(0, 9, 40)
    by_hand = [len(set(codes[start : start + window].tolist())) for start in range(40 - window + 1)]
    assert mean_types(previous(codes), window) == pytest.approx(np.mean(by_hand))


def test_yules_k_and_simpsons_d_are_those_of_the_definition(make_corpus: Maker) -> None:
    """Five types with frequencies 4, 3, 2, 1, 1: squares sum to 31."""
    corpus = make_corpus([[list("ああああいいいううえお")]])
    row = types(corpus, attribute="word").iloc[0]
    assert row["yule_k"] == pytest.approx(1e4 * (31 - 11) / 121)
    assert row["simpson_d"] == pytest.approx((31 - 11) / (11 * 10))
    assert row["hapaxes"] == 2
    assert row[["sttr", "mattr"]].isna().all()


def test_the_curve_is_that_of_a_count_by_hand(make_corpus: Maker) -> None:
    words = _words(50)
    table = growth(make_corpus([[words]]), attribute="word", points=50)
    assert table["tokens"].tolist() == list(range(1, 51))
    assert table["types"].tolist() == [len(set(words[:size])) for size in range(1, 51)]
    once = [sum(words[:size].count(word) == 1 for word in set(words[:size])) for size in range(1, 51)]
    assert table["hapaxes"].tolist() == once


def test_the_curve_ends_where_the_figures_stand(chapter: Corpus) -> None:
    nouns = '[pos="名詞.*"]'
    last = growth(chapter, only=nouns, points=7).iloc[-1]
    row = types(chapter, only=nouns).iloc[0]
    assert last[["tokens", "types", "hapaxes"]].tolist() == row[["tokens", "types", "hapaxes"]].tolist()


def test_each_region_has_a_row(make_corpus: Maker) -> None:
    table = types(make_corpus([[["あ", "あ"]], [["い", "う"]]]), attribute="word", each="text")
    assert table["region"].tolist() == ["t0", "t1"]
    assert table["ttr"].tolist() == [0.5, 1.0]


def test_no_tokens_have_no_figures(chapter: Corpus) -> None:
    nothing = chapter.query('[word="無い言葉"]')
    assert types(chapter, nothing).iloc[0]["tokens"] == 0
    assert len(growth(chapter, nothing)) == 0
