from __future__ import annotations

import numpy as np
import pytest
import scipy.stats

from corpus_tools.analysis.measures import MEASURES, Contingency, chosen_measures, log_ratio_interval, scores
from corpus_tools.errors import QueryError

NEW_YORK_TIMES = 14_307_668
"""Tokens of the corpus in Manning and Schütze (1999), chapter 5."""


@pytest.mark.parametrize(
    ("measure", "o11", "r1", "c1", "published", "rounded"),
    [
        ("t", 8, 15828, 4675, 0.999932, 1e-4),  # new companies
        ("chi-squared", 8, 15828, 4675, 1.55, 4e-3),  # new companies
        ("t", 20, 42, 20, 4.4721, 1e-4),  # Ayatollah Ruhollah
        ("mi", 20, 42, 20, 18.38, 1e-3),  # the same
        ("mi", 20, 77, 59, 15.94, 1e-3),  # videocassette recorder
        # the book's likelihoods are not rounded alone: they differ by a hundredth from exact ones
        ("log-likelihood", 150, 12593, 932, 1291.42, 0.015),  # most powerful
        ("log-likelihood", 10, 379, 932, 99.31, 0.015),  # politically powerful
        ("log-likelihood", 10, 932, 934, 82.96, 0.015),  # powerful computers
    ],
)
def test_measures_agree_with_published_tables(
    measure: str, o11: int, r1: int, c1: int, published: float, rounded: float
) -> None:
    """Manning and Schütze (1999), Foundations of Statistical Natural Language Processing, chapter 5."""
    table = Contingency.of([o11], r1, [c1], NEW_YORK_TIMES)
    assert scores(table, measure)[0] == pytest.approx(published, rel=rounded)


TABLES = Contingency.of([1, 7, 2, 0, 500, 3000], 15334, [2, 120, 5, 30, 600, 4000], 191998)


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("z", [2.102442, -0.834636, 2.533018, -1.547890, 65.307192, 149.972852]),
        ("log-likelihood", [2.448757, -0.829802, 3.879126, -4.994527, 2018.049417, 11383.473851]),
        ("min-sensitivity", [0.000065, 0.000457, 0.000130, 0, 0.032607, 0.195644]),
        ("delta-p-reverse", [0.420139, -0.021546, 0.320143, -0.079878, 0.755830, 0.684393]),
        ("dice", [0.000130, 0.000906, 0.000261, 0, 0.062759, 0.310334]),
    ],
)
def test_measures_agree_with_another_program(measure: str, expected: list[float]) -> None:
    """What association-measures 0.3.2 gives for the same tables."""
    assert scores(TABLES, measure) == pytest.approx(expected, abs=1e-6)


def test_exact_test_agrees_with_scipy() -> None:
    for o11, c1, score in zip(TABLES.O11, TABLES.C1, scores(TABLES, "fisher"), strict=True):
        cells = [[o11, 15334 - o11], [c1 - o11, 191998 - 15334 - c1 + o11]]
        p = scipy.stats.fisher_exact(np.array(cells, dtype=int), alternative="greater").pvalue
        if p > 1e-280:
            assert score == pytest.approx(-np.log10(p), abs=1e-9)
    assert scores(TABLES, "fisher")[0] == pytest.approx(0.814308, abs=1e-5)


def test_exact_test_goes_beyond_the_smallest_float() -> None:
    """The tail is summed by hand with rational numbers."""
    from fractions import Fraction
    from math import comb

    o11, r1, c1, n = 900, 1000, 1100, 20000
    tail = sum(comb(c1, k) * comb(n - c1, r1 - k) for k in range(o11, r1 + 1))
    p = Fraction(tail, comb(n, r1))
    expected = -(np.log10(float(p * 10**1000)) - 1000) if p > Fraction(1, 10**1300) else None
    score = scores(Contingency.of([o11], r1, [c1], n), "fisher")[0]
    assert expected is not None
    assert score == pytest.approx(expected, rel=1e-8)
    assert score > 308


@pytest.mark.parametrize(("corrected", "measure"), [(False, "chi-squared"), (True, "chi-squared-yates")])
def test_chi_squared_agrees_with_scipy(corrected: bool, measure: str) -> None:
    for row in range(len(TABLES)):
        one = TABLES.take([row])
        cells = [[one.O11[0], one.O12[0]], [one.O21[0], one.O22[0]]]
        expected = scipy.stats.chi2_contingency(cells, correction=corrected).statistic
        assert abs(scores(one, measure)[0]) == pytest.approx(expected, rel=1e-9, abs=1e-9)


def test_log_ratio_and_its_interval_agree_with_scipy() -> None:
    low, high = log_ratio_interval(TABLES, confidence=0.9)
    for row in (0, 1, 2, 4, 5):
        one = TABLES.take([row])
        risk = scipy.stats.contingency.relative_risk(int(one.O11[0]), 15334, int(one.O21[0]), 191998 - 15334)
        interval = risk.confidence_interval(0.9)
        assert scores(one, "log-ratio")[0] == pytest.approx(np.log2(risk.relative_risk))
        assert (low[row], high[row]) == pytest.approx((np.log2(interval.low), np.log2(interval.high)))


def test_the_conservative_log_ratio_lies_between_nought_and_the_log_ratio() -> None:
    found, whole = scores(TABLES, "conservative-log-ratio"), scores(TABLES, "log-ratio")
    assert (np.abs(found) <= np.abs(whole)).all()
    assert found[:4].tolist() == [0, 0, 0, 0]
    assert (found[4:] > 4.9).all()


def test_logdice_is_14_for_words_that_are_never_apart() -> None:
    assert scores(Contingency.of([20], 20, [20], 10_000), "logdice")[0] == 14


def test_what_is_rarer_than_chance_has_a_negative_sign() -> None:
    rare = Contingency.of([1], 1000, [100], 10_000)
    signed = ("log-likelihood", "chi-squared", "log-ratio", "mi", "t", "z", "delta-p", "odds-ratio")
    assert all(scores(rare, name)[0] < 0 for name in signed)


def test_the_cells_add_up() -> None:
    total = TABLES.O11 + TABLES.O12 + TABLES.O21 + TABLES.O22
    expected = TABLES.E11 + TABLES.E12 + TABLES.E21 + TABLES.E22
    assert total.tolist() == [191998] * len(TABLES)
    assert expected == pytest.approx(total)


def test_measures_are_chosen_by_name() -> None:
    assert chosen_measures("all") == list(MEASURES)
    assert chosen_measures("mi, t") == ["mi", "t"]
    with pytest.raises(QueryError, match="No measure 'x'.*log-likelihood"):
        chosen_measures("x")
