"""What is read without the grammar is read as the grammar reads it."""

from __future__ import annotations

from unittest import mock

import pytest

from corpus_tools.query.parse import parse_program
from corpus_tools.query.plain import plain_query

PLAIN = ['"の"', '[word="国.*"]', '[ lemma = "a|b" ]', '""', '[entity_en="NATO"]', '"😀𠮷"']
OTHERS = ["の", "'a'", '"a" %c', '[word!="a"]', '[word="a"]+', '"a" "b"', '"a""b"', '[a.word="x"]', r'"\d"']


@pytest.mark.parametrize("text", PLAIN)
def test_plain_queries_are_those_of_the_grammar(text: str) -> None:
    parse_program.cache_clear()
    assert plain_query(text) is not None
    (quick,) = parse_program(text)
    parse_program.cache_clear()
    with mock.patch("corpus_tools.query.parse.plain_query", return_value=None):
        (slow,) = parse_program(text)
    assert repr(quick) == repr(slow)


@pytest.mark.parametrize("text", OTHERS)
def test_anything_else_is_left_to_the_grammar(text: str) -> None:
    assert plain_query(text) is None
