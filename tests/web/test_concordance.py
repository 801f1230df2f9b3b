"""The search box and the lines it finds."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from lxml import html

from corpus_tools.corpus import Corpus
from corpus_tools.query import Hits
from corpus_tools.web.lines import Line, lines_of, page_of_lines
from corpus_tools.web.view import View

JOINING = '[lemma="加盟"]'


def nodes(text: str) -> list[str]:
    return ["".join(one.itertext()) for one in html.fromstring(text).cssselect("td.node")]


@pytest.mark.parametrize(
    ("question", "said", "node"),
    [
        ("加盟", "simple search", "加盟"),
        (JOINING, "understood as CQL", "加盟"),
        ("Founding Act", "simple search", "基本議定書"),
        ('"NATO加盟"', "shown is the simple search", "NATO加盟"),
    ],
)
def test_a_question_is_answered_as_it_is_meant(
    client: TestClient, question: str, said: str, node: str
) -> None:
    page = client.get("/", params={"q": question})
    assert page.status_code == 200 and said in page.text
    assert any(node in one for one in nodes(page.text))


def test_an_error_stands_in_place_with_a_caret(client: TestClient) -> None:
    page = client.get("/", params={"q": f"{JOINING} ["})
    assert page.status_code == 400
    tree = html.fromstring(page.text)
    (place,) = tree.cssselect("pre.place")
    assert "".join(place.itertext()).startswith(f"{JOINING} [") and place.cssselect(".caret")
    assert tree.cssselect("#q")[0].get("value") == f"{JOINING} ["


@pytest.mark.parametrize(
    ("settings", "lines"), [({"size": 20}, 20), ({"sample": 7, "seed": 3}, 7), ({"size": 50, "page": 2}, 28)]
)
def test_lines_are_paged_and_sampled(client: TestClient, settings: dict[str, int], lines: int) -> None:
    assert len(nodes(client.get("/", params={"q": JOINING, **settings}).text)) == lines


def line_of(corpus: Corpus, hits: Hits, number: int, view: View) -> Line:
    return lines_of(corpus, hits, np.array([number]), view)[0]


def tree_of(cell: str) -> Any:
    return html.fromstring(f"<p>{cell}</p>")


def tokens_of(cell: str) -> list[Any]:
    return list(tree_of(cell).cssselect("i"))


def text_of(cell: str) -> str:
    return str(tree_of(cell).text_content())


def test_lines_are_sorted_by_the_place_of_a_head(chapter: Corpus) -> None:
    hits = chapter.query(JOINING)
    lines, _ = page_of_lines(chapter, hits, View(q=JOINING, sort="R1"))
    after = [tokens_of(line.right)[0] for line in lines]
    words = [token.text for token in after]
    assert words == sorted(words) and all(token.get("class") == "sorted" for token in after)


@pytest.mark.parametrize("context", [10, 30])
def test_a_context_in_characters_is_that_long(chapter: Corpus, context: int) -> None:
    hits = chapter.query(JOINING)
    line = line_of(chapter, hits, 5, View(q=JOINING, unit="characters", context=context))
    assert context <= len(text_of(line.left)) < context + 12


def test_pieces_of_a_line_are_its_text(chapter: Corpus) -> None:
    hits = chapter.query(JOINING)
    for number, row in enumerate(hits.kwic(context=15).itertuples()):
        line = line_of(chapter, hits, number, View(q=JOINING))
        for side, text in ((line.left, row.left), (line.node, row.node), (line.right, row.right)):
            assert text_of(side).strip() == text.strip()


def test_names_stand_beside_with_their_sign_and_the_nearest_first(chapter: Corpus) -> None:
    line = line_of(chapter, chapter.query(JOINING), 0, View(q=JOINING))
    assert line.beside[0] == "NATO = North Atlantic Treaty Organization"
    assert {mark.get("class") for mark in tree_of(line.left).cssselect("mark")} == {"k-GPE", "k-ORG"}


def test_furigana_stand_over_kanji(client: TestClient) -> None:
    assert "<ruby>加盟" in client.get("/", params={"q": JOINING, "ruby": 1}).text


def test_an_opened_line_shows_its_paragraph_without_scripts(client: TestClient) -> None:
    page = client.get("/", params={"q": JOINING, "open": 2})
    (opened,) = html.fromstring(page.text).cssselect("tr.opened")
    text = "".join(opened.itertext())
    assert "北大西洋協力理事会" in text and "カメイ" in text


def test_a_token_says_all_its_attributes(client: TestClient, chapter: Corpus) -> None:
    cpos = int(chapter.query(JOINING).starts[0])
    text = client.get(f"/token/{cpos}").text
    assert all(one in text for one in ("加盟", "カメイ", "名詞-普通名詞"))


@pytest.mark.parametrize("address", ["/token/99999999", "/line/5-5", "/line/0-99999999", "/line/9-3"])
def test_places_outside_are_refused(client: TestClient, address: str) -> None:
    assert client.get(address).status_code == 400


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_language_is_chosen_and_kept(client: TestClient, language: str) -> None:
    assert f'<html lang="{language}">' in client.get("/", params={"q": "加盟", "lang": language}).text
    assert f'<html lang="{language}">' in client.get("/").text


def test_the_language_changes_on_the_same_page(client: TestClient) -> None:
    page = client.get("/", params={"q": JOINING, "sort": "R1"})
    (link,) = html.fromstring(page.text).cssselect("a.language")
    other = client.get(link.get("href"))
    assert '<html lang="ja">' in other.text and nodes(other.text) == nodes(page.text)


@pytest.mark.parametrize("question", ["加盟", "NATO", "[]", '[pos="名詞.*"]'])
def test_pages_are_small(client: TestClient, question: str) -> None:
    assert len(client.get("/", params={"q": question}).content) < 100_000


@pytest.mark.parametrize("script", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_is_typed_is_escaped(client: TestClient, script: str) -> None:
    for address in ("/", "/suggest", "/build", "/statistics/frequency"):
        text = client.get(address, params={"q": script, "v1": script, "search_": script}).text
        assert script not in text and not re.search(r"<script>alert|<img", text)


def test_no_page_has_scripts_or_styles_inside(client: TestClient) -> None:
    for address in ("/", "/?q=NATO&open=1", "/build", "/statistics/dispersion?q=NATO"):
        text = client.get(address).text
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?! src=)|https?://(?!www\.w3\.org)", text)


def test_a_corpus_that_came_as_tokens_is_shown(tmp_path_factory: pytest.TempPathFactory) -> None:
    from corpus_tools.formats.vrt import import_vrt
    from corpus_tools.web.app import create_app

    folder = tmp_path_factory.mktemp("tokens")
    (folder / "t.vrt").write_text('<text id="a">\n猫\nが\n</text>\n', encoding="utf-8")
    import_vrt(folder / "t.vrt", folder / "corpus", attributes=["word"])
    page = TestClient(create_app(Corpus(folder / "corpus"))).get("/", params={"q": '[word="猫"]'})
    assert nodes(page.text) == ["猫"]
