"""Macros: defined in a query or a file, with parameters, nested, and errors that point at the call."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus_tools.corpus import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.query.macros import Macros

FILE = """# patterns for tests
MACRO adj()
  [pos="A"]   # an adjective; not the end
;

MACRO phrase($0=Noun $1=Most)
  /adj(){0,$1} [lemma="$0"]
;
define macro pair(2) '[lemma="$0"]' '[lemma="$1"]';
MACRO once($0=x) $$a:[word="$0"] [word=$$a.word];
"""

CASES = [
    ("/adj[]", '[pos="A"]'),
    ('/adj() "x"', '[pos="A"] "x"'),
    ('/phrase["国", 2]', '[pos="A"]{0,2} [lemma="国"]'),
    ("/phrase[国, 2]", '[pos="A"]{0,2} [lemma="国"]'),
    ('/pair["a","b"]', '[lemma="a"] [lemma="b"]'),
    ('/pair["a""b", \'c\']', '[lemma="a"b"] [lemma="c"]'),
    ('"/adj[]" # /adj[]', '"/adj[]" # /adj[]'),
    ("<s> [] </s>", "<s> [] </s>"),
    ('MACRO n($0=w) [word="$0"]; /n["a"] /n["b"]', '/[word="a"] [word="b"]'[1:]),
    ('MACRO n($0=w) "$0"; [word=/n["a"]]', '[word="a"]'),
    ("MACRO n(0) []; MACRO m(0) /n() /n(); /m()", "[] []"),
    ('define macro n("$0=w") "[word=\'$0\']"; /n["a"]', "[word='a']"),
    (
        "/once[x] /once[y]",
        '_call_1a:[word="x"] [word=_call_1a.word] _call_2a:[word="y"] [word=_call_2a.word]',
    ),
]


@pytest.fixture
def macros(tmp_path: Path) -> Macros:
    path = tmp_path / "macros.txt"
    path.write_text(FILE, encoding="utf-8")
    known = Macros()
    known.load(path)
    return known


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_what_a_query_becomes(macros: Macros, text: str, expected: str) -> None:
    assert " ".join(macros.expanded(text).text.split()) == expected


def test_definitions_stay(macros: Macros) -> None:
    assert macros.expanded("MACRO n(0) []").defined == ("n",)
    assert macros.expanded("/n()").text == "[]"


ERRORS = [
    ('"x" /none["a"]', 5, "No macro none with 1 arguments. Available: adj(0)"),
    ("/adj[1]", 1, "No macro adj with 1 arguments"),
    ("MACRO a(0) /b(); MACRO b(0) /a(); /b()", 35, "calls itself"),
    ("MACRO a($1=x) []", 7, "numbered and named in order"),
    ("MACRO a($0=x) [$1]", 7, "takes 1 arguments, $0 to $0"),
    ('/pair["a" "b"]', 7, 'Right would be: /pair["…", 3, name]'),
]


@pytest.mark.parametrize(("text", "column", "message"), ERRORS)
def test_message_and_place(macros: Macros, text: str, column: int, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        macros.expanded(text)
    assert message in str(caught.value)
    assert caught.value.column == column


def test_an_error_in_what_a_macro_stands_for_points_at_the_call(macros: Macros) -> None:
    typed = 'MACRO n($0=w) [wrd="$0"]; "x" /n["a"] [lema="y"]'
    expanded = macros.expanded(typed)
    inside = expanded.error(
        QueryError("No attribute.\n…", query=expanded.text, column=expanded.text.index("wrd") + 1)
    )
    assert (inside.column, inside.query) == (typed.index("/n") + 1, typed)
    assert 'what the macro stands for: [wrd="a"]' in str(inside)
    after = expanded.error(QueryError("No.", query=expanded.text, column=expanded.text.index("lema") + 1))
    assert after.column == typed.index("lema") + 1


@pytest.mark.parametrize(
    ("typed", "column"), [('MACRO a(0) "x"; /a[] [', 23), ('MACRO a(0) [; "q" /a[]', 19)]
)
def test_an_error_names_the_column_of_what_was_typed(mini: Corpus, typed: str, column: int) -> None:
    with pytest.raises(QueryError, match=f"at column {column}\\.") as caught:
        mini.query(typed)
    assert caught.value.column == column


def test_a_query_does_not_grow_without_end() -> None:
    macros = Macros()
    macros.expanded("MACRO m0(0) [] [] [] []")
    for number in range(1, 30):
        macros.expanded(f"MACRO m{number}(0) " + f"/m{number - 1}() " * 8)
    with pytest.raises(QueryError, match="more than 1,000,000 characters"):
        macros.expanded("/m29()")


FILES = [
    ("", None),
    ("# nothing\n", None),
    ('MACRO a(0) "x"', "line 1: the definition of a has no line with ; at its end"),
    ('\n\n"x";', "line 3: a definition should begin here"),
    ("MACRO a(0) [];\nMACRO b($2=x) [];", "line 2: The parameters of b"),
]


@pytest.mark.parametrize(("text", "message"), FILES)
def test_files(tmp_path: Path, text: str, message: str | None) -> None:
    path = tmp_path / "m.txt"
    path.write_text(text, encoding="utf-8")
    if message is None:
        Macros().load(path)
        return
    with pytest.raises(QueryError, match=r"m\.txt") as caught:
        Macros().load(path)
    assert message in str(caught.value)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(QueryError, match="cannot be read"):
        Macros().load(tmp_path / "none")
