"""What each part of the language finds, on a corpus one can count on one's fingers."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.index import Index, IndexWriter
from corpus_tools.query import evaluate

#        0     1    2    3      4    5     6     7    8     9
WORDS = ["NATO", "は", "新", "戦略", "が", "NATO", "の", "Ａ", "か", "。"]
TAGS = ["N", "P", "A", "N", "P", "N", "P", "N", "P", "S"]
DATES = {
    "starts": [0, 3, 5, 7],
    "ends": [2, 4, 6, 9],
    "values": {
        "earliest": ["1997-05-27", "1999-01-01", None, "2022-02-24"],
        "latest": ["1997-05-27", "1999-12-31", None, "2022-02-24"],
        "label": ["DATE", "DATE", "SET", "DATE"],
    },
}


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder: Path = tmp_path_factory.mktemp("index")
    attributes = {
        "s": (),
        "text": ("id", "year"),
        "e": ("label", "en"),
        "date": ("earliest", "latest", "label"),
    }
    with IndexWriter(
        folder, positional=["word", "pos"], structural=attributes, set_valued={"e_en"}
    ) as writer:
        writer.add_tokens({"word": WORDS, "pos": TAGS})
        writer.add_regions("s", [0, 5], [5, 10])
        writer.add_regions("text", [0, 5], [5, 10], {"id": ["t1", "t2"], "year": ["1997", "2022年"]})
        names = [["Strategic Concept", "SC"], ["NATO"], [], ["NATO", "Alliance"]]
        labels = ["DOC", "ORG", "ORG", None]
        writer.add_regions("e", [0, 0, 2, 5], [4, 1, 4, 6], {"label": labels, "en": names})
        writer.add_regions("date", DATES["starts"], DATES["ends"], DATES["values"])
    return Index(folder)


CASES = [
    # tokens
    ('"NATO"', [(0, 1), (5, 6)]),
    ("戦略", [(3, 4)]),
    ('[word="NATO|新"]', [(0, 1), (2, 3), (5, 6)]),
    ('[pos!="N|P"]', [(2, 3), (9, 10)]),
    ('[word="NAT.*" & pos="N"]', [(0, 1), (5, 6)]),
    ('[pos="S" | word="新"]', [(2, 3), (9, 10)]),
    ('[!(pos="N" | pos="P")]', [(2, 3), (9, 10)]),
    ('[pos!="P" & (pos="N" -> word="NATO")]', [(0, 1), (2, 3), (5, 6), (9, 10)]),
    ('[word="nato" %c]', [(0, 1), (5, 6)]),
    ('[word="が" %d]', [(4, 5), (8, 9)]),
    ('[word="." %l]', []),
    (r'[word="\p{Han}+"]', [(2, 3), (3, 4)]),
    (r'[word="\w"]', [(1, 2), (2, 3), (4, 5), (6, 7), (7, 8), (8, 9)]),
    ("[word='NATO']", [(0, 1), (5, 6)]),
    ("[strlen(word) = 4]", [(0, 1), (5, 6)]),
    ('[f(word) >= 2 & pos="N"]', [(0, 1), (5, 6)]),
    # sequences
    ('[pos="N"][pos="P"]', [(0, 2), (3, 5), (5, 7), (7, 9)]),
    ('[pos="A"]?[pos="N"]', [(0, 1), (2, 4), (5, 6), (7, 8)]),
    ('[pos="P"] []{1,3} [pos="P"]', [(1, 5), (4, 7), (6, 9)]),
    ('([pos="A"]|[pos="P"]) "戦略|Ａ"', [(2, 4), (6, 8)]),
    ('"NATO" [: pos="P" :]', [(0, 1), (5, 6)]),
    ('[: :] "。" [::]', [(9, 10)]),
    ('[pos="S|A"] [: !(pos="N") :]', [(9, 10)]),
    ('[pos="S|A"] [: pos!="N" :]', []),
    ('<s> []* [: !(pos="N") :] </s>', []),
    ('a:[pos="S"] [: !(word = a.word) :]', [(9, 10)]),
    ('[]{2} within s :: match.pos = "A"', [(2, 4)]),
    ('[pos="P"]{2}', []),
    # structures
    ("<s> []", [(0, 1), (5, 6)]),
    ("[] </s>", [(4, 5), (9, 10)]),
    ('<s> [pos="N"] []* [pos="P"] </s>', [(0, 5)]),
    ('<e_label="ORG"> []+ </e_label>', [(0, 1), (2, 4)]),
    ("<e> []+ </e>", [(0, 1), (0, 4), (2, 4), (5, 6)]),
    ("<e/>", [(0, 1), (0, 4), (2, 4), (5, 6)]),
    ('<e label="DOC"/>', [(0, 4)]),
    ('<e_label!="DOC"/>', [(0, 1), (2, 4)]),
    ('[e_label="ORG"]', [(0, 1), (2, 3), (3, 4)]),
    ('[e_en="NATO" & pos="N"]', [(0, 1), (5, 6)]),
    ('<e_en="Strategic.*"/>', [(0, 4)]),
    ("[e] [!(e)]", [(3, 5), (5, 7)]),
    ("[lbound(s)]", [(0, 1), (5, 6)]),
    ('[_.text_year="1997" & pos="P"]', [(1, 2), (4, 5)]),
    # relations of regions
    ('<e_label="DOC"/> containing <e_label="ORG"/>', [(0, 4)]),
    ('"戦略" within <e_label="DOC"/>', [(3, 4)]),
    ('[pos="N"] not within <e/>', [(7, 8)]),
    ("<date/> overlapping <e/>", [(0, 2), (3, 4), (5, 6)]),
    ('<date/> not containing [pos="P"]', [(3, 4), (5, 6)]),
    ('<e label="DOC"/> overlapping <date label="DATE"/>', [(0, 4)]),
    # time
    ('<date from="1997" to="1999-06"/>', [(0, 2)]),
    ('<date from="1997" to="1999"/>', [(0, 2), (3, 4)]),
    ('<date from="1999-01-01"/>', [(3, 4), (7, 9)]),
    ('<date to="1998" label="DATE"/>', [(0, 2)]),
    # labels and constraints
    ("a:[] [] b:[] :: a.pos = b.pos within s", [(5, 8), (6, 9)]),
    ('a:[pos="N"] []{0,5} [word = a.word]', [(0, 6)]),
    ('[pos="N"] :: match.text_id = "t2"', [(5, 6), (7, 8)]),
    ('[pos="N"] :: int(match.text_year) >= 2000', [(5, 6), (7, 8)]),
    ('a:[pos="N"] []* b:[pos="N"] :: distabs(a, b) < 3', [(3, 6), (5, 8)]),
    ('"NATO" [pos="P"] :: matchend.word != "は"', [(5, 7)]),
    ('[pos="A"] | "NATO" :: !(match.e_label)', [(5, 6)]),
    ('a:[] b:[] :: normalize(a.word, "w") = normalize(b.pos, "w")', []),
    ('a:"NATO" []* b:"NATO" :: normalize(a.word, "cw") = normalize(b.word, "cw")', [(0, 6)]),
    ('a:"が" []* b:"か" :: normalize(a.word, "d") = normalize(b.word, "d")', [(4, 9)]),
    ('a:"Ａ" []* b:[pos="S"] :: normalize(a.word, "w") != b.word', [(7, 10)]),
    ('a:[] [] :: normalize(a.word, "%cw") = "n.*|a"', [(0, 2), (5, 7), (7, 9)]),
    ('a:[pos="N"] [] :: lbound_of(s, a) = a', [(0, 2), (5, 7)]),
    ('a:[pos="P"] :: distance(a, rbound_of(s, a)) < 2', [(4, 5), (8, 9)]),
    ("a:[] b:[] :: is_prefix(a.pos, b.word) = 1", []),
    ("a:[] []* b:[] :: is_prefix(a.word, b.word) = 1", [(0, 6)]),
    ('[pos="N"] :: ambiguity(match.word) > 0', []),
    # proximity
    ('MU(meet "NATO" [pos="A"] -2 2)', [(0, 1)]),
    ('MU(meet "NATO" "新" s)', [(0, 1)]),
    ('MU(meet "NATO" not "新" s)', [(5, 6)]),
    ('MU(union "NATO" "戦略")', [(0, 1), (3, 4), (5, 6)]),
    # what is asked of the matches
    ('(?longest) [pos="A"]?[pos="N"][]?', [(0, 2), (2, 5), (5, 7), (7, 9)]),
    ('"戦略" expand to s', [(0, 5)]),
    ('"戦略" expand left to e', [(2, 4)]),
    ('[pos="N"] cut 2', [(0, 1), (3, 4)]),
    # nothing
    ("[]*", []),
    ('"そんな語はない"', []),
    ('<e_label="NIL"> []+ </e_label>', []),
    ("<s>", []),
]


@pytest.mark.parametrize(("query", "expected"), CASES)
def test_hits(index: Index, query: str, expected: list[tuple[int, int]]) -> None:
    assert list(evaluate(index, query)) == expected


def test_a_query_that_matches_the_empty_string_says_so(index: Index) -> None:
    assert "empty string" in evaluate(index, "[]*").message


STRATEGIES = {
    "shortest": [(0, 1), (3, 4), (5, 6), (7, 8)],
    "standard": [(0, 1), (2, 4), (5, 6), (7, 8)],
    "longest": [(0, 1), (2, 4), (5, 6), (7, 8)],
    "traditional": [(0, 1), (2, 4), (3, 4), (5, 6), (7, 8)],
}


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_matching_strategies(index: Index, strategy: str) -> None:
    found = evaluate(index, f'(?{strategy}) [pos="A"]? [pos="N"]')
    assert list(found) == STRATEGIES[strategy]


def test_the_target_is_a_column_of_positions(index: Index) -> None:
    found = evaluate(index, '[pos="N"] []{0,1} @[pos="P"]')
    assert found.targets is not None
    assert found.targets.tolist() == [1, 4, 6, 8]


def test_labels_are_columns_of_positions(index: Index) -> None:
    found = evaluate(index, 'a:[pos="N"] b:[pos="A"]? c:[pos="N"] | c:"。"')
    assert (list(found), sorted(found.labels)) == ([(9, 10)], ["a", "b", "c"])
    assert [found.labels[name].tolist() for name in "abc"] == [[-1], [-1], [9]]
    found = evaluate(index, 'a:[pos="N"] [] b:[pos="N"] x:[]')
    assert {name: column.tolist() for name, column in found.labels.items()} == {
        "a": [3, 5],
        "b": [5, 7],
        "x": [6, 8],
    }


def test_hits_are_arrays_of_positions(index: Index) -> None:
    found = evaluate(index, '"NATO"')
    assert (found.starts.tolist(), found.ends.tolist(), len(found)) == ([0, 5], [1, 6], 2)
    assert found.query == '"NATO"'


def test_a_match_is_at_most_501_tokens_long_unless_within_is_given(tmp_path: Path) -> None:
    with IndexWriter(tmp_path, positional=["word"], structural={"text": ()}) as writer:
        writer.add_tokens({"word": ["a", *"x" * 600, "b"]})
        writer.add_regions("text", [0], [602])
    long = Index(tmp_path)
    assert list(evaluate(long, '"a" []* "b"')) == []
    assert list(evaluate(long, '"a" []* "b" within text')) == [(0, 602)]
    assert list(evaluate(long, "<text/>")) == [(0, 602)]
