"""Looking only around cheap hints finds what looking everywhere finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from corpus_tools.annotate.entities_ja.scanning import near

PATTERN = re.compile("(?:ab|b)c?x")
HINT = re.compile("[bc]x")


@given(st.text("abcx", max_size=40))
def test_the_same_is_found_as_everywhere(text: str) -> None:
    found = [match.span() for match in near(PATTERN, HINT, text, back=2, ahead=2)]
    assert found == [match.span() for match in PATTERN.finditer(text)]
