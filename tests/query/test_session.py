"""Queries that build on each other: named results, subqueries, set operations, anchors, lists of words."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus_tools.errors import QueryError
from corpus_tools.index import Index
from corpus_tools.query import Session, evaluate
from corpus_tools.query.hits import Hits
from tests.query.toys import index_of, toy

#       0 1 2 3 4 5 6 7 8 9
WORDS = "a b c a b a c b b a"
TAGS = "NVNNVNNVVA"


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("index")
    regions = {"s": [(0, 4), (4, 8), (8, 10)], "e": [(0, 2, "X"), (5, 8, "Y")], "n": []}
    return index_of(toy(WORDS, TAGS, **regions), folder)  # type: ignore[arg-type]


CASES = [
    # one after the other: the last counts
    ('"a"; "c"', [(2, 3), (6, 7)]),
    ('A = "a"; "c"; A', [(0, 1), (3, 4), (5, 6), (9, 10)]),
    ('A = "c"; B = A expand to s; B', [(0, 4), (4, 8)]),
    ('A = "a"; Last expand right to s', [(0, 4), (3, 4), (5, 8), (9, 10)]),
    # sets of ranges
    ('A = "a|b"; B = [pos="N"]; inter A B', [(0, 1), (3, 4), (5, 6)]),
    ('A = "a|b"; B = [pos="N"]; C = intersection A B; C', [(0, 1), (3, 4), (5, 6)]),
    ('A = "a"; B = [pos="N"]; difference A B', [(9, 10)]),
    ('A = "a"; B = [pos="N"]; diff B A', [(2, 3), (6, 7)]),
    ('A = "c"; B = [pos="A"]; union A B', [(2, 3), (6, 7), (9, 10)]),
    ('A = "c"; B = "c" []; join A B', [(2, 3), (2, 4), (6, 7), (6, 8)]),
    ('A = "c"; B = [pos="A"]; union A B expand to s', [(0, 4), (4, 8), (8, 10)]),
    # subqueries
    ('A = <s/>; A; "b" []', [(1, 3), (4, 6), (8, 10)]),
    ("A = <s> [] []; A; []{3}", []),
    ('A = "c" []; A; <match> []', [(2, 3), (6, 7)]),
    ('A = "c" []; A; [] </match>', [(3, 4), (7, 8)]),
    ('A = "c" []; A; <matchend> []', [(3, 4), (7, 8)]),
    ('A = "b" @"c|a" []; A; <target> []', [(2, 3), (5, 6), (9, 10)][:2]),
    ('A = "b" @"c|a" []; A; [] <target>', [(1, 2), (4, 5)]),
    ('A = "b" @"c|a" []; A; </target> []', [(3, 4), (6, 7)]),
    ('A = "a" []{2}; A; <match> []+ </match>', [(0, 3), (3, 6)]),
    ('A = <s/>; A; "c" !', [(0, 4), (4, 8)]),
    ('A = <s/>; A; MU(meet "b" "a" 1 1)', [(4, 5), (8, 9)]),
    ('A = <s/>; A; Corpus; "a" "b"', [(0, 2), (3, 5)]),
    ('A = <s/>; A; "a" "b"', [(0, 2)]),
    # results as structures
    ('A = [pos="V"]; "c" overlapping A', []),
    ('A = [pos="V"]{2}; "b" within A', [(7, 8), (8, 9)]),
    ('A = [pos="V"]; <s/> containing A', [(0, 4), (4, 8), (8, 10)]),
    ('A = [pos="V"]{2}; [pos="V"] not within A', [(1, 2), (4, 5)]),
    ("<s/> containing e", [(0, 4), (4, 8)]),
    ('A = "b" "c"; "a" <<A>>', [(0, 3)]),
    ('A = "b" "c"; <A/> "a"', [(1, 4)]),
    ('A = "b" "c"; <A> [] "c" </A>', [(1, 3)]),
    ('A = "b" "c"; [A & pos="N"]', [(2, 3)]),
    # subsets, cuts, samples
    ('A = [] "a"; subset A where match: [pos="V"]', [(4, 6), (8, 10)]),
    ('A = [] "a"; subset A where matchend: [pos!="N"]', [(8, 10)]),
    ('A = "a|c" @[]; subset where target: [pos="V"]', [(0, 2), (3, 5), (6, 8)]),
    ('A = "a"; cut A 2; A', [(0, 1), (3, 4)]),
    ('A = "a"; cut A 1 2', [(3, 4), (5, 6)]),
    ('A = "a"; cut 1; A', [(0, 1)]),
    ('A = "a"; delete A 1..2', [(0, 1), (9, 10)]),
    ('A = "a"; reduce A to 10', [(0, 1), (3, 4), (5, 6), (9, 10)]),
    (
        'A = "a" []?; B = "a" "b"; C = union A B; reduce C to maximal matches',
        [(0, 2), (3, 5), (5, 6), (9, 10)],
    ),
    ('A = "c" @[] | [pos="A"]; delete A without target; A', [(2, 4), (6, 8)]),
    ('A = "c" @[] | [pos="A"]; delete A with target', [(9, 10)]),
    # what lies between labels
    ('a:"a" [] b:[] [] show a[1] .. b', [(1, 3), (4, 6), (6, 8)]),
    ('[] a:"a" show match .. a[-1]', [(2, 3), (4, 5), (8, 9)]),
    # lists of words
    ('define $x = "a c"; $x $x', [(2, 4), (5, 7)]),
    ('define $x = "a c"; [word=$x & pos="N"]', [(0, 1), (2, 3), (3, 4), (5, 6), (6, 7)]),
    ('define $x = "a c"; define $x -= "a"; $x', [(2, 3), (6, 7)]),
    ('define $x = "a"; define $y = "c"; define $x += $y; $x "b"', [(0, 2), (3, 5), (6, 8)]),
    ('define $x = "[ac]"; [word=$x]', []),
    ('define $x = "[ac]"; [word=RE($x)] "b"', [(0, 2), (3, 5), (6, 8)]),
    ('define $x = "A"; [word=$x %c] "c"', [(5, 7)]),
    # tables
    ('TAB "a" "b"', [(0, 2), (3, 5)]),
    ('TAB "a" * "c"', [(0, 3), (3, 7)]),
    ('TAB "c" {1,2} "b"', [(2, 5), (6, 9)]),
    ('TAB "a" + "b" within s', [(5, 8)]),
    ('TAB "a" ? "c" {,1} [pos="V"]', [(0, 5), (5, 8)]),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_the_last_result(index: Index, text: str, expected: list[tuple[int, int]]) -> None:
    assert list(Session(index).run(text)) == expected


ANCHORS = [
    ('A = "a" [] @[]; set A target match', [0, 3, 5]),
    ('A = "a" [] @[]; set A target matchend[1]', [3, 6, 8]),
    ('A = [pos="A|N"] @[pos="V"]?; set A target matchend[1]; A', [1, 3, 4, 6, 7, -1]),
    ('A = "c"; set A target nearest "a" within 3 words', [3, 5]),
    ('A = "c"; set A target nearest "a" within left 3 words', [0, 5]),
    ('A = "c"; set A target nearest "b" within s', [1, 7]),
    ('A = "c"; set A target farthest "b" within right s', [-1, 7]),
    ('A = "c"; set A target rightmost [] within 2 s', [7, 9]),
    ('A = "c"; set A target leftmost "c" within s inclusive', [2, 6]),
    (
        'A = [] @"c"; set A keyword nearest "a" within right 2 words from target; set A target keyword !',
        [3, -1],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ANCHORS)
def test_anchors_are_put_somewhere(index: Index, text: str, expected: list[int]) -> None:
    found = Session(index).run(text)
    assert found.targets is not None
    assert found.targets.tolist() == expected


def test_a_match_is_moved(index: Index) -> None:
    session = Session(index)
    assert list(session.run('A = "a" [] @[]; set A match target')) == [(2, 3), (5, 6), (7, 8)]
    assert list(session.run("set A matchend match[-1] !")) == []


def test_a_session_keeps_results_words_and_what_is_active(index: Index) -> None:
    session = Session(index)
    session.run('First = "a" []; define $x = "b"')
    assert sorted(session.results) == ["First"]
    assert list(session.run("First; $x")) == [(1, 2), (4, 5)]
    assert session.active == "First"
    session.run("discard First")
    assert (session.active, session.results) == (None, {})
    session.define("$x", ["c", "c"])
    assert list(session.run("$x")) == [(2, 3), (6, 7)]
    assert session.words == {"x": ("c",)}


def test_hits_that_overlap_an_earlier_one_are_no_place_to_search(index: Index) -> None:
    found = Session(index).run('A = "a" []{1,2} "b|c"; B = []{3}; B; "b"')
    assert list(found) == [(1, 2), (4, 5), (7, 8), (8, 9)][: len(found)]
    assert "hits of B overlap an earlier one and were left out" in found.message


def test_a_sample_is_the_same_for_one_seed(index: Index) -> None:
    first, second, other = (
        list(Session(index, seed=seed).run("A = []; reduce A to 40%")) for seed in (1, 1, 2)
    )
    assert first == second != other
    assert len(first) == 4


def test_labels_go_through_set_operations(index: Index) -> None:
    found = Session(index).run('A = @"a" "b"; B = "c" @1:[]; union A B')
    assert found.labels["target"].tolist() == [0, -1, 3, -1]
    assert found.labels["keyword"].tolist() == [-1, 3, -1, 7]
    assert found.query.startswith("A = ")


def test_numbered_marks_are_columns(index: Index) -> None:
    found = evaluate(index, '@0:"a" @1:"b" @2:[]')
    assert {name: column.tolist() for name, column in found.labels.items()} == {
        "target": [0, 3],
        "keyword": [1, 4],
        "@2": [2, 5],
    }


ERRORS = [
    ('A = "a"; B', 10, "No result named 'B'. Available: A. Name one: B = "),
    ("inter A B", 7, "No result named 'A'"),
    ('s = "a"', 1, "'s' is a structure of the corpus"),
    ('last = "a"', 1, "'last' always stands for the result before"),
    ('<match> "a"', 1, "<match> is a place in the hits of an active result"),
    ('A = "a"; A; <target> "a"', 13, "has no anchor 'target'"),
    ('A = "a"; subset A where target: []', 25, "no anchor 'target'. Available: match, matchend"),
    ('A = "a"; set A place match', 16, "No anchor 'place'"),
    ('A = "a"; set A match NULL', 16, "cannot lack its first or last token"),
    ('A = "a"; reduce A to 100%', 22, "1 to 99 percent"),
    ("$x", 1, "No list of words '$x'. Available: none"),
    ("define $x = $y", 13, "No list of words $y"),
    ('a:"a" show b .. a', 12, "No label 'b'. Available: match, matchend, a"),
    ('"a"; "b', 6, "no closing quotation mark"),
    ('TAB "a" "b" :: match.word = "a"', 1, "no ':: …'"),
]


@pytest.mark.parametrize(("text", "column", "message"), ERRORS)
def test_message_and_place(index: Index, text: str, column: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        Session(index).run(text)
    assert message in str(caught.value)
    assert caught.value.column == column


def test_keeping_hits_needs_an_active_result(index: Index) -> None:
    with pytest.raises(QueryError, match="none is active"):
        Session(index).run('"a" !')


def test_a_single_query_is_asked_for(index: Index) -> None:
    with pytest.raises(QueryError, match="no single query"):
        evaluate(index, '"a"; "b"')


RANGES = st.lists(st.tuples(st.integers(0, 8), st.integers(1, 3)), max_size=8).map(
    lambda pairs: sorted({(start, start + length) for start, length in pairs})
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(left=RANGES, right=RANGES)
def test_set_operations_are_those_of_sets(
    index: Index, left: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    session = Session(index)
    session.results = {"A": _hits(left), "B": _hits(right)}
    assert list(session.run("inter A B")) == sorted({*left} & {*right})
    assert list(session.run("union A B")) == sorted({*left} | {*right})
    assert list(session.run("diff A B")) == sorted({*left} - {*right})
    assert list(session.run("[] within A")) == [
        (place, place + 1) for place in range(10) if any(a <= place < b for a, b in left)
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(active=RANGES, pattern=st.sampled_from(['"a" []? "b"', '[pos="N"]+', "[]{2}", '"b" []{0,2} "a"']))
def test_a_subquery_finds_what_begins_and_ends_in_one_hit(
    index: Index, active: list[tuple[int, int]], pattern: str
) -> None:
    """From each start inside a hit the shortest match that stays inside; of those with one end the first."""
    session = Session(index, strategy="traditional")
    session.results = {"A": _hits(_apart(active))}
    everywhere = {
        match
        for n in range(1, 6)
        for match in evaluate(index, f"{pattern} within {n}", strategy="traditional")
    }
    inside = {one for one in everywhere if any(a <= one[0] and one[1] <= b for a, b in _apart(active))}
    found = set(session.run(f"A; {pattern}"))
    assert {start for start, _ in found} == {start for start, _ in inside}
    assert found <= inside


GAPS = {"": (0, 0), "?": (0, 1), "*": (0, 500), "{2}": (2, 2), "{1,3}": (1, 3), "{,1}": (0, 1)}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(words=st.lists(st.sampled_from("abc"), min_size=1, max_size=4), data=st.data())
def test_a_table_takes_the_next_token_that_fits(index: Index, words: list[str], data: st.DataObject) -> None:
    gaps = [data.draw(st.sampled_from(sorted(GAPS))) for _ in words[1:]]
    text = f'"{words[0]}"' + "".join(f' {gap} "{word}"' for gap, word in zip(gaps, words[1:], strict=True))
    expected: list[tuple[int, int]] = []
    for start, first in enumerate(WORDS.split()):
        place: int | None = start if first == words[0] else None
        for gap, word in zip(gaps, words[1:], strict=True):
            if place is not None:
                least, most = GAPS[gap]
                after = range(place + least + 1, 10)
                place = next((n for n in after if WORDS.split()[n] == word), None)
                place = place if place is not None and place <= after.start - least + most else None
        if place is not None and all(end < place + 1 for _, end in expected):
            expected.append((start, place + 1))
    assert list(evaluate(index, f"TAB {text}")) == expected


@pytest.mark.parametrize("query", ['"a" []* "b"', 'A = "a"; A; []'])
def test_a_session_can_be_cancelled(index: Index, query: str) -> None:
    with pytest.raises(QueryError, match="cancelled"):
        Session(index, cancelled=lambda: True).run(query)


def test_the_first_hits_of_the_last_statement(index: Index) -> None:
    assert list(Session(index).run('"a"', limit=2)) == [(0, 1), (3, 4)]
    assert list(Session(index).run('A = "a"; B = "b"; union A B', limit=3)) == [(0, 1), (1, 2), (3, 4)]


def _apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in ranges:
        if not kept or start >= kept[-1][1]:
            kept.append((start, min(end, 10)))
    return kept


def _hits(ranges: list[tuple[int, int]]) -> Hits:
    import numpy as np

    pairs = np.asarray(ranges, dtype=np.int32).reshape(-1, 2)
    return Hits(pairs[:, 0], pairs[:, 1])
