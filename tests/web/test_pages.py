"""The pages beside the concordance: text, names, timeline, documents."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from lxml.html import fromstring

from corpus_tools.corpus import Corpus
from corpus_tools.web.app import create_app

ROOT = Path(__file__).parents[2]
TEXT = "/read/nato-ukraine"
PAGES = [
    TEXT,
    f"{TEXT}?part=5&show=furigana&show=glosses&show=entities&show=dates&show=notes&show=numbers&english=beside",
    "/source/nato-ukraine?s=43",
    "/names",
    "/name/ORG01",
    "/name/cldr%3ARU",
    "/timeline",
    "/timeline?from=2014&to=2014&match=overlap",
    "/documents",
    "/document/nato-ukraine",
]


def plain(html: str) -> str:
    """Return the characters of a page's text, without sentence numbers, notes and readings."""
    article = html.partition("<article")[2].partition("<nav")[0]
    article = re.sub(r"<a class=\"number\".*?</a>|<sup.*?</sup>|<rp>.*?</rp>|<rt>.*?</rt>", "", article)
    return re.sub(r"<[^>]*>|\s", "", article.partition(">")[2])


@pytest.mark.parametrize("language", ["en", "ja"])
@pytest.mark.parametrize("address", PAGES)
def test_pages_are_small_and_have_no_inline_code(client: TestClient, address: str, language: str) -> None:
    answer = client.get(address, headers={"accept-language": language})
    assert answer.status_code == 200
    assert len(answer.content) < 100_000
    assert f'<html lang="{language}">' in answer.text
    assert not re.search(r"<script(?! src=)|\son\w+=|\sstyle=|<style", answer.text)


@pytest.mark.parametrize("layers", ["", "?show=none", "?show=furigana&show=entities&show=dates&show=glosses"])
def test_the_text_is_whole_whatever_is_shown_on_it(client: TestClient, chapter: Corpus, layers: str) -> None:
    whole, part = "", 1
    while (answer := client.get(f"{TEXT}{layers or '?'}&part={part}")).status_code == 200:
        whole += plain(answer.text)
        part += 1
    assert part > 5
    assert whole == re.sub(r"\s", "", chapter.text(0) or "")


def test_a_sentence_is_on_the_page_that_its_address_opens(client: TestClient) -> None:
    for number in (1, 100, 220):
        assert f'id="s{number}"' in client.get(f"{TEXT}?s={number}").text


def test_layers_are_switched_on_and_off(client: TestClient) -> None:
    none = client.get(f"{TEXT}?part=4&show=none").text
    assert 'class="e ' not in none and 'class="d"' not in none and "<ruby>" not in none
    beside = client.get(f"{TEXT}?part=4&show=entities&english=beside").text
    assert 'class="e e-org"' in beside and '<span class="beside" lang="en">' in beside
    assert "<ruby>" in client.get(f"{TEXT}?part=4&show=furigana").text


def test_links_never_stand_in_links(client: TestClient) -> None:
    html = client.get(f"{TEXT}?part=3&show=entities&show=glosses&show=dates&show=numbers").text
    depth = 0
    for tag in re.findall(r"<(/?)a[\s>]", html):
        depth += -1 if tag else 1
        assert depth in (0, 1)


def test_a_place_leads_to_its_source_characters(chapter: Corpus) -> None:
    app = create_app(chapter, sources=ROOT / "corpus")
    html = TestClient(app).get("/source/nato-ukraine?start=15719&end=15720").text
    source = (ROOT / "corpus" / "nato-ukraine" / "source.txt").read_text(encoding="utf-8")
    number = re.search(
        r'<th scope="row">(\d+)</th><td>[^\n]*class="replaced asked" title="lost glyph">', html
    )[1]
    assert "維持していくための" in source.splitlines()[int(number) - 1]


def test_without_the_source_its_place_is_still_said(client: TestClient) -> None:
    html = client.get("/source/nato-ukraine?s=43").text
    assert "line break" in html and "3,417" in html


def test_a_source_that_has_changed_is_not_shown(chapter: Corpus, tmp_path: Path) -> None:
    (tmp_path / "nato-ukraine").mkdir()
    (tmp_path / "nato-ukraine" / "source.txt").write_text("別の文章。", encoding="utf-8")
    html = TestClient(create_app(chapter, sources=tmp_path)).get("/source/nato-ukraine?s=43").text
    assert "別の文章" not in html and "line break" in html


def test_a_name_has_its_mentions_dates_and_neighbours(client: TestClient) -> None:
    html = client.get("/name/DOC05").text
    assert "Founding Act on Mutual Relations" in html and "1997-05-27" in html
    assert "7 mentions" in html and "/read/nato-ukraine?s=32#s32" in html
    assert "<svg" in html and 'href="/name/cldr%3ARU"' in html


def test_the_link_of_a_name_to_its_concordance_finds_its_mentions(client: TestClient) -> None:
    for name, mentions in (("ORG01", 167), ("cldr:RU", 110), ("text:leonid-kuchma", 4)):
        link = re.search(r'href="(/\?q=[^"]*)"', client.get(f"/name/{name}").text)[1]
        page = client.get(link.replace("&amp;", "&"))
        assert page.status_code == 200 and f"{mentions:,} hit" in page.text


def test_names_are_found_sorted_and_exported(client: TestClient) -> None:
    assert "NATO-Russia Founding Act" in client.get("/names?q=founding+act").text
    dates = re.findall(
        r'<td class="number">(\d{4}[^<]*)</td>', client.get("/names?type=DOCUMENT&sort=date").text
    )
    assert dates == sorted(dates) and len(dates) > 10
    assert client.get("/names.csv?q=founding+act").text.count("\n") == 2
    assert "基本議定書" in client.get("/names.tbx?q=founding+act").text


def test_the_timeline_zooms_from_years_to_days(client: TestClient) -> None:
    assert "/timeline?from=2014&amp;to=2014" in client.get("/timeline").text
    months = client.get("/timeline?from=2014&to=2014").text
    assert "/timeline?from=2014-09&amp;to=2014-09" in months
    days = client.get("/timeline?from=2014-09&to=2014-09").text
    assert "/read/nato-ukraine?s=144#s144" in days and 'href="/timeline?from=2014&amp;to=2014"' in days


def test_a_document_has_its_metadata_and_the_report_of_the_build(client: TestClient, chapter: Corpus) -> None:
    html = client.get("/document/nato-ukraine").text
    assert "合六強" in html and "may not be redistributed" in html and "854" in html
    assert str(chapter.folder) not in html


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/read/none", 404),
        (f"{TEXT}?s=9999", 404),
        (f"{TEXT}?s=0", 422),
        (f"{TEXT}?part=99", 404),
        ("/source/nato-ukraine?start=99999999", 404),
        ("/name/none", 404),
        ("/names?sort=nothing", 422),
        ("/names.exe", 422),
        ("/timeline?from=1x", 400),
        ("/timeline?from=2014&to=2012", 400),
        ("/document/..%2F..%2Fetc", 404),
        ("/nothing", 404),
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "<main" in answer.text and answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("query", ["from=2014&to=2014", "from=2014&to=2014&match=overlap", ""])
def test_a_line_of_several_dates_leads_to_the_first_of_them_in_the_list(
    client: TestClient, query: str
) -> None:
    page = fromstring(client.get(f"/timeline?{query}").text)
    several = [one for one in page.cssselect("svg a") if one.cssselect("text.count")]
    assert several
    for link in several:
        (title,) = link.cssselect("title")
        way, _, place = link.get("href").partition("#")
        (found,) = fromstring(client.get(way).text).cssselect(f"#{place}")
        assert title.text.startswith(link.cssselect("text.count")[0].text + " dates")
        assert found.cssselect(".when")
