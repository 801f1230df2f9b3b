"""Pages of less than 100 KB, long hits, and what a line leads to."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from lxml import html
from markupsafe import Markup

from corpus_tools.corpus import Corpus
from corpus_tools.web.lines import NODE_TOKENS, lines_of
from corpus_tools.web.view import View

JOINING = '[lemma="加盟"]'


def nodes(text: str) -> list[str]:
    return ["".join(one.itertext()) for one in html.fromstring(text).cssselect("td.node")]


def plain(written: Markup) -> str:
    return html.fromstring(f"<p>{written}</p>").text_content().strip()


@pytest.mark.parametrize("ruby", [0, 1])
@pytest.mark.parametrize("context", [5, 15, 30, 100])
@pytest.mark.parametrize("question", [JOINING, "<s/>", "<text/>", "<entity/>", " | ".join([JOINING] * 20)])
def test_a_page_holds_as_many_lines_as_100_kb_do(
    client: TestClient, question: str, context: int, ruby: int
) -> None:
    """Fewer lines where context, hits or the question are long; what was asked for stays set."""
    page = client.get("/", params={"q": question, "size": 100, "context": context, "ruby": ruby})
    assert page.status_code == 200 and nodes(page.text) and len(page.content) < 100_000
    assert "selected>100</option>" in page.text


def test_lines_of_all_pages_are_all_lines(client: TestClient) -> None:
    found: list[str] = []
    number = 1
    while rows := html.fromstring(client.get(f"/?q=%3Cs/%3E&context=40&page={number}").text).cssselect(
        "tr[id]"
    ):
        found += [row.get("id") for row in rows]
        number += 1
    assert number > 5 and found == [f"l{one + 1}" for one in range(220)]


def test_a_long_node_is_cut_and_its_right_context_follows_its_end(chapter: Corpus) -> None:
    hits = chapter.query("<s/>")
    numbers = (hits.ends - hits.starts > NODE_TOKENS).nonzero()[0][:5]
    table = hits.kwic(context=15)
    for line in lines_of(chapter, hits, numbers, View(q="<s/>")):
        row = table.iloc[line.number]
        assert line.is_cut and str(line.node).count("<i>") == NODE_TOKENS + 1
        assert row.node.startswith(plain(line.node)[:-1])
        assert (plain(line.left), plain(line.right)) == (row.left.strip(), row.right.strip())


def test_a_line_has_a_page_of_its_own_without_scripts(client: TestClient) -> None:
    page = client.get("/line/100-102")
    assert "<main" in page.text and page.headers["vary"] == "hx-request"
    assert "<main" not in client.get("/line/100-102", headers={"hx-request": "true"}).text


def test_each_line_leads_to_its_place_in_the_text(client: TestClient) -> None:
    page = html.fromstring(client.get("/", params={"q": JOINING}).text)
    link = page.cssselect("td.place a")[2]
    answer = client.get(link.get("href"), follow_redirects=False)
    assert answer.status_code == 303 and answer.headers["location"] == "/read/nato-ukraine?s=25#s25"
    assert link.text == "s25"


def test_an_opened_line_is_cited(client: TestClient) -> None:
    page = html.fromstring(client.get("/", params={"q": JOINING, "open": 2}).text)
    (button,) = page.cssselect("button[data-copy]")
    said = button.get("data-copy")
    assert "加盟" in said and "合六強, 第2章 NATOとウクライナ, 2023-01" in said


def test_a_result_says_how_frequent_it_is(client: TestClient) -> None:
    assert "8,521.8 per million" in client.get("/", params={"q": JOINING}).text


@pytest.mark.parametrize(
    ("context", "narrower", "wider"), [(5, None, 10), (15, 10, 20), (50, 30, None), (7, 5, 10)]
)
def test_the_context_goes_by_steps(context: int, narrower: int | None, wider: int | None) -> None:
    view = View(context=context)
    assert (view.narrower, view.wider) == (narrower, wider)
