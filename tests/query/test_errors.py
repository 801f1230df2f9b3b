"""Errors say what was given, what would have been right, and point at the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.errors import QueryError
from corpus_tools.index import Index
from corpus_tools.query import evaluate
from corpus_tools.query.limits import Limits
from tests.query.toys import index_of, toy


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("index")
    return index_of(toy("a b a", s=[(0, 3)], e=[(0, 1, "X")], n=[(0, 1, ["A"])]), folder)


CASES = [
    ('[word="a"', 10, "breaks off or goes wrong at column 10"),
    ('[word="国"', 10, "breaks off or goes wrong at column 10"),
    ('[word="a"', 10, "A [ has no closing ]"),
    ('("a" "b"', 9, "A ( has no closing )"),
    ('([word="(]"]', 13, "A ( has no closing )"),
    ('[word="a" "b"]', 11, "Put & or | between two conditions"),
    ('[word="a" pos="b"]', 11, "Put & or | between two conditions"),
    ("", 1, "The query is empty"),
    ('[word="a]', 7, "no closing quotation mark"),
    ('[word="a] "b"', 12, "breaks off or goes wrong at column 12"),
    ('[word="a"] b', 12, "between quotation marks"),
    ('[word="a"]]', 11, "goes wrong at column 11"),
    (
        '[wrd="a"]',
        2,
        "No positional attribute 'wrd'. Did you mean 'word'? Available: word, pos, s, e, n, e_label",
    ),
    ("<sentence> []", 1, "No structure 'sentence'. Available: s, e, n, e_label, n_en."),
    ('[] within "a" [] within x', 25, "No structure 'x'"),
    ('<s_n="1"> []', 1, "No structure 's_n'"),
    ('<s="1"> []', 4, "s has no value of its own"),
    ('<e colour="X"/>', 11, "No attribute of e 'colour'. Available: label."),
    ('[word="("]', 7, "not a regular expression"),
    (r'[word="(?=a)b"]', 7, "Lookaround"),
    (r'[word="(a)\1"]', 7, "Backreferences"),
    ('[word="a" %x]', 11, "flags of a string are %c"),
    ("[]{3,1}", 4, "runs backwards"),
    ("[]{0,5000}", 4, "1000 times at most"),
    ("a:[] :: b.word = a.word", 9, "No label 'b'"),
    ("a:[] b:[] :: a.word < b.pos", 21, "with = and != only"),
    ('[word < "a"]', 9, "compared with = and !="),
    ("[word > 3]", 2, "int(word)"),
    ("[lenght(word) > 3]", 2, "No function 'lenght'. Available: int"),
    ('a:[] :: normalize(a.word, "x") = "a"', 9, "Right would be: normalize(a.word"),
    ("a:[] :: lbound_of(s, b) = 1", 22, "No label 'b'"),
    ('a:[] :: word = "x"', 9, "Right would be match.word, or a label"),
    ("a:[] :: f(word) > 1", 11, "Right would be match.word"),
    ("a:[] b:[] :: a & s", 18, "Right would be match.s"),
    ("[]{0,1000}{0,3}", 11, "breaks off or goes wrong"),
    ("([]{0,1000}){0,3}", 14, "more than 2,000 tokens"),
    ('(?fastest) "a"', 3, "No matching strategy 'fastest'. Available: standard"),
    ('<e from="1997"/>', 1, "earliest and latest"),
    ('"a" within s within s', 14, "two 'within' clauses"),
]


@pytest.mark.parametrize(("query", "column", "message"), CASES)
def test_message_and_place(index: Index, query: str, column: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        evaluate(index, query)
    assert message in str(caught.value)
    assert (caught.value.column, caught.value.query) == (column, query)


def test_the_caret_stands_under_the_place(index: Index) -> None:
    with pytest.raises(QueryError) as caught:
        evaluate(index, '[word="日本"')
    _, query, caret, *_ = str(caught.value).split("\n")
    assert query == '[word="日本"'
    # wide characters stand over wide spaces
    assert caret == "       　　 ^"


def test_a_costly_expression_runs_in_linear_time(index: Index) -> None:
    assert list(evaluate(index, '[word="(a*)*(a*)*(a*)*b"]')) == [(1, 2)]


def test_a_query_that_takes_too_long_is_stopped(index: Index) -> None:
    with pytest.raises(QueryError, match="stopped after 0 seconds. Begin with something rarer"):
        evaluate(index, "a:[] []* b:[] :: a.word = b.pos", seconds=0)


def test_a_query_that_would_fill_the_memory_is_stopped(index: Index, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Limits.__init__, "__kwdefaults__", {"partial_matches": 2})
    with pytest.raises(QueryError, match="more than 2 partial matches at once"):
        evaluate(index, "a:[] []* [word = a.word]")
