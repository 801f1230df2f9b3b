"""Statistics on a result, and the way back from each row."""

from __future__ import annotations

import csv
import io
import re

import pytest
from fastapi.testclient import TestClient
from lxml import html

from corpus_tools.corpus import Corpus
from corpus_tools.errors import QueryError
from corpus_tools.web.counts import Settings
from corpus_tools.web.narrowing import narrowed, parse_filter
from corpus_tools.web.tables import KINDS, ROWS, counted
from corpus_tools.web.view import View

JOINING = '[lemma="加盟"]'
SEVERAL = '[pos="名詞.*"] [lemma="の"]'
NAMES = "<entity/>"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_each_kind_has_a_page(client: TestClient, kind: str, language: str) -> None:
    page = client.get(f"/statistics/{kind}", params={"q": JOINING, "lang": language})
    assert page.status_code == 200 and len(page.content) < 100_000
    assert html.fromstring(page.text).cssselect("svg rect")


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_found_is_nothing_counted(client: TestClient, kind: str) -> None:
    assert client.get(f"/statistics/{kind}", params={"q": '[word="猫"]'}).status_code == 200


@pytest.mark.parametrize(
    ("question", "kind", "asked"),
    [
        (JOINING, "frequency", Settings("word")),
        (JOINING, "frequency", Settings("lemma", "R1")),
        (JOINING, "frequency", Settings("section_title")),
        (SEVERAL, "frequency", Settings("word")),
        ('<entity_label="ORG"/>', "frequency", Settings("word")),
        (JOINING, "sections", Settings()),
        (JOINING, "dispersion", Settings(parts="20")),
    ],
)
def test_a_row_leads_to_as_many_lines_as_it_counts(
    client: TestClient, chapter: Corpus, question: str, kind: str, asked: Settings
) -> None:
    table = counted(chapter, chapter.query(question), kind, View(q=question), asked)
    for row in table.rows[:5]:
        page = client.get(row.address)
        assert re.search(f"<strong>{row.cells[0]} hits?</strong>", page.text), row


def test_spans_of_one_label_are_found_again(chapter: Corpus) -> None:
    hits = chapter.query(NAMES)
    persons = narrowed(chapter, hits, ("at:entity_label:PERSON",))
    assert len(persons) == len(chapter.query('<entity_label="PERSON"/>'))


def test_collocates_lead_to_the_hits_that_have_them(chapter: Corpus) -> None:
    near = narrowed(chapter, chapter.query(JOINING), ("near:lemma.1:支持",))
    assert len(near) == len(chapter.query('[lemma="加盟"] [lemma="支持"]')) == 3


def test_keywords_lead_to_the_sentences_that_have_them(chapter: Corpus) -> None:
    found = narrowed(chapter, chapter.query(JOINING), ("in:lemma.s:支持",))
    assert 3 <= len(found) < 78


def test_sequences_lead_to_their_query(client: TestClient, chapter: Corpus) -> None:
    table = counted(chapter, chapter.query(JOINING), "ngrams", View(q=JOINING), Settings("word", n=3))
    page = client.get(table.rows[0].address)
    assert f"<strong>{table.rows[0].cells[0]} hits</strong>" in page.text


def test_filters_add_up_and_can_be_taken_away(client: TestClient) -> None:
    view = View(q=JOINING).within("at:R1.lemma:国").within("part:section:3")
    page = html.fromstring(client.get(view.address()).text)
    assert len(page.cssselect(".filters li")) == 2
    other = client.get(page.cssselect(".filters a")[0].get("href")).text
    assert len(html.fromstring(other).cssselect(".filters li")) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_all_rows_are_in_the_file(client: TestClient, chapter: Corpus, kind: str) -> None:
    """Those that the page leaves out, too; the page's own link leads to it."""
    page = html.fromstring(client.get(f"/statistics/{kind}?q=NATO&span=10&only=part:section:3").text)
    (link,) = page.cssselect(".downloads a")
    answer = client.get(link.get("href"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    shown = len(page.cssselect("table.counts tbody tr"))
    assert len(rows) >= shown and (len(rows) > ROWS) == (shown == ROWS)
    assert "only=part" in link.get("href") and answer.headers["content-type"].startswith("text/csv")


def test_frequencies_asked_for_most_are_one_click_away(client: TestClient) -> None:
    page = html.fromstring(client.get("/statistics/frequency", params={"q": JOINING}).text)
    assert [one.text for one in page.cssselect(".quick a[aria-current]")] == ["word"]
    found = {
        one.text_content(): client.get(one.get("href")).status_code for one in page.cssselect(".quick a")
    }
    assert found == dict.fromkeys(("word", "lemma", "pos", "L1 word", "R1 word", "section"), 200)


@pytest.mark.parametrize("text", ["", "zz", "zz:a:b", "at:lemma"])
def test_what_is_no_filter_is_refused(text: str) -> None:
    with pytest.raises(QueryError, match="Right would be"):
        parse_filter(text)


@pytest.mark.parametrize(
    "query",
    [
        "only=near:lemma.x:a",
        "only=part:section:a",
        "only=at:wrd:a",
        "only=part:999999999:1",
        "only=in:lemma.zz:a",
    ],
)
def test_filters_that_cannot_hold_are_errors_in_place(client: TestClient, query: str) -> None:
    page = client.get(f"/?q=NATO&{query}")
    assert page.status_code == 400 and "refused" in page.text


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/statistics/zz?q=NATO", "Available: frequency"),
        ("/statistics/frequency?q=NATO&attribute=zz", "zz"),
        ("/statistics/collocates?q=NATO&measure=zz", "No measure"),
        ("/statistics/dispersion?q=NATO&pieces=9999999", "from 2 to 200"),
    ],
)
def test_what_cannot_be_counted_is_said(client: TestClient, address: str, message: str) -> None:
    page = client.get(address)
    assert page.status_code == 400 and message in page.text
