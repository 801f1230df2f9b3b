"""Examples are out of the corpus at hand, and it answers them."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import html

from corpus_tools.corpus import Corpus
from corpus_tools.web.examples import Examples


@pytest.mark.parametrize("name", ["chapter", "mini"])
def test_every_example_finds_something(request: pytest.FixtureRequest, name: str) -> None:
    corpus: Corpus = request.getfixturevalue(name)
    examples = Examples(corpus).all
    assert {one.says for one in examples} >= {"word", "token", "gap", "both", "first", "names"}
    for one in examples:
        found = corpus.query(one.text) if one.cql else corpus.search(one.text)
        assert len(found) or one.says in ("gap", "within", "cql"), one


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_help_has_them_all_and_the_front_page_a_few(client: TestClient, language: str) -> None:
    shown = [
        [one.get("href") for one in html.fromstring(client.get(page, params={"lang": language}).text).cssselect(".examples a")]
        for page in ("/help", "/")
    ]  # fmt: skip
    assert len(shown[0]) == 9 and len(shown[1]) == 4 and set(shown[1]) < set(shown[0])
    assert {client.get(way).status_code for way in shown[0]} == {200}


def test_a_corpus_without_names_or_lemmas_has_fewer(mini: Corpus) -> None:
    class Bare:
        index = type("Index", (), {"positional": {"word": mini.index.positional["word"]}, "structural": {}})

    examples = Examples(Bare()).all  # type: ignore[arg-type]
    assert [one.says for one in examples] == ["word", "token", "gap"]
    assert all("word=" in one.text for one in examples if one.cql)
