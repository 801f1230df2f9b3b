"""Texts that look like formulas, in cells and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.formats.spreadsheets import guarded, unguarded

SIGNS = "=+-@\t\r\n＝＋－＠"


@pytest.mark.parametrize(
    ("value", "cell"),
    [("=1+1", "'=1+1"), ("@A1", "'@A1"), ("\tx", "'\tx"), ("－５", "'－５"), ("'=1", "''=1"), ("'90年代", "'90年代"), ("NATO", "NATO"), ("", ""), (-3.2, -3.2), (None, None)],
)  # fmt: skip
def test_only_what_looks_like_a_formula_is_guarded(value: object, cell: object) -> None:
    assert guarded(value) == cell


@given(st.text(st.sampled_from(f"{SIGNS}'ab国")))
def test_nothing_is_lost_and_nothing_is_a_formula(text: str) -> None:
    cell = guarded(text)
    assert unguarded(cell) == text and not cell.startswith(tuple(SIGNS))
