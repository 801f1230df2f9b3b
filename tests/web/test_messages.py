"""What the query engine says, on Japanese pages: every message, and whatever its values hold."""

from __future__ import annotations

import copy
import pickle
import re
from string import Formatter
from urllib.parse import urlencode

import pytest
from fastapi.testclient import TestClient
from lxml import html

from corpus_tools.errors import Message, QueryError
from corpus_tools.query.limits import Limits
from corpus_tools.query.parse import parse
from corpus_tools.web.messages import Said, catalogue, in_language
from corpus_tools.web.words import WORDS
from tests.web.said_in_source import collect

COLLECTED = collect()
JAPANESE = catalogue("ja")
MADE_ELSEWHERE = {
    "missing )",
    "unexpected )",
    "missing ]",
    "no argument for repetition operator",
    "bad repetition operator",
    "invalid repetition size",
    "invalid escape sequence",
    "trailing \\",
    "invalid character class",
    "invalid character class range",
    "invalid named capture group",
    "invalid perl operator",
    "invalid UTF-8",
    "pattern too large - compile failed",
    "Method Not Allowed",
    "as written",
    "word by word",
    "by reading",
    "as a name",
    "by the dictionary's lemma",
    "by reading, long vowels let go",
    "in a sentence with the other words",
    "inside longer words",
    "in a longer name",
}
"""Said by re2 and Starlette, or put together by the simple search; examples below provoke them."""
PASSED_ON = {
    "message",
    "error",
    "error.message",
    "error.args[0]",
    "_at(error.message, column)",
    "message.template",
    "str(error)",
    "str(error.detail)",
    "_reason(pattern, error)",
    "*map(problem, error.errors())",
    "Said(own or WORDS[language]['not_found'], language)",
    "found['msg']",
    "fault",
    "name",
    "f'{path}, line {line}: {message}'",
    "f'{path}: the macros cannot be read ({error}). Give a file in UTF-8.'",
}
"""What hands on a message made elsewhere; and files of macros, which no page reads."""
HOSTILE = (
    "x",
    "",
    "{name!r}",
    "{0} {} }{ {{n}}",
    "'\"「」\\",
    "a\nb\r\u2028c",
    "(?=a)[b]*+?.^$|\\1",
    "%s %(name)s $name",
    "The query was cancelled.",
    "No attribute 'x'. Available: y.",
    "<script>alert(1)</script>",
    "\x00\x1b[31m",
    "𠮷野家👨‍👩‍👧",
)


def test_every_message_has_a_translation() -> None:
    assert not {text: place for text, place in COLLECTED.templates.items() if text not in JAPANESE}


def test_every_message_is_written_down_where_it_is_said() -> None:
    assert set(COLLECTED.unread) <= PASSED_ON, "say Message(template, value=…), not an f-string"


def test_no_translation_is_left_over() -> None:
    assert set(JAPANESE) - set(COLLECTED.templates) == MADE_ELSEWHERE


@pytest.mark.parametrize("template", sorted(JAPANESE))
def test_a_translation_has_the_same_holes(template: str) -> None:
    holes = _holes(template)
    assert _holes(JAPANESE[template]) == holes or not holes
    assert re.search(r"[ぁ-ヿ一-鿿]", JAPANESE[template]) or template in ("{one}, {other}", "{n:,} {way}")


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_stays_as_it_is(value: str) -> None:
    message = Message("No filter {name}. Right would be a number of tokens, as in near:lemma.5:…", name=value)
    assert value in message
    said = in_language(message, "ja")
    assert said.language == "ja"
    assert said.text.startswith(f"「{value}」は絞り込みの指定")
    assert in_language(message, "en") == Said(str(message), "en")


def test_a_message_in_a_message_is_translated_and_a_text_in_it_is_not() -> None:
    template = "No {kind} {name!r}. Available: {available}."
    values = {"kind": Message("structure"), "name": "structure", "available": Message("none")}
    assert (
        in_language(Message(template, **values), "ja").text
        == "「structure」という構造はありません。使えるもの：なし"
    )


@pytest.mark.parametrize(
    "message",
    [
        "Nobody knows this.",
        Message("Nobody knows {this}.", this="x"),
        Message("No key {name!r}. {right}", name="x", right=Message("Nobody knows this.")),
    ],
)
def test_what_has_no_translation_stays_in_english_whole(message: str) -> None:
    assert in_language(message, "ja") == Said(str(message), "en")


def test_an_english_message_on_a_japanese_page_says_that_it_is_english(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corpus_tools.web.messages.catalogue", lambda language: {})
    (said,) = _messages(client, "/timeline?lang=ja&from=x")
    assert said.get("lang") == "en"
    assert "Right would be" in said.text_content()


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda one: pickle.loads(pickle.dumps(one))])
def test_a_copy_knows_its_template(again) -> None:  # type: ignore[no-untyped-def]
    message = Message("No attribute {name!r}. Available: {available}.", name="{", available="}")
    assert (again(message), again(message).template, again(message).values) == (
        message,
        message.template,
        message.values,
    )
    error = again(QueryError(message, query="[", column=1, shown="[\n^", hint="x"))
    assert (str(error), error.message.template, error.hint) == (
        f"{message}\n[\n^\nx",
        message.template,
        "x",
    )


def test_an_error_keeps_its_parts_apart() -> None:
    with pytest.raises(QueryError) as caught:
        parse('[word="a" x')
    assert caught.value.message == "Query breaks off or goes wrong at column 11."
    assert caught.value.hint == 'Put & or | between two conditions: [lemma="…" & pos="…"].'
    assert str(caught.value).splitlines()[1:3] == ['[word="a" x', " " * 10 + "^"]


QUERIES = r"""
[ | " | [word="a" | [word=支持] | [wrd="a"] | [foo="a"] | <foo/> | <entity_lable="ORG"/> | <entity foo="x"/>
<s="x"/> | [word="(a"] | [word="a)"] | [word="[a"] | [word="*a"] | [word="a**"] | [word="a{2000}"] | [word="\q"]
[word="a\"] | [word="[z-a]"] | [word="(?<n"] | [word="(?Z)"] | [word="(?=a)b"] | [word="(a)\1"] | [word="qqq" %r]
[word="a" %z] | [word="a"]{3,1} | [word="a"]{2000} | ([]{900}){900} | [word="a"] within 0 s | [word="a"] cut 0
[word="a"] within foo | a:[] b:[] :: a.word < b.word | a:[] :: b.word="x" | a:[] :: foo(a)=1 | [word > "a"]
a:[] :: a.word = 3 | a:[] :: word="x" | ["a"="b"] | [word="a" & "b"] | [foo(word)=1] | [word=pos & word<pos] | [entity_label=text_id]
<date from="x"/> | <s from="1997"/> | <match> [] | [] ! | A = [word="x"]; B | corpus = [word="x"]; corpus
s = [word="x"] | MU(meet [] [] 1 1) within s | [word=$w] | A = "の"; reduce A to 200% | A = "の"; set A match NULL
A = "の"; set A target foo | A = "の"; set A foo match | "a" @0:@1:[] | <entity_label not matches "x"/> | (?foo) [word="a"]
[] show match[0]..foo[1] | [] keep | "a" within s within p | a:[] b:[] :: distance(a,"x")=1 | A = "の"; $w = $v
a:[] :: normalize(a.word,"z")="x" | a:[] b:[] :: a.entity_en = b.entity_en | a:[] :: lbound_of(s, q) = 1
A = "の"; /x["a"] | "a"; /x["a" | "の"; MACRO a(0) /a[]; /a[] | "の"; MACRO a(0) [wrd="b"]; /a[]
"の"; MACRO a($1=b) []; | "の"; MACRO a($0=b) [word="$1"]; /a["x"] | [word="「"x] | [word='a'] "
"""
ADDRESSES = """
/?q="の"&sort=foo | /?q="の"&sort=R1:up | /?q="の"&sort=R1.foo | /?q="の"&sort=R1..L3 | /?q="の"&sort=,
/?q="の"&by=foo&sort=R1 | /?q="の"&only=foo | /?q="の"&only=near:lemma.x:a | /?q="の"&only=near:foo.5:a
/?q="の"&only=in:lemma.foo:a | /?q="の"&only=part:section:a | /?q="の"&only=part:1:1 | /?q=a&page=x | /?q=a&page=0
/?q=a&context=500 | /?q=a&ruby=foo | /?q=a&unit=foo | /timeline?from=x | /timeline?from=1997-13
/timeline?from=1997-02-30 | /timeline?from=1998&to=1997 | /timeline?match=foo | /timeline?from=12345678901
/statistics/foo?q="の" | /statistics/collocates?q="の"&measure=foo | /statistics/collocates?q="の"&attribute=foo
/statistics/dispersion?q="の"&pieces=1 | /statistics/frequency?q="の"&position=X | /statistics/ngrams?q="の"&n=20
/download/foo?q=a | /nothing | /read/nothing | /name/nothing | /document/nothing | /line/5-2 | /line/x-2
/token/99999999 | /names?sort=foo | /names.foo | /names?page=0
"""
SAID = (
    ("[]*", "空の並び"),
    ("支持", "表記どおり"),
    ("加盟 の", "語単位で"),
    ("rekishi", "読みで"),
    ("NATO", "名称として"),
    ("取組む", "辞書の語彙素で"),
    ("yoroppa", "長音の違いを除いた読みで"),
    ("盟", "より長い語の一部として"),
    ('A = "の"; discard A', "検索結果を破棄しました。"),
    ('A = "の"; define $w = "a b"', "$w の語数：2"),
)


@pytest.mark.parametrize(
    "query", [one.strip() for line in QUERIES.split("\n") for one in line.split(" | ") if one]
)
def test_an_error_in_a_query_is_told_in_japanese(client: TestClient, query: str) -> None:
    _assert_japanese(client, f"/?{urlencode({'q': query, 'lang': 'ja'})}", status={400})


@pytest.mark.parametrize(
    "path", [one.strip() for line in ADDRESSES.split("\n") for one in line.split(" | ") if one]
)
def test_a_refused_address_is_told_in_japanese(client: TestClient, path: str) -> None:
    _assert_japanese(client, f"{path}{'&' if '?' in path else '?'}lang=ja", status={400, 404, 422})


@pytest.mark.parametrize(("query", "said"), SAID)
def test_how_hits_were_found_is_told_in_japanese(client: TestClient, query: str, said: str) -> None:
    path = f"/?{urlencode({'q': query, 'lang': 'ja'})}"
    assert said in _assert_japanese(client, path, status={200})


def test_long_questions_are_refused_in_japanese(client: TestClient) -> None:
    said = _assert_japanese(client, f"/?lang=ja&q={'あ' * 4001}", status={400})
    assert "4,000文字以内" in said


def test_costly_queries_are_refused_in_japanese() -> None:
    for limits, values in (
        (Limits(None, partial_matches=10), {"partial_matches": 11}),
        (Limits(None, memory=10), {"n_bytes": 11}),
        (Limits(-1.0), {}),
        (Limits(None, cancelled=lambda: True), {}),
    ):
        with pytest.raises(QueryError) as caught:
            limits.check(**values)
        said = in_language(caught.value.message, "ja")
        assert said.language == "ja"
        assert not _english(said.text)


@pytest.mark.parametrize(
    "path", ["/api/query?cql=[", "/api/query?cql=a&limit=x", "/api/names/nothing", "/api/x"]
)
def test_programs_read_english(client: TestClient, path: str) -> None:
    japanese = client.get(path, headers={"accept-language": "ja"})
    assert japanese.status_code >= 400
    assert japanese.json() == client.get(path).json()
    assert japanese.json()["error"].isascii()


def test_the_example_queries_are_many() -> None:
    assert len(QUERIES.split(" | ")) > 50


def test_the_interface_says_the_same_in_both_languages() -> None:
    ja, en = WORDS["ja"], WORDS["en"]
    assert ja.keys() == en.keys()
    assert not [key for key in en if _holes(ja[key]) != _holes(en[key])]


def _assert_japanese(client: TestClient, path: str, *, status: set[int]) -> str:
    """Assert that a page tells something in Japanese alone, and return it."""
    said = _messages(client, path, status=status)
    assert said
    assert not [one for one in said if one.get("lang")]
    text = "\n".join(one.text_content() for one in said)
    assert re.search(r"[ぁ-ん]", text)
    assert not _english(text), text
    return text


def _messages(client: TestClient, path: str, *, status: set[int] | None = None) -> list[html.HtmlElement]:
    answer = client.get(path)
    assert answer.status_code in (status or {400})
    return html.fromstring(answer.text).cssselect(".message, .result .faint")


def _english(text: str) -> list[str]:
    """Return runs of three or more English words outside of what is quoted."""
    return re.findall(r"[A-Za-z][A-Za-z'-]*(?: [A-Za-z][A-Za-z'-]*){2,}", re.sub(r"「[^」]*」", "", text))


def _holes(template: str) -> set[str]:
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name and name.isidentifier()}
    except ValueError:
        return set()
