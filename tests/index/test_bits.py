"""Packed flags do what unpacked ones do."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.index.bits import (
    WORD,
    first_bits,
    is_set,
    moved,
    n_words,
    packed,
    places,
    shifted,
    unpacked,
)

FLAGS = st.lists(st.booleans(), min_size=1, max_size=300).map(lambda flags: np.array(flags, dtype=np.bool_))


@given(FLAGS)
def test_packing_keeps_the_flags(flags: np.ndarray) -> None:
    words = packed(flags)
    assert unpacked(words)[: len(flags)].tolist() == flags.tolist()
    assert not unpacked(words)[len(flags) :].any()
    assert places(words).tolist() == np.flatnonzero(flags).tolist()
    assert is_set(words, np.arange(len(flags))).tolist() == flags.tolist()


@given(FLAGS, st.integers(0, 200))
def test_shifting_and_moving(flags: np.ndarray, distance: int) -> None:
    size = len(packed(flags))
    wide = packed(flags, (size + 5) * WORD)
    expected = np.concatenate((unpacked(wide)[distance:], np.zeros(distance, dtype=np.bool_)))
    assert unpacked(shifted(wide, distance, size)).tolist() == expected[: size * WORD].tolist()
    further = places(moved(packed(flags), distance, size + 5))
    assert further.tolist() == (np.flatnonzero(flags) + distance).tolist()


@pytest.mark.parametrize("share", [0.001, 0.02, 0.05, 0.3, 1.0])
def test_places_at_every_density(share: float) -> None:
    flags = np.random.default_rng(1).random(10_000) < share
    assert places(packed(flags)).tolist() == np.flatnonzero(flags).tolist()


@pytest.mark.parametrize("count", [-1, 0, 1, 63, 64, 65, 128, 500])
def test_first_bits(count: int) -> None:
    assert unpacked(first_bits(count, 2)).sum() == max(0, min(count, 128))


@pytest.mark.parametrize(("n_flags", "expected"), [(0, 1), (63, 1), (64, 2), (65, 2)])
def test_a_border_after_the_last_token_has_a_bit(n_flags: int, expected: int) -> None:
    assert n_words(n_flags) == expected
