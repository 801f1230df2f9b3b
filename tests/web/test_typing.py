"""What helps to ask: suggestions, and the form that writes CQL."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from corpus_tools.corpus import Corpus
from corpus_tools.web.cql_form import TokenField, cql_of
from corpus_tools.web.suggestions import Suggestions


@pytest.mark.parametrize(
    ("typed", "text", "kind"),
    [
        ("加", "加盟", "lemma"),
        ("かめい", "加盟", "reading"),
        ("kamei", "加盟", "reading"),
        ("found", "NATO・ロシア基本議定書", "name"),
        ("ＮＡＴＯ", "NATO", "name"),
        ("ukra", "ウクライナ", "name"),
        ("基本議定", "基本議定書", "name"),
    ],
)
def test_what_may_be_meant_is_suggested(chapter: Corpus, typed: str, text: str, kind: str) -> None:
    assert (text, kind) in [(one.text, one.kind) for one in Suggestions(chapter).of(typed)]


@pytest.mark.parametrize("typed", ["", " ", "x" * 500, "\ud800", "猫又"])
def test_what_means_nothing_suggests_nothing(chapter: Corpus, typed: str) -> None:
    assert Suggestions(chapter).of(typed) == []


def test_cql_gets_no_suggestions(client: TestClient) -> None:
    assert client.get("/suggest", params={"q": '[lemma="加'}).text.strip() == ""


@pytest.mark.parametrize(
    ("fields", "more", "cql"),
    [
        ([TokenField()], {}, ""),
        ([TokenField(value="加盟")], {}, '[lemma="加盟"]'),
        ([TokenField("word", "begins", "N.A"), TokenField()], {}, r'[word="N\.A.*"]'),
        ([TokenField("word", "is_not", 'a"b', any_case=True)], {}, '[word!="a""b" %c]'),
        (
            [TokenField(value="加盟"), TokenField(times="up_to_3"), TokenField("pos", "matches", "名詞.*")],
            {"within": "s"},
            '[lemma="加盟"] []{0,3} [pos="名詞.*"] within s',
        ),
        ([TokenField()], {"label": "ORG"}, '<entity_label="ORG"/>'),
        ([TokenField(value="加盟")], {"label": '"]'}, '[lemma="加盟"]'),
    ],
)
def test_the_form_writes_cql(fields: list[TokenField], more: dict[str, str], cql: str) -> None:
    assert cql_of(fields, **more) == cql


@pytest.mark.parametrize(
    "values",
    [
        {"v1": "加盟", "n2": "up_to_3", "v3": "支持"},
        {"v1": "条約", "t1": "contains", "label": "ORG"},
        {"v1": '".*[(', "t1": "contains"},
        {"v1": "加盟", "v2": "支持", "within": "s"},
    ],
)
def test_what_the_form_writes_is_answered(client: TestClient, values: dict[str, str]) -> None:
    answer = client.get("/build", params={**values, "search": "1"})
    assert answer.status_code == 200 and "/?q=" in str(answer.url)
